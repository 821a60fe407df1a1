"""When feedback may be released, for moments that are handed in."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from grading.semester.settings import Watch
from grading.watch.release_time import release_time

VIENNA = ZoneInfo("Europe/Vienna")  # one hour before Greenwich in winter, two in summer
NIGHT = (time(23), time(6))


def at(text, zone=VIENNA):
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(("quiet", "now", "when"), [
    (None, "2026-11-10 23:30", "2026-11-10 23:30"),
    (NIGHT, "2026-11-10 22:59", "2026-11-10 22:59"),
    (NIGHT, "2026-11-10 23:00", "2026-11-11 06:00"),
    (NIGHT, "2026-11-11 05:59", "2026-11-11 06:00"),
    (NIGHT, "2026-11-11 06:00", "2026-11-11 06:00"),
    (NIGHT, "2026-10-24 23:30", "2026-10-25 06:00"),  # summer ends in this night
    (NIGHT, "2026-12-31 23:30", "2027-01-01 06:00"),
    ((time(12), time(13, 30)), "2026-11-10 12:45", "2026-11-10 13:30"),
    ((time(12), time(13, 30)), "2026-11-10 23:45", "2026-11-10 23:45")])
def test_nothing_is_released_in_quiet_hours(quiet, now, when):
    found = release_time(Watch(quiet_hours=quiet), VIENNA, at(now), [])
    assert found.when == at(when)
    assert found.is_quiet == (now != when)
    assert not found.is_over_limit


@pytest.mark.parametrize(("earlier", "when"), [
    (["2026-11-10 08:00"], "2026-11-10 20:00"),
    (["2026-11-10 00:00", "2026-11-10 08:00"], "2026-11-11 00:00"),
    (["2026-11-09 23:59", "2026-11-10 08:00"], "2026-11-10 20:00"),
    (["2026-11-10 08:00"] * 7, "2026-11-11 00:00")])
def test_beyond_the_limit_of_a_day_feedback_waits_for_the_next(earlier, when):
    found = release_time(Watch(attempts_per_day=2), VIENNA, at("2026-11-10 20:00"),
                         map(at, earlier))
    assert found.when == at(when)
    assert found.is_over_limit == (when == "2026-11-11 00:00")


def test_days_are_those_of_the_courses_time_zone():
    # A quarter to one in the night in Vienna is still the day before in Greenwich.
    now, earlier = at("2026-11-10 23:45", UTC), [at("2026-11-10 22:30", UTC)]
    watch = Watch(attempts_per_day=1)
    assert release_time(watch, VIENNA, now, earlier).when == now
    assert release_time(watch, UTC, now, earlier).when == at("2026-11-11 00:00", UTC)


def test_what_waits_for_the_next_day_also_waits_for_its_quiet_hours():
    watch = Watch(attempts_per_day=1, quiet_hours=NIGHT)
    found = release_time(watch, VIENNA, at("2026-11-10 20:00"), [at("2026-11-10 19:00")])
    assert found.when == at("2026-11-11 06:00")
    assert found.is_over_limit
    assert not found.is_quiet
