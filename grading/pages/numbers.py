"""Formatting numbers, shares and times for people."""


def percent(share: float) -> str:
    """Return a share of 1 as a percentage; only 1 is shown as 100 % and only 0 as 0 %.

    >>> percent(0.255), percent(0.999), percent(0.001)
    ('26\xa0%', '99\xa0%', '1\xa0%')
    """
    rounded = round(100 * share)
    if 0 < share < 1:
        rounded = min(99, max(1, rounded))
    return f"{rounded}\N{NO-BREAK SPACE}%"


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
        return f"{max(1, round(60 * late_h))} min"
    return f"{round(late_h, 1):g} h" if late_h < 48 else f"{round(late_h / 24, 1):g} days"


def plural(count: int, one: str, many: str = "") -> str:
    """Return a count with the noun, in singular or plural.

    >>> plural(1, "student"), plural(3, "student"), plural(2, "has", "have")
    ('1 student', '3 students', '2 have')
    """
    return f"{count} {one if count == 1 else many or one + 's'}"
