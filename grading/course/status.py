"""Where an assignment stands: for each student what was handed in, graded and given back."""

import warnings
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo

from nbgrader.api import Gradebook, MissingEntry
from sqlalchemy.exc import SAWarning, SQLAlchemyError

from answercheck import StaleReferenceError
from grading.course.assignment import read_assignment
from grading.course.course import Course
from grading.dispatch.packing import digest_of_hand_in
from grading.errors import CourseError
from grading.gradebook.grades import SubmissionGrades, grades_of_class
from grading.gradebook.ledger import Ledger
from grading.gradebook.standing import GradeDigests, KnownGrades, Standing
from grading.hand_ins.timestamps import handed_in_at
from grading.hand_ins.unclaimed import HandIns, look_through
from grading.hand_ins.walk import is_text
from grading.pages.feedback.writing import has_current_pages
from grading.semester.dates import Dates
from grading.semester.semester import read_semester
from grading.words import N_

UNREADABLE = N_("its folder cannot be read")
UNKNOWN = N_("not known")


@dataclass(frozen=True)
class StudentStatus:
    """One student and one assignment.

    handed_in : whether there is a folder
    when : the date that lies in it, in UTC; None if there is none that can be read
    late_s : seconds after the due date, the student's extension taken off
    grade : a `Standing`, or why it is not known; "" if nothing was handed in
    score, max_score : points less the late penalty, if there is a grade
    n_waiting : answers that wait for a person, in a submission that is graded
    has_feedback, is_latest : whether there are feedback pages, and say what they should
    """

    student: str
    handed_in: bool
    when: datetime | None = None
    late_s: float = 0.0
    grade: str = ""
    score: float | None = None
    max_score: float = 0.0
    n_waiting: int = 0
    has_feedback: bool = False
    is_latest: bool = False

    @property
    def is_graded(self) -> bool:
        """Whether there is a grade, be it the latest or not."""
        return self.grade in (Standing.HOLDS, *STALE)

    @property
    def is_stale(self) -> bool:
        """Whether `course grade` would replace a grade."""
        return self.grade in STALE


STALE = (Standing.OTHER_HAND_IN, Standing.OTHER_DEFINITION, Standing.OTHER_DATE)


@dataclass(frozen=True)
class AssignmentStatus:
    """One assignment: a row for each student of the gradebook and of the hand-ins.

    is_released : whether it is in the gradebook, so that it can be graded
    due : in UTC
    problem : why it is not known how the grades stand, and what to do; "" if it is known
    zone : of the course, in which dates are shown
    """

    assignment: str
    is_released: bool
    due: datetime | None
    students: tuple[StudentStatus, ...]
    problem: str = ""
    zone: tzinfo = UTC


def assignments_of(course: Course) -> dict[str, list[str]]:
    """The names of the notebooks of each assignment, in the sources or in the gradebook."""
    with closing(Gradebook(course.directory.db_url)) as gradebook:
        known = {one.name: [notebook.name for notebook in one.notebooks]
                 for one in gradebook.assignments}
    return dict(sorted((course.folders.assignments() | known).items()))


def all_hand_ins(course: Course) -> HandIns:
    """All students who have a folder for hand-ins, and what belongs to nobody."""
    with closing(Gradebook(course.directory.db_url)) as gradebook:
        roster = [one.id for one in gradebook.students]
    return look_through(course.directory, assignments_of(course), roster)


def status_of(course: Course, assignment: str, students: list[str]) -> AssignmentStatus:
    """Read the status of an assignment; nothing is changed, neither hand-ins nor grades.

    The dates are those that `course grade` would write into the gradebook.

    Parameters
    ----------
    students : who has a folder for hand-ins, be there one of this assignment or not

    Raises
    ------
    CourseError
        If `course.toml` is wrong.
    """
    semester = read_semester(course)
    with closing(Gradebook(course.directory.db_url)) as gradebook, warnings.catch_warnings():
        warnings.simplefilter("ignore", SAWarning)
        try:
            known = gradebook.find_assignment(assignment)
        except MissingEntry:
            known = None
        grades = grades_of_class(gradebook, assignment) if known else {}
        extensions = {one.student_id: one.extension for one in
                      (gradebook.assignment_submissions(assignment) if known else ())}
        names = sorted({*semester.people.by_id, *students})
        with closing(Ledger(course.directory.db_url)) as ledger:
            dates = semester.dates(assignment, ledger.applied_dates(assignment))
            grade_of, problem = _standings(course, assignment, ledger, dates) if known else (
                lambda student: Standing.NONE, "")
            due = known.duedate if known else None
            rows = tuple(_student(course, assignment, name, dates, due, extensions.get(name),
                                  grades.get(name), grade_of)
                         for name in names if name not in course.excluded)
    return AssignmentStatus(assignment, known is not None, dates.due(due), rows, problem,
                            semester.settings.zone)


