"""Reading `course.toml`: dates, penalties and the roster of a term, and when feedback goes out."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from grading.errors import CourseError
from grading.words import ENGLISH, languages

FILE = "course.toml"  # in the course's root
KEYS = ("time_zone", "roster", "due", "extensions", "penalty", "lms_names", "watch",
        "language")
PENALTY_KEYS = ("per_day_percent", "zero_after_days")
WATCH_KEYS = ("feedback", "attempts_per_day", "quiet_hours")
MAX_ATTEMPTS = 1_000
DATE_FORM = "a date as in 2026-10-12 23:59:00, or 2026-10-12 for the end of that day"


@dataclass(frozen=True)
class Penalty:
    """What being late costs; without any rule nothing.

    per_day_percent : per cent of the points earned that each day begun takes
    zero_after_days : days late after which no points are left
    """

    per_day_percent: float = 0.0
    zero_after_days: float | None = None

    def of(self, score: float, late_s: float) -> float:
        """Return the points that are taken off.

        Parameters
        ----------
        score : points of a notebook
        late_s : seconds after the due date, the student's extension taken off
        """
        if late_s <= 0:
            return 0.0
        days = late_s / timedelta(days=1).total_seconds()
        if self.zero_after_days is not None and days > self.zero_after_days:
            return score
        days_begun = -(-late_s // timedelta(days=1).total_seconds())
        return score * min(1.0, days_begun * self.per_day_percent / 100)


class Feedback(StrEnum):
    """What the feedback shows that `course watch` releases."""

    FULL = "full"
    POINTS = "points"
    NONE = "none"


@dataclass(frozen=True)
class Watch:
    """What `course watch` releases, and when.

    feedback : what its pages show; NONE releases nothing
    attempts_per_day : of so many hand-ins of a student to an assignment feedback is released on one
        day; so nobody can find out hidden cases by trying
    quiet_hours : from when until when nothing is released, on the clock of the course's time zone
    """

    feedback: Feedback = Feedback.NONE
    attempts_per_day: int = 5
    quiet_hours: tuple[time, time] | None = None


@dataclass(frozen=True)
class Settings:
    """What stands in `course.toml`; a course without the file has what is the default here.

    zone : of dates that name none
    due : by assignment, in UTC without a time zone, as nbgrader keeps it
    extensions : by assignment and student: more time, or another due date, in UTC
    penalty : None if nothing is said of it, so that nbgrader's own plugin decides
    roster : the CSV file
    lms_names : how a learning management system calls an assignment, where it has another name
    watch : what `course watch` releases
    language : of the report and the tables, and of what is said to a student of whose hand-in
        nothing tells the language
    text : of the file
    """

    zone: tzinfo = UTC
    due: Mapping[str, datetime] = field(default_factory=dict)
    extensions: Mapping[str, Mapping[str, timedelta | datetime]] = field(default_factory=dict)
    penalty: Penalty | None = None
    roster: Path | None = None
    lms_names: Mapping[str, str] = field(default_factory=dict)
    watch: Watch = Watch()
    language: str = ENGLISH
    text: str = ""

    def where(self, *keys: str) -> str:
        """Return the file and the line of a key, as an error message begins."""
        return _where(self.text, keys)


def read_settings(root: Path) -> Settings:
    """Read `course.toml` in a course's folder, if there is one.

    Whether the assignments and students that it names exist is not looked at.

    Raises
    ------
    CourseError
        If something in it is wrong; with the line, and what is allowed.
    """
    path = root / FILE
    if not path.exists():
        return Settings()
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int) -> Settings:
    try:
        text = path.read_text(encoding="utf-8-sig")
        content = tomllib.loads(text)
    except UnicodeDecodeError:
        raise CourseError(f"{FILE} is not in UTF-8; save it so") from None
    except tomllib.TOMLDecodeError as error:
        raise CourseError(_not_toml(text, str(error))) from None
    return _Reader(text, path.parent).settings(content)


def _not_toml(text: str, error: str) -> str:
    """Say what Python's reader of TOML has found, with the line, and what is usually wrong."""
    problem, _, place = error.partition(" (at ")
    said = re.search(r"line (\d+)", place)
    line = int(said[1]) if said else len(text.splitlines())
    return (f"{FILE}, line {line}: {problem}; a text stands in quotes, each name stands once in "
            "its table, and a time has seconds: 2026-10-12 23:59:00")


