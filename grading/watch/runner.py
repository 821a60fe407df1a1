"""The processes of `course watch`: those that grade, and one that makes pages."""

import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import replace
from typing import Any

from grading.course.course import Course
from grading.dispatch.class_grader import limits_of_submission
from grading.dispatch.runners import Runner, local, processes
from grading.pages.feedback.making import make_pages
from grading.pages.feedback.writing import limits_of_pages


@contextlib.contextmanager
def watch_runner(course: Course, n_workers: int, *, unsafe: bool = False) -> Iterator[Runner]:
    """Start the processes that grade, and one that makes pages, each with its own limits."""
    with local(n_workers, limits_of_submission(course.config), unsafe=unsafe,
               by_fork=True) as grading, processes(1, limits_of_pages(course.config)) as pages:
        yield replace(grading, executor=_ByKind(grading.executor, pages.executor),
                      width=grading.width + pages.width)


class _ByKind(Executor):
    """Has pages made by one executor, and all else done by another."""

    def __init__(self, others: Executor, pages: Executor) -> None:
        self._others, self._pages = others, pages

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Give a call to the executor of its kind."""
        return (self._pages if fn is make_pages else self._others).submit(fn, *args, **kwargs)
