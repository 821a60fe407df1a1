"""A pool of processes that replaces a process which does not survive a call."""

import contextlib
import importlib
import math
import multiprocessing
import platform
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from typing import Any

import psutil

from grading.dispatch.worker_cache import MAX_ITEMS
from grading.errors import CourseError
from grading.loading import loading
from grading.sandbox import linux
from grading.sandbox.limits import MB

DEATHS = 3  # so many processes are tried for one purpose
OUT_OF_MEMORY = "MemoryError"  # what a process answers that may have no more
LOOK_S = 0.1  # how often a process at work is looked at
# A fork server that has loaded what grading needs, and has no threads, forks the workers. On other
# systems than Linux numerical libraries may not survive a fork.
CAN_FORK = platform.system() == "Linux"
STARTING: Any = multiprocessing.get_context("forkserver" if CAN_FORK else "spawn")
LIBRARIES = ["grading.dispatch.submission", "grading.hand_ins.restore", "grading.hand_ins.clean",
             "grading.execution.execute", "grading.judging.judge",
             "grading.judging.carry_forward", "nbgrader.preprocessors"]
if CAN_FORK:
    STARTING.set_forkserver_preload(["__main__", *LIBRARIES])


@dataclass(frozen=True)
class CallLimits:
    """What one call may use; at more its process is killed, and another one started.

    wall_s : seconds on the clock
    cpu_s : seconds of the process's processor time
    memory_mb : of the process, with Python and what it shares with others

    The pool looks at its processes. Were the system asked to refuse them memory, they would end in
    ways that cannot be told from what a submission did, or go on with wrong answers.
    """

    wall_s: float = 900.0
    cpu_s: float = math.inf
    memory_mb: float = math.inf


USUAL_LIMITS = CallLimits()


class WorkerDiedError(Exception):
    """The process that made a call ended before the call did; the text says why, if it is known.

    What comes next may go better in another process.
    """


class TooMuchTimeError(Exception):
    """A call took more time than it may, and would in any process; the text says how much."""


