"""A progress bar for work that takes long."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

T = TypeVar("T")


def track(steps: Iterable[T], what: str, n_steps: int | None = None) -> Iterator[T]:
    """Yield the steps under a bar that counts those done and estimates the time left."""
    columns = (TextColumn("{task.description:>10}"), BarColumn(), MofNCompleteColumn(),
               TimeRemainingColumn())
    with Progress(*columns, transient=True) as bar:
        task = bar.add_task(what, total=n_steps)
        yield from bar.track(steps, task_id=task, total=n_steps)
