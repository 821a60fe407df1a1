"""Reading and writing reference files: cases of an assignment with their right answers, in HDF5.

A file holds `/<exercise>/<case>/<call>/{args, kwargs, returned, evaluated}`, the known mistakes in
`/<exercise>/@mistakes` and right local variables in `/<exercise>/@variables`. Its attribute
`requires` names the modules of the course that have to be imported before it is used (see
`registry`), and `language` that of the assignment, if it is not English. Each assignment has two
files of this form: the visible cases beside the notebook, the hidden ones in `references/`.
"""

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from answercheck.cases import Recipe
from answercheck.mistakes import Catalogue
from answercheck.registry import require
from answercheck.serialize import pack
from answercheck.translation import translate as _
from answercheck.variables import RightVariables, Values

FORMAT = 5
MISTAKES, VARIABLES = "@mistakes", "@variables"  # beside the cases of an exercise
LANGUAGE = "language"  # an attribute


class StaleReferenceError(Exception):
    """A reference file is missing, damaged, or of another version.

    `problem` names the file and says which of these; `str` also says what to do.
    """

    def __init__(self, problem: str) -> None:
        super().__init__(_("{problem}: make it anew with 'course build'").format(problem=problem))
        self.problem = problem


@dataclass(frozen=True)
class ReferenceCall:
    """One call, and what the reference solution returned.

    args, kwargs : the arguments
    returned : the right answer
    quantities : numbers that a wrong factor may equal, by the names of registered factors
    evaluated : where the reference solution evaluated each argument that is a function, by its name
    measured : cache of a judge: for each scorer the parts of the right answer
    """

    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    returned: Any
    quantities: dict[str, float] = field(default_factory=dict)
    evaluated: dict[str, list[np.ndarray]] = field(default_factory=dict)
    measured: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def packed_arguments(self) -> dict[str, Any]:
        """The arguments, packed: so they are in the record of a call that left them unchanged."""
        return pack((self.args, self.kwargs))

    @cached_property
    def packed_answer(self) -> dict[str, Any]:
        """The right answer, packed: so it is in the record of a call that returned just this."""
        return pack(self.returned)


@dataclass(frozen=True)
class ReferenceCase:
    """Calls that are right or wrong together, under a label that students may read."""

    label: str
    calls: tuple[ReferenceCall, ...]


@dataclass(frozen=True)
class ReferenceExercise:
    """An exercise as the judge needs it.

    returns : names of the returned values
    tolerance : relative
    scoring : name of the scorer
    requires : modules of the course to import first
    variables : right values of local variables
    """

    name: str
    returns: tuple[str, ...]
    tolerance: float
    cases: tuple[ReferenceCase, ...]
    scoring: str = "values"
    mistakes: Catalogue = field(default_factory=Catalogue)
    requires: tuple[str, ...] = ()
    variables: RightVariables = field(default_factory=RightVariables)

    @cached_property
    def packed_inputs(self) -> str:
        """JSON of the modules to import and the packed inputs, to be sent to a kernel.

        {"requires": list of str, "variables": list of str, the names that are looked at,
         "cases": packed list of cases of calls (args, kwargs)}
        """
        return json.dumps({
            "requires": self.requires, "variables": self.variable_names, "cases": pack(
                [[(call.args, call.kwargs) for call in case.calls] for case in self.cases])})

    @cached_property
    def variable_names(self) -> list[str]:
        """The names of local variables whose right values are known; [] if none is stored."""
        if not self.variables.content:
            return []
        return sorted({name for case, one in enumerate(self.cases)
                       for call in range(len(one.calls)) for name in self.right_values(case, call)})

    def right_values(self, case: int, call: int) -> Values:
        """Return the right values of variables in a call, both counted from 0.

        What is returned under a name is the right value of a variable of that name, and so is what
        an argument holds under it, such as W1 of parameters.
        """
        one = self.cases[case].calls[call]
        found = {name: [value] for name, value in self.returned_by_name(one).items()}
        given = _by_key((one.args, one.kwargs))
        for name, values in (*self.variables.of(case, call).items(),
                             *((key, [value]) for key, value in given.items())):
            found.setdefault(name, []).extend(values)
        return found

    def returned_by_name(self, call: ReferenceCall) -> dict[str, Any]:
        """Return what the reference solution returned: its parts, and what has a key in them."""
        parts = call.returned if len(self.returns) > 1 else (call.returned,)
        return {**dict(zip(self.returns, parts, strict=False)), **_by_key(call.returned)}


