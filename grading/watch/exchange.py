"""nbgrader's exchange, seen from the course: what was submitted, and feedback that goes back.

Everybody may write into the exchange's folder for submissions. So names, owners and links of what
lies there are looked at before nbgrader's collector gets it, and one that is not sound costs nobody
else anything.
"""

import os
import pwd
import re
import shutil
import stat
import time
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from glob import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import ExchangeFactory
from nbgrader.exchange.default import ExchangeCollect, ExchangeReleaseFeedback
from nbgrader.utils import full_split, notebook_hash

from grading.course.course import Course
from grading.course.logs import logged
from grading.errors import CourseError
from grading.hand_ins.files import replace_folder
from grading.hand_ins.timestamps import TIMESTAMP, handed_in_at
from grading.hand_ins.walk import walk
from grading.semester.people import id_problem
from grading.watch.copying import copy_without_links

SECRET = "submission_secret.txt"  # nbgrader's; by it alone a student finds the feedback
SUBMITTED = 0o777  # the rights that `nbgrader submit` gives a folder at the end
SETTLED_S = 60  # after which a folder of other rights is taken to be complete


@dataclass(frozen=True)
class Record:
    """One submission in the exchange; `problem` says why it is not collected, "" if it is."""

    assignment: str
    student: str
    name: str
    problem: str = ""


class Exchange:
    """The exchange of a course.

    Raises
    ------
    CourseError
        If the course uses another exchange than nbgrader's own, which is a folder.
    """

    def __init__(self, course: Course) -> None:
        factory = ExchangeFactory(config=course.config)
        for key, base in (("collect", ExchangeCollect), ("release_feedback",
                                                         ExchangeReleaseFeedback)):
            cls = getattr(factory, key)
            if not issubclass(cls, base):
                raise CourseError(f"'course watch' knows nbgrader's own exchange alone, and "
                                  f"nbgrader_config.py sets ExchangeFactory.{key} to "
                                  f"{cls.__name__}; use its own commands and 'course grade'")
        self._course = course
        self._collector = type("Collect", (_SoundRecords, factory.collect), {})
        self._releaser = factory.release_feedback
        settings = factory.collect(coursedir=course.directory, config=course.config)
        self._checks_owner = settings.check_owner
        self._folder = Path(settings.root, course.directory.course_id)
        self._was_there = self.is_there
        self._seen: set[str] = set()

    @property
    def inbound(self) -> Path:
        """The folder of the submissions."""
        return self._folder / "inbound"

    @property
    def is_there(self) -> bool:
        """Whether the course has an exchange."""
        return bool(self._course.directory.course_id) and self.inbound.is_dir()

    def new_records(self, assignments: Sequence[str]) -> Iterator[Record]:
        """Yield what was submitted for these assignments and has not been yielded before.

        One that is being copied comes the next time, and one that cannot be read every time.

        Raises
        ------
        OSError
            If the exchange cannot be read, or is gone.
        """
        self._was_there = self._was_there or self.is_there
        if not self._was_there or not assignments:
            return
        known = "|".join(map(re.escape, assignments))
        pattern = re.compile(rf"(?P<student>.+?)\+(?P<assignment>{known})\+[^+]+(\+[^+]*)?",
                             re.DOTALL)
        there = {*os.listdir(self.inbound)}
        self._seen &= there  # what is gone may come again, with a share that was not mounted
        for name in sorted(there - self._seen):
            match = pattern.fullmatch(name)
            if match is None or not _is_complete(self.inbound / name):
                continue
            student = match["student"]
            try:
                problem = record_problem(self.inbound / name, student, self._checks_owner)
                self._seen.add(name)
            except OSError as error:
                problem = f"it cannot be read: {error.strerror}"
            yield Record(match["assignment"], student, name, problem)

    def collect(self, assignment: str, student: str) -> bool:
        """Have nbgrader collect a student's newest submission, if it is newer than what is there.

        It is copied beside its place and then moved there, so a half one never lies there.

        Returns
        -------
        bool
            Whether there is a new one.

        Raises
        ------
        CourseError
            If it cannot be copied.
        """
        config = deepcopy(self._course.config)
        *above, last = full_split(self._course.directory.directory_structure)
        config.CourseDirectory.directory_structure = os.path.join(*above, f".{last}.collected")
        config.CourseDirectory.assignment_id = assignment
        config.CourseDirectory.student_id = escape(student)
        directory = CourseDirectory(config=config)
        beside = Path(directory.format_path(directory.submitted_directory, student, assignment))
        place = self._course.folder("submitted", student, assignment)
        shutil.rmtree(beside, ignore_errors=True)
        try:
            with logged(self._course.log_path(assignment)) as (log, errors):
                collector = self._collector(coursedir=directory, config=config, log=log)
                collector.place = place
                try:
                    collector.start()
                except (Exception, SystemExit) as error:  # nbgrader exits at what it cannot read
                    said = errors[0] if errors else f"{type(error).__name__}: {error}"
                    raise CourseError(f"it could not be collected: {said}") from None
            if not beside.is_dir():
                return False
            replace_folder(place, beside)
            return True
        finally:
            shutil.rmtree(beside, ignore_errors=True)

    def has_pages(self, course: Course, assignment: str, student: str) -> bool:
        """Whether the exchange has a student's feedback pages as they lie in the course."""
        return all(place.is_file() and place.read_bytes() == page.read_bytes()
                   for page, place in self._places(course, assignment, student).items())

    def release(self, course: Course, assignment: str, student: str) -> None:
        """Have nbgrader release a student's feedback pages.

        Parameters
        ----------
        course : where the pages lie, which may be another folder than the exchange's course has

        Raises
        ------
        CourseError
            If they cannot be released.
        """
        config = deepcopy(course.config)
        config.CourseDirectory.assignment_id = assignment
        config.CourseDirectory.student_id = escape(student)
        with logged(course.log_path(assignment)) as (log, errors):
            try:
                self._releaser(coursedir=CourseDirectory(config=config), config=config,
                               log=log).start()
            except Exception as error:
                said = errors[0] if errors else f"{type(error).__name__}: {error}"
                raise CourseError(f"its feedback could not be released: {said}") from None
        if not self.has_pages(course, assignment, student):
            raise CourseError("its feedback could not be released; the log is "
                              f".course/log/{assignment}.log")

    def _places(self, course: Course, assignment: str, student: str) -> dict[Path, Path]:
        folder = course.folder("feedback", student, assignment)
        secret, pages = secret_of(folder), sorted(folder.glob("*.html"))
        names = [notebook_hash(secret=secret, notebook_id=page.stem) for page in pages]
        return {page: self._folder / "feedback" / f"{name}.html"
                for page, name in zip(pages, names, strict=True)}


