"""Grading a class: who is still to be graded, by whom, and what is written down when.

One coordinator reads submissions, gives them to a runner and records what comes back, each in one
transaction. It may be stopped at any moment and started again; two of them share the work.
"""

import errno
import hashlib
import logging
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbgrader.coursedir import CourseDirectory
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError
from traitlets.config import Config
from traitlets.utils.importstring import import_item

from answercheck.verdict import finding
from grading.claims import claims_for
from grading.errors import AGAIN, CourseError
from grading.intake import put_in_place
from grading.ledger import Ledger
from grading.pages import is_harmless
from grading.pipeline.definition import read_definition
from grading.record import RECORDERS, Recorder
from grading.runners import Outcome, Runner, Task, outcomes
from grading.shared import name_of
from grading.submission import Work, grade_known, pack_files, read_files, refuse_submission

LOOK_AGAIN_S = 0.5  # at what another grader is working on
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)  # what the next submission would meet as well


@dataclass(frozen=True)
class Graded:
    """What became of one submission: its points, or the problem that stopped it.

    `before` : it was graded by an earlier run, or by another grader meanwhile.
    `seconds` : how long each stage took, by its name.
    """

    student: str
    problem: str = ""
    points: float | None = None
    before: bool = False
    seconds: Mapping[str, float] = field(default_factory=dict)


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
        self._definition_name = name_of(self._definition)
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
        OSError
            If the disk is full.
        """
        try:
            yield from self._grade(list(students), force, runner)
        except SQLAlchemyError as error:
            said = str(getattr(error, "orig", error)).strip().splitlines()
            raise CourseError(f"the gradebook does not answer ({said[0] if said else error}); "
                              f"{AGAIN}") from None

    def _grade(self, left: list[str], force: bool, runner: Runner) -> Iterator[Graded]:
        runner.share(self._definition)
        while left:
            elsewhere: list[str] = []
            aside: list[Graded] = []
            self._digests: dict[str, str] = {}
            for outcome in outcomes(runner, self._tasks(left, force, elsewhere, aside)):
                yield from _drained(aside)
                result = self._recorded(outcome)
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
            if not is_harmless(student):
                aside.append(Graded(student, "its folder's name would act on the formgrader's "
                                             "pages; give it another name and grade again"))
                self._claims.release(claim)
                continue
            try:
                submission = self._packed(student)
            except Exception as error:  # whatever a submission's folder holds, the class goes on
                if getattr(error, "errno", None) in FULL:
                    raise
                aside.append(Graded(student, f"its folder cannot be read or written: {error}"))
                self._claims.release(claim)
                continue
            digest = hashlib.sha256(submission).hexdigest()
            if not force and self._is_done(student, digest):
                aside.append(Graded(student, before=True))
                self._claims.release(claim)
                continue
            self._digests[student] = digest
            yield Task(student, grade_known,
                       (self._definition_name, submission, self._stages, self._settings))

    def _recorded(self, outcome: Outcome) -> Graded:
        """Write down what came of one submission; what stops it alone is told as its problem."""
        student, digest = outcome.name, self._digests.pop(outcome.name)
        try:
            result = self._record(student, digest, outcome)
        except (OperationalError, InterfaceError):
            raise
        except (OSError, SQLAlchemyError, ValueError) as error:
            if getattr(error, "errno", None) in FULL:
                raise
            result = Graded(student, f"it could not be written down: {error}")
        if result.problem:
            self._log.error("%s: %s", student, result.problem)
        else:
            self._log.info("%s: graded, %g points", student, result.points)
        return result

    def _record(self, student: str, digest: str, outcome: Outcome) -> Graded:
        if outcome.problem:
            return Graded(student, outcome.problem)
        returned = outcome.returned
        if returned is None:
            why = finding("ended_every_process")
            returned = refuse_submission(self._definition, why, self._stages, self._settings)
        work = Work.of(returned)
        for line in work.log:
            self._log.info("%s: %s", student, line)
        if work.problem:
            return Graded(student, work.problem)
        began = time.perf_counter()
        points = self._recorder.record(self._assignment, student, self._name, work.notebook, digest)
        seconds = {**work.seconds, "record": time.perf_counter() - began}
        return Graded(student, points=points, seconds=seconds)

    def _is_done(self, student: str, digest: str) -> bool:
        """Whether what is handed in now is what was graded, and its notebook is there."""
        place = Path(self._directory.format_path(self._directory.autograded_directory, student,
                                                 self._assignment))
        if not (place / f"{self._name}.ipynb").is_file():
            return False
        graded = self._ledger.digest(self._assignment, student)
        if graded is None and self._ledger.knows(self._assignment, student):
            # By plain nbgrader: it grades anew what has a newer date, and so do we.
            return not self._is_newer(student, place)
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


def _drained(results: list[Graded]) -> Iterator[Graded]:
    while results:
        yield results.pop(0)


def _settings(stages: list[str], config: Config) -> dict[str, Any]:
    """The sections of the configuration that these stages read."""
    names = {cls.__name__ for stage in stages for cls in import_item(stage).__mro__}
    return {name: dict(config[name]) for name in sorted(names) if name in config}
