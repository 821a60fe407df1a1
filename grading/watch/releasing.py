"""Releasing feedback on one submission: its pages are made, written and put into the exchange."""

import json
import shutil
from collections.abc import Callable
from contextlib import closing
from copy import copy, deepcopy
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, Template
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory

from grading.course.course import Course
from grading.course.languages import language_in
from grading.course.privacy import keep_private
from grading.dispatch.runners import Task, TaskResult
from grading.errors import CourseError
from grading.gradebook.grades import grades_of
from grading.gradebook.ledger import UNCERTAIN, Ledger, Released
from grading.gradebook.standing import N_HAND_IN
from grading.hand_ins.timestamps import TIMESTAMP
from grading.pages.feedback.points_only import PointsOnly
from grading.pages.feedback.writing import PAGE, page_settings, page_task, write_pages
from grading.pages.style import STYLE
from grading.pages.translating import translate_templates
from grading.semester.settings import Feedback, Settings
from grading.terminal import printable
from grading.watch.events import Event, Kind
from grading.watch.exchange import SECRET, Exchange, secret_of
from grading.watch.release_time import ReleaseTime, release_time
from grading.words import N_, in_language
from grading.words import translate as _

MONTHS = (N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"),
          N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December"))
BY_NBGRADER = "nbgrader"  # in place of a digest, where none is known
POINTS_FOLDER, NOTICE_FOLDER = ".course/points", ".course/notices"  # beside feedback/


@dataclass(frozen=True)
class Waits:
    """The feedback on a submission is not released before this time, in UTC."""

    until: datetime


class Releaser:
    """Releases the feedback of one course.

    Parameters
    ----------
    course : whose graded submissions these are
    exchange : where feedback goes
    ledger : in which it is noted what was released
    tell : is called with what has happened
    """

    def __init__(self, course: Course, exchange: Exchange, ledger: Ledger,
                 tell: Callable[[Event], None]) -> None:
        self._exchange, self._ledger, self._tell = exchange, ledger, tell
        points = _with_feedback_in(course, POINTS_FOLDER)
        points.config.GenerateFeedback.preprocessors = [
            *points.config.GenerateFeedback.get("preprocessors", []),
            f"{PointsOnly.__module__}.{PointsOnly.__qualname__}"]
        self._courses = {Feedback.FULL: course, Feedback.POINTS: points}
        self._notices = _with_feedback_in(course, NOTICE_FOLDER)

    def begin(self, assignment: str, student: str, settings: Settings,
              now: datetime) -> Task | Waits | None:
        """Release the feedback on a graded submission, if it may be released by now.

        Returns
        -------
        Task, Waits or None
            The task of making its pages, whose result goes to `finish`; until when the release
            waits; or None if there is nothing left to do.

        Raises
        ------
        CourseError
            If it cannot be released; that is this submission's problem.
        """
        watch = settings.watch
        if watch.feedback is Feedback.NONE:
            return None
        course = self._courses[watch.feedback]
        earlier = self._ledger.releases(assignment, student)
        hand_in = self._hand_in(assignment, student)
        if hand_in == UNCERTAIN:
            raise CourseError("its grade is not whole, since a grader was stopped")
        others = [] if hand_in in earlier else [one.first for one in earlier.values()]
        time = release_time(watch, settings.zone, now, others)
        if time.when > now:
            if time.is_over_limit and not time.is_quiet:
                self._release_notice(course, assignment, student, settings, time)
            return Waits(time.when)
        task = self._page_task(course, assignment, student)
        if task is None:
            self._release(course, assignment, student, now)
        return task

    def finish(self, assignment: str, made: TaskResult, settings: Settings, now: datetime) -> None:
        """Write and release the pages that a task of `begin` has made; raises what it does."""
        course = self._courses[settings.watch.feedback]
        problem = write_pages(course, assignment, made)
        if problem:
            raise CourseError(problem)
        self._release(course, assignment, made.name, now)

    def _hand_in(self, assignment: str, student: str) -> str:
        """By what the hand-in that is graded is known; those that plain nbgrader graded are one."""
        digest = self._ledger.digest(assignment, student)
        return BY_NBGRADER if digest is None else digest[:N_HAND_IN]

    def _page_task(self, course: Course, assignment: str, student: str) -> Task | None:
        keep_private(course.directory, "feedback")
        with closing(Gradebook(course.directory.db_url)) as gradebook:
            try:
                grades = grades_of(gradebook.find_submission(assignment, student))
            except MissingEntry:
                grades = None
            found = page_task(course, page_settings(course, assignment), student, grades)
        if isinstance(found, str):
            if found:
                raise CourseError(found)
            return None
        return found

    def _release(self, course: Course, assignment: str, student: str, now: datetime) -> None:
        folder = course.folder("feedback", student, assignment)
        secret, hand_in = secret_of(folder), self._hand_in(assignment, student)
        if not (secret and self._exchange.is_there):
            self._note(assignment, student, hand_in, _digest(folder, ""), now, Kind.WRITTEN)
            return
        # A run that was killed may have released it and not have noted it.
        if not self._exchange.has_pages(course, assignment, student):
            self._exchange.release(course, assignment, student)
        self._note(assignment, student, hand_in, _digest(folder, secret), now, Kind.RELEASED)

    def _note(self, assignment: str, student: str, hand_in: str, pages: str, now: datetime,
              kind: Kind) -> None:
        before = self._ledger.releases(assignment, student).get(hand_in)
        if before is None or before.pages != pages:
            self._ledger.note_release(assignment, student, hand_in, Released(
                pages, before.first if before else now))
            self._tell(Event(kind, assignment, student))

    def _release_notice(self, course: Course, assignment: str, student: str, settings: Settings,
                        time: ReleaseTime) -> None:
        """Release a page that says when there will be feedback."""
        graded = course.folder("autograded", student, assignment)
        if not (secret_of(graded) and self._exchange.is_there):
            return
        keep_private(self._notices.directory, "feedback")
        folder = self._notices.folder("feedback", student, assignment)
        folder.mkdir(parents=True, exist_ok=True)
        for name in (TIMESTAMP, SECRET):
            shutil.copyfile(graded / name, folder / name)
        for path in graded.glob("*.ipynb"):
            with in_language(language_in(json.loads(path.read_bytes())["metadata"])):
                when = _in_words(time.when.astimezone(settings.zone))
                page = _template().render(
                    notebook=path.stem, assignment=assignment, student=student, style=STYLE,
                    limit=settings.watch.attempts_per_day, when=when)
            (folder / f"{path.stem}{PAGE}").write_text(page, encoding="utf-8")
        if not self._exchange.has_pages(self._notices, assignment, student):
            self._exchange.release(self._notices, assignment, student)
            self._tell(Event(Kind.WITHHELD, assignment, student, detail=_(
                "{n} were released today; until {time}").format(
                    n=settings.watch.attempts_per_day,
                    time=f"{time.when.astimezone(settings.zone):%Y-%m-%d %H:%M}")))


def _in_words(when: datetime) -> str:
    """Write a day and a time as the current language has them."""
    return _("{day} {month}, {time}").format(
        day=f"{when:%d}", month=_(MONTHS[when.month - 1]), time=f"{when:%H:%M}")


def _with_feedback_in(course: Course, folder: str) -> Course:
    """The same course, with another folder for its feedback pages."""
    other = copy(course)
    other.config = deepcopy(course.config)
    other.config.CourseDirectory.feedback_directory = folder
    other.directory = CourseDirectory(config=other.config)
    return other


def _digest(folder: Path, secret: str) -> str:
    """The digest of the pages that are released, and of where a student finds them."""
    pages = [(page.name, page.read_bytes()) for page in sorted(folder.glob(f"*{PAGE}"))]
    return sha256(repr((secret, pages)).encode()).hexdigest()


@cache
def _template() -> Template:
    environment = Environment(autoescape=True)
    translate_templates(environment)
    environment.filters["shown"] = printable
    return environment.from_string(
        Path(__file__).with_name("notice.html").read_text(encoding="utf-8"))
