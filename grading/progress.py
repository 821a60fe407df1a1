"""Progress bars on what takes long."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from grading.errors import AGAIN, CourseError

if TYPE_CHECKING:
    from grading.dispatch.class_grader import Graded

T = TypeVar("T")


def track(steps: Iterable[T], what: str, n_steps: int | None = None) -> Iterator[T]:
    """The steps, with a bar that counts those done and estimates the time left."""
    columns = (TextColumn("{task.description:>10}"), BarColumn(), MofNCompleteColumn(),
               TimeRemainingColumn())
    with Progress(*columns, transient=True) as bar:
        task = bar.add_task(what, total=n_steps)
        yield from bar.track(steps, task_id=task, total=n_steps)


class Tally:
    """Counts what becomes of the submissions of a class, for people to watch."""

    def __init__(self, bar: Progress, n_submissions: int) -> None:
        self._bar, self._left = bar, n_submissions
        self._graded = self._zero = self._before = self._failed = 0
        self._task = bar.add_task("grade", total=n_submissions, counts=self._counts())

    def count(self, result: "Graded") -> None:
        """One more is done."""
        self._left -= 1
        if result.problem:
            self._failed += 1
        elif result.before:
            self._before += 1
        elif result.points:
            self._graded += 1
        else:
            self._zero += 1
        self._bar.update(self._task, advance=1, counts=self._counts())

    def _counts(self) -> str:
        parts = [(self._graded, "graded"), (self._zero, "zero with reason"),
                 (self._before, "graded before"), (self._failed, "failed"), (self._left, "left")]
        return " · ".join(f"{number} {what}" for number, what in parts
                          if number or what in ("graded", "left"))


def watched(results: Iterable["Graded"], n_submissions: int) -> "list[Graded]":
    """All the results, and meanwhile a bar with their counts and the estimated time to the end.

    Raises
    ------
    CourseError
        If it is stopped by Ctrl-C.
    """
    found: list[Graded] = []
    columns = (BarColumn(), TextColumn("{task.fields[counts]}"), TimeRemainingColumn())
    try:
        with Progress(*columns, transient=True, refresh_per_second=4) as bar:
            tally = Tally(bar, n_submissions)
            for result in results:
                tally.count(result)
                found.append(result)
    except KeyboardInterrupt:
        raise CourseError(f"stopped after {len(found)} of {n_submissions}; {AGAIN}") from None
    return found
