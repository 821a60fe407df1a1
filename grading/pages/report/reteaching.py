"""Topics to teach again: the few mistakes that concern most of the class."""

from dataclasses import dataclass
from math import ceil

from grading.pages.report.answer_kinds import NO_ANSWER, AnswerKind, answer_kind
from grading.pages.report.class_record import ClassRecord
from grading.pages.report.mistakes import NamedMistake
from grading.words import translate as _

MAX_TOPICS = 5
LEAST_COUNT, LEAST_SHARE = 2, 0.05  # of the class; rarer mistakes stand in the page's tables
EMPTY_SHARE = 0.2  # of the class; an exercise left empty by more was perhaps not understood


@dataclass(frozen=True)
class Topic:
    """One topic: how many people and which exercises it concerns, and a link within the page."""

    count: int
    exercises: tuple[str, ...]
    title: str
    explanation: str
    anchor: str


def least_count(n_graded: int) -> int:
    """Return how many people a topic has to concern to be listed.

    >>> [least_count(n) for n in (1, 2, 30, 200)]
    [1, 2, 2, 10]
    """
    return min(n_graded, max(LEAST_COUNT, ceil(LEAST_SHARE * n_graded)))


def topics_to_reteach(record: ClassRecord, mistakes: list[NamedMistake]) -> list[Topic]:
    """Return at most `MAX_TOPICS` topics, those that concern most people first."""
    found = [Topic(len(one.submissions), (one.exercise,), one.name, one.sentence, "mistakes")
             for one in mistakes]
    least = least_count(len(record.graded))
    return sorted((one for one in [*found, *_left_empty(record)] if one.count >= least),
                  key=lambda one: -one.count)[:MAX_TOPICS]


def _left_empty(record: ClassRecord) -> list[Topic]:
    """Return one topic for all exercises that many left empty, or none.

    Only people who answered other exercises count; empty notebooks are listed as zeros.
    """
    skipped = [{verdict.exercise for verdict in one.verdicts
                if answer_kind(verdict) is AnswerKind.UNANSWERED}
               for one in record.graded
               if any(answer_kind(verdict) not in NO_ANSWER for verdict in one.verdicts)]
    often = tuple(name for name in record.exercises
                  if sum(name in some for some in skipped) >= EMPTY_SHARE * len(skipped))
    count = sum(any(name in some for name in often) for some in skipped)
    return [Topic(count, often, _("left empty"), _(
        "By people who answered other exercises. Was it too hard, too long, or the text not "
        "clear?"), "exercises")] if count else []
