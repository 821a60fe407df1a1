"""What is told of one event."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from grading.watch.events import Event, Kind, stamped


@pytest.mark.parametrize(("event", "line"), [
    (Event(Kind.GRADED, "ps1", "ana", 7.5, 10), "ps1 ana: graded, 7.5 of 10 points"),
    (Event(Kind.GRADED, "ps1", "ana", 0, 10, "handed in anew"),
     "ps1 ana: graded, 0 of 10 points (handed in anew)"),
    (Event(Kind.RELEASED, "ps1", "ana"), "ps1 ana: feedback released"),
    (Event(Kind.PROBLEM, "ps1", "ana", detail="it cannot be read"), "ps1 ana: it cannot be read"),
    (Event(Kind.PROBLEM, "ps1", detail="it has no notebook"), "ps1: it has no notebook"),
    (Event(Kind.PROBLEM, detail="course.toml, line 2: no"), "course.toml, line 2: no")])
def test_an_event_is_one_line(event, line):
    assert str(event) == line


def test_the_time_is_that_of_the_courses_clock():
    now = datetime(2026, 11, 10, 23, 30, 5, tzinfo=UTC)
    assert stamped("stopped", now, ZoneInfo("Europe/Vienna")) == "2026-11-11 00:30:05 stopped"
