"""What to teach again tomorrow: the few things that most people need."""

from dataclasses import dataclass
from math import ceil

from grading.pages.report.answers import NONE, Kind, kind_of
from grading.pages.report.mistakes import NamedMistake
from grading.pages.report.reading import ClassRecord

MAX_LESSONS = 5
LEAST_COUNT, LEAST_SHARE = 2, 0.05  # of the class; what fewer people need is told further down
EMPTY_SHARE = 0.2  # left empty by so many, an exercise was perhaps not understood at all


@dataclass(frozen=True)
class Lesson:
    """One thing: how many people it concerns, in which exercises, what, and where to read on."""

    count: int
    exercises: tuple[str, ...]
    what: str
    why: str
    anchor: str


def least_count(n_graded: int) -> int:
    """How many people a lesson is for, at the least.

    >>> [least_count(n) for n in (1, 2, 30, 200)]
    [1, 2, 2, 10]
    """
    return min(n_graded, max(LEAST_COUNT, ceil(LEAST_SHARE * n_graded)))


def lessons(record: ClassRecord, mistakes: list[NamedMistake]) -> list[Lesson]:
    """At most `MAX_LESSONS`, what concerns most people first."""
    found = [Lesson(len(one.submissions), (one.exercise,), one.name, one.sentence, "mistakes")
             for one in mistakes]
    least = least_count(len(record.graded))
    return sorted((one for one in [*found, *_left_empty(record)] if one.count >= least),
                  key=lambda one: -one.count)[:MAX_LESSONS]


def _left_empty(record: ClassRecord) -> list[Lesson]:
    """The exercises that many left empty who answered others, as one lesson.

    Who handed in an empty sheet has other needs, and is among the zeros.
    """
    skipped = [{verdict.exercise for verdict in one.verdicts
                if kind_of(verdict) is Kind.UNANSWERED}
               for one in record.graded
               if any(kind_of(verdict) not in NONE for verdict in one.verdicts)]
    often = tuple(name for name in record.exercises
                  if sum(name in some for some in skipped) >= EMPTY_SHARE * len(skipped))
    count = sum(any(name in some for name in often) for some in skipped)
    return [Lesson(count, often, "left empty", (
        "By people who answered other exercises. Was it too hard, too long, or the text not "
        "clear?"), "exercises")] if count else []
