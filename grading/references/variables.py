"""Right values of local variables, from the reference solution and accepted alternatives."""

import ast
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from answercheck.calls import call_all
from answercheck.compare import compare
from answercheck.references import ReferenceCase, ReferenceExercise
from answercheck.registry import SCORERS
from answercheck.serialize import unpack
from answercheck.steps import defaulted, defined
from answercheck.variables import RightVariables, Values, right_variables
from answercheck.verdict import Mark
from grading.course.folders import CourseFolders
from grading.references.last_digits import nudged
from grading.references.solutions import cells, namespace

MAX_EVENTS = 40_000  # calls and returns while the solution runs; looking at each takes time
N_ALTERNATIVES = 2  # that use a name in lower case which the solution does not, to make it usual

Local = list[list[dict[str, Any]]]  # for each case and call, values by name


@dataclass(frozen=True)
class Asked:
    """An exercise on cases, of which right variables are to be found.

    alternatives : the code of the accepted ones
    """

    folders: CourseFolders
    assignment: str
    reference: ReferenceExercise
    alternatives: tuple[str, ...]


def variables(asked: Asked) -> RightVariables:
    """The right variables of an exercise; none where right answers are drawn or trained."""
    solution = cells(asked.folders, asked.assignment)[asked.reference.name]
    if SCORERS[asked.reference.scoring].drawn or _n_events(asked) > MAX_EVENTS:
        return RightVariables()
    local = [_local(asked, code) for code in (solution, *asked.alternatives)]
    # A name with capitals is the field's own (Z1, dAL); one without may mean anything (error).
    usual = {name for name, n_codes in Counter(
        name for one in local[1:] for name in _names(one)).items()
        if n_codes >= N_ALTERNATIVES or name != name.lower()}
    usual |= _names(local[0])
    tolerance = asked.reference.tolerance
    return right_variables([
        [_together([one[case][call] for one in local], usual, tolerance)
         for call in range(len(calls))] for case, calls in enumerate(local[0])])


def _n_events(asked: Asked) -> int:
    """How many calls and returns there are while the solution runs on all cases."""
    function = namespace(asked.folders, asked.assignment)[asked.reference.name]
    n_events = 0

    def count(*_: Any) -> None:
        nonlocal n_events
        n_events += 1
    sys.setprofile(count)
    try:
        for case in asked.reference.cases:
            call_all(function, [(call.args, call.kwargs) for call in case.calls])
    finally:
        sys.setprofile(None)
    return n_events


def _names(local: Local) -> set[str]:
    return {name for case in local for call in case for name in call}


def _together(calls: list[dict[str, Any]], usual: set[str], tolerance: float) -> Values:
    """The values of several solutions in one call, each of them once."""
    found: Values = {}
    for name, value in ((name, value) for call in calls for name, value in call.items()):
        known = found.setdefault(name, []) if name in usual else [value]
        if not any(equal(one, value, tolerance) for one in known):
            known.append(value)
    return found


def _local(asked: Asked, code: str) -> Local:
    """The variables at the end of each call."""
    name = asked.reference.name
    names = _assigned(code, name)
    function = namespace(asked.folders, asked.assignment, {name: code})[name]
    cases = asked.reference.cases
    return [[_steady(*pair, asked.reference.tolerance) for pair in zip(
        _ends(function, names, case, 0), _ends(function, names, case, 1), strict=True)]
        for case in cases]


def _ends(function: Any, names: list[str], case: ReferenceCase,
          seed: int) -> list[dict[str, Any]]:
    calls = [(call.args, call.kwargs) for call in case.calls]
    return [{name: unpack(value) for name, value in record.get("variables", {}).items()}
            for record in call_all(function, nudged(calls, seed) if seed else calls, names)]


def _assigned(code: str, name: str) -> list[str]:
    """The names that a function assigns to or has a default for; not those of a loop."""
    function = defined(code, name)
    if function is None:
        return []
    loops = {one.id for node in ast.walk(function) if isinstance(node, ast.For | ast.comprehension)
             for one in ast.walk(node.target) if isinstance(one, ast.Name)}
    stored = {one.id for one in ast.walk(function) if isinstance(one, ast.Name)
              and isinstance(one.ctx, ast.Store) and one.id.strip("_")}
    return sorted((stored | defaulted(function)) - loops)


def _steady(one: Mapping[str, Any], nudged_one: Mapping[str, Any],
            tolerance: float) -> dict[str, Any]:
    """The plain values; none where last digits decide, for then what looks right may not be."""
    plain = {name: value for name, value in one.items() if _is_plain(value)}
    is_steady = all(name in nudged_one and equal(value, nudged_one[name], tolerance)
                    for name, value in plain.items())
    return plain if is_steady else {}


def _is_plain(value: Any) -> bool:
    """Whether it is a number or array, or holds some and nothing else."""
    if isinstance(value, dict | list | tuple):
        return bool(value) and all(map(_is_plain, value.values() if isinstance(value, dict)
                                       else value))
    return type(value).__module__ == "numpy" or isinstance(value, int | float)


def equal(one: Any, other: Any, tolerance: float) -> bool:
    """Whether two values count as the same."""
    return all(part.mark is Mark.RIGHT for part in compare(one, other, ("value",), tolerance))


def same_variables(one: RightVariables, other: RightVariables, tolerance: float) -> bool:
    """Whether the same values are known, up to the tolerance."""
    def plain(known: RightVariables) -> list[list[dict[str, int]]]:
        return [[{name: len(some) for name, some in call.items()} for call in case]
                for case in known.values]
    return plain(one) == plain(other) and all(
        equal(mine, its, tolerance)
        for case, its_case in zip(one.values, other.values, strict=True)
        for call, its_call in zip(case, its_case, strict=True)
        for name in call for mine, its in zip(call[name], its_call[name], strict=True))
