"""`course watch` in a terminal, or as a service of the system."""

import contextlib
import signal
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from grading.course.course import Course
from grading.semester.settings import read_settings
from grading.terminal import printable
from grading.watch.events import stamped
from grading.watch.runner import watch_runner
from grading.watch.watching import Watcher
from grading.words import in_language, ngettext
from grading.words import translate as _


def watch_course(course: Course, assignments: Sequence[str] | None, n_workers: int, unsafe: bool,
                 console: Console) -> None:
    """Watch until Ctrl-C or SIGTERM, with a line for each event.

    Raises
    ------
    CourseError
        As `Watcher` does.
    """
    settings = read_settings(Path(course.directory.root))

    def say(text: str) -> None:
        line = stamped(printable(text), datetime.now(UTC), settings.zone)
        console.print(line, markup=False, highlight=False, soft_wrap=True)

    # The pool first: it is forked from this process, which must not have threads yet.
    with watch_runner(course, n_workers, unsafe=unsafe) as runner, \
            in_language(settings.language), \
            closing(Watcher(course, assignments, lambda event: say(str(event)))) as watcher, \
            _stop_signals() as stopped:
        places = [str(course.folder("submitted").resolve())]
        if watcher.exchange.is_there:
            places.append(str(watcher.exchange.inbound))
        elif course.directory.course_id:
            places.append(_("{place} (not there yet)").format(place=watcher.exchange.inbound))
        say(_("watching {names} in {places}; feedback: {feedback}").format(
            names=", ".join(watcher.names) or _("for the first released assignment"),
            places=_(" and ").join(places), feedback=settings.watch.feedback))
        watcher.run(runner, lambda: bool(stopped))
        say(ngettext("stopped; {n} submission is left to the next run",
                     "stopped; {n} submissions are left to the next run",
                     watcher.n_left).format(n=watcher.n_left) if watcher.n_left else _("stopped"))


@contextlib.contextmanager
def _stop_signals() -> Iterator[list[int]]:
    """Yield a list that gets the numbers of the signals to stop that arrive, Ctrl-C or SIGTERM."""
    arrived: list[int] = []
    before = {number: signal.signal(number, lambda number, _: arrived.append(number))
              for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield arrived
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