class _Reader:
    def __init__(self, text: str, root: Path) -> None:
        self._text, self._root = text, root
        self._zone: tzinfo = UTC

    def settings(self, content: dict[str, Any]) -> Settings:
        self._check_keys(content, KEYS)
        if "time_zone" in content:
            self._zone = self._time_zone(content["time_zone"])
        due = {week: self._date(value, "due", week)
               for week, value in self._table(content, "due").items()}
        extensions = {week: {student: self._extension(value, "extensions", week, student)
                             for student, value in self._table(
                                 self._table(content, "extensions"), week,
                                 above=("extensions",)).items()}
                      for week in self._table(content, "extensions")}
        return Settings(self._zone, due, extensions, self._penalty(content),
                        self._roster(content),
                        {week: self._words(name, "lms_names", week)
                         for week, name in self._table(content, "lms_names").items()},
                        self._watch(self._table(content, "watch")),
                        self._language(content.get("language", ENGLISH)),
                        self._text)

    def _fail(self, keys: tuple[str, ...], problem: str) -> CourseError:
        return CourseError(f"{_where(self._text, keys)}: {problem}")

    def _check_keys(self, table: Mapping[str, Any], allowed: Iterable[str],
                    above: tuple[str, ...] = ()) -> None:
        for key in table:
            if key not in allowed:
                raise self._fail((*above, key), f"there is no setting {'.'.join((*above, key))!r}; "
                                                f"allowed are {', '.join(allowed)}")

    def _table(self, content: Mapping[str, Any], key: str,
               above: tuple[str, ...] = ()) -> dict[str, Any]:
        found = content.get(key, {})
        if not isinstance(found, dict):
            name = ".".join((*above, key))
            raise self._fail((*above, key), f"{name} is a table: a line [{name}], and its entries "
                                            "in lines below it")
        return found

    def _words(self, value: Any, *keys: str) -> str:
        if not isinstance(value, str) or not value:
            raise self._fail(keys, f"{keys[-1]} is a text in quotes")
        return value

    def _time_zone(self, value: Any) -> tzinfo:
        name = self._words(value, "time_zone")
        known = available_timezones()
        if name not in known:
            near = get_close_matches(name, known, n=1) or ["Europe/Vienna"]
            raise self._fail(("time_zone",), f"there is no time zone {name!r}; allowed are names "
                                             f"of the IANA data base, such as {near[0]}")
        return ZoneInfo(name)

    def _date(self, value: Any, *keys: str) -> datetime:
        """A moment in UTC; a date alone is the end of that day."""
        if isinstance(value, str):
            try:
                value = (date if len(value.strip()) == 10 else datetime).fromisoformat(
                    value.strip())
            except ValueError:
                raise self._fail(keys, f"{value!r} is no date; allowed is {DATE_FORM}") from None
        if isinstance(value, date) and not isinstance(value, datetime):
            value = datetime.combine(value, time(23, 59, 59))
        if not isinstance(value, datetime):
            raise self._fail(keys, f"{value!r} is no date; allowed is {DATE_FORM}")
        # Of the hour that comes twice when summer ends the second is meant.
        moment = value if value.tzinfo else value.replace(tzinfo=self._zone, fold=1)
        try:
            in_utc = moment.astimezone(UTC)
        except OverflowError:
            raise self._fail(keys, f"{value} is no date that a class can keep") from None
        if in_utc.astimezone(moment.tzinfo).replace(tzinfo=None) != moment.replace(tzinfo=None):
            raise self._fail(keys, f"there is no {value} in {self._zone}, where clocks are put "
                                   "forward then")
        return in_utc.replace(tzinfo=None)

    def _extension(self, value: Any, *keys: str) -> timedelta | datetime:
        if not isinstance(value, int | float):
            return self._date(value, *keys)
        return timedelta(days=self._number(value, keys, most=3650))

    def _number(self, value: Any, keys: tuple[str, ...], most: float) -> float:
        # TOML has nan, and for Python True is a number.
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
            raise self._fail(keys, f"{keys[-1]} is a number from 0 to {most}, not {value!r}")
        return value

    def _penalty(self, content: Mapping[str, Any]) -> Penalty | None:
        if "penalty" not in content:
            return None
        if content["penalty"] == "none":
            return Penalty()
        table = self._table(content, "penalty")
        self._check_keys(table, PENALTY_KEYS, ("penalty",))
        if not table:
            raise self._fail(("penalty",), "the table is empty; allowed are penalty = \"none\", or "
                                           f"in the table {' and '.join(PENALTY_KEYS)}")
        limits: dict[str, float] = {"per_day_percent": 100, "zero_after_days": 3650}
        return Penalty(**{key: self._number(value, ("penalty", key), limits[key])
                          for key, value in table.items()})

    def _watch(self, table: Mapping[str, Any]) -> Watch:
        self._check_keys(table, WATCH_KEYS, ("watch",))
        default = Watch()
        return Watch(self._feedback(table.get("feedback", default.feedback)),
                     self._attempts(table.get("attempts_per_day", default.attempts_per_day)),
                     self._quiet_hours(table["quiet_hours"]) if "quiet_hours" in table else None)

    def _language(self, value: Any) -> str:
        known = sorted({ENGLISH, *languages()})
        if value not in known:
            raise self._fail(("language",), f"there is no language {value!r}; allowed are "
                                            f"{', '.join(known)}")
        return str(value)

    def _feedback(self, value: Any) -> Feedback:
        if value not in list(Feedback):
            raise self._fail(("watch", "feedback"), "feedback is one of " + ", ".join(
                f'"{one}"' for one in Feedback) + f", not {value!r}")
        return Feedback(value)

    def _attempts(self, value: Any) -> int:
        if (isinstance(value, bool) or not isinstance(value, int)
                or not 1 <= value <= MAX_ATTEMPTS):
            raise self._fail(("watch", "attempts_per_day"), "attempts_per_day is a whole number "
                                                            f"from 1 to {MAX_ATTEMPTS}, not "
                                                            f"{value!r}")
        return value

    def _quiet_hours(self, value: Any) -> tuple[time, time]:
        keys = ("watch", "quiet_hours")
        form = 'quiet_hours is two different times, as in ["23:00", "06:00"]'
        try:
            begin, end = (time.fromisoformat(str(one)) for one in value)
        except (TypeError, ValueError):
            raise self._fail(keys, f"{form}, not {value!r}") from None
        if begin == end or begin.tzinfo or end.tzinfo:
            raise self._fail(keys, f"{form}, without a time zone of their own")
        return begin, end

    def _roster(self, content: Mapping[str, Any]) -> Path | None:
        if "roster" not in content:
            return None
        path = self._root / self._words(content["roster"], "roster")
        if not path.is_file():
            raise self._fail(("roster",), f"there is no file {path}; roster is a CSV file, from "
                                          "the course's folder on")
        return path


def _where(text: str, keys: tuple[str, ...]) -> str:
    """Return the file and the line that sets a key; the file alone if it cannot be found."""
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), start=1):
        header = re.match(r"\s*\[([^\[\]]+)\]", line)
        table = _parts(header[1]) if header else table
        entry = re.match(r"\s*([^=#\[]+?)\s*=", line)
        here = table if header else (*table, *_parts(entry[1])) if entry else ()
        if here[:len(keys)] == keys:
            return f"{FILE}, line {number}"
    return FILE


def _parts(key: str) -> tuple[str, ...]:
    """Return the parts of a dotted key, without quotes."""
    return tuple(part.strip("\"'") for part in re.findall(r"\"[^\"]*\"|'[^']*'|[^.\s]+", key))
