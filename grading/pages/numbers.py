"""Formatting numbers, shares, times and lists of phrases for people."""

from collections.abc import Sequence
from functools import reduce

from grading.words import translate as _


def percent(share: float) -> str:
    """Return a share of 1 as a percentage; only 1 is shown as 100 % and only 0 as 0 %.

    >>> percent(0.255), percent(0.999), percent(0.001)
    ('26\xa0%', '99\xa0%', '1\xa0%')
    """
    rounded = round(100 * share)
    if 0 < share < 1:
        rounded = min(99, max(1, rounded))
    return _("{percent}\N{NO-BREAK SPACE}%").format(percent=rounded)


def number(value: float) -> str:
    """Return a number with at most two decimals, without trailing zeros.

    >>> number(12.0), number(7.333)
    ('12', '7.33')
    """
    return f"{round(value, 2):.12g}"


def hours(late_h: float) -> str:
    """Return a time in minutes, hours or days.

    >>> hours(0.25), hours(5.04), hours(75)
    ('15 min', '5 h', '3.1 days')
    """
    if late_h < 1:
        return _("{n} min").format(n=max(1, round(60 * late_h)))
    if late_h < 48:
        return _("{n:g} h").format(n=round(late_h, 1))
    return _("{n:g} days").format(n=round(late_h / 24, 1))


def phrases(parts: Sequence[str]) -> str:
    """Return phrases as a part of a sentence, one after the other.

    >>> phrases(["3 of 5 cases right", "1 extra"]), phrases([])
    ('3 of 5 cases right, 1 extra', '')
    """
    return reduce(lambda said, more: _("{said}, {more}").format(said=said, more=more),
                  parts) if parts else ""


def plural(count: int, one: str, many: str = "") -> str:
    """Return a count with the noun, in singular or plural.

    >>> plural(1, "student"), plural(3, "student"), plural(2, "has", "have")
    ('1 student', '3 students', '2 have')
    """
    return f"{count} {one if count == 1 else many or one + 's'}"
