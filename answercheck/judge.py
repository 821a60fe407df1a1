"""The judge: records of calls in, a verdict out.

It runs beside the student on the visible cases and outside the sandbox on the hidden ones; it
takes nothing from a record but plain values and strings to show.
"""

from collections.abc import Mapping
from typing import Any

from answercheck.compare import changed_argument
from answercheck.mistakes import diagnose
from answercheck.patterns import name_factors, patterns
from answercheck.references import ReferenceCall, ReferenceCase, ReferenceExercise
from answercheck.registry import SCORERS
from answercheck.scoring import Scorer
from answercheck.serialize import NotPlainError, unpack
from answercheck.verdict import (
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


def judge(exercise: ReferenceExercise, records: list[list[dict]],
          scorers: Mapping[str, Scorer] = SCORERS) -> Verdict:
    """The verdict on one function.

    Parameters
    ----------
    exercise : the reference
    records : for each case, what `call_all` wrote down for its calls
    scorers : how answers are measured; the grader has some that a student has not

    Raises
    ------
    NotPlainError
        If the records are not of the agreed form (they may come from an untrusted kernel).
    """
    if (not isinstance(records, list) or len(records) != len(exercise.cases)
            or not all(isinstance(row, list) for row in records)):
        raise NotPlainError("the answer does not have one record for each case")
    scorer = scorers[exercise.scoring]
    judged = [_judge_case(exercise, case, row, scorer)
              for case, row in zip(exercise.cases, records, strict=True)]
    cases = [case for case, _ in judged]
    if all(case.score == 1 for case in cases):
        return Verdict(exercise.name, tuple(cases))
    cases = name_factors(cases, [call.quantities for _, call in judged])
    known = diagnose(exercise, records, scorer)
    reads = records[0][0].get("reads")
    seen = () if known else patterns(cases, exercise.cases,
                                     reads if isinstance(reads, list) else [])
    return Verdict(exercise.name, tuple(cases), mistakes=known, patterns=seen)


def _judge_case(exercise: ReferenceExercise, case: ReferenceCase, records: list[Any],
                measure: Scorer) -> tuple[CaseVerdict, ReferenceCall]:
    """The verdict on a case, and the call that it is about: the first of those that failed."""
    if len(records) != len(case.calls):
        raise NotPlainError("the answer does not have one record for each call")
    judged = [_judge_call(exercise, call, record, measure)
              for call, record in zip(case.calls, records, strict=True)]
    score = min(share for _, share, _ in judged)
    number = [share for _, share, _ in judged].index(score)
    parts, _, problem = judged[number]
    return CaseVerdict(case.label, score, tuple(parts), problem), case.calls[number]


def _judge_call(exercise: ReferenceExercise, call: ReferenceCall,
                record: Any, measure: Scorer,
                ) -> tuple[list[Part], float, Finding | None]:
    if not isinstance(record, dict):
        raise NotPlainError("a record is not a dictionary")
    if record.get("no_function") is True:
        return [], 0.0, finding("no_function", name=exercise.name)
    if isinstance(record.get("raised"), dict):
        raised = {key: record["raised"].get(key, "") for key in ("type", "message", "line")}
        if not all(isinstance(text, str) for text in raised.values()):
            raise NotPlainError("an exception is not described by strings")
        return [], 0.0, exception_finding(raised)
    if record.get("returned") == call.packed_answer:  # so it is for most, to the last bit
        if measure not in call.measured:
            call.measured[measure] = measure(call, call.returned, exercise)
        answer, parts = call.returned, call.measured[measure]
    else:
        answer = unpack(record.get("returned"))
        parts = measure(call, answer, exercise)
    if answer is None and call.returned is not None:
        found = finding("returned_none", printed=bool(record.get("printed")))
        parts = [Part(part.name, Mark.WRONG, found) for part in parts]
    marks = {part.mark for part in parts}
    share = 0.0 if Mark.WRONG in marks else SHAPE_SHARE if Mark.SHAPE in marks else 1.0
    if share and (changed := changed_argument(call, record)):
        found = finding("argument_changed", argument=changed)
        parts = [*parts, Part("arguments", Mark.SHAPE, found)]
        share *= CHANGED_SHARE
    return parts, share, None
