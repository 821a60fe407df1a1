"""Watching a course: collect, grade and release what comes, until told to stop.

One process looks, records and releases; a pool of processes that stays alive grades and makes
pages. Nothing is kept that is not in the course's folders or the gradebook, so it can be killed at
any moment, and others may grade the same course at the same time.
"""

import contextlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry

from answercheck import StaleReferenceError
from grading.course.course import Course
from grading.course.logs import logged
from grading.dispatch.class_grader import (
    ClassGrader,
    GradingResult,
    lock_name,
    submission_locks,
)
from grading.dispatch.runners import Runner, Task, TaskResult, run_tasks
from grading.errors import CourseError, what_failed
from grading.gradebook.grades import grades_of
from grading.gradebook.ledger import Ledger
from grading.handout.make import released
from grading.semester.semester import read_semester
from grading.semester.settings import FILE, Settings, read_settings
from grading.watch.events import Event, Kind
from grading.watch.exchange import Exchange, Record
from grading.watch.hand_ins import HandIns, Signature, signature
from grading.watch.problems import Backoff, Problems
from grading.watch.releasing import Releaser, Waits

LOOK_S = 1.0  # between two looks at the course and the exchange, or longer:
LOOK_SHARE = 10  # so many times as long as the last one took
SLICE_S = 0.5  # after which results are attended to, whatever else there is to be done
LOCKED_S = 1.0  # before trying again what another grader is at work on
RETRY_S = 60.0  # before trying again what could not be done, then twice as long each time, up to
MAX_RETRY_S = 3600.0
RETRIED = "it is tried again after a minute, then less and less often"

Key = tuple[str, str]  # an assignment and a student


@dataclass
class _Assignment:
    """An assignment as it was read.

    stamp : by which it is known whether it has changed since
    grader : None if it cannot be graded as it is
    n_running : how many of its submissions are being graded
    is_current : whether it had not changed at the last look
    """

    stamp: object
    grader: ClassGrader | None
    n_running: int = 0
    is_current: bool = True


@dataclass(frozen=True)
class _Job:
    """What a task is for: grading, or the pages that these settings want."""

    key: Key
    grader: ClassGrader | None
    settings: Settings


class _StoppedError(Exception):
    """Raised in `run_tasks`, so that the tasks under way are given up."""


