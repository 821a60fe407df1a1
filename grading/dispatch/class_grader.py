"""Grade a class: decide who is still to be graded, hand out the work, record the results.

One coordinator reads submissions, gives them to a runner and records each result in one
transaction. It may be stopped at any moment and started again; several of them share the work.
"""

import errno
import hashlib
import logging
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from nbgrader.api import MissingEntry
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError
from traitlets.config import Config

from answercheck.verdict import finding
from grading.configuration import sections_of
from grading.course.assignment import read_assignment
from grading.course.course import Course
from grading.course.logs import logged
from grading.dispatch.packing import pack_hand_in
from grading.dispatch.process_pool import CallLimits
from grading.dispatch.runners import InProcessExecutor, Runner, Task, TaskResult, run_tasks
from grading.dispatch.submission import (
    GradedSubmission,
    grade_with_cached_definition,
    refuse_submission,
)
from grading.dispatch.worker_cache import digest_of
from grading.errors import CourseError
from grading.execution.execute import ExecuteSubmission
from grading.gradebook.ledger import Ledger
from grading.gradebook.locks import SubmissionLocks, locks_for
from grading.gradebook.problems import gradebook_problem
from grading.gradebook.recorder import RECORDERS, Recorder
from grading.gradebook.standing import GradeDigests, KnownGrades, Standing
from grading.hand_ins.walk import is_text
from grading.kernel.link import WALL_FACTOR
from grading.pages.escaping import is_harmless
from grading.semester.semester import Semester, apply_semester, read_semester

LOCKED_PAUSE_S = 0.5  # before looking again at what another grader is working on
DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
ROOM_BYTES = 2**20  # of an ordinary submission and its graded notebook


@dataclass(frozen=True)
class GradingResult:
    """What became of one submission: its points, or the problem that stopped it.

    `before` : it was graded by an earlier run, or by another grader meanwhile.
    `again` : it had a grade, and this is why that one no longer held.
    `penalty_changed` : only its late penalty was computed anew, for other dates.
    `seconds` : how long each stage took, by its name.
    """

    student: str
    problem: str = ""
    points: float | None = None
    before: bool = False
    again: str = ""
    penalty_changed: bool = False
    seconds: Mapping[str, float] = field(default_factory=dict)


def grade_class(course: Course, assignment: str, students: Iterable[str], force: bool = False,
                runner: Runner | None = None) -> Iterator[GradingResult]:
    """Grade these students' submissions; one that cannot be graded does not stop the rest.

    Parameters
    ----------
    course, assignment : what to grade
    students : names of folders under submitted/
    force : grade again what is graded already
    runner : what makes the calls; by default this process

    Raises
    ------
    CourseError
        If the assignment was never released, `course.toml` is wrong, or the gradebook or the
        cluster is lost.
    """
    course.folders.source_notebooks(assignment)
    semester = read_semester(course)
    with logged(course.log_path(assignment)) as (logger, _):
        try:
            grader = ClassGrader(course.directory, course.config, assignment, logger, semester)
        except MissingEntry:
            raise CourseError(f"{assignment} is not in the gradebook yet; "
                              f"run 'course release {assignment}' first") from None
        with closing(grader):
            yield from grader.grade(students, force, runner or Runner(InProcessExecutor()))


def limits_of_submission(config: Config) -> CallLimits:
    """Return what grading one submission may use before a defect of ours is assumed."""
    stage = ExecuteSubmission(config=config)
    # The notebook with all that is carried forward, on a busy machine, and as much again.
    return CallLimits(2.0 * WALL_FACTOR * stage.notebook_timeout_s + stage.startup_timeout,
                      memory_mb=stage.worker_memory_mb)