def _standings(course: Course, assignment: str, ledger: Ledger,
               dates: Dates) -> tuple[Callable[[str], str], str]:
    """How the grade of each student stands; and why that is not known, if it is not."""
    try:
        return _Standings(course, assignment, ledger, dates).of, ""
    except (CourseError, StaleReferenceError) as error:
        return lambda student: UNKNOWN, str(error)


def stale_grades(course: Course, assignment: str) -> Counter[str]:
    """Count the grades that 'course grade' would replace, by the reason.

    Raises
    ------
    CourseError, StaleReferenceError, MissingEntry
        If the assignment cannot be read as it is now.
    """
    with closing(Ledger(course.directory.db_url)) as ledger:
        dates = read_semester(course).dates(assignment, ledger.applied_dates(assignment))
        standings = _Standings(course, assignment, ledger, dates)
        found = Counter(map(standings.of, course.students(assignment)))
    return Counter({why: found[why] for why in STALE if found[why]})


class _Standings:
    """How the grades of an assignment stand, asked by student."""

    def __init__(self, course: Course, assignment: str, ledger: Ledger, dates: Dates) -> None:
        definition = read_assignment(course.directory, assignment, course.config)
        self._course, self._assignment = course, assignment
        self._definition = definition
        self._standing = KnownGrades(course.directory, GradeDigests(definition, course.config),
                                     ledger, dates).at_this_moment()

    def of(self, student: str) -> str:
        if not is_text(student):
            return UNREADABLE
        folder = self._course.folder("submitted", student, self._assignment)
        try:
            return self._standing(student, digest_of_hand_in(folder, self._definition))
        except SQLAlchemyError:
            raise
        except (Exception, SystemExit):  # whatever one folder holds, the others have their rows
            return UNREADABLE


def _student(course: Course, assignment: str, student: str, dates: Dates, due: datetime | None,
             extension: timedelta | None, grades: SubmissionGrades | None,
             grade_of: Callable[[str], str]) -> StudentStatus:
    if not course.folder("submitted", student, assignment).is_dir():
        return StudentStatus(student, handed_in=False)
    when = handed_in_at(course.folder("submitted", student, assignment))
    late_s = dates.late_s(student, when, due, extension)
    status = StudentStatus(student, True, when, late_s, grade_of(student))
    if grades is None or not status.is_graded:
        return status
    return _with_grade(course, assignment, status, grades)


def _with_grade(course: Course, assignment: str, status: StudentStatus,
                grades: SubmissionGrades) -> StudentStatus:
    has_feedback = any(course.folder("feedback", status.student, assignment).glob("*.html"))
    return replace(
        status, score=grades.score, max_score=grades.max_score,
        n_waiting=grades.n_waiting, has_feedback=has_feedback,
        is_latest=has_feedback and has_current_pages(course, assignment, status.student, grades))


@dataclass(frozen=True)
class Counts:
    """How many submissions of an assignment there are of each kind."""

    n_handed_in: int
    n_late: int
    n_graded: int
    n_stale: int
    n_by_hand: int
    n_feedback: int
    n_outdated: int


def counts(status: AssignmentStatus) -> Counts:
    """Count the submissions of an assignment."""
    rows = status.students
    return Counts(
        sum(one.handed_in for one in rows), sum(one.late_s > 0 for one in rows),
        sum(one.is_graded for one in rows), sum(one.is_stale for one in rows),
        sum(one.n_waiting > 0 for one in rows), sum(one.is_latest for one in rows),
        sum(one.has_feedback and not one.is_latest for one in rows))
