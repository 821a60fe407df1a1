"""Grading a class: who is still to be graded, by whom, and what is written down when.

One coordinator reads submissions, gives them to a runner and records what comes back, each in one
transaction. It may be stopped at any moment and started again; two of them share the work.
"""

import hashlib
import logging
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.coursedir import CourseDirectory
from sqlalchemy.exc import SQLAlchemyError
from traitlets.config import Config
from traitlets.utils.importstring import import_item

from grading.claims import claims_for
from grading.errors import CourseError
from grading.intake import put_in_place
from grading.ledger import Ledger
from grading.pipeline.definition import read_definition
from grading.record import RECORDERS, Recorder
from grading.runners import DEATHS, Runner, Task, outcomes
from grading.submission import Work, grade_submission, pack_files, read_files, refuse_submission

LOOK_AGAIN_S = 0.5  # at what another grader is working on
AGAIN = "give the same command again: what is graded stays graded"


@dataclass(frozen=True)
class Graded:
    """What became of one submission: its points, or the problem that stopped it.

    `before` : it was graded by an earlier run, or by another grader meanwhile.
    """

    student: str
    problem: str = ""
    points: float | None = None
    before: bool = False


class ClassWork:
    """The grading of one assignment of one course.

    Parameters
    ----------
    directory : the course's folders
    config : its configuration
    assignment : a name; it must have been released

    Raises
    ------
    CourseError
        If the gradebook cannot be reached.
    MissingEntry
        If the assignment is not in the gradebook.
    """

    def __init__(self, directory: CourseDirectory, config: Config, assignment: str,
                 log: logging.Logger) -> None:
        self._directory, self._assignment, self._log = directory, assignment, log
        known = read_definition(directory, assignment)
        self._name, self._definition = known.notebook, known.as_bytes()
        listed = [*config.Autograde.sanitize_preprocessors,
                  *config.Autograde.autograde_preprocessors]
        self._stages = [stage for stage in listed if stage not in RECORDERS]
        self._settings = _settings(self._stages, config)
        self._ledger = Ledger(directory.db_url)
        self._recorder = Recorder(directory, config, self._ledger,
                                  [stage for stage in listed if stage in RECORDERS])
        self._claims = claims_for(directory.db_url, Path(directory.root) / ".course" / "claims")

    def close(self) -> None:
        """Give back all claims and let go of the gradebook."""
        self._claims.close()
        self._ledger.close()

    def grade(self, students: Iterable[str], force: bool, runner: Runner) -> Iterator[Graded]:
        """Grade these students; each result is recorded before it is told.

        Raises
        ------
        CourseError
            If the gradebook or the cluster is lost; what is recorded stays.
        """
        try:
            yield from self._grade(list(students), force, runner)
        except SQLAlchemyError as error:
            said = str(getattr(error, "orig", error)).strip().splitlines()
            raise CourseError(f"the gradebook does not answer ({said[0] if said else error}); "
                              f"{AGAIN}") from None

    def _grade(self, students: list[str], force: bool, runner: Runner) -> Iterator[Graded]:
        left = []
        for student in students:
            if not force and self._is_done(student):
                yield Graded(student, before=True)
            else:
                left.append(student)
        while left:
            elsewhere: list[str] = []
            aside: list[Graded] = []
            self._digests: dict[str, str] = {}
            for outcome in outcomes(runner, self._tasks(left, force, elsewhere, aside)):
                yield from _drained(aside)
                result = self._record(outcome.name, outcome.returned)
                self._claims.release(self._claim(outcome.name))
                yield result
            yield from _drained(aside)
            if len(elsewhere) == len(left):
                time.sleep(LOOK_AGAIN_S)
            # Whatever another grader has done by then need not be done again, even by force.
            left, force = elsewhere, False

    def _tasks(self, students: list[str], force: bool, elsewhere: list[str],
               aside: list[Graded]) -> Iterator[Task]:
        """The work on those students that no other grader has; the others go to `elsewhere`.

        What needs no work, or cannot be read, goes to `aside`.
        """
        for student in students:
            claim = self._claim(student)
            if not self._claims.take(claim):
                elsewhere.append(student)
                continue
            try:
                submission = self._packed(student)
            except OSError as error:
                aside.append(Graded(student, f"its folder cannot be read or written: {error}"))
                self._claims.release(claim)
                continue
            if not force and self._is_done(student, _digest(submission)):
                aside.append(Graded(student, before=True))
                self._claims.release(claim)
                continue
            self._digests[student] = _digest(submission)
            yield Task(student, grade_submission,
                       (self._definition, submission, self._stages, self._settings))

    def _record(self, student: str, returned: bytes | None) -> Graded:
        if returned is None:
            reason = (f"it ended the process that graded it, {DEATHS} times; "
                      "the instructor has to look at it")
            returned = refuse_submission(self._definition, reason, self._stages, self._settings)
        work = Work.of(returned)
        for line in work.log:
            self._log.info("%s: %s", student, line)
        if work.problem:
            self._log.error("%s: %s", student, work.problem)
            return Graded(student, work.problem)
        points = self._recorder.record(self._assignment, student, self._name, work.notebook,
                                       self._digests.pop(student))
        return Graded(student, points=points)

    def _is_done(self, student: str, digest: str | None = None) -> bool:
        """Whether what is handed in now is what was graded, and its notebook is there."""
        place = Path(self._directory.format_path(self._directory.autograded_directory, student,
                                                 self._assignment))
        if not (place / f"{self._name}.ipynb").is_file():
            return False
        graded = self._ledger.digest(self._assignment, student)
        if graded is None:
            # By plain nbgrader: it grades anew what has a newer date, and so do we.
            return not self._is_newer(student, place)
        if digest is None:
            try:
                digest = _digest(self._packed(student))
            except OSError:
                return False
        return graded == digest

    def _is_newer(self, student: str, place: Path) -> bool:
        submitted, graded = (self._directory.get_existing_timestamp(str(path)) for path in (
            self._submitted(student), place))
        return bool(submitted and graded and submitted > graded)

    def _packed(self, student: str) -> bytes:
        name = f"{self._name}.ipynb"
        put_in_place(self._submitted(student), name)
        return pack_files(read_files(self._submitted(student), name))

    def _submitted(self, student: str) -> Path:
        return Path(self._directory.format_path(self._directory.submitted_directory, student,
                                                self._assignment))

    def _claim(self, student: str) -> str:
        return f"{self._assignment}/{student}"


def _digest(submission: bytes) -> str:
    return hashlib.sha256(submission).hexdigest()


def _drained(results: list[Graded]) -> Iterator[Graded]:
    while results:
        yield results.pop(0)


def _settings(stages: list[str], config: Config) -> dict[str, Any]:
    """The sections of the configuration that these stages read."""
    names = {cls.__name__ for stage in stages for cls in import_item(stage).__mro__}
    return {name: dict(config[name]) for name in sorted(names) if name in config}