class ProcessPool(Executor):
    """Processes of this machine, each fed by a thread; one that dies is replaced.

    `prepare` is called in each process before anything else. With `by_fork` the first processes
    are forked from this one, which must not have threads yet; the libraries are then loaded once.
    """

    def __init__(self, n_workers: int, limits: CallLimits = USUAL_LIMITS,
                 prepare: Callable[[], object] | None = None, *, by_fork: bool = False) -> None:
        self._limits, self._prepare = limits, prepare
        self._forked: list[_Worker] = []
        if by_fork and CAN_FORK:
            with loading():
                for name in LIBRARIES:
                    importlib.import_module(name)
            self._forked = [_Worker(multiprocessing.get_context("fork"), limits, prepare)
                            for _ in range(n_workers)]
        self._threads = ThreadPoolExecutor(n_workers, "pool")
        self._own = threading.local()
        self._workers: set[_Worker] = set(self._forked)
        self._lock = threading.Lock()
        self._is_open = True
        self._for_each: list[_CallInEach] = []
        self._n_for_each = 0
        for _ in range(n_workers):  # so that they start while there is still nothing to do
            self._threads.submit(self._worker)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Call in a process that is free, or in the first that will be."""
        return self._threads.submit(self._call, fn, args, kwargs)

    def call_in_each(self, fn: Callable[..., Any], *args: Any) -> None:
        """Call this in each process, before its next call; also in those started later.

        Those make a call once that was asked for again and again, and of many the newest alone.
        """
        with self._lock:
            self._n_for_each += 1
            call = _CallInEach(fn, args, self._n_for_each)
            others = [one for one in self._for_each if (one.fn, one.args) != (fn, args)]
            self._for_each = [*others, call][-MAX_ITEMS:]

    def process_ids(self) -> list[int]:
        """The processes that can be given work."""
        with self._lock:
            return [pid for worker in self._workers if (pid := worker.process.pid)]

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Kill the processes; calls under way are given up."""
        with self._lock:
            self._is_open = False
            for worker in self._workers:
                worker.close()
        self._threads.shutdown(wait=wait, cancel_futures=True)

    def _call(self, fn: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        worker = self._worker()
        try:
            for first in self._for_each:
                if first.number > worker.n_called:
                    worker.call(first.fn, first.args, {})
                    worker.n_called = first.number
            returned = worker.call(fn, args, kwargs)
            if worker.is_too_large():  # what it holds by now would count against the next call
                self._own.worker = None
                self._forget(worker)
            return returned
        except (WorkerDiedError, TooMuchTimeError):
            # For a moment `is_alive` still says yes, so make sure that it is not used again.
            self._own.worker = None
            self._forget(worker)
            raise

    def _worker(self) -> "_Worker":
        """The process of this thread; a new one if there is none, or if it has ended.

        Raises
        ------
        CourseError
            If none can be started.
        """
        worker = getattr(self._own, "worker", None)
        for _ in range(DEATHS):
            if worker and worker.is_ready():
                return worker
            self._forget(worker)
            with self._lock:
                if not self._is_open:
                    raise CancelledError
                worker = self._own.worker = (
                    self._forked.pop() if self._forked
                    else _Worker(STARTING, self._limits, self._prepare))
                self._workers.add(worker)
        if worker and worker.is_ready():
            return worker
        raise CourseError("the processes that grade end as soon as they are started; "
                          "is there memory left?")

    def _forget(self, worker: "_Worker | None") -> None:
        with self._lock:
            if worker in self._workers:
                self._workers.remove(worker)
                worker.close()


@dataclass(frozen=True)
class _CallInEach:
    """A call to be made in each process; `number` counts them."""

    fn: Callable[..., Any]
    args: tuple[Any, ...]
    number: int


class _Worker:
    """A process that makes calls, one after the other."""

    def __init__(self, starting: Any, limits: CallLimits,
                 prepare: Callable[[], object] | None) -> None:
        self._limits = limits
        self._pipe, theirs = starting.Pipe()
        self.process = starting.Process(target=_work, args=(theirs, prepare), daemon=True)
        with _without_interrupts():
            self.process.start()
        theirs.close()
        self._is_ready = False
        self.n_called = 0  # the number of the last `_CallInEach` that it has made

    def is_ready(self) -> bool:
        """Wait for the process to start; return whether it did and is alive."""
        with contextlib.suppress(EOFError, OSError):
            self._is_ready = self._is_ready or bool(self._pipe.recv())
        return self._is_ready and self.process.is_alive()

    def call(self, fn: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Make a call in the process; an exception in there is raised here as a RuntimeError."""
        try:
            used = psutil.Process(self.process.pid)
            began, cpu_s = time.monotonic(), _cpu_s(used)
            self._pipe.send((fn, args, kwargs))
            while not self._pipe.poll(LOOK_S):
                self._refuse_too_much(time.monotonic() - began, _cpu_s(used) - cpu_s)
            returned, raised = self._pipe.recv()
        except (EOFError, OSError, psutil.NoSuchProcess):
            raise WorkerDiedError from None
        if raised == OUT_OF_MEMORY:
            raise WorkerDiedError(self._too_much_memory())
        if raised:
            raise RuntimeError(raised)
        return returned

    def is_too_large(self) -> bool:
        """Whether the process has more memory than it may; not if it has ended."""
        with contextlib.suppress(psutil.NoSuchProcess):
            held = psutil.Process(self.process.pid).memory_info().rss
            return bool(held > self._limits.memory_mb * MB)
        return False

    def _refuse_too_much(self, wall_s: float, cpu_s: float) -> None:
        limits = self._limits
        if cpu_s > limits.cpu_s:
            raise TooMuchTimeError(f"it took more than {limits.cpu_s:g} s of processor time")
        if wall_s > limits.wall_s:
            raise TooMuchTimeError(f"it took longer than {limits.wall_s:g} s")
        if self.is_too_large():
            raise WorkerDiedError(self._too_much_memory())

    def _too_much_memory(self) -> str:
        return f"it took more than {self._limits.memory_mb:g} MB of memory"

    def close(self) -> None:
        """Kill the process."""
        self.process.kill()


@contextlib.contextmanager
def _without_interrupts() -> Iterator[None]:
    """Let nothing that is started here get Ctrl-C, not even while it loads its libraries."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # which would unblock the signal when it is started later
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _cpu_s(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _work(pipe: Connection, prepare: Callable[[], object] | None) -> None:
    """Make calls until the pipe is closed; Ctrl-C is left to the coordinator."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):  # what it starts, such as a kernel, is interrupted so
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    if platform.system() == "Linux":  # elsewhere it ends when it finds its pipe closed
        # The process that forked it is the coordinator, or ends as soon as that does.
        linux.prctl(linux.PR_SET_PDEATHSIG, signal.SIGKILL)
    if prepare:
        prepare()
    with contextlib.suppress(EOFError, OSError):
        pipe.send(True)
        while True:
            try:
                pipe.send(_answer(*pipe.recv()))
            except MemoryError:
                pipe.send((None, OUT_OF_MEMORY))


def _answer(fn: Callable[..., Any], args: tuple[Any, ...],
            kwargs: dict[str, Any]) -> tuple[Any, str]:
    """Make a call; return what it returned, and what it raised."""
    try:
        return fn(*args, **kwargs), ""
    except MemoryError:
        raise
    except Exception as error:
        return None, f"{type(error).__name__}: {error}"
