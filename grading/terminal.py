"""Text that others wrote, on its way to a terminal or into a log."""


def printable(text: str, kept: str = "") -> str:
    """The text without characters that could act on a terminal; those in `kept` stay.

    >>> printable("red\\x1b[31m, back\\rto the start")
    'red�[31m, back�to the start'
    """
    return "".join(c if c.isprintable() or c in kept else "\N{REPLACEMENT CHARACTER}"
                   for c in text)
