"""Reading the record of a class: points, lateness and verdicts of every submission."""

import gc
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from nbgrader.api import Gradebook, MissingEntry, Notebook

from answercheck.verdict import Finding, Verdict
from grading.course.course import Course
from grading.course.graded_cells import CHECK
from grading.errors import CourseError
from grading.gradebook.grades import SubmissionGrades, grades_of_class
from grading.pages.style import PLACE
from grading.progress import track
from grading.semester.semester import read_semester

PAGE = ".html"  # ending of a feedback page's name


@dataclass(frozen=True)
class Submission:
    """One submission and its results.

    student : the name of the folder
    is_graded : whether there are both grades and a graded notebook
    pages : URLs of its feedback pages or graded notebooks, relative to the report, by the name of
        each notebook
    verdicts : of its exercises, in the notebook's order
    points, penalty : as in the gradebook, which keeps them apart
    late_h : hours after the due date, with the student's extension
    has_date : whether the time of handing in is known
    by_hand : number of answers that wait for manual grading
    notes : what was done with what was handed in, so that it could be graded
    problem : why a graded notebook cannot be read; "" if it can
    """

    student: str
    is_graded: bool = False
    pages: Mapping[str, str] = field(default_factory=dict)
    verdicts: tuple[Verdict, ...] = ()
    points: float = 0.0
    penalty: float = 0.0
    late_h: float = 0.0
    has_date: bool = False
    by_hand: int = 0
    notes: tuple[Finding, ...] = ()
    problem: str = ""

    @property
    def score(self) -> float:
        """The points less the penalty, not below 0."""
        return max(0.0, self.points - self.penalty)

    @property
    def page(self) -> str:
        """The address of the first notebook; "" if there is none."""
        return next(iter(self.pages.values()), "")

    def place(self, exercise: str) -> str:
        """Return the URL of an exercise on the feedback page, or of the whole graded notebook."""
        page, name = self.page, exercise
        if len(self.pages) > 1:
            notebook, _, name = exercise.partition("/")
            page = self.pages.get(notebook, page)
        is_tests = any(one.by_tests for one in self.verdicts if one.exercise == exercise)
        ending = "" if is_tests else CHECK
        return f"{page}#{PLACE}{name}{ending}" if page.endswith(PAGE) else page


@dataclass(frozen=True)
class ClassRecord:
    """A whole class on one assignment.

    submissions : all that were handed in, sorted by student
    absent : students in the roster or the gradebook who handed in nothing
    weights : the points of each exercise
    """

    assignment: str
    max_points: float
    submissions: tuple[Submission, ...]
    absent: tuple[str, ...] = ()
    weights: Mapping[str, float] | None = None
    has_due_date: bool = False

    @cached_property
    def graded(self) -> tuple[Submission, ...]:
        """The graded submissions."""
        return tuple(one for one in self.submissions if one.is_graded)

    @property
    def problems(self) -> dict[str, str]:
        """Why graded notebooks cannot be read, by student."""
        return {one.student: one.problem for one in self.submissions if one.problem}

    @cached_property
    def exercises(self) -> tuple[str, ...]:
        """Names of the exercises, in the notebook's order."""
        longest = max((one.verdicts for one in self.graded), key=len, default=())
        return tuple(dict.fromkeys(verdict.exercise for verdict in longest))

    @cached_property
    def by_tests(self) -> tuple[str, ...]:
        """Those exercises that are graded by tests in the student's process."""
        found = {verdict.exercise for one in self.graded for verdict in one.verdicts
                 if verdict.by_tests}
        return tuple(name for name in self.exercises if name in found)

    def answers(self, exercise: str) -> list[tuple[Submission, Verdict]]:
        """Return the graded submissions that have a verdict on an exercise, with that verdict."""
        return [(one, verdict) for one in self.graded for verdict in one.verdicts
                if verdict.exercise == exercise]


def read_class(course: Course, assignment: str, beside: Path) -> ClassRecord:
    """Read the results of a class; URLs in them are relative to the folder `beside`.

    Raises
    ------
    CourseError
        If there is no such assignment, or nothing was handed in, nothing is graded yet, or
        `course.toml` is wrong.
    """
    people = read_semester(course).people
    students = course.students(assignment)
    with _without_collector(), Gradebook(course.directory.db_url) as gradebook:
        try:
            described = gradebook.find_assignment(assignment)
        except MissingEntry:
            raise _nothing_graded(assignment) from None
        grades = grades_of_class(gradebook, assignment)
        dated = {one.student_id for one in gradebook.assignment_submissions(assignment)
                 if one.timestamp is not None}
        record = ClassRecord(
            assignment, float(described.max_score or 0),
            tuple(replace(_submission(course, assignment, student, grades.get(student), beside),
                          has_date=student in dated)
                  for student in track(students, "read", len(students))),
            tuple(sorted({*people.by_id} - {*students, *grades})),
            _weights(described.notebooks),
            described.duedate is not None)
    if not record.graded:
        raise next(map(CourseError, record.problems.values()), _nothing_graded(assignment))
    return record


@contextmanager
def _without_collector() -> Iterator[None]:
    """Look for no garbage meanwhile.

    Python would look at all that was read again and again, which takes longer than reading it.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _weights(notebooks: Sequence[Notebook]) -> dict[str, float]:
    """The points of each graded cell, by the name that its verdict has."""
    found = {}
    for notebook in notebooks:
        where = f"{notebook.name}/" if len(notebooks) > 1 else ""
        for cell in notebook.grade_cells:
            # A cell of tests is called by its grade_id, which may end like that of a check.
            for name in (cell.name, cell.name.removesuffix(CHECK)):
                found[where + name] = float(cell.max_score)
    return found


def _nothing_graded(assignment: str) -> CourseError:
    return CourseError(f"nothing is graded yet; run 'course grade {assignment}' first")


def _submission(course: Course, assignment: str, student: str,
                grades: SubmissionGrades | None, beside: Path) -> Submission:
    notebooks = sorted(course.folder("autograded", student, assignment).glob("*.ipynb"))
    if grades is None or not notebooks:
        return Submission(student)
    try:
        verdicts = tuple(course.verdicts(assignment, student))
        notes = tuple(course.notes(assignment, student))
    except (CourseError, OSError) as error:
        return Submission(student, problem=str(error))
    feedback = course.folder("feedback", student, assignment)
    pages = {one.stem: (feedback / one.name).with_suffix(PAGE) for one in notebooks}
    return Submission(
        student, True,
        {one.stem: _address(pages[one.stem] if pages[one.stem].is_file() else one, beside)
         for one in notebooks},
        verdicts,
        points=grades.points, penalty=grades.penalty, late_h=grades.late_s / 3600,
        by_hand=grades.n_waiting, notes=notes)


def _address(path: Path, beside: Path) -> str:
    """Return the URL of a file relative to a folder."""
    return quote(Path(os.path.relpath(path.absolute(), beside.absolute())).as_posix())
