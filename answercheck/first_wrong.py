"""Finding where in a function a wrong answer begins, by its local variables.

A variable counts as known if the reference solution, or an accepted alternative, has one of its
name (see `variables`). The first wrong one is wrong in every case that fails, and nothing that it
is computed from is known to be wrong. If no known variable is wrong, the return is.

This is a lead, not a cause, and must not mislead: a student may mean something else by a name. So a
variable does not count as known

- if it has another value in a case whose answer is right, or another shape in a loop,
- if what is returned under its name is right,
- if it is right, but its items are set in a loop, where they may have been wrong before, or
- if something that is computed from it is right, as where dZ is divided by m for all gradients.

Of what a variable is computed from, all that is not known to be right is quoted as well: the
mistake is in one of these lines. If they are many, or no variable is known at all, nothing is said.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from answercheck.compare import compare
from answercheck.patterns import name_factors, settle_factors
from answercheck.references import ReferenceExercise
from answercheck.serialize import NotPlainError, Other, unpack
from answercheck.steps import MAX_STEPS
from answercheck.verdict import (
    MAX_ITEMS,
    MAX_LINE,
    CaseVerdict,
    Finding,
    Mark,
    Part,
    finding,
    one_line,
)

MAX_LINES = 4  # that are quoted
EXACT = 1e-10  # relative; what is right only to the exercise's tolerance may still be the cause
MAX_RIGHT = 3  # variables that are said to be right
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


@dataclass(frozen=True)
class Step:
    """One step of a function, as `steps.steps` describes it."""

    sets: frozenset[str]
    uses: frozenset[str]
    line: str
    repeats: bool
    key: str

    def may_set(self, keys: Iterable[str]) -> bool:
        """Whether it sets an item of a dictionary, and that may be one of these."""
        pattern = ".*".join(map(re.escape, self.key.split("*", 2)))
        return bool(self.key) and any(re.fullmatch(pattern, key) for key in keys)


def first_wrong(exercise: ReferenceExercise, records: list[list[dict[str, Any]]],
                judged: list[tuple[CaseVerdict, int]]) -> tuple[Finding, ...]:
    """Return the finding on the first wrong variable, or on the return; () if nothing is sure.

    Parameters
    ----------
    exercise : the reference
    records : for each case, what `call_all` recorded of its calls; may be forged
    judged : the verdict on each case, and the call that it is about
    """
    steps = _steps(records[0][0].get("steps"))
    if not steps or not exercise.variable_names:
        return ()
    function = _Function(_without_right_items(steps, judged),
                         _statuses(exercise, records, judged, steps))
    has_returned = all(case.score == 1 or _has_returned(records[place][call])
                       for place, (case, call) in enumerate(judged))
    found = function.found(has_returned)
    return (found,) if found else ()


def _without_right_items(steps: list[Step],
                         judged: list[tuple[CaseVerdict, int]]) -> list[Step]:
    """Leave out the steps that set nothing but items of the answer that are always right."""
    wrong = _parts(judged, Mark.WRONG, Mark.SHAPE)
    right = _parts(judged, Mark.RIGHT) - wrong
    return [step for step in steps if step.may_set(wrong) or not step.may_set(right)]


def _parts(judged: list[tuple[CaseVerdict, int]], *marks: Mark) -> set[str]:
    """Return the names of the parts of the answer that have one of these marks in some case."""
    return {part.name for case, _ in judged for part in case.parts if part.mark in marks}


def _has_returned(record: Mapping[str, Any]) -> bool:
    return isinstance(record.get("returned"), dict) and record["returned"].get("kind") != "none"


def _steps(untrusted: Any) -> list[Step]:
    """Return the steps as a record holds them; [] if they have another form."""
    if not isinstance(untrusted, list):
        return []
    try:
        return [Step(frozenset(map(_name, one["sets"][:MAX_ITEMS])),
                     frozenset(map(_name, one["uses"][:MAX_ITEMS])), _name(one["line"]),
                     one["repeats"] is True, _name(one["key"]))
                for one in untrusted[:MAX_STEPS]]
    except (KeyError, TypeError):
        return []


def _name(untrusted: Any) -> str:
    if not isinstance(untrusted, str):
        raise TypeError("not a string")
    return one_line(untrusted, MAX_LINE)


def _statuses(exercise: ReferenceExercise, records: list[list[dict[str, Any]]],
              judged: list[tuple[CaseVerdict, int]], steps: list[Step]) -> dict[str, Status]:
    """Return what is known of each variable."""
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
    statuses = {name: _status(parts) for name, parts in found.items()}
    wrong = _parts(judged, Mark.WRONG, Mark.SHAPE)
    # Where it is wrong in the answer as well, nothing else is meant by a name.
    statuses |= {name: Status.WRONG for name in wrong if statuses.get(name) is Status.SCALED}
    # What is returned in its right form may be held in another one, as with examples in rows.
    held = {name for name in _parts(judged, Mark.RIGHT) - wrong
            if statuses.get(name) is not Status.RIGHT}
    return statuses | dict.fromkeys(passing | held | _looped(found, steps), Status.UNKNOWN)


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


class _Function:
    """The steps of a function with what is known of its variables."""

    def __init__(self, steps: list[Step], statuses: dict[str, Status]) -> None:
        self._steps = steps
        self._known = {name: status for name, status in statuses.items()
                       if any(name in step.sets for step in steps)}
        self._forget_conventions()
        for step in self._steps:
            if step.repeats and step.key:
                self._known.update({name: Status.UNKNOWN for name in step.sets
                                    if self._known.get(name) is Status.RIGHT})

    def _forget_conventions(self) -> None:
        """Let a wrong variable count as unknown if something that is computed from it is right.

        So does what differs by a factor because it is computed from such a variable.
        """
        for name in self._in_order:
            if self._known.get(name) in NOT_RIGHT and any(
                    self._known.get(other) is Status.RIGHT
                    for step in self._steps if name in step.uses for other in step.sets - {name}):
                self._known[name] = Status.UNKNOWN
        for name in self._in_order:
            if self._known.get(name) is Status.SCALED and any(
                    self._known.get(other) is Status.UNKNOWN
                    for step in self._setting(name) for other in step.uses):
                self._known[name] = Status.UNKNOWN

    @cached_property
    def _in_order(self) -> list[str]:
        """The variables in the order in which they are first set."""
        return list(dict.fromkeys(name for step in self._steps for name in sorted(step.sets)))

    def _setting(self, name: str) -> list[Step]:
        return self._by_name.get(name, [])

    @cached_property
    def _by_name(self) -> dict[str, list[Step]]:
        """The steps that set each variable."""
        found: dict[str, list[Step]] = {}
        for step in self._steps:
            for name in step.sets:
                found.setdefault(name, []).append(step)
        return found

    def _behind(self, steps: Iterable[Step]) -> tuple[list[Step], set[str]]:
        """Return these steps and those that set what they use, back to variables that are right.

        With them the names of the variables that are right.
        """
        waiting = list(steps)
        behind = set(waiting)
        right: set[str] = set()
        seen: set[str] = set()  # forged steps may all use the same many names
        while waiting:
            for name in waiting.pop().uses - seen:
                seen.add(name)
                if self._known.get(name) is Status.RIGHT:
                    right.add(name)
                else:
                    new = set(self._setting(name)) - behind
                    behind |= new
                    waiting += new
        return [step for step in self._steps if step in behind], right

    def found(self, has_returned: bool) -> Finding | None:
        """Return the finding on the first wrong variable, or on the return if it has returned."""
        wrong = [name for name in self._in_order if self._known.get(name) in NOT_RIGHT]
        for name in wrong:
            behind, right = self._behind(self._setting(name))
            before = {one for step in behind for one in step.sets & set(wrong)} - {name}
            is_circle = any(name in step.sets for one in before
                            for step in self._behind(self._setting(one))[0])
            if before and not is_circle:
                continue
            if self._known[name] is Status.UNSURE:
                return None
            return self._said("first_wrong_variable", behind, right, variable=name,
                              scaled=self._known[name] is Status.SCALED)
        returns = [step for step in self._steps if not step.sets]
        if wrong or not has_returned or not returns:
            return None
        behind, right = self._behind(returns)
        right = right or {name for name, one in self._known.items() if one is Status.RIGHT}
        return self._said("wrong_after_variables", behind, right) if right else None

    def _said(self, code: str, behind: list[Step], right: set[str],
              **values: Any) -> Finding | None:
        lines = list(dict.fromkeys(step.line for step in behind))
        if len(lines) > MAX_LINES:
            return None
        names = [name for name in self._in_order if name in right][-MAX_RIGHT:]
        return finding(code, right=names, lines=lines, **values)
