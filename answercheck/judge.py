"""Judging a function: records of its calls in, a verdict out.

This runs in the student's kernel for the visible cases, and outside the sandbox for the hidden
ones. Records may be forged, so only plain values and strings to show are taken from them.
"""

from collections.abc import Mapping
from typing import Any

from answercheck.diagnosis import diagnose
from answercheck.evaluations import not_evaluated
from answercheck.first_wrong import first_wrong
from answercheck.patterns import name_factors, patterns, settle_factors
from answercheck.references import ReferenceCall, ReferenceCase, ReferenceExercise
from answercheck.registry import SCORERS, ScorerLike
from answercheck.scoring import changed_argument
from answercheck.serialize import NotPlainError, unpack
from answercheck.translation import N_
from answercheck.verdict import (
    ARGUMENTS,
    DESCRIBED,
    CaseVerdict,
    Finding,
    Mark,
    Part,
    Verdict,
    exception_finding,
    finding,
)

SHAPE_SHARE = 0.5  # of a case whose values are right in a wrong shape
CHANGED_SHARE = 0.8  # of a case whose arguments were changed in place


def judge(exercise: ReferenceExercise, records: list[list[dict[str, Any]]],
          scorers: Mapping[str, ScorerLike] = SCORERS) -> Verdict:
    """Judge one function by the records of its calls.

    Parameters
    ----------
    exercise : the reference
    records : for each case, what `call_all` recorded of its calls
    scorers : by name; the grader has some of its own

    Raises
    ------
    NotPlainError
        If the records are not of the form that `call_all` returns.
    """
    if (not isinstance(records, list) or len(records) != len(exercise.cases)
            or not all(isinstance(row, list) for row in records)):
        raise NotPlainError(N_("the answer does not have one record for each case"))
    scorer = scorers[exercise.scoring]
    judged = [judge_case(exercise, case, row, scorer)
              for case, row in zip(exercise.cases, records, strict=True)]
    cases = [case for case, _ in judged]
    if all(case.score == 1 for case in cases):
        return Verdict(exercise.name, tuple(cases))
    cases = settle_factors(name_factors(cases, [
        case.calls[place].quantities
        for case, (_, place) in zip(exercise.cases, judged, strict=True)]))
    known = diagnose(exercise, records, scorer)
    reads = records[0][0].get("reads")
    found = () if known else (
        *first_wrong(exercise, records, judged),
        *patterns(cases, exercise.cases, reads if isinstance(reads, list) else []))
    return Verdict(exercise.name, tuple(cases), mistakes=known, patterns=found)


def judge_case(exercise: ReferenceExercise, case: ReferenceCase, records: list[Any],
               scorer: ScorerLike) -> tuple[CaseVerdict, int]:
    """Return the verdict on a case and which call it is about: the first with the lowest score.

    Raises
    ------
    NotPlainError
        If the records are not of the form that `call_all` returns.
    """
    if len(records) != len(case.calls):
        raise NotPlainError(N_("the answer does not have one record for each call"))
    judged = [_judge_call(exercise, call, record, scorer)
              for call, record in zip(case.calls, records, strict=True)]
    score = min(share for _, share, _ in judged)
    number = [share for _, share, _ in judged].index(score)
    parts, _, problem = judged[number]
    return CaseVerdict(case.label, score, tuple(parts), problem), number


def _judge_call(exercise: ReferenceExercise, call: ReferenceCall,
                record: Any, scorer: ScorerLike,
                ) -> tuple[list[Part], float, Finding | None]:
    if not isinstance(record, dict):
        raise NotPlainError(N_("a record is not a dictionary"))
    if record.get("no_function") is True:
        return [], 0.0, finding("no_function", name=exercise.name)
    if isinstance(record.get("raised"), dict):
        raised = {key: record["raised"].get(key, "") for key in DESCRIBED}
        if not all(isinstance(text, str) for text in raised.values()):
            raise NotPlainError(N_("an exception is not described by strings"))
        return [], 0.0, exception_finding(raised)
    if record.get("returned") == call.packed_answer:  # to the last bit, as most are
        if scorer not in call.measured:
            call.measured[scorer] = scorer(call, call.returned, exercise)
        answer, parts = call.returned, call.measured[scorer]
    else:
        answer = unpack(record.get("returned"))
        parts = scorer(call, answer, exercise)
    if answer is None and call.returned is not None:
        found = finding("returned_none", printed=bool(record.get("printed")))
        parts = [Part(part.name, Mark.WRONG, found) for part in parts]
    marks = {part.mark for part in parts}
    share = 0.0 if Mark.WRONG in marks else SHAPE_SHARE if Mark.SHAPE in marks else 1.0
    if share and call.evaluated and (
            name := not_evaluated(call.evaluated, unpack(record.get("evaluated")))):
        return [Part(part.name, Mark.WRONG, finding("not_evaluated", part.name, argument=name))
                for part in parts], 0.0, None
    if share and (changed := changed_argument(call, record)):
        found = finding("argument_changed", argument=changed,
                        replaced=record.get("replaced") is True)
        parts = [*parts, Part(ARGUMENTS, Mark.SHAPE, found)]
        share *= CHANGED_SHARE
    return parts, share, None