class Watcher:
    """Watches a course; close it after use.

    Parameters
    ----------
    course : to watch
    wanted : assignments; None for all that are released, also those released later
    tell : is called with each event

    Raises
    ------
    CourseError
        If there is no such assignment, it is not released, `course.toml` is wrong, or the course
        has another exchange than nbgrader's own.
    """

    def __init__(self, course: Course, wanted: Sequence[str] | None,
                 tell: Callable[[Event], None]) -> None:
        read_semester(course)
        for name in wanted or ():
            course.folders.source_notebooks(name)
            if not released(course)[name]:
                raise CourseError(f"{name} is not released yet; run 'course release {name}' first")
        self._course, self._wanted, self._tell = course, wanted, tell
        self._problems = Problems(tell)
        self.exchange = Exchange(course)
        self._ledger = Ledger(course.directory.db_url)
        self._locks = submission_locks(course.directory)
        self._releaser = Releaser(course, self.exchange, self._ledger, tell)
        self._hand_ins = HandIns(course)
        self._settings: Settings | None = None
        self._assignments: dict[str, _Assignment] = {}
        self._jobs: dict[str, _Job] = {}
        self._n_jobs = 0
        self._next_look = 0.0
        # What is to be done, in order; and before when not, by `time.monotonic` or by the clock.
        self._to_collect: dict[Key, None] = {}
        self._to_grade: dict[Key, None] = {}
        self._to_release: dict[Key, None] = {}
        self._not_before: dict[Key, float] = {}
        self._waiting: dict[Key, datetime] = {}
        self._backoff = Backoff(RETRY_S, MAX_RETRY_S)

    def close(self) -> None:
        """Unlock all submissions and close the gradebook."""
        for one in self._assignments.values():
            if one.grader:
                one.grader.close()
        self._locks.close()
        self._ledger.close()

    @property
    def names(self) -> list[str]:
        """The assignments that are watched at present."""
        return list(self._wanted or [name for name, is_released in released(self._course).items()
                                     if is_released])

    @property
    def n_left(self) -> int:
        """How many submissions are still to be collected, graded or released."""
        return len({*self._to_collect, *self._to_grade, *self._to_release,
                    *(job.key for job in self._jobs.values())})

    def run(self, runner: Runner, is_stopped: Callable[[], bool]) -> None:
        """Watch until `is_stopped`; what is under way then is left to the next run.

        Raises
        ------
        CourseError, SQLAlchemyError
            If the gradebook is lost, or no process can be started.
        OSError
            If the disk is full.
        """
        def check() -> None:  # while all processes are at work, no task is asked for
            if is_stopped():
                raise _StoppedError
            runner.check_alive()

        checked = replace(runner, check_alive=check)
        with contextlib.suppress(_StoppedError):
            for done in run_tasks(checked, self._tasks(runner, is_stopped)):
                if is_stopped():  # Ctrl-C may have reached what it was run by
                    return
                self._finish(done)

    def _tasks(self, runner: Runner, is_stopped: Callable[[], bool]) -> Iterator[Task | None]:
        while not is_stopped():
            if time.monotonic() >= self._next_look:
                began = time.monotonic()
                self._look(runner)
                ended = time.monotonic()
                self._next_look = ended + max(LOOK_S, LOOK_SHARE * (ended - began))
            yield self._next_task() if self._settings else None
        raise _StoppedError

    def _look(self, runner: Runner) -> None:
        """Look at the course and the exchange, and note what is to be done."""
        try:
            self._settings = read_settings(Path(self._course.directory.root))
        except (CourseError, OSError) as error:  # nothing is begun until it is right again
            self._settings = None
            self._problems.tell(FILE, _said(error))
            return
        self._problems.solved(FILE)
        names: list[str] = []
        with self._passed_over():
            names = self.names
        with self._passed_over("", "exchange"):
            for record in self.exchange.new_records(names):
                self._note_record(record)
        is_any_new = False
        for name in names:
            with self._passed_over(name, "submitted"):
                is_any_new |= self._read(name, self._settings)
                for student in self._hand_ins.changed(name):
                    self._to_grade[name, student] = None
                    self._try_at_once((name, student))
        if is_any_new:  # all of them, lest old versions crowd others out of the processes' caches
            for grader in [one.grader for one in self._assignments.values() if one.grader]:
                grader.share_definition(runner)
        now = datetime.now(UTC)
        for key in [key for key, until in self._waiting.items() if until <= now]:
            del self._waiting[key]
            self._to_release[key] = None

    @contextlib.contextmanager
    def _passed_over(self, name: str = "", what: str = "") -> Iterator[None]:
        """Pass over what cannot be read at this look, such as a share that is gone for a moment."""
        try:
            yield
        except OSError as error:
            self._problems.tell((name, what), (
                f"{what_failed(error)}; it is looked at again until it can be read"), name)
        else:
            self._problems.solved((name, what))

    def _note_record(self, record: Record) -> None:
        if record.problem:
            self._problems.tell(record.name, f"{record.problem}: {record.name} in the exchange",
                                record.assignment, record.student)
            return
        self._problems.solved(record.name)
        key = record.assignment, record.student
        self._to_collect[key] = None
        self._try_at_once(key)

    def _read(self, name: str, settings: Settings) -> bool:
        """Read an assignment if it is new or has changed, when nothing of it is being graded.

        Returns
        -------
        bool
            Whether it was read.
        """
        stamp = _stamp(self._course, name, settings)
        known = self._assignments.get(name)
        if known:
            known.is_current = known.stamp == stamp
            if known.is_current or known.n_running:
                return False
        grader = self._grader(name)
        if known and known.grader:
            known.grader.close()
        self._hand_ins.forget(name)  # any grade may be stale by now
        self._assignments[name] = _Assignment(stamp, grader)
        return True

    def _grader(self, name: str) -> ClassGrader | None:
        try:
            with logged(self._course.log_path(name)) as (log, _):
                grader = ClassGrader(self._course.directory, self._course.config, name, log,
                                     read_semester(self._course))
        except (CourseError, StaleReferenceError) as error:
            self._problems.tell(name, str(error), name)
        except MissingEntry:
            self._problems.tell(name, "it is not in the gradebook yet; run "
                                      f"'course release {name}'", name)
        else:
            self._problems.solved(name)
            return grader
        return None

    def _next_task(self) -> Task | None:
        """Return the next task; None if there is none now, or results should be attended to."""
        until = time.monotonic() + SLICE_S
        while time.monotonic() < until:
            task = None
            if key := self._first(self._to_release):
                task = self._begin_release(key)
            elif key := self._first(self._to_collect):
                self._collect(key)
            elif key := self._first(self._to_grade):
                task = self._begin_grading(key)
            else:
                return None
            if task:
                return task
        return None

    def _first(self, queue: dict[Key, None]) -> Key | None:
        """The first that can be done now, of those that nothing is being done for."""
        now = time.monotonic()
        busy = {job.key for job in self._jobs.values()}
        return next((key for key in queue if key not in busy
                     and self._not_before.get(key, 0.0) <= now
                     and (queue is self._to_collect or self._is_ready(key[0]))), None)

    def _is_ready(self, name: str) -> bool:
        """Whether an assignment can be graded, and is as it was when it was read."""
        known = self._assignments.get(name)
        return bool(known and known.grader and known.is_current)

    def _collect(self, key: Key) -> None:
        """Collect a student's newest submission, if nobody is grading the one before."""
        if not self._lock(key):
            return
        try:
            if self.exchange.collect(*key):
                self._to_grade = {key: None, **self._to_grade}  # it may be waited for
            del self._to_collect[key]
        except (CourseError, OSError) as error:
            self._problem(key, _said(error))
        finally:
            self._locks.release(lock_name(*key))

    def _lock(self, key: Key) -> bool:
        """Lock a submission; where another grader has it, it is tried again soon."""
        is_locked = self._locks.acquire(lock_name(*key))
        if not is_locked:
            self._not_before[key] = time.monotonic() + LOCKED_S
        return is_locked

    def _begin_grading(self, key: Key) -> Task | None:
        name, student = key
        grader = self._assignments[name].grader
        assert grader is not None
        assert self._settings is not None
        with logged(self._course.log_path(name)):
            found = grader.begin(student)
        if found is None:
            self._not_before[key] = time.monotonic() + LOCKED_S
            return None
        del self._to_grade[key]
        if isinstance(found, GradingResult):
            self._graded(key, found)
            return None
        self._assignments[name].n_running += 1
        return self._job(_Job(key, grader, self._settings), found)

    def _begin_release(self, key: Key) -> Task | None:
        assert self._settings is not None
        if not self._lock(key):
            return None
        del self._to_release[key]
        found: Task | Waits | None = None
        try:
            found = self._releaser.begin(*key, self._settings, datetime.now(UTC))
        except (CourseError, OSError) as error:
            self._problem(key, _said(error))
        else:
            if isinstance(found, Task):  # it stays locked until the pages are made
                return self._job(_Job(key, None, self._settings), found)
            self._solved(key)
        self._locks.release(lock_name(*key))
        if isinstance(found, Waits):
            self._waiting[key] = found.until
        return None

    def _job(self, job: _Job, task: Task) -> Task:
        self._n_jobs += 1
        self._jobs[str(self._n_jobs)] = job
        return replace(task, name=str(self._n_jobs))

    def _finish(self, done: TaskResult) -> None:
        job = self._jobs.pop(done.name)
        name, student = job.key
        done = replace(done, name=student)
        if job.grader:
            self._assignments[name].n_running -= 1
            with logged(self._course.log_path(name)):
                result = job.grader.finish(done)
            self._graded(job.key, result)
            return
        try:
            self._releaser.finish(name, done, job.settings, datetime.now(UTC))
        except (CourseError, OSError) as error:
            self._problem(job.key, _said(error))
        else:
            self._solved(job.key)
        finally:
            self._locks.release(lock_name(*job.key))

    def _graded(self, key: Key, result: GradingResult) -> None:
        if result.problem:
            self._problem(key, result.problem)
            return
        if not result.before or result.penalty_changed:
            self._solved(key)
            self._tell(self._event(key, result.again))
        self._to_release[key] = None

    def _event(self, key: Key, why: str) -> Event:
        with contextlib.closing(Gradebook(self._course.directory.db_url)) as gradebook:
            grades = grades_of(gradebook.find_submission(*key))
        return Event(Kind.GRADED, *key, grades.score, grades.max_score, why)

    def _problem(self, key: Key, problem: str) -> None:
        """Tell a submission's problem; what it stopped is tried again later."""
        self._problems.tell(key, f"{problem}; {RETRIED}", *key)
        self._not_before[key] = time.monotonic() + self._backoff.failed(key)
        self._to_grade[key] = None

    def _solved(self, key: Key) -> None:
        self._problems.solved(key)
        self._try_at_once(key)

    def _try_at_once(self, key: Key) -> None:
        """Wait no longer, for what there is now is not what failed before."""
        self._backoff.reset(key)
        self._not_before.pop(key, None)


def _said(error: CourseError | OSError) -> str:
    return what_failed(error) if isinstance(error, OSError) else str(error)


def _stamp(course: Course, name: str, settings: Settings) -> tuple[Signature, tuple[object, ...]]:
    """What changes when an assignment, or what `course.toml` says of it, does."""
    folders, root = course.folders, Path(course.directory.root)
    files = [root / FILE, folders.hidden_file(name),
             *([settings.roster] if settings.roster else [])]
    return (signature(folders.assignment(name), course.folder("release", ".", name),
                      folders.exercises / name),
            tuple((path.stat().st_mtime_ns, path.stat().st_size) if path.is_file() else None
                  for path in files))