def _by_key(value: Any) -> dict[str, Any]:
    """Return what stands under a name in the dictionaries within a value."""
    items = value.values() if isinstance(value, dict) else (
        value if isinstance(value, list | tuple) else ())
    found = {key: one for item in items for key, one in _by_key(item).items()}
    return {**found, **value} if isinstance(value, dict) else found


@dataclass(frozen=True)
class References:
    """The content of one reference file.

    seed, numpy : of the draw, and the version of numpy that made it
    """

    assignment: str
    seed: int
    numpy: str
    exercises: dict[str, ReferenceExercise]

    @property
    def requires(self) -> list[str]:
        """The modules that any of the exercises requires, each once."""
        return list(dict.fromkeys(name for one in self.exercises.values()
                                  for name in one.requires))


def write_references(path: Path, references: References) -> None:
    """Write a reference file; an error, such as a full disk, leaves the old file as it was."""
    beside = path.with_name(path.name + ".new")
    try:
        with h5py.File(beside, "w", track_order=True, libver="latest") as file:
            file.attrs.update(format=FORMAT, assignment=references.assignment,
                              seed=references.seed, numpy=references.numpy,
                              requires=json.dumps(references.requires))
            for exercise in references.exercises.values():
                group = file.create_group(exercise.name, track_order=True)
                group.attrs.update(returns=list(exercise.returns), tolerance=exercise.tolerance,
                                   scoring=exercise.scoring)
                for number, case in enumerate(exercise.cases):
                    _write_case(group.create_group(f"{number:02d}"), case)
                _write_mistakes(group.create_group(MISTAKES), exercise.mistakes)
                if exercise.variables.content:
                    group[VARIABLES] = _bytes(exercise.variables.content)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _write_case(group: h5py.Group, case: ReferenceCase) -> None:
    group.attrs["label"] = case.label
    for number, call in enumerate(case.calls):
        inner = group.create_group(f"{number:02d}")
        _write_value(inner, "args", call.args)
        _write_value(inner, "kwargs", call.kwargs)
        _write_value(inner, "returned", call.returned)
        inner.attrs["quantities"] = json.dumps(call.quantities)
        if call.evaluated:
            _write_value(inner, "evaluated", call.evaluated)


def _write_mistakes(group: h5py.Group, mistakes: Catalogue) -> None:
    group["content"] = _bytes(mistakes.content)
    smaller = {"compression": "gzip", "shuffle": True} if mistakes.numbers.size else {}
    group.create_dataset("numbers", data=mistakes.numbers, **smaller)


def _bytes(content: bytes) -> np.ndarray:
    return np.frombuffer(content, dtype=np.uint8)


def _write_value(parent: h5py.Group, name: str, value: Any) -> None:
    if isinstance(value, list | tuple):
        group = parent.create_group(name, track_order=True)
        group.attrs["kind"] = "list" if isinstance(value, list) else "tuple"
        for number, item in enumerate(value):
            _write_value(group, str(number), item)
    elif isinstance(value, dict):
        group = parent.create_group(name, track_order=True)
        group.attrs["kind"] = "dict"
        for key, item in value.items():
            _write_value(group, key, item)
    elif isinstance(value, Recipe):
        group = parent.create_group(name)
        group.attrs.update(kind="recipe", formula=value.formula)
        _write_value(group, "parameters", dict(value.parameters))
    else:
        if isinstance(value, np.generic):
            value = value.item()
        content = h5py.Empty("f") if value is None else value
        dataset = parent.create_dataset(name, data=content)
        dataset.attrs["kind"] = "array" if isinstance(value, np.ndarray) else type(value).__name__


def read_references(path: Path) -> References:
    """Read a reference file and import the modules that it requires.

    Raises
    ------
    StaleReferenceError
        If the file is missing, cannot be read, has another format than this code, or requires a
        module that cannot be imported.
    """
    with _opened(path) as file:
        requires = _imported(path, json.loads(file.attrs["requires"]))
        exercises = {name: _read_exercise(name, group, requires) for name, group in file.items()}
        return References(str(file.attrs["assignment"]), int(file.attrs["seed"]),
                          str(file.attrs["numpy"]), exercises)


