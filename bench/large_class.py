"""Measuring how long `course status` and `course report` take over a large class.

Everything about the class is real but the number of kernels: many of these students handed in the
same, and what was run for one of them is not run again for the next.

    python -m bench.large_class [--students 2000]
"""

import argparse
import hashlib
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench import classes, commands
from bench.classes import Class
from grading.course.course import Course
from grading.dispatch.class_grader import grade_class
from grading.dispatch.runners import local

ASSIGNMENT = "week1_derivatives"
N_STUDENTS = 2000


@dataclass
class RememberingExecutor(Executor):
    """Makes each call once, and gives what it returned to whoever makes it again."""

    executor: Executor

    def __post_init__(self) -> None:
        self._made: dict[str, Future[Any]] = {}

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Call, or return what is known of the same call."""
        key = hashlib.sha256(repr((fn.__name__, args, kwargs)).encode()).hexdigest()
        if key not in self._made:
            self._made[key] = self.executor.submit(fn, *args, **kwargs)
        # A future of its own: who waits for it tells calls apart by their futures.
        future: Future[Any] = Future()
        try:
            future.set_result(self._made[key].result())
        except Exception as error:
            future.set_exception(error)
        return future


def graded_class(folder: Path, n_students: int) -> Class:
    """Make a class in this folder and grade it.

    Raises
    ------
    RuntimeError
        If a submission could not be graded.
    """
    made = classes.ours(folder, ASSIGNMENT, n_students, illustrated=True)
    course = Course(folder)
    with local(1) as each:
        runner = replace(each, executor=RememberingExecutor(each.executor), width=1)
        for one in grade_class(course, ASSIGNMENT, course.students(ASSIGNMENT), runner=runner):
            if one.problem:
                raise RuntimeError(f"{one.student}: {one.problem}")
    return made


def seconds_of_looking(folder: Path) -> dict[str, float]:
    """How long each command takes that looks at a whole class, one after the other."""
    return {name: commands.seconds(folder, "course", name, ASSIGNMENT)
            for name in ("status", "report")}


def row(n_students: int, seconds: Mapping[str, float]) -> str:
    """What was measured, in one line."""
    return f"{n_students:,} students: " + ", ".join(
        f"course {name} {value:.1f} s" for name, value in seconds.items())


def main() -> None:
    """Measure it alone."""
    parser = argparse.ArgumentParser(prog="python -m bench.large_class",
                                     description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--students", type=int, default=N_STUDENTS)
    n_students = parser.parse_args().students
    with TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name).resolve() / "course"
        graded_class(folder, n_students)
        print(row(n_students, seconds_of_looking(folder)))


if __name__ == "__main__":
    main()
