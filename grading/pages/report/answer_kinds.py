"""Kinds of answers."""

from enum import StrEnum

from answercheck.verdict import Verdict
from grading.words import N_


class AnswerKind(StrEnum):
    """How good an answer is, from right to none at all."""

    RIGHT = N_("all cases right")
    PARTLY = N_("partly right")
    WRONG = N_("wrong")
    UNANSWERED = N_("left empty")
    STOPPED = N_("could not be run")


NO_ANSWER = (AnswerKind.UNANSWERED, AnswerKind.STOPPED)


def answer_kind(verdict: Verdict) -> AnswerKind:
    """Return the kind of the answer with this verdict."""
    if verdict.passed:
        return AnswerKind.RIGHT
    if verdict.no_answer:
        return AnswerKind.STOPPED
    if verdict.is_unanswered:
        return AnswerKind.UNANSWERED
    return AnswerKind.PARTLY if verdict.score > 0 else AnswerKind.WRONG


def is_failing(verdict: Verdict) -> bool:
    """Whether there is an answer that is not right."""
    return answer_kind(verdict) in (AnswerKind.PARTLY, AnswerKind.WRONG)
