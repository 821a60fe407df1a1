"""Run the tasks of a class: in this process, in processes of this machine, or on a Dask cluster.

All three are executors. `run_tasks` maps tasks over a class through any of them, holds no more of
them in memory than are being worked on, and goes on when a worker dies.
"""

import contextlib
import logging
import math
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from dataclasses import dataclass
from functools import partial
from typing import Any

from grading.dispatch.process_pool import (
    DEATHS,
    USUAL_LIMITS,
    CallLimits,
    ProcessPool,
    TooMuchTimeError,
    WorkerDiedError,
)
from grading.dispatch.worker_cache import digest_of, store
from grading.errors import AGAIN, CourseError
from grading.sandbox.client import zygote_client

CONNECT_S = 10
LOOK_S = 10  # how often a cluster that sends no result is looked at
NO_WORKERS_S = 60  # for the workers of a cluster to come back
IDLE_S = 0.2  # before asking again for a task where there was none
OVER = object()  # what there is after the last task
PER_WORKER = 2  # tasks that a worker of a cluster has at hand


@dataclass(frozen=True)
class Task:
    """A call for a worker to make, named after the student it is for."""

    name: str
    function: Callable[..., bytes]
    args: tuple[Any, ...] = ()


@dataclass(frozen=True)
class TaskResult:
    """What a task returned; None if no worker survived it, or if there was a `problem`.

    A `problem` is the machine's, or a defect of ours: an exception, or more than a call may use.
    """

    name: str
    returned: bytes | None = None
    problem: str = ""


@dataclass(frozen=True)
class Runner:
    """An executor, and what `run_tasks` must know to use it.

    executor : makes the calls
    width : how many calls it is given at once; 1 for one that makes them in `submit`
    died : the exceptions by which it reports that a worker did not survive a call
    deaths : after how many of these a call is given up
    wall_s : seconds after which a call is given up that the executor itself does not end
    check_alive : called when no result has come for a while; raises CourseError if none can come
    share : store a content in the cache of each worker, before its next call
    """

    executor: Executor
    width: int = 1
    died: tuple[type[Exception], ...] = (WorkerDiedError,)
    deaths: int = DEATHS
    wall_s: float = math.inf
    check_alive: Callable[[], None] = lambda: None
    share: Callable[[bytes], object] = store


def run_tasks(runner: Runner, tasks: Iterable[Task | None]) -> Iterator[TaskResult]:
    """Yield the result of each task, in the order in which they end.

    None among the tasks says that there is none at the moment; the next is asked for soon after.

    A task that a worker did not survive is tried again at the end, alone, so that no submission is
    blamed for what another one did to the worker of both.

    Raises
    ------
    CourseError
        If no worker can be had, or the cluster is lost.
    """
    waiting = iter(tasks)
    suspects: list[Task] = []
    deaths: Counter[str] = Counter()
    is_over = False
    pause_s: float = LOOK_S  # at most, for a result
    running: dict[Future[Any], Task] = {}
    begun: dict[Future[Any], float] = {}

    def start(task: Task) -> None:
        future = runner.executor.submit(task.function, *task.args)
        running[future], begun[future] = task, time.monotonic()

    def keep_busy() -> None:
        nonlocal is_over, pause_s
        while len(running) < runner.width and not is_over:
            task = next(waiting, OVER)
            is_over = task is OVER
            if not isinstance(task, Task):
                pause_s = LOOK_S if is_over else IDLE_S
                return
            start(task)

    def ended(future: Future[Any]) -> Iterator[TaskResult]:
        task = running.pop(future)
        del begun[future]
        try:
            yield TaskResult(task.name, future.result())
        except runner.died as error:
            deaths[task.name] += 1
            if deaths[task.name] < runner.deaths:
                suspects.append(task)
            else:
                yield TaskResult(task.name, problem=(
                    str(error) if isinstance(error, WorkerDiedError) else ""))
        except TooMuchTimeError as error:
            yield TaskResult(task.name, problem=str(error))
        except (CourseError, CancelledError):
            raise
        except Exception as error:
            yield TaskResult(task.name, problem=f"{type(error).__name__}: {error}")

    def overdue() -> Iterator[TaskResult]:
        for future in [one for one in running if time.monotonic() - begun[one] > runner.wall_s]:
            del begun[future]
            future.cancel()
            yield TaskResult(running.pop(future).name,
                             problem=f"it took longer than {runner.wall_s:g} s")

    while True:
        keep_busy()
        if not running:
            if suspects:
                start(suspects.pop())
            elif is_over:
                return
            else:
                time.sleep(IDLE_S)
                continue
        done, _ = wait(running, pause_s, return_when=FIRST_COMPLETED)
        if not done:
            runner.check_alive()
        found: list[TaskResult] = []
        lost: CourseError | None = None
        for future in [one for one in running if one in done]:  # as they were started
            try:
                found += ended(future)
            except CourseError as error:
                lost = error
            except CancelledError:
                lost = CourseError(f"the cluster is lost; start it anew and {AGAIN}")
        found += overdue()
        if runner.width > 1 and not lost:
            keep_busy()  # so that nobody waits while these are recorded
        yield from found
        if lost:
            raise lost


