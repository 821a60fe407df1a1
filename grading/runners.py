"""Where submissions are graded: here, in processes of this machine, or on a Dask cluster.

All three are executors. `outcomes` maps calls over a class through any of them, keeps no more of
them in memory than are being worked on, and goes on when a worker dies.
"""

import contextlib
import multiprocessing
import os
import platform
import signal
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from dataclasses import dataclass
from typing import Any

from grading.errors import CourseError
from grading.kernel import linux

DEATHS = 3  # a submission that so many workers did not survive is not tried again
CONNECT_S = 10
PER_WORKER = 2  # tasks that a worker of a cluster has at hand


@dataclass(frozen=True)
class Task:
    """A call to be made somewhere, and the name of what it is for."""

    name: str
    function: Callable[..., bytes]
    args: tuple = ()


@dataclass(frozen=True)
class Outcome:
    """What a call returned, or None if no worker survived it."""

    name: str
    returned: bytes | None


@dataclass(frozen=True)
class Runner:
    """An executor, how many calls it is given at once, and how it says that a worker died.

    `gave_up` are errors after which the executor has itself tried again often enough.
    """

    executor: Executor
    width: int = 1
    gave_up: tuple[type[BaseException], ...] = ()


def outcomes(runner: Runner, tasks: Iterable[Task]) -> Iterator[Outcome]:
    """What came of each task, in the order in which they end.

    Raises
    ------
    CourseError
        If the cluster is lost.
    """
    waiting = iter(tasks)
    again: list[Task] = []
    deaths: Counter[str] = Counter()
    running: dict[Future, Task] = {}

    def keep_busy() -> None:
        while len(running) < runner.width:
            task = again.pop() if again else next(waiting, None)
            if task is None:
                return
            running[runner.executor.submit(task.function, *task.args)] = task

    keep_busy()
    while running:
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        found = []
        for future in done:
            task = running.pop(future)
            try:
                found.append(Outcome(task.name, future.result()))
            except CancelledError:
                raise CourseError("the cluster is lost; start it anew and give the same command "
                                  "again: what is graded stays graded") from None
            except runner.gave_up:
                found.append(Outcome(task.name, None))
            except BrokenExecutor:
                deaths[task.name] += 1
                if deaths[task.name] == DEATHS:
                    found.append(Outcome(task.name, None))
                else:
                    again.append(task)
        if runner.width > 1:
            keep_busy()  # so that nobody waits while these are recorded
        yield from found
        keep_busy()


class Here(Executor):
    """Calls in this process, one after the other."""

    def submit(self, fn: Callable, /, *args: Any, **kwargs: Any) -> Future:
        """Call at once."""
        future: Future = Future()
        future.set_result(fn(*args, **kwargs))
        return future


class Pool(Executor):
    """Processes of this machine, each an executor of its own: a death breaks one of them alone."""

    def __init__(self, n_workers: int) -> None:
        self._lanes = [_Lane() for _ in range(n_workers)]

    def submit(self, fn: Callable, /, *args: Any, **kwargs: Any) -> Future:
        """Call in a process that is free; one that has died is replaced first."""
        number = next(i for i, lane in enumerate(self._lanes) if lane.last.done())
        if isinstance(self._lanes[number].last.exception(), BrokenExecutor):
            self._lanes[number].close()
            self._lanes[number] = _Lane()
        return self._lanes[number].submit(fn, *args, **kwargs)

    def process_ids(self) -> list[int]:
        """The processes."""
        return [lane.pid.result() for lane in self._lanes]

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes; what they are at is given up."""
        for lane in self._lanes:
            lane.close()


class _Lane:
    """One process; `last` is what it was given last, `pid` its number."""

    def __init__(self) -> None:
        self._executor = ProcessPoolExecutor(
            1, mp_context=multiprocessing.get_context("spawn"), initializer=_begin_worker,
            initargs=(os.getpid(),))
        self.pid = self._executor.submit(os.getpid)
        self.last: Future = Future()
        self.last.set_result(None)

    def submit(self, fn: Callable, /, *args: Any, **kwargs: Any) -> Future:
        self.last = self._executor.submit(fn, *args, **kwargs)
        return self.last

    def close(self) -> None:
        if self.pid.done() and not self.pid.exception():
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid.result(), signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
        self._executor.shutdown(wait=False, cancel_futures=True)


def _begin_worker(coordinator: int) -> None:
    """Ctrl-C is for the coordinator alone, and a worker does not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if platform.system() == "Linux":
        linux.prctl(linux.PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != coordinator:
            os._exit(1)


@contextlib.contextmanager
def local(n_workers: int) -> Iterator[Runner]:
    """Grade on this machine: in this process, or with more workers in processes of their own."""
    with Here() if n_workers == 1 else Pool(n_workers) as executor:
        yield Runner(executor, n_workers)


@contextlib.contextmanager
def cluster(address: str) -> Iterator[Runner]:
    """Grade on the Dask cluster whose scheduler is at this address, such as tcp://HOST:8786.

    Encryption is Dask's own affair: see its configuration `distributed.comm.tls`.

    Raises
    ------
    CourseError
        If there is no such scheduler, or it has no workers.
    """
    from distributed import Client, KilledWorker

    try:
        client = Client(address, timeout=CONNECT_S, set_as_default=False)
    except (OSError, ValueError, RuntimeError) as error:
        raise CourseError(f"no Dask scheduler answers at {address} ({error}); "
                          "start one with 'dask scheduler'") from None
    with client:
        n_threads = sum(client.nthreads().values())
        if not n_threads:
            raise CourseError(f"the scheduler at {address} has no workers yet; start one on each "
                              f"machine with 'dask worker {address} --nthreads 1'")
        yield Runner(client.get_executor(pure=False), n_threads * PER_WORKER, (KilledWorker,))
