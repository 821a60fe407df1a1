"""Kinds of answers."""

from enum import StrEnum

from answercheck.verdict import Verdict


class Kind(StrEnum):
    """What an answer is, from the best to none at all."""

    RIGHT = "all cases right"
    PARTLY = "partly right"
    WRONG = "wrong"
    UNANSWERED = "left empty"
    STOPPED = "could not be run"


NONE = (Kind.UNANSWERED, Kind.STOPPED)  # there is no answer


def kind_of(verdict: Verdict) -> Kind:
    """The kind of one answer."""
    if verdict.passed:
        return Kind.RIGHT
    if verdict.no_answer:
        return Kind.STOPPED
    if verdict.is_unanswered:
        return Kind.UNANSWERED
    return Kind.PARTLY if verdict.score > 0 else Kind.WRONG


def is_failing(verdict: Verdict) -> bool:
    """Whether there is an answer, and it is not right."""
    return kind_of(verdict) in (Kind.PARTLY, Kind.WRONG)