def secret_of(folder: Path) -> str:
    """Return the secret by which a student finds feedback; "" if it was handed in without one."""
    try:
        return (folder / SECRET).read_text() if (folder / TIMESTAMP).is_file() else ""
    except (OSError, ValueError):
        return ""


class _SoundRecords(ExchangeCollect):
    """Collects the records that are sound and newer than what was collected before.

    place : where that lies
    """

    place: Path
    src_records: list[dict[str, Any]]

    def init_src(self) -> None:
        super().init_src()
        there = handed_in_at(self.place)
        self.src_records = [
            one for one in self.src_records if one["username"] and (
                there is None or one["timestamp"] > there
                or (self.before_duedate and one["timestamp"] != there))]

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:
        # nbgrader's copy follows links, and the student may put one there after we have looked.
        with TemporaryDirectory() as folder:
            snapshot = Path(folder, "submission")
            copy_without_links(Path(src), snapshot, 1000 * self.coursedir.max_dir_size)
            super().do_copy(str(snapshot), dest, log)

    def _path_to_record(self, path: str) -> dict[str, Any]:
        unsound = {"username": "", "filename": os.path.basename(path), "timestamp": datetime.min}
        try:
            record: dict[str, Any] = super()._path_to_record(path)
            problem = record_problem(Path(path), record["username"], self.check_owner)
        except (Exception, SystemExit):
            return unsound
        return unsound if problem or not _is_complete(Path(path)) else record


def _is_complete(path: Path) -> bool:
    """Whether a submission is there as a whole; `nbgrader submit` gives it its rights last."""
    try:
        status = path.lstat()
        is_submitted = (stat.S_IMODE(status.st_mode) == SUBMITTED
                        and (path / SECRET).stat().st_size > 0)
    except OSError:
        return False
    return is_submitted or time.time() - status.st_mtime > SETTLED_S


def record_problem(path: Path, student: str, checks_owner: bool) -> str:
    """Return why a folder in the exchange is not collected; "" if it is.

    Parameters
    ----------
    student : whose it is, by its name
    checks_owner : whether a user of the system who is called like the student must own it

    Raises
    ------
    OSError
        If it cannot be read.
    """
    problem = id_problem(student)
    if problem:
        return problem
    try:
        status = path.lstat()
        if checks_owner and pwd.getpwnam(student).pw_uid != status.st_uid:
            return "it belongs to another user of this machine, so it is not collected"
    except KeyError:  # the students of this exchange are no users of the system
        pass
    if not stat.S_ISDIR(status.st_mode) or any(
            one.is_symlink() or not (one.is_file() or one.is_dir()) for one in walk(path)):
        return ("it holds a link, or what is neither file nor folder, so it is not collected: such "
                "a link could lead to what the student may not read")
    return ""
