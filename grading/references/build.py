"""`course build`: run the reference solutions on drawn inputs and write the reference files."""

import contextlib
import copy
import io
import zlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np

from answercheck.cases import Case
from answercheck.compare import same
from answercheck.references import (
    ReferenceCall,
    ReferenceCase,
    ReferenceExercise,
    References,
    StaleReferenceError,
    read_references,
    write_references,
)
from answercheck.registry import SCORERS, ScorerLike
from grading.course.folders import CourseFolders
from grading.errors import CourseError
from grading.references.catalogue import known_mistakes, made_from, same_catalogue
from grading.references.description import Exercise
from grading.references.exercises import exercise as described
from grading.references.exercises import exercises, required_modules
from grading.references.judge_code import scorers
from grading.references.quantities import quantities
from grading.references.solutions import namespace

VISIBLE_SEED = 0  # what students see is the same everywhere
DEFAULT_SEED = 2026


def build(folders: CourseFolders, assignment: str,
          seed: int | None = None) -> tuple[References, References]:
    """Bring the visible and the hidden reference file of an assignment up to date.

    An exercise whose cases and mistakes are what its file holds already, up to last digits, keeps
    what stands there, and a file in which nothing has changed is left alone: another processor or
    another numpy is no change.

    Parameters
    ----------
    folders : of the course
    assignment : its folder in source/
    seed : of the hidden cases; None keeps the seed of the present file

    Returns
    -------
    the visible and the hidden references, as they stand in the files
    """
    paths = [folders.visible_file(assignment), folders.hidden_file(assignment)]
    present = [_present(path) for path in paths]
    if seed is None:
        seed = present[1].seed if present[1] else DEFAULT_SEED
    visible, hidden = (
        _updated(folders, path, old, new, measures) for path, old, new, measures in zip(
            paths, present, compute(folders, assignment, seed), (SCORERS, scorers(folders)),
            strict=True))
    return visible, hidden


def _present(path: Path) -> References | None:
    try:
        return read_references(path)
    except StaleReferenceError:
        return None


def _updated(folders: CourseFolders, path: Path, present: References | None, made: References,
             measures: Mapping[str, ScorerLike]) -> References:
    """The references with their mistakes, written if they are not those of the file."""
    old = present.exercises if present else {}
    updated = {}
    for name, new in made.exercises.items():
        kept = old.get(name)
        if kept and _alike(kept, new, scorers(folders)):
            new = kept
        mistakes = known_mistakes(folders, made.assignment,
                                  described(folders, made.assignment, name), new, measures)
        same = new is kept and same_catalogue(new.mistakes, mistakes, new.tolerance)
        updated[name] = new if same else replace(new, mistakes=mistakes)
    if present and present.seed == made.seed and list(updated) == list(old) and all(
            exercise is old[name] for name, exercise in updated.items()):
        return present
    whole = replace(made, exercises=updated)
    path.parent.mkdir(exist_ok=True)
    write_references(path, whole)
    return whole


def compute(folders: CourseFolders, assignment: str,
            seed: int) -> tuple[References, References]:
    """The visible and the hidden references, not written and without the known mistakes."""
    all_exercises = exercises(folders, assignment)
    functions = namespace(folders, assignment)
    both = []
    for kind, own_seed in (("visible", VISIBLE_SEED), ("hidden", seed)):
        answered = {}
        for exercise in all_exercises:
            # A stream of its own for each exercise: a new one leaves the others' cases as they are.
            stream = zlib.crc32(f"{assignment}/{exercise.name}/{kind}".encode())
            draw = exercise.visible if kind == "visible" else exercise.hidden
            cases = draw(np.random.default_rng([own_seed, stream]), functions)
            answered[exercise.name] = ReferenceExercise(
                exercise.name, exercise.returns, exercise.tolerance,
                tuple(_answer(exercise, functions, one) for one in cases), exercise.scoring,
                requires=required_modules(folders))
        both.append(References(assignment, own_seed, np.__version__, answered))
    return both[0], both[1]


def _answer(exercise: Exercise, functions: dict, case: Case) -> ReferenceCase:
    """The case with what the reference solution returns."""
    if exercise.name not in functions:
        raise CourseError(f"no solution cell defines {exercise.name}")
    calls = []
    for call in case.calls:
        args, kwargs = copy.deepcopy((call.args, dict(call.kwargs)))
        np.random.seed(0)  # for solutions that draw: building twice gives equal numbers
        with np.errstate(all="ignore"), contextlib.redirect_stdout(io.StringIO()):
            returned = functions[exercise.name](*args, **kwargs)
        if not same((call.args, dict(call.kwargs)), (args, kwargs)):
            raise CourseError(f"the solution of {exercise.name} changes its arguments")
        calls.append(ReferenceCall(
            call.args, dict(call.kwargs), returned,
            quantities(functions[exercise.name], call.args, dict(call.kwargs))))
    return ReferenceCase(case.label, tuple(calls))


def stale(folders: CourseFolders, assignment: str) -> list[str]:
    """The exercises whose reference files do not hold what the sources now make.

    Raises
    ------
    StaleReferenceError
        If a file is missing or unreadable.
    """
    files = [read_references(path) for path in (
        folders.visible_file(assignment), folders.hidden_file(assignment))]
    made = compute(folders, assignment, files[1].seed)
    changed = [exercise.name for exercise in exercises(folders, assignment) for file in files
               if exercise.name in file.exercises and file.exercises[
                   exercise.name].mistakes.made_from != made_from(folders, assignment, exercise)]
    for file, new in zip(files, made, strict=True):
        for name in {**file.exercises, **new.exercises}:
            one, other = file.exercises.get(name), new.exercises.get(name)
            if one is None or other is None or not _alike(one, other, scorers(folders)):
                changed.append(name)
    return sorted(set(changed))


def _alike(one: ReferenceExercise, other: ReferenceExercise,
           measures: Mapping[str, ScorerLike]) -> bool:
    # Long training magnifies the last digits, in which machines differ; nothing depends on them.
    drawn = measures[other.scoring].drawn

    def plain(exercise: ReferenceExercise) -> tuple:
        return (exercise.returns, exercise.tolerance, exercise.scoring, exercise.requires, [
            (case.label, [(call.args, call.kwargs, call.quantities,
                           None if drawn else call.returned) for call in case.calls])
            for case in exercise.cases])
    return close(plain(one), plain(other))


def close(one: object, other: object) -> bool:
    """Of the same kinds, and equal up to last digits, in which processors and numpys differ."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(close(one[k], other[k]) for k in one)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(close, one, other))
    numbers = np.ndarray | np.generic | float | int
    if isinstance(one, numbers) and isinstance(other, numbers):
        first, second = np.asarray(one), np.asarray(other)
        return (isinstance(one, np.ndarray) is isinstance(other, np.ndarray)
                and (first.dtype, first.shape) == (second.dtype, second.shape)
                and np.allclose(first.astype(float), second.astype(float), rtol=1e-9, atol=1e-12,
                                equal_nan=True))
    if hasattr(one, "formula") and hasattr(other, "formula"):
        return one.formula == other.formula and close(
            dict(one.parameters), dict(other.parameters))  # type: ignore[attr-defined]
    return type(one) is type(other) and bool(one == other)
