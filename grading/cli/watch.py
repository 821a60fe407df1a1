"""`course watch` in a terminal, or as a service of the system."""

import contextlib
import signal
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from grading.course.course import Course
from grading.pages.numbers import plural
from grading.semester.settings import read_settings
from grading.terminal import printable
from grading.watch.events import stamped
from grading.watch.runner import watch_runner
from grading.watch.watching import Watcher


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
            closing(Watcher(course, assignments, lambda event: say(str(event)))) as watcher, \
            _stop_signals() as stopped:
        places = [str(course.folder("submitted").resolve())]
        if watcher.exchange.is_there:
            places.append(str(watcher.exchange.inbound))
        elif course.directory.course_id:
            places.append(f"{watcher.exchange.inbound} (not there yet)")
        say(f"watching {', '.join(watcher.names) or 'for the first released assignment'} in "
            f"{' and '.join(places)}; feedback: {settings.watch.feedback}")
        watcher.run(runner, lambda: bool(stopped))
        left = plural(watcher.n_left, "submission is", "submissions are")
        say(f"stopped; {left} left to the next run" if watcher.n_left else "stopped")


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
