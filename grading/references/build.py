"""`course build`: run the reference solutions on drawn inputs and write the reference files."""

import contextlib
import inspect
import io
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from answercheck.cases import Call, Case, Recipe
from answercheck.compare import same
from answercheck.evaluations import given
from answercheck.references import (
    ReferenceCall,
    ReferenceCase,
    ReferenceExercise,
    References,
    StaleReferenceError,
    read_references,
    write_references,
)
from answercheck.registry import ScorerLike
from grading.course.folders import CourseFolders
from grading.errors import CourseError
from grading.references.catalogue import Run, Wanted, catalogues, kept, run_here
from grading.references.description import Exercise
from grading.references.digest import made_from
from grading.references.exercises import exercises, required_modules
from grading.references.judge_code import scorers
from grading.references.quantities import quantities
from grading.references.solutions import namespace
from grading.references.variables import Asked, same_variables, variables

VISIBLE_SEED = 0  # what students see is the same everywhere
DEFAULT_SEED = 2026


@dataclass(frozen=True)
class ReferenceFile:
    """A file that `build` brings up to date.

    is_hidden : whether it holds hidden cases, or those that students are given
    present : what it holds before; None if there is none that can be read
    """

    folders: CourseFolders
    assignment: str
    path: Path
    is_hidden: bool
    seed: int
    present: References | None

    def outdated(self) -> list[Exercise]:
        """The exercises that the file does not hold as their sources make them."""
        if self.present is None or self.present.seed != self.seed:
            return list(exercises(self.folders, self.assignment))
        known = self.present.exercises
        return [one for one in exercises(self.folders, self.assignment)
                if one.name not in known or known[one.name].mistakes.made_from != made_from(
                    self.folders, self.assignment, one)]


@dataclass(frozen=True)
class Built:
    """What became of a reference file.

    made : the names of the exercises that were made anew; of these the file keeps what is the same
    """

    path: Path
    is_hidden: bool
    references: References
    made: tuple[str, ...]


def build(folders: CourseFolders, assignments: Iterable[str], seed: int | None = None, *,
          force: bool = False, run: Run = run_here) -> list[Built]:
    """Bring the reference files of assignments up to date: visible, hidden, and private ones.

    An exercise whose sources are unchanged is left out. One whose cases and mistakes turn out to be
    what its file holds already, up to last digits, keeps what stands there, and a file in which
    nothing has changed is left alone: another processor or another numpy is no change.

    Parameters
    ----------
    folders : of the course
    assignments : their folders in source/
    seed : of private hidden cases, which are then drawn from it; None leaves it as it is
    force : make every exercise anew
    run : runs the mistakes, in one process or in several
    """
    files = [one for name in assignments for one in reference_files(folders, name, seed)]
    made = [list(exercises(folders, one.assignment)) if force else one.outdated() for one in files]
    wanted, places = [], []
    for (file, exercise), new in computed(zip(files, made, strict=True), run):
        old = file.present.exercises.get(exercise.name) if file.present else None
        reference = old if old and _alike(old, new, scorers(folders)) else new
        wanted.append(Wanted(folders, file.assignment, exercise, reference, file.is_hidden))
        places.append((file.path, exercise.name))
    known = run("variables", variables, [
        Asked(one.folders, one.assignment, one.reference,
              tuple(other.code for other in one.exercise.alternatives)) for one in wanted])
    found = {}
    for place, one, right, mistakes in zip(places, wanted, known, catalogues(wanted, run),
                                           strict=True):
        old, tolerance = one.reference, one.reference.tolerance
        found[place] = replace(
            old, mistakes=kept(old.mistakes, mistakes, tolerance),
            variables=old.variables if same_variables(old.variables, right, tolerance) else right)
    return [Built(file.path, file.is_hidden, _write(file, found),
                  tuple(one.name for one in some))
            for file, some in zip(files, made, strict=True)]


def reference_files(folders: CourseFolders, assignment: str,
                    seed: int | None = None) -> list[ReferenceFile]:
    """The files of an assignment; a private one if there is one, or a seed for it."""
    name = f"{assignment}.h5"
    visible = ReferenceFile(folders, assignment, folders.visible_file(assignment), False,
                            VISIBLE_SEED, _present(folders.visible_file(assignment)))
    hidden = []
    for path, asked in ((folders.references / name, None),
                        (folders.private_references / name, seed)):
        present = _present(path)
        if path.parent == folders.private_references and present is None and asked is None:
            continue
        kept = present.seed if present else DEFAULT_SEED
        hidden.append(ReferenceFile(folders, assignment, path, True,
                                    kept if asked is None else asked, present))
    return [visible, *hidden]


def _present(path: Path) -> References | None:
    try:
        return read_references(path)
    except StaleReferenceError:
        return None


