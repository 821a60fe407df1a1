"""Make text that others wrote safe for a terminal or a log."""


def printable(text: str, kept: str = "") -> str:
    """Replace characters that a terminal would act on, except those in `kept`.

    >>> printable("red\\x1b[31m, back\\rto the start")
    'red�[31m, back�to the start'
    """
    return "".join(c if c.isprintable() or c in kept else "\N{REPLACEMENT CHARACTER}"
                   for c in text)
