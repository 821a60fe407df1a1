"""What `course watch` tells: one event, one line."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum

from grading.pages.numbers import number
from grading.words import N_
from grading.words import translate as _


class Kind(StrEnum):
    """What has happened; the value says it to a person."""

    GRADED = N_("graded")
    RELEASED = N_("feedback released")
    WRITTEN = N_("feedback written, not released: it was handed in without the exchange")
    WITHHELD = N_("feedback withheld")
    PROBLEM = N_("problem")


@dataclass(frozen=True)
class Event:
    """Something that has happened to one submission, or to a whole assignment or course.

    assignment, student : empty if it concerns all
    points : less the late penalty; None where they are not told
    max_points : that there are
    detail : why, or until when
    """

    kind: Kind
    assignment: str = ""
    student: str = ""
    points: float | None = None
    max_points: float = 0.0
    detail: str = ""

    def __str__(self) -> str:
        what = self.detail if self.kind is Kind.PROBLEM else _(self.kind)
        if self.points is not None:
            what = _("{what}, {earned} of {possible} points").format(
                what=what, earned=number(self.points), possible=number(self.max_points))
        if self.detail and self.kind is not Kind.PROBLEM:
            what = _("{what} ({detail})").format(what=what, detail=self.detail)
        who = " ".join(filter(None, (self.assignment, self.student)))
        return _("{who}: {what}").format(who=who, what=what) if who else what


def stamped(text: str, now: datetime, zone: tzinfo) -> str:
    """Put the time on the clock of the course before a line."""
    return f"{now.astimezone(zone):%Y-%m-%d %H:%M:%S} {text}"
