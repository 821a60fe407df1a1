"""The exercises of a course, read from `exercises/WEEK/NAME.toml` and `exercises/WEEK/cases.py`.

NAME.toml describes the function NAME, whose solution cell has this ID:

    returns = ["name", ...]         of the value, or of the parts of a returned tuple
    tolerance = 1e-5                relative; may be left out
    scoring = "values"              the name of a registered scorer; may be left out
    [[mistakes]]                    name, sentence, and edits = [{find = "...", replace = "..."}],
                                    each of which fits the solution exactly once
    [[alternatives]]                name, and code: another right solution cell
    [[equivalent_mutants]]          mutants = ["old line → new line", ...], and the reason

In cases.py two functions of each exercise draw its cases, `NAME_visible` and `NAME_hidden`. They
are given what their parameters ask for: `rng`, a random generator, and `solutions`, the reference
solutions by name, for inputs that only a right answer to another exercise can make.
"""

import inspect
import tomllib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from answercheck.cases import Case
from answercheck.registry import SCORERS, require
from grading.course.folders import CourseFolders
from grading.errors import CourseError
from grading.references.description import (
    Alternative,
    Draw,
    Edit,
    Exercise,
    KnownMistake,
    Solutions,
)
from grading.references.solutions import cells, edited

CASES = "cases.py"
KINDS = ("visible", "hidden")
GIVEN = ("rng", "solutions")  # what a function that draws may ask for
WORDS = {str: "a string with something in it", float: "a number", list: "a list"}


def assignments(folders: CourseFolders) -> list[str]:
    """The assignments that have exercises, in order."""
    return sorted({path.parent.name for path in folders.exercises.glob("*/*.toml")})


@cache
def required_modules(folders: CourseFolders) -> tuple[str, ...]:
    """The modules of the course that register formulas, scorers and factors; they are imported.

    Raises
    ------
    CourseError
        If `exercises/course.toml` is wrong, or one of them cannot be imported.
    """
    path = folders.exercises / "course.toml"
    if not path.is_file():
        return ()
    where = folders.name(path)
    table = _Table(parsed(path, where), where)
    modules = tuple(table.strings("requires"))
    table.refuse_the_rest()
    folders.add_to_path()
    try:
        require(modules)
    except Exception as error:
        raise CourseError(f"{where}: a module under 'requires' cannot be imported: "
                          f"{type(error).__name__}: {error}") from None
    return modules


@cache
def exercises(folders: CourseFolders, assignment: str) -> tuple[Exercise, ...]:
    """The exercises of an assignment, in the order of its notebook.

    Raises
    ------
    CourseError
        If it has none, or one of its files is wrong: one line with the file and the entry.
    """
    folder = folders.exercises / assignment
    paths = {path.stem: path for path in folder.glob("*.toml")}
    if not paths:
        known = ", ".join(assignments(folders)) or "none"
        raise CourseError(f"{assignment!r} has no exercises in {folders.name(folders.exercises)}; "
                          f"there are {known}")
    required_modules(folders)
    solutions = cells(folders, assignment)
    for name, path in paths.items():
        if name not in solutions:
            raise CourseError(f"{folders.name(path)}: no solution cell of {assignment} has the ID "
                              f"{name}; there are {', '.join(solutions)}")
    draws = _draws(folder / CASES, folders.name(folder / CASES), paths)
    return tuple(_exercise(paths[name], folders.name(paths[name]), solutions[name],
                           *draws[name]) for name in solutions if name in paths)


def exercise(folders: CourseFolders, assignment: str, name: str) -> Exercise:
    """One exercise of an assignment."""
    return next(one for one in exercises(folders, assignment) if one.name == name)


