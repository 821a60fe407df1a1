"""Reading when something was handed in, from what stands in its timestamp.txt.

nbgrader takes an unknown name of a time zone, such as CEST, for UTC, takes "+0200" for 200 seconds,
and fills in what is missing with the present day.
"""

import json
import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from dateutil import parser, tz

TIMESTAMP = "timestamp.txt"  # when it was handed in; nbgrader stops at one that is no date
# Of RFC 2822, which settles those that several countries use (hours from UTC).
RFC_2822 = {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}
IS_UTC = ("UTC", "GMT", "UT", "Z")
MAX_BYTES = 1_000
# 02/03/2026 is in March or in February; EST+5 is five hours before or after.
UNCLEAR = re.compile(r"^(?!(\d+)[./-]\1\b)(0?[1-9]|1[0-2])[./-](0?[1-9]|1[0-2])[./-]\d+"
                     r"|\b(?!UTC|GMT)[A-Z]{3,5}[+-]\d")
# As browsers write it: GMT+0200 (Central European Summer Time); dateutil takes it for -0200.
FROM_GREENWICH = re.compile(r"\s*\b(?:UTC|GMT)([+-])(?=\d)")
IN_BRACKETS = re.compile(r"(?<=[+-]\d{4})\s*\(.*\)$")
# A date that is not complete differs from itself if the rest is filled in from these.
FILLED_IN = (datetime(2000, 1, 1), datetime(2001, 2, 2))


def handed_in_at(folder: Path) -> datetime | None:
    """Return the date in a submission's folder, in UTC; None if there is none that can be read."""
    try:
        with (folder / TIMESTAMP).open("rb") as file:
            return read_timestamp(file.read(MAX_BYTES + 1))
    except Exception:  # what is no date fails in many ways
        return None


def read_timestamp(content: bytes) -> datetime | None:
    """Return the moment in UTC, without a time zone, as nbgrader has it; None if nothing is said.

    Without a time zone it is UTC, as for nbgrader.

    Raises
    ------
    ValueError
        If it is no date, not a whole one, or can be read in two ways.
    """
    if len(content) > MAX_BYTES:
        raise ValueError("too long for a date")
    if not content.strip():
        return None
    text = content.decode(json.detect_encoding(content)).strip().strip("\0")
    if not text:
        raise ValueError("it holds no text")
    if UNCLEAR.search(text):
        raise ValueError(f"{text!r} can be read in two ways")
    text = IN_BRACKETS.sub("", FROM_GREENWICH.sub(r" \1", text))
    words = text.split()
    zone = tz.gettz(words[-1]) if "/" in words[-1] and len(words) > 1 else None
    dated = " ".join(words[:-1]) if zone else text
    moment, other = (parser.parse(dated, default=default, tzinfos=_offset) for default in FILLED_IN)
    if moment != other:
        raise ValueError(f"{text!r} is no whole date")
    moment = moment.replace(tzinfo=zone) if zone else moment
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def _offset(name: str | None, seconds: int | None) -> tz.tzoffset | None:
    """Return the offset that a date names or gives in seconds, for dateutil; None if neither."""
    if seconds is not None:
        return tz.tzoffset(name, seconds)
    if name is None:
        return None
    if name in IS_UTC:
        return tz.tzoffset(name, 0)
    if name in RFC_2822:
        return tz.tzoffset(name, timedelta(hours=RFC_2822[name]))
    found = _offsets().get(name, set())
    if len(found) != 1:
        raise ValueError(f"{name} is the name of no time zone, or of several")
    return tz.tzoffset(name, next(iter(found)))


@lru_cache(maxsize=1)
def _offsets() -> dict[str, set[timedelta]]:
    """Return the offsets that each abbreviation of a time zone has somewhere."""
    found: dict[str, set[timedelta]] = {}
    for name in available_timezones():
        for month in (1, 7):
            moment = datetime(2025, month, 1, tzinfo=ZoneInfo(name))
            offset, short = moment.utcoffset(), moment.tzname()
            if offset is not None and short:
                found.setdefault(short, set()).add(offset)
    return found
