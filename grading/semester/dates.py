"""Due date and extensions of an assignment: those of `course.toml`, else those of the gradebook."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

DUE = ""  # no student is called so


@dataclass(frozen=True)
class Dates:
    """What `course.toml` says of one assignment, by default nothing.

    wanted_due : in UTC, without a time zone; None if it does not say
    wanted : extensions by student: more time, or another due date
    applied : what the gradebook has from `course.toml` already, by student and for the due date by
        DUE; if it does not stand there any more, it goes
    """

    wanted_due: datetime | None = None
    wanted: Mapping[str, timedelta | datetime] = field(default_factory=dict)
    applied: Mapping[str, str] = field(default_factory=dict)

    def due(self, recorded: datetime | None) -> datetime | None:
        """Return the due date, where the gradebook has `recorded`."""
        if self.wanted_due is not None:
            return self.wanted_due
        return None if self.applied.get(DUE) == str(recorded) else recorded

    def extension(self, student: str, recorded: timedelta | None,
                  due: datetime | None) -> timedelta | None:
        """Return a student's extension, where the gradebook has `recorded`."""
        if student not in self.wanted:
            return None if self.applied.get(student) == str(recorded) else recorded
        wanted = self.wanted[student]
        if isinstance(wanted, timedelta):
            return wanted
        return max(timedelta(), wanted - due) if due else None

    def late_s(self, student: str, handed_in: datetime | None, due: datetime | None,
               extension: timedelta | None) -> float:
        """Return how many seconds late a submission is, where the gradebook has these dates."""
        due = self.due(due)
        if handed_in is None or due is None:
            return 0.0
        more = self.extension(student, extension, due) or timedelta()
        return max(0.0, (handed_in - due - more).total_seconds())

    def to_apply(self, due: datetime | None) -> dict[str, str]:
        """Return what the gradebook will have from `course.toml`, as `applied` keeps it."""
        found = {student: str(self.extension(student, None, due)) for student in self.wanted}
        return found | ({DUE: str(self.wanted_due)} if self.wanted_due is not None else {})
