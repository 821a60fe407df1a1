"""Grade samples in several classes at once, each in a process of its own."""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.queues import Queue
from queue import Empty

from grading.progress import track
from tests.adversarial.corpus import CORPUS
from tests.adversarial.results import CLASS_STOPPED, SampleResult
from tests.adversarial.sample import NEIGHBOUR

# Called as grade(assignment, names, waits) to grade the samples of these names as one class;
# `waits` says that all of them wait for the time limit of a cell.
GradeClass = Callable[[str, list[str], bool], Iterator[str | SampleResult]]
POLL_S = 0.2  # how often the class processes are checked for life


@dataclass
class CorpusResults:
    """The results of one grader: of the samples by name, and of the last student of each class."""

    samples: dict[str, SampleResult] = field(default_factory=dict)
    neighbours: list[SampleResult] = field(default_factory=list)


def grade_corpus(grade: GradeClass, assignment: str, names: Sequence[str] = tuple(CORPUS),
                 label: str = "") -> CorpusResults:
    """Grade samples in several classes at once, with a progress bar if it has a label."""
    results = CorpusResults()

    def graded_names() -> Iterator[str]:
        for found in _grade_in_classes(grade, assignment, names):
            if isinstance(found, str):
                if found in names:
                    yield found
            elif found.name == NEIGHBOUR:
                results.neighbours.append(found)
            else:
                results.samples[found.name] = found

    for _ in track(graded_names(), label, len(names)) if label else graded_names():
        pass
    results.samples = {name: results.samples[name] for name in names}
    return results


def _classes(names: Sequence[str]) -> list[tuple[list[str], bool]]:
    """The classes to be graded at once: their samples, and whether these wait for the time limit.

    Samples that wait for the time limit use little of a processor, or can share it, so their
    classes come on top of one for each processor.
    """
    n_processors = os.cpu_count() or 1
    classes = []
    for waits in (True, False):
        chosen = [name for name in names if CORPUS[name].waits == waits]
        # Dealt out in turn: samples that take long are next to each other in the corpus.
        classes += [(chosen[first::n_processors], waits)
                    for first in range(min(n_processors, len(chosen)))]
    return classes


def _grade_in_classes(grade: GradeClass, assignment: str,
                      names: Sequence[str]) -> Iterator[str | SampleResult]:
    """Yield what the classes yield, as it comes; at the end the samples of a stopped class."""
    context = multiprocessing.get_context("forkserver")
    # What takes long to import is imported once, for all classes.
    context.set_forkserver_preload([grade.__module__, "grading.pages.feedback.exporter"])
    queue: Queue = context.Queue()
    processes = [context.Process(target=_grade_class, args=(
                    grade, assignment, class_names, waits, queue))
                 for class_names, waits in _classes(names)]
    for process in processes:
        process.start()
    missing = set(names)
    while True:
        is_alive = any(process.is_alive() for process in processes)  # before the queue is read
        try:
            found = queue.get(timeout=POLL_S)
        except Empty:
            if not is_alive:
                break
            continue
        if isinstance(found, SampleResult):
            missing.discard(found.name)
        yield found
    yield from (SampleResult(name, None, problem=CLASS_STOPPED)
                for name in names if name in missing)


def _grade_class(grade: GradeClass, assignment: str, names: list[str], waits: bool,
                 queue: Queue) -> None:
    # Kernels and libraries write to stderr; only an error that stops the class is shown.
    stderr = os.dup(2)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    try:
        for found in grade(assignment, names, waits):
            queue.put(found)
    except BaseException as error:
        os.write(stderr, f"\na class was stopped: {error!r}\n".encode())
        raise
