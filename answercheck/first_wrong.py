"""Finding where in a function a wrong answer begins, by its local variables.

A variable counts as known if the reference solution, or an accepted alternative, has one of its
name (see `variables`). The first wrong one is wrong in every case that fails, and nothing that it
is computed from is known to be wrong. If no known variable is wrong, the return is.

This is a lead, not a cause, and must not mislead: a student may mean something else by a name. So a
variable does not count as known where `variable_statuses` says so, nor

- if it is right, but its items are set in a loop, where they may have been wrong before, or
- if something that is computed from it is right, as where dZ is divided by m for all gradients.

Of what a variable is computed from, all that is not known to be right is quoted as well: the
mistake is in one of these lines. If they are many, or no variable is known at all, nothing is said.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from answercheck.references import ReferenceExercise
from answercheck.step_records import Step, read_steps
from answercheck.variable_statuses import NOT_RIGHT, Status, parts_marked, statuses
from answercheck.verdict import CaseVerdict, Finding, Mark, finding

MAX_LINES = 4  # that are quoted
MAX_RIGHT = 3  # variables that are said to be right


def first_wrong(exercise: ReferenceExercise, records: list[list[dict[str, Any]]],
                judged: list[tuple[CaseVerdict, int]]) -> tuple[Finding, ...]:
    """Return the finding on the first wrong variable, or on the return; () if nothing is sure.

    Parameters
    ----------
    exercise : the reference
    records : for each case, what `call_all` recorded of its calls; may be forged
    judged : the verdict on each case, and the call that it is about
    """
    steps = read_steps(records[0][0].get("steps"))
    if not steps or not exercise.variable_names:
        return ()
    function = _Function(_without_right_items(steps, judged),
                         statuses(exercise, records, judged, steps))
    has_returned = all(case.score == 1 or _has_returned(records[place][call])
                       for place, (case, call) in enumerate(judged))
    found = function.found(has_returned)
    return (found,) if found else ()


def _without_right_items(steps: list[Step],
                         judged: list[tuple[CaseVerdict, int]]) -> list[Step]:
    """Leave out the steps that set nothing but items of the answer that are always right."""
    wrong = parts_marked(judged, Mark.WRONG, Mark.SHAPE)
    right = parts_marked(judged, Mark.RIGHT) - wrong
    return [step for step in steps if step.may_set(wrong) or not step.may_set(right)]


def _has_returned(record: Mapping[str, Any]) -> bool:
    return isinstance(record.get("returned"), dict) and record["returned"].get("kind") != "none"


class _Function:
    """The steps of a function with what is known of its variables."""

    def __init__(self, steps: list[Step], known: dict[str, Status]) -> None:
        self._steps = steps
        self._known = {name: status for name, status in known.items()
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
