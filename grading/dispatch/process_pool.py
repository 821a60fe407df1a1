"""A pool of processes that replaces a process which does not survive a call."""

import contextlib
import importlib
import multiprocessing
import platform
import signal
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from multiprocessing.connection import Connection
from typing import Any

from grading.errors import CourseError
from grading.loading import loading
from grading.sandbox import linux

DEATHS = 3  # so many processes are tried for one purpose
PATIENCE_S = 900.0
# A fork server that has loaded what grading needs, and has no threads, forks the workers. On other
# systems than Linux numerical libraries may not survive a fork.
CAN_FORK = platform.system() == "Linux"
STARTING: Any = multiprocessing.get_context("forkserver" if CAN_FORK else "spawn")
LIBRARIES = ["grading.dispatch.submission", "grading.hand_ins.restore", "grading.hand_ins.clean",
             "grading.execution.execute", "grading.judging.judge",
             "grading.judging.carry_forward", "nbgrader.preprocessors"]
if CAN_FORK:
    STARTING.set_forkserver_preload(["__main__", *LIBRARIES])


class WorkerDiedError(Exception):
    """The process that made a call ended before the call did."""


class ProcessPool(Executor):
    """Processes of this machine, each fed by a thread; one that dies is replaced.

    A call that takes longer than `patience_s` can only be a defect of ours: its process is killed.
    `prepare` is called in each process before anything else. With `by_fork` the first processes
    are forked from this one, which must not have threads yet; the libraries are then loaded once.
    """

    def __init__(self, n_workers: int, patience_s: float = PATIENCE_S,
                 prepare: Callable[[], object] | None = None, *, by_fork: bool = False) -> None:
        self._patience_s, self._prepare = patience_s, prepare
        self._forked: list[_Worker] = []
        if by_fork and CAN_FORK:
            with loading():
                for name in LIBRARIES:
                    importlib.import_module(name)
            self._forked = [_Worker(multiprocessing.get_context("fork"), prepare)
                            for _ in range(n_workers)]
        self._threads = ThreadPoolExecutor(n_workers, "pool")
        self._own = threading.local()
        self._workers: set[_Worker] = set(self._forked)
        self._lock = threading.Lock()
        self._is_open = True
        self._for_each: list[tuple[Callable[..., Any], tuple[Any, ...]]] = []
        for _ in range(n_workers):  # so that they start while there is still nothing to do
            self._threads.submit(self._worker)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Call in a process that is free, or in the first that will be."""
        return self._threads.submit(self._call, fn, args, kwargs)

    def call_in_each(self, fn: Callable[..., Any], *args: Any) -> None:
        """Call this once in each process, before its next call; also in those started later."""
        with self._lock:
            self._for_each = [*self._for_each, (fn, args)]

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
            for first, its in self._for_each[worker.n_called:]:
                worker.call(first, its, {}, self._patience_s)
                worker.n_called += 1
            return worker.call(fn, args, kwargs, self._patience_s)
        except WorkerDiedError:
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
                    self._forked.pop() if self._forked else _Worker(STARTING, self._prepare))
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


class _Worker:
    """A process that makes calls, one after the other."""

    def __init__(self, starting: Any, prepare: Callable[[], object] | None) -> None:
        self._pipe, theirs = starting.Pipe()
        self.process = starting.Process(target=_work, args=(theirs, prepare), daemon=True)
        self.process.start()
        theirs.close()
        self._is_ready = False
        self.n_called = 0  # of the calls that are made once in each process

    def is_ready(self) -> bool:
        """Wait for the process to start; return whether it did and is alive."""
        with contextlib.suppress(EOFError, OSError):
            self._is_ready = self._is_ready or bool(self._pipe.recv())
        return self._is_ready and self.process.is_alive()

    def call(self, fn: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any],
             patience_s: float) -> Any:
        """Make a call in the process; an exception in there is raised here as a RuntimeError."""
        try:
            self._pipe.send((fn, args, kwargs))
            if not self._pipe.poll(patience_s):
                raise WorkerDiedError
            returned, raised = self._pipe.recv()
        except (EOFError, OSError):
            raise WorkerDiedError from None
        if raised:
            raise RuntimeError(raised)
        return returned

    def close(self) -> None:
        """Kill the process."""
        self.process.kill()


def _work(pipe: Connection, prepare: Callable[[], object] | None) -> None:
    """Make calls until the pipe is closed; Ctrl-C is left to the coordinator."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if platform.system() == "Linux":  # elsewhere it ends when it finds its pipe closed
        # The process that forked it is the coordinator, or ends as soon as that does.
        linux.prctl(linux.PR_SET_PDEATHSIG, signal.SIGKILL)
    if prepare:
        prepare()
    pipe.send(True)
    with contextlib.suppress(EOFError, OSError):
        while True:
            fn, args, kwargs = pipe.recv()
            try:
                answer = (fn(*args, **kwargs), "")
            except Exception as error:
                answer = (None, f"{type(error).__name__}: {error}")
            pipe.send(answer)
