"""nbgrader's log, written to a file because a progress bar is on the screen."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from grading.terminal import printable


class _Lines(logging.Formatter):
    """Removes control characters, since a log is read in a terminal too."""

    def format(self, record: logging.LogRecord) -> str:
        return printable(super().format(record), kept="\n\t")


class _File(logging.FileHandler):
    """Ignores a full disk: the error that matters is reported elsewhere."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        pass


class _Errors(logging.Handler):
    """Collects the last line of each error; that of a traceback, the exception, goes first."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage().strip().splitlines()
        if text and text[0].startswith("Traceback"):
            self.lines.insert(0, text[-1])
        elif text:
            self.lines.append(text[-1])


@contextmanager
def logged(path: Path) -> Iterator[tuple[logging.Logger, list[str]]]:
    """Yield a logger that writes to `path`, and a list that collects the lines of its errors."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file = _File(path, encoding="utf-8")
    file.setFormatter(_Lines("%(asctime)s %(levelname)s %(message)s"))
    errors = _Errors()
    logger = logging.getLogger("course")
    # nbgrader's gradebook logs to the first; asyncio reports messages that came too late.
    others = [logging.getLogger("tornado.application"), logging.getLogger("asyncio")]
    before = [(one, one.handlers, one.propagate) for one in (logger, *others)]
    for one in (logger, *others):
        one.handlers, one.propagate = [file], False
    logger.addHandler(errors)
    logger.setLevel(logging.INFO)
    try:
        yield logger, errors.lines
    finally:
        for one, handlers, propagate in before:
            one.handlers, one.propagate = handlers, propagate
        with suppress(OSError):  # as in _File
            file.close()


def collected() -> tuple[logging.Logger, list[str]]:
    """Return a logger of one submission's own in a worker, and the list that collects its lines."""
    lines: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(handler.format(record))  # type: ignore[method-assign]
    log = logging.Logger("course.submission", logging.INFO)
    log.addHandler(handler)
    return log, lines