def _write(file: ReferenceFile, made: Mapping[tuple[Path, str], ReferenceExercise]) -> References:
    """The references of a file, written if they are not those that it holds."""
    old = file.present.exercises if file.present else {}
    updated = {one.name: made.get((file.path, one.name)) or old[one.name]
               for one in exercises(file.folders, file.assignment)}
    if file.present and file.present.seed == file.seed and list(updated) == list(old) and all(
            exercise.cases is old[name].cases and exercise.mistakes is old[name].mistakes
            and exercise.variables is old[name].variables for name, exercise in updated.items()):
        return file.present
    whole = References(file.assignment, file.seed, np.__version__, updated)
    file.path.parent.mkdir(parents=True, exist_ok=True)
    write_references(file.path, whole)
    return whole


def computed(
        files: Iterable[tuple[ReferenceFile, Sequence[Exercise]]], run: Run = run_here,
) -> Iterator[tuple[tuple[ReferenceFile, Exercise], ReferenceExercise]]:
    """The cases of exercises for these files with their answers, without the known mistakes."""
    asked = [(file, one) for file, some in files for one in some]
    found = run("answers", _cases, [
        (file.folders, file.assignment, one.name, file.is_hidden, file.seed)
        for file, one in asked])
    return zip(asked, found, strict=True)


def _cases(asked: tuple[CourseFolders, str, str, bool, int]) -> ReferenceExercise:
    folders, assignment, name, is_hidden, seed = asked
    exercise = next(one for one in exercises(folders, assignment) if one.name == name)
    functions = namespace(folders, assignment)
    # A stream of its own for each exercise: a new one leaves the others' cases as they are.
    stream = zlib.crc32(f"{assignment}/{name}/{'hidden' if is_hidden else 'visible'}".encode())
    draw = exercise.hidden if is_hidden else exercise.visible
    cases = draw(np.random.default_rng([seed, stream]), functions)
    return ReferenceExercise(
        name, exercise.returns, exercise.tolerance,
        tuple(_answer(exercise, functions, one) for one in cases), exercise.scoring,
        requires=required_modules(folders))


def _answer(exercise: Exercise, functions: dict[str, Any], case: Case) -> ReferenceCase:
    """The case with what the reference solution returns."""
    if exercise.name not in functions:
        raise CourseError(f"no solution cell defines {exercise.name}")
    calls = []
    for call in case.calls:
        args, kwargs, evaluations = given(call.args, call.kwargs)
        np.random.seed(0)  # for solutions that draw: building twice gives equal numbers
        with np.errstate(all="ignore"), contextlib.redirect_stdout(io.StringIO()):
            returned = functions[exercise.name](*args, **kwargs)
        if not same((call.args, dict(call.kwargs)), (args, kwargs)):
            raise CourseError(f"the solution of {exercise.name} changes its arguments")
        calls.append(ReferenceCall(
            call.args, dict(call.kwargs), returned,
            quantities(functions[exercise.name], call.args, dict(call.kwargs)),
            dict(zip(_functions(functions[exercise.name], call),
                     [one.points() for one in evaluations], strict=True))))
    return ReferenceCase(case.label, tuple(calls))


def _functions(solution: Callable[..., Any], call: Call) -> list[str]:
    """The names of the arguments that are functions; those given by name last."""
    names = [*list(inspect.signature(solution).parameters)[:len(call.args)], *call.kwargs]
    values = [*call.args, *call.kwargs.values()]
    return [name for name, value in zip(names, values, strict=True) if isinstance(value, Recipe)]


def stale(folders: CourseFolders, assignment: str) -> list[str]:
    """The exercises whose reference files do not hold what the sources now make.

    Raises
    ------
    StaleReferenceError
        If a file is missing or unreadable.
    """
    changed: set[str] = set()
    described = exercises(folders, assignment)
    for file in reference_files(folders, assignment):
        known = (file.present or read_references(file.path)).exercises  # which tells what is wrong
        changed |= {one.name for one in file.outdated()}
        changed |= known.keys() - {one.name for one in described}
        changed |= {one.name for (_, one), new in computed([(file, described)])
                    if one.name not in known
                    or not _alike(known[one.name], new, scorers(folders))}
    return sorted(changed)


def _alike(one: ReferenceExercise, other: ReferenceExercise,
           measures: Mapping[str, ScorerLike]) -> bool:
    # Long training magnifies the last digits, in which machines differ; nothing depends on them.
    drawn = measures[other.scoring].drawn

    def plain(exercise: ReferenceExercise) -> tuple[Any, ...]:
        return (exercise.returns, exercise.tolerance, exercise.scoring, exercise.requires, [
            (case.label, [(call.args, call.kwargs, call.quantities, call.evaluated,
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
