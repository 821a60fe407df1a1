"""Make text that others wrote safe for a terminal or a log."""

import logging


def printable(text: str, kept: str = "") -> str:
    """Replace characters that a terminal would act on, except those in `kept`.

    >>> printable("red\\x1b[31m, back\\rto the start")
    'red�[31m, back�to the start'
    """
    return "".join(c if c.isprintable() or c in kept else "\N{REPLACEMENT CHARACTER}"
                   for c in text)


class PrintableMessages(logging.Filter):
    """Makes the messages of a log printable, such as nbgrader's, which names a student's files."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record; it is never left out."""
        record.msg, record.args = printable(record.getMessage(), kept="\n\t"), None
        return True
