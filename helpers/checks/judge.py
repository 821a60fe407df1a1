"""The judge: records of calls in, a verdict out.

It runs beside the student on the visible cases and outside the sandbox on the hidden ones; it
takes nothing from a record but plain values and strings to show.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from helpers.checks.compare import Outcome, Part
from helpers.checks.plain import NotPlainError, unpack
from helpers.checks.recipes import Recipe
from helpers.checks.references import ReferenceCall, ReferenceCase, ReferenceExercise
from helpers.checks.verdict import CaseVerdict, Verdict
from helpers.checks.yardsticks import YARDSTICKS, Yardstick

SHAPE_SHARE = 0.5  # of a case whose values are right in a wrong shape
CHANGED_SHARE = 0.8  # of a case whose arguments were changed in place


def judge(exercise: ReferenceExercise, records: list[list[dict]],
          yardsticks: Mapping[str, Yardstick] = YARDSTICKS) -> Verdict:
    """The verdict on one function.

    Parameters
    ----------
    exercise : the reference
    records : for each case, what `call_all` wrote down for its calls
    yardsticks : how answers are measured; the grader has some that a student has not

    Raises
    ------
    NotPlainError
        If the records are not of the agreed form (they may come from an untrusted kernel).
    """
    if (not isinstance(records, list) or len(records) != len(exercise.cases)
            or not all(isinstance(row, list) for row in records)):
        raise NotPlainError("the answer does not have one record for each case")
    measure = yardsticks[exercise.judged_by]
    cases = [_judge_case(exercise, case, row, measure)
             for case, row in zip(exercise.cases, records, strict=True)]
    return Verdict(exercise.name, tuple(cases))


def _judge_case(exercise: ReferenceExercise, case: ReferenceCase,
                records: list[Any], measure: Yardstick) -> CaseVerdict:
    if len(records) != len(case.calls):
        raise NotPlainError("the answer does not have one record for each call")
    judged = [_judge_call(exercise, call, record, measure)
              for call, record in zip(case.calls, records, strict=True)]
    score = min(share for _, share, _ in judged)
    # Of several calls the student reads about the first that failed.
    parts, _, raised = next(one for one in judged if one[1] == score)
    return CaseVerdict(case.label, score, tuple(parts), raised)


def _judge_call(exercise: ReferenceExercise, call: ReferenceCall,
                record: Any, measure: Yardstick,
                ) -> tuple[list[Part], float, dict[str, str] | None]:
    if not isinstance(record, dict):
        raise NotPlainError("a record is not a dictionary")
    if isinstance(record.get("raised"), dict):
        raised = {key: record["raised"].get(key, "") for key in ("type", "message", "line")}
        if not all(isinstance(text, str) for text in raised.values()):
            raise NotPlainError("an exception is not told in words")
        return [], 0.0, raised
    answer = unpack(record.get("returned"))
    parts = measure(call, answer, exercise)
    if answer is None and call.returned is not None:
        hint = "; did you print the answer instead of returning it?" if record.get("printed") else (
            ": is a return missing?")
        parts = [Part(part.name, Outcome.WRONG, f"the function returns None{hint}")
                 for part in parts]
    outcomes = {part.outcome for part in parts}
    share = 0.0 if Outcome.WRONG in outcomes else SHAPE_SHARE if Outcome.SHAPE in outcomes else 1.0
    if share and (changed := _changed_argument(call, record)):
        told = (f"{changed} is changed by your function; "
                "work on a copy, for the caller still needs it")
        parts = [*parts, Part("arguments", Outcome.SHAPE, told)]
        share *= CHANGED_SHARE
    return parts, share, None


def _changed_argument(call: ReferenceCall, record: dict) -> str:
    """Which argument differs from what was sent: "argument 2", a name, or "" if none."""
    left_behind = unpack(record.get("arguments"))
    if not isinstance(left_behind, tuple) or [type(one) for one in left_behind] != [tuple, dict]:
        raise NotPlainError("a record does not hold the arguments as they are after the call")
    args, kwargs = left_behind
    if len(args) != len(call.args):
        raise NotPlainError("a record does not hold every argument")
    for number, (sent, left) in enumerate(zip(call.args, args, strict=True), start=1):
        if not same(sent, left):
            return f"argument {number}"
    for name, sent in call.kwargs.items():
        if not same(sent, kwargs.get(name)):
            return name
    return ""


def same(sent: Any, left: Any) -> bool:
    """Whether a value is what it was: types, shapes and entries."""
    if isinstance(sent, Recipe):
        return True  # a formula cannot be changed
    if isinstance(sent, np.ndarray):
        return isinstance(left, np.ndarray) and sent.dtype == left.dtype and np.array_equal(
            sent, left, equal_nan=True)
    if isinstance(sent, dict):
        return isinstance(left, dict) and sent.keys() == left.keys() and all(
            same(sent[key], left[key]) for key in sent)
    if isinstance(sent, list | tuple):
        return isinstance(left, list | tuple) and len(sent) == len(left) and all(
            same(one, other) for one, other in zip(sent, left, strict=True))
    if isinstance(sent, float) and isinstance(left, float) and np.isnan(sent):
        return bool(np.isnan(left))
    return not isinstance(left, np.ndarray) and bool(sent == left)
