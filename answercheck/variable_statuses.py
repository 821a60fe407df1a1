"""What is known of a function's variables when their values are compared with right ones.

A student may mean something else by a name. So nothing is known of a variable

- if it has another value in a case whose answer is right, or another shape in a loop, or
- if what is returned under its name is right.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from answercheck.compare import compare
from answercheck.patterns import name_factors, settle_factors
from answercheck.references import ReferenceExercise
from answercheck.serialize import NotPlainError, Other, unpack
from answercheck.step_records import Step
from answercheck.verdict import CaseVerdict, Mark, Part, finding

EXACT = 1e-10  # relative; what is right only to the exercise's tolerance may still be the cause
COUNT = "count"  # a whole number that is wrong, such as L
# How a variable may differ on purpose, which is made good for later.
CONVENTIONS = ("factor", "factor_is_quantity", "opposite_sign", "transposed",
               "right_values_wrong_shape", COUNT)


class Status(StrEnum):
    """What is known of a variable over all cases that fail."""

    UNKNOWN = "unknown"
    RIGHT = "right"
    WRONG = "wrong"
    SCALED = "scaled"  # wrong in a way that may be meant: see CONVENTIONS
    UNSURE = "unsure"  # right in some of the cases, or never filled, for want of a line


NOT_RIGHT = (Status.WRONG, Status.SCALED, Status.UNSURE)


def statuses(exercise: ReferenceExercise, records: list[list[dict[str, Any]]],
             judged: list[tuple[CaseVerdict, int]], steps: list[Step]) -> dict[str, Status]:
    """Return what is known of each variable.

    Parameters as of `first_wrong`; of steps those that it looks at.
    """
    failing, quantities = [], []
    passing: set[str] = set()  # the variables that are not right where the answer is
    for place, (case, number) in enumerate(judged):
        record = records[place][number]
        parts = _compared(exercise, place, number, record.get("variables"))
        if case.score == 1:
            passing |= {part.name for part in parts if part.mark is not Mark.RIGHT}
        else:
            is_at_end = "returned" in record
            failing.append(CaseVerdict(case.label, 0.0, tuple(
                part for part in parts if is_at_end or _is_set_once(part.name, steps))))
            quantities.append(exercise.cases[place].calls[number].quantities)
    found: dict[str, list[Part]] = {}
    for one in settle_factors(name_factors(failing, quantities)):
        for part in one.parts:
            found.setdefault(part.name, []).append(part)
    known = {name: _status(parts) for name, parts in found.items()}
    wrong = parts_marked(judged, Mark.WRONG, Mark.SHAPE)
    # Where it is wrong in the answer as well, nothing else is meant by a name.
    known |= {name: Status.WRONG for name in wrong if known.get(name) is Status.SCALED}
    # What is returned in its right form may be held in another one, as with examples in rows.
    held = {name for name in parts_marked(judged, Mark.RIGHT) - wrong
            if known.get(name) is not Status.RIGHT}
    return known | dict.fromkeys(passing | held | _looped(found, steps), Status.UNKNOWN)


def _is_set_once(name: str, steps: list[Step]) -> bool:
    """Whether a variable has its last value wherever it has one."""
    setting = [step for step in steps if name in step.sets]
    return len(setting) == 1 and not setting[0].repeats


def _looped(found: Mapping[str, list[Part]], steps: list[Step]) -> set[str]:
    """Return the variables that a loop sets, to a column of what is a matrix elsewhere, say."""
    return {name for step in steps if step.repeats for name in step.sets
            for part in found.get(name, ()) if part.finding is not None
            and part.finding.code in ("wrong_shape", "wrong_type")}


def _status(parts: list[Part]) -> Status:
    is_right = {part.mark is Mark.RIGHT for part in parts}
    if True in is_right:
        return Status.RIGHT if len(is_right) == 1 else Status.UNSURE
    if all(_is_empty(part) for part in parts):
        return Status.UNSURE
    by_convention = all(part.finding is not None and (
        part.finding.code in CONVENTIONS or part.finding.values.get("cause") == "transposed")
        for part in parts)
    return Status.SCALED if by_convention else Status.WRONG


def _is_empty(part: Part) -> bool:
    return part.finding is not None and (
        part.finding.code == "zero" or 0 in (part.finding.values.get("shape") or ()))


def _compared(exercise: ReferenceExercise, case: int, call: int, untrusted: Any) -> list[Part]:
    """Compare the variables of a call with their right values."""
    if not isinstance(untrusted, dict):
        return []
    returned = exercise.returned_by_name(exercise.cases[case].calls[call])
    parts = []
    for name, right in exercise.right_values(case, call).items():
        try:
            value = unpack(untrusted[name])
        except (KeyError, NotPlainError):
            continue
        if value is None or isinstance(value, Other):
            continue
        part = _best(name, right, value, exercise.tolerance)
        if part.mark is not Mark.RIGHT or _is_exact(
                # W1 may still be as it was given, and not yet as it has to be returned.
                [returned[name]] if name in returned else right, value, EXACT):
            parts.append(part)
    return parts


def _is_exact(right: list[Any], value: Any, tolerance: float) -> bool:
    """Whether a value is one of the right ones, and has no other keys than that."""
    return any(_worst("", compare(one, value, ("",), tolerance)).mark is Mark.RIGHT
               and (not isinstance(value, dict) or len(value) == len(one)) for one in right)


def _best(name: str, right: list[Any], value: Any, tolerance: float) -> Part:
    """Compare a value with several right ones; return how it differs from the nearest."""
    parts = [_worst(name, compare(one, value, (name,), tolerance)) for one in right]
    if isinstance(value, int) and all(part.mark is Mark.WRONG for part in parts):
        return Part(name, Mark.WRONG, finding(COUNT, name))
    return min(parts, key=lambda part: (
        part.mark is not Mark.RIGHT, part.finding is None or part.finding.code not in CONVENTIONS))


def _worst(name: str, parts: list[Part]) -> Part:
    wrong = [part for part in parts if part.mark is not Mark.RIGHT]
    return Part(name, wrong[0].mark, wrong[0].finding) if wrong else Part(name, Mark.RIGHT)


def parts_marked(judged: list[tuple[CaseVerdict, int]], *marks: Mark) -> set[str]:
    """Return the names of the parts of the answer that have one of these marks in some case."""
    return {part.name for case, _ in judged for part in case.parts if part.mark in marks}
