"""When feedback may be released: by the limit of attempts per day, and not in quiet hours."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

from grading.semester.settings import Watch


@dataclass(frozen=True)
class ReleaseTime:
    """When the feedback on a hand-in may be released.

    when : in UTC; now, if nothing speaks against it
    is_over_limit : whether it waits because the limit of the day has been reached
    is_quiet : whether it is a quiet hour now
    """

    when: datetime
    is_over_limit: bool
    is_quiet: bool


def release_time(watch: Watch, zone: tzinfo, now: datetime,
                 earlier: Iterable[datetime]) -> ReleaseTime:
    """Return when the feedback on one more hand-in may be released.

    Parameters
    ----------
    zone : of the course; its days and its clock count
    now : with a time zone
    earlier : when feedback was released on the student's other hand-ins to this assignment
    """
    local = now.astimezone(zone)
    n_today = sum(one.astimezone(zone).date() == local.date() for one in earlier)
    is_over_limit = n_today >= watch.attempts_per_day
    when = _on_clock(local + timedelta(days=1), time(), zone) if is_over_limit else local
    when = _after_quiet_hours(watch, when, zone)
    return ReleaseTime(when.astimezone(UTC), is_over_limit,
                       _after_quiet_hours(watch, local, zone) != local)


def _after_quiet_hours(watch: Watch, moment: datetime, zone: tzinfo) -> datetime:
    """Return the end of the quiet hours that a moment lies in, or the moment itself."""
    if watch.quiet_hours is None:
        return moment
    begin, end = watch.quiet_hours
    clock = moment.time()
    if begin < end:
        return _on_clock(moment, end, zone) if begin <= clock < end else moment
    if clock >= begin:
        return _on_clock(moment + timedelta(days=1), end, zone)
    return _on_clock(moment, end, zone) if clock < end else moment


def _on_clock(day: datetime, clock: time, zone: tzinfo) -> datetime:
    return datetime.combine(day.date(), clock, zone)