def read_language(path: Path) -> str | None:
    """Read the language of the assignment; None if the file names none or cannot be read."""
    try:
        with _opened(path) as file:
            return str(file.attrs[LANGUAGE]) if LANGUAGE in file.attrs else None
    except StaleReferenceError:
        return None


def write_language(path: Path, language: str) -> None:
    """Write the language of the assignment into a reference file."""
    with h5py.File(path, "r+", libver="latest") as file:
        file.attrs[LANGUAGE] = language


def read_names(path: Path) -> tuple[str, list[str]]:
    """Read the assignment of a reference file and the names of its exercises.

    Raises
    ------
    StaleReferenceError
        If the file is missing, cannot be read, or has another format.
    """
    with _opened(path) as file:
        return str(file.attrs["assignment"]), list(file)


def read_labels(path: Path) -> dict[str, list[str]]:
    """Read the labels of the cases of each exercise of a reference file.

    Raises
    ------
    StaleReferenceError
        As `read_names`.
    """
    with _opened(path) as file:
        return {name: [str(case.attrs["label"]) for key, case in exercise.items()
                       if key not in (MISTAKES, VARIABLES)] for name, exercise in file.items()}


def read_exercise(path: Path, name: str) -> ReferenceExercise:
    """Read one exercise of a reference file, which takes a tenth of the time of all.

    Raises
    ------
    StaleReferenceError
        As `read_references`.
    """
    with _opened(path) as file:
        return _read_exercise(name, file[name], _imported(path, json.loads(file.attrs["requires"])))


def refuse_stale(path: Path) -> None:
    """Check the format of a reference file without reading its content.

    Raises
    ------
    StaleReferenceError
        If the file is missing, cannot be opened, or has another format.
    """
    with _opened(path):
        pass


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[h5py.File]:
    if not path.is_file():
        raise StaleReferenceError(_("{file} is missing").format(file=path.name))
    try:
        with h5py.File(path, "r") as file:
            if file.attrs.get("format") != FORMAT:
                raise StaleReferenceError(
                    _("{file} has format {found}, this version reads format {read}").format(
                        file=path.name, found=file.attrs.get("format"), read=FORMAT))
            yield file
    except (OSError, KeyError, ValueError, TypeError, AttributeError, RuntimeError) as error:
        raise StaleReferenceError(_("{file} cannot be read ({error})").format(
            file=path.name, error=error)) from None


def _imported(path: Path, modules: list[str]) -> tuple[str, ...]:
    try:
        require(modules)
    except ImportError as error:
        raise StaleReferenceError(_("{file} needs a module of its course: {error}").format(
            file=path.name, error=error)) from None
    return tuple(modules)


def _read_exercise(name: str, group: h5py.Group,
                   requires: tuple[str, ...]) -> ReferenceExercise:
    cases = tuple(
        ReferenceCase(str(case.attrs["label"]), tuple(
            ReferenceCall(_read_value(call["args"]), _read_value(call["kwargs"]),
                          _read_value(call["returned"]), json.loads(call.attrs["quantities"]),
                          _read_value(call["evaluated"]) if "evaluated" in call else {})
            for call in case.values()))
        for number, case in group.items() if number not in (MISTAKES, VARIABLES))
    mistakes = Catalogue(group[MISTAKES]["content"][()].tobytes(), group[MISTAKES]["numbers"][()])
    return ReferenceExercise(name, tuple(group.attrs["returns"]),
                             float(group.attrs["tolerance"]), cases,
                             str(group.attrs["scoring"]), mistakes, requires,
                             RightVariables(group[VARIABLES][()].tobytes())
                             if VARIABLES in group else RightVariables())


def _read_value(item: h5py.Group | h5py.Dataset) -> Any:
    kind = item.attrs["kind"]
    if kind == "dict":
        return {name: _read_value(entry) for name, entry in item.items()}
    if kind in ("list", "tuple"):
        values = [_read_value(item[str(number)]) for number in range(len(item))]
        return values if kind == "list" else tuple(values)
    if kind == "recipe":
        return Recipe(str(item.attrs["formula"]), _read_value(item["parameters"]))
    if kind == "NoneType":
        return None
    if kind == "str":
        return item.asstr()[()]
    value = item[()]
    return np.asarray(value) if kind == "array" else value.item()