def parsed(path: Path, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CourseError(f"{where}: {error}") from None


class _Table:
    """A table of a TOML file whose entries are taken out one by one; `where` names it."""

    def __init__(self, entries: Any, where: str) -> None:
        if not isinstance(entries, dict):
            raise CourseError(f"{where} should be a table, not {entries!r}")
        self._left, self.where = dict(entries), where

    def take(self, key: str, kind: type, default: Any = None) -> Any:
        """The entry of a key, which is needed if there is no default."""
        if key not in self._left:
            if default is None:
                raise CourseError(f"{self.where}: {key!r} is missing")
            return default
        value = self._left.pop(key)
        if kind is float and type(value) is int:
            value = float(value)
        if type(value) is not kind or (value == "" and kind is str and key != "replace"):
            raise CourseError(f"{self.where}: {key!r} should be {WORDS[kind]}, not {value!r}")
        return value

    def strings(self, key: str) -> list[str]:
        """The entry of a key, a list of strings with something in it."""
        value = self.take(key, list)
        if not value or not all(isinstance(one, str) and one for one in value):
            raise CourseError(f"{self.where}: {key!r} should be a list of strings, not {value!r}")
        return value

    def tables(self, key: str, named: bool = True) -> "list[_Table]":
        """The tables under a key; they are called by their names, which differ."""
        found: dict[str, _Table] = {}
        for number, entries in enumerate(self.take(key, list, []), start=1):
            name = entries.get("name") if named and isinstance(entries, dict) else None
            word = f"{key} {name!r}" if isinstance(name, str) else f"{key} number {number}"
            if word in found:
                raise CourseError(f"{self.where}: {word} is there twice")
            found[word] = _Table(entries, f"{self.where}: {word}")
        return list(found.values())

    def refuse_the_rest(self) -> None:
        """Refuse keys that nobody has taken."""
        if self._left:
            raise CourseError(f"{self.where}: there is no key {', '.join(map(repr, self._left))}")


def _exercise(path: Path, where: str, solution: str, visible: Draw, hidden: Draw) -> Exercise:
    table = _Table(parsed(path, where), where)
    returns = tuple(table.strings("returns"))
    tolerance = table.take("tolerance", float, 1e-5)
    scoring = table.take("scoring", str, "values")
    if scoring not in SCORERS:
        raise CourseError(f"{table.where}: there is no scoring {scoring!r}; "
                          f"there are {', '.join(map(repr, SCORERS))}")
    mistakes = tuple(_mistake(one, solution) for one in table.tables("mistakes"))
    alternatives = tuple(_alternative(one) for one in table.tables("alternatives"))
    equivalent = dict(pair for one in table.tables("equivalent_mutants", named=False)
                      for pair in _equivalent(one))
    table.refuse_the_rest()
    return Exercise(path.stem, returns, visible, hidden, mistakes, alternatives, tolerance, scoring,
                    equivalent)


def _mistake(table: _Table, solution: str) -> KnownMistake:
    name, sentence = table.take("name", str), table.take("sentence", str)
    edits = tuple(_edit(one) for one in table.tables("edits", named=False))
    table.refuse_the_rest()
    if not edits:
        raise CourseError(f"{table.where}: 'edits' is missing")
    try:
        edited(solution, edits)
    except CourseError as error:
        raise CourseError(f"{table.where}: {error}") from None
    return KnownMistake(name, edits, sentence)


def _edit(table: _Table) -> Edit:
    edit = table.take("find", str), table.take("replace", str)
    table.refuse_the_rest()
    return edit


def _alternative(table: _Table) -> Alternative:
    found = Alternative(table.take("name", str), table.take("code", str))
    table.refuse_the_rest()
    return found


def _equivalent(table: _Table) -> list[tuple[str, str]]:
    mutants, reason = table.strings("mutants"), table.take("reason", str)
    table.refuse_the_rest()
    return [(mutant, reason) for mutant in mutants]


def _draws(path: Path, where: str, names: Iterable[str]) -> dict[str, list[Draw]]:
    """The two functions that draw the cases of each exercise."""
    functions = {f"{name}_{kind}": name for name in names for kind in KINDS}
    module = _module(path, where)
    for name in vars(module):
        ends = name.endswith(tuple(f"_{kind}" for kind in KINDS))
        if ends and not name.startswith("_") and name not in functions:
            raise CourseError(f"{where}: {name} draws cases, but of no exercise; "
                              f"is there a {name.rpartition('_')[0]}.toml?")
    found: dict[str, list[Draw]] = {name: [] for name in names}
    for function, name in functions.items():
        if not callable(getattr(module, function, None)):
            raise CourseError(f"{where}: there is no function {function}, which draws cases "
                              f"of {name}.toml")
        found[name].append(_draw(getattr(module, function), f"{where}: {function}"))
    return found


def _module(path: Path, where: str) -> ModuleType:
    spec = spec_from_file_location(f"{path.parent.name}.{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise CourseError(f"{where}: {type(error).__name__}: {error}") from None
    return module


def _draw(function: Callable[..., Iterable[Case]], where: str) -> Draw:
    wanted = list(inspect.signature(function).parameters)
    if unknown := [name for name in wanted if name not in GIVEN]:
        raise CourseError(f"{where} asks for {', '.join(unknown)}; it can have "
                          f"{' and '.join(GIVEN)}")

    def draw(rng: np.random.Generator, solutions: Solutions) -> Iterable[Case]:
        given: Mapping[str, Any] = {"rng": rng, "solutions": solutions}
        return function(**{name: given[name] for name in wanted})
    return draw
