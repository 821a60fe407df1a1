"""Kinds of answers, and what was seen of them in words that many submissions share."""

import re
from enum import StrEnum

from grading.pages.report.reading import Verdict

UNANSWERED = "not answered yet"  # how a verdict tells of a cell that was left as it was
LINE = re.compile(r" in your line `.*?`(?=: )")


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
    if verdict["passed"]:
        return Kind.RIGHT
    if verdict["reason"]:
        return Kind.STOPPED
    told = verdict["sentences"]
    if told and all(sentence.startswith(UNANSWERED) for sentence in told):
        return Kind.UNANSWERED
    return Kind.PARTLY if verdict["score"] > 0 else Kind.WRONG


def is_failing(verdict: Verdict) -> bool:
    """Whether there is an answer, and it is not right."""
    return kind_of(verdict) in (Kind.PARTLY, Kind.WRONG)


def seen(verdict: Verdict) -> list[str]:
    """What a verdict tells, each once, without the student's own line and the cases."""
    told = [LINE.sub("", sentence.partition(" — ")[0]) for sentence in verdict["sentences"]]
    return list(dict.fromkeys(one for one in told if not one.startswith("… and ")))
