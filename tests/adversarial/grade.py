"""A corpus graded in several classes at a time, each in a process of its own."""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.queues import Queue
from queue import Empty

from tests.adversarial.results import STOPPED, Outcome

# Grades the specimens of these names as one class: (assignment, names, seconds for a cell).
Grade = Callable[[str, list[str], int], Iterator[str | Outcome]]
LOOK_S = 0.2  # how often it is looked whether the classes are still at work


def in_classes(grade: Grade, assignment: str, names: Sequence[str], timeout_s: int,
               n_classes: int | None = None) -> Iterator[str | Outcome]:
    """What the classes yield, as it comes; specimens whose class was stopped come last."""
    n_classes = n_classes or os.cpu_count() or 1
    context = multiprocessing.get_context("spawn")
    queue: Queue = context.Queue()
    # One after the other to each class: those that take long stand side by side in the corpus.
    classes = [list(names[first::n_classes]) for first in range(min(n_classes, len(names)))]
    processes = [context.Process(target=_grade_class,
                                 args=(grade, assignment, own, timeout_s, queue))
                 for own in classes]
    for process in processes:
        process.start()
    missing = set(names)
    while True:
        at_work = any(process.is_alive() for process in processes)  # before the queue is looked at
        try:
            found = queue.get(timeout=LOOK_S)
        except Empty:
            if not at_work:
                break
            continue
        if isinstance(found, Outcome):
            missing.discard(found.name)
        yield found
    yield from (Outcome(name, None, problem=STOPPED) for name in names if name in missing)


def _grade_class(grade: Grade, assignment: str, names: list[str], timeout_s: int,
                 queue: Queue) -> None:
    # Kernels and libraries say things on stderr that nobody asked for.
    told = os.dup(2)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    try:
        for found in grade(assignment, names, timeout_s):
            queue.put(found)
    except BaseException as error:
        os.write(told, f"\na class was stopped: {error!r}\n".encode())
        raise