class InProcessExecutor(Executor):
    """Makes calls in this process, one after the other."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Call at once."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


@contextlib.contextmanager
def local(n_workers: int, limits: CallLimits = USUAL_LIMITS, *, unsafe: bool = False,
          by_fork: bool = False) -> Iterator[Runner]:
    """Grade on this machine, in `n_workers` processes.

    `unsafe` grades without the sandbox; `by_fork` starts fastest, and needs a process that has no
    threads yet.
    """
    prepare = None if unsafe else partial(zygote_client, zygote_client().requests)
    with processes(n_workers, limits, prepare, by_fork=by_fork) as runner:
        yield runner


@contextlib.contextmanager
def processes(n_workers: int, limits: CallLimits, prepare: Callable[[], object] | None = None, *,
              by_fork: bool = False) -> Iterator[Runner]:
    """Make calls in `n_workers` processes of this machine; `prepare` is called first in each."""
    with ProcessPool(n_workers, limits, prepare, by_fork=by_fork) as executor:
        # One more than there are processes, so that none waits for the next.
        yield Runner(executor, n_workers + 1, share=partial(executor.call_in_each, store))


@contextlib.contextmanager
def cluster(address: str, wall_s: float = math.inf) -> Iterator[Runner]:
    """Make calls on the Dask cluster whose scheduler is at this address, such as tcp://HOST:8786.

    Encryption is Dask's own affair (see its configuration `distributed.comm.tls`), and so is the
    memory of its workers. A call that takes longer than `wall_s` seconds is given up.

    Raises
    ------
    CourseError
        If there is no such scheduler, or it has no workers.
    """
    from distributed import Client, KilledWorker

    from grading.dispatch.dask_plugin import WorkerCachePlugin

    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what goes wrong is told in one line
    try:
        client = Client(address, timeout=CONNECT_S, set_as_default=False)
    except (OSError, ValueError, RuntimeError, TypeError) as error:
        raise CourseError(f"no Dask scheduler answers at {address} ({error}); "
                          "start one with 'dask scheduler'") from None
    with client, warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Sending large graph")  # a notebook may be large
        n_threads = sum(client.nthreads().values())
        if not n_threads:
            raise CourseError(f"the scheduler at {address} has no workers yet; start one on each "
                              f"machine with 'dask worker {address} --nthreads 1'")
        # Dask tries a task a few times before it raises KilledWorker, and then does so for
        # every task that the worker held.
        yield Runner(client.get_executor(pure=False), n_threads * PER_WORKER, (KilledWorker,),
                     deaths=2, wall_s=PER_WORKER * wall_s,  # one may wait for another
                     check_alive=_WorkerWatch(client).check,
                     share=lambda content: client.register_plugin(WorkerCachePlugin(content),
                                                                  name=digest_of(content)))


class _WorkerWatch:
    """Waits a while for the workers of a cluster to come back."""

    def __init__(self, client: Any) -> None:
        self._client, self._seen = client, time.monotonic()

    def check(self) -> None:
        """Raise CourseError if the cluster has had no workers for `NO_WORKERS_S`."""
        if self._client.nthreads():
            self._seen = time.monotonic()
        elif time.monotonic() - self._seen > NO_WORKERS_S:
            raise CourseError(f"the cluster has had no workers for {NO_WORKERS_S} s; start some "
                              f"and {AGAIN}")
