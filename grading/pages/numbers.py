"""Numbers as people read them."""


def percent(share: float) -> str:
    """A share of 1; what is not all is never told as all, and what is not nothing as nothing.

    >>> percent(0.255), percent(0.999), percent(0.001)
    ('26\xa0%', '99\xa0%', '1\xa0%')
    """
    rounded = round(100 * share)
    if 0 < share < 1:
        rounded = min(99, max(1, rounded))
    return f"{rounded}\N{NO-BREAK SPACE}%"


def number(value: float) -> str:
    """With at most two decimals, and none that says nothing.

    >>> number(12.0), number(7.333)
    ('12', '7.33')
    """
    return f"{round(value, 2):.12g}"


def hours(late_h: float) -> str:
    """A time, in the unit that suits it.

    >>> hours(0.25), hours(5.04), hours(75)
    ('15 min', '5 h', '3.1 days')
    """
    if late_h < 1:
        return f"{max(1, round(60 * late_h))} min"
    return f"{round(late_h, 1):g} h" if late_h < 48 else f"{round(late_h / 24, 1):g} days"


def plural(count: int, one: str, many: str = "") -> str:
    """A count and what is counted.

    >>> plural(1, "student"), plural(3, "student"), plural(2, "has", "have")
    ('1 student', '3 students', '2 have')
    """
    return f"{count} {one if count == 1 else many or one + 's'}"