class ClassGrader:
    """Grades the submissions of one assignment of one course.

    Parameters
    ----------
    directory : the course's folders
    config : its configuration
    assignment : a name; it must have been released
    log : for one line on each submission
    semester : whose roster and dates are written into the gradebook first

    Raises
    ------
    CourseError
        If the gradebook cannot be reached.
    MissingEntry
        If the assignment is not in the gradebook.
    """

    def __init__(self, directory: CourseDirectory, config: Config, assignment: str,
                 log: logging.Logger, semester: Semester) -> None:
        self._directory, self._assignment, self._log = directory, assignment, log
        definition = read_assignment(directory, assignment, config)
        self._of = definition
        self._definition = definition.as_bytes()
        self._cached_as = digest_of(self._definition)
        listed = [*config.Autograde.sanitize_preprocessors,
                  *config.Autograde.autograde_preprocessors]
        self._stages = [stage for stage in listed if stage not in RECORDERS]
        self._settings = sections_of(self._stages, config)
        self._ledger = Ledger(directory.db_url)
        dates = apply_semester(self._ledger, semester, assignment)
        digests = GradeDigests(definition, config)
        self._known = KnownGrades(directory, digests, self._ledger)
        self._recorder = Recorder(directory, config, self._ledger, digests,
                                  [stage for stage in listed if stage in RECORDERS],
                                  dates, log)
        self._locks = submission_locks(directory)
        self._digests: dict[str, str] = {}
        self._again: dict[str, str] = {}

    def close(self) -> None:
        """Release all locks and close the gradebook."""
        self._locks.close()
        self._ledger.close()

    def grade(self, students: Iterable[str], force: bool, runner: Runner,
              ) -> Iterator[GradingResult]:
        """Grade these students; each result is recorded before it is yielded.

        Raises
        ------
        CourseError
            If the gradebook or the cluster is lost; what is recorded stays.
        OSError
            If the disk is full.
        """
        try:
            yield from self._grade(list(students), force, runner)
        except SQLAlchemyError as error:
            raise CourseError(gradebook_problem(error)) from None

    def _grade(self, left: list[str], force: bool, runner: Runner) -> Iterator[GradingResult]:
        self.share_definition(runner)
        while left:
            locked: list[str] = []
            without_work: list[GradingResult] = []
            for done in run_tasks(runner, self._tasks(left, force, locked, without_work)):
                yield from _drained(without_work)
                yield self.finish(done)
            yield from _drained(without_work)
            if len(locked) == len(left):
                time.sleep(LOCKED_PAUSE_S)
            # What another grader has graded by then is not graded again, not even by force.
            left, force = locked, False

    def _tasks(self, students: list[str], force: bool, locked: list[str],
               without_work: list[GradingResult]) -> Iterator[Task]:
        """Yield a task for each student that no other grader has locked.

        The others are added to `locked`; the results of those that need no work, or whose folders
        cannot be read, to `without_work`.
        """
        for student in students:
            found = self.begin(student, force)
            if found is None:
                locked.append(student)
            elif isinstance(found, Task):
                yield found
            else:
                without_work.append(found)

    def share_definition(self, runner: Runner) -> None:
        """Give the definition to all processes that will grade with it."""
        runner.share(self._definition)

    def begin(self, student: str, force: bool = False) -> Task | GradingResult | None:
        """Lock a student's submission, and return what is to be done for it.

        Its result goes to `finish`, which unlocks it. If there is nothing to be done, or the folder
        cannot be read, that is the result; None if another grader has locked it.
        """
        if problem := _refused(student):
            return GradingResult(student, problem)
        if not self._locks.acquire(lock_name(self._assignment, student)):
            return None
        found = self._task(student, force)
        if not isinstance(found, Task):
            self._unlock(student)
        return found

    def finish(self, done: TaskResult) -> GradingResult:
        """Record the result of a task that `begin` returned, and unlock the submission."""
        result = self._recorded(done)
        self._unlock(done.name)
        return result

    def _task(self, student: str, force: bool) -> Task | GradingResult:
        """Return what is to be done for a student, or the result if that is nothing."""
        try:
            submission = self._packed(student)
            digest = hashlib.sha256(submission).hexdigest()
            standing = self._known.standing(student, digest)
            if not force and standing in (Standing.HOLDS, Standing.OTHER_DATE):
                return self._left_alone(student, digest, standing)
        except SQLAlchemyError:
            raise
        except (Exception, SystemExit) as error:  # nbgrader exits at a date that it cannot read
            if self._is_full(error):
                raise
            return GradingResult(student, f"its folder cannot be read or written: {error}")
        self._digests[student] = digest
        if standing in (Standing.OTHER_HAND_IN, Standing.OTHER_DEFINITION):
            self._again[student] = str(standing)
        return Task(student, grade_with_cached_definition,
                    (self._cached_as, submission, self._stages, self._settings))

    def _is_full(self, error: BaseException) -> bool:
        """Whether the disk is full for everybody, not for what this submission wants alone."""
        if getattr(error, "errno", None) not in DISK_FULL:
            return False
        try:
            with tempfile.TemporaryFile(dir=self._directory.root) as file:
                file.write(bytes(ROOM_BYTES))
        except OSError:
            return True
        return False

    def _left_alone(self, student: str, digest: str, standing: Standing) -> GradingResult:
        """Leave a grade as it is, but for its late penalty if the dates are others now."""
        if standing is Standing.HOLDS:
            return GradingResult(student, before=True)
        try:
            self._recorder.update_penalties(self._assignment, student, digest)
        except SQLAlchemyError:
            raise
        except Exception as error:  # a plugin of the course computes it
            return GradingResult(student, f"its late penalty could not be computed: {error}")
        self._log.info("%s: the late penalty is computed anew; %s", student, standing)
        return GradingResult(student, before=True, penalty_changed=True)

    def _recorded(self, done: TaskResult) -> GradingResult:
        """Record one result; an error in doing so is that submission's problem alone."""
        student, digest = done.name, self._digests.pop(done.name)
        try:
            result = self._record(student, digest, done)
        except (OperationalError, InterfaceError):
            raise
        except (Exception, SystemExit) as error:  # as in _task
            if self._is_full(error):
                raise
            result = GradingResult(student, f"it could not be written down: {error}")
        if result.problem:
            self._log.error("%s: %s", student, result.problem)
        else:
            again = self._again.pop(student, "")
            self._log.info("%s: graded, %g points%s", student, result.points,
                           f"; {again}" if again else "")
            result = replace(result, again=again)
        return result

    def _record(self, student: str, digest: str, done: TaskResult) -> GradingResult:
        if done.problem:
            return GradingResult(student, done.problem)
        returned = done.returned
        if returned is None:
            why = finding("ended_every_process")
            returned = refuse_submission(self._definition, why, self._stages, self._settings)
        graded = GradedSubmission.of(returned)
        for line in graded.log:
            self._log.info("%s: %s", student, line)
        if graded.problem:
            return GradingResult(student, graded.problem)
        began = time.perf_counter()
        points = self._recorder.record(self._assignment, student, graded.notebooks, digest)
        seconds = {**graded.seconds, "record": time.perf_counter() - began}
        return GradingResult(student, points=points, seconds=seconds)

    def _packed(self, student: str) -> bytes:
        return pack_hand_in(self._submitted(student), self._of)

    def _submitted(self, student: str) -> Path:
        return Path(self._directory.format_path(self._directory.submitted_directory, student,
                                                self._assignment))

    def _unlock(self, student: str) -> None:
        self._locks.release(lock_name(self._assignment, student))


def submission_locks(directory: CourseDirectory) -> SubmissionLocks:
    """Return the locks by which those who work on a course share its submissions."""
    return locks_for(directory.db_url, Path(directory.root) / ".course" / "locks")


def lock_name(assignment: str, student: str) -> str:
    """Return the name by which a submission is locked."""
    return f"{assignment}/{student}"


def _drained(results: list[GradingResult]) -> Iterator[GradingResult]:
    while results:
        yield results.pop(0)


def _refused(student: str) -> str:
    """Return why a folder of this name is not graded; "" if it is."""
    if not is_text(student):
        return "its folder's name is not written in UTF-8; give it another name and grade again"
    if not is_harmless(student):
        return ("its folder's name would act on the formgrader's pages; "
                "give it another name and grade again")
    return ""
