"""What a report is made from: of every submission its points, its lateness and its verdicts."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from nbgrader.api import Gradebook, MissingEntry, SubmittedAssignment

from answercheck.verdict import Verdict
from grading.course.course import Course
from grading.course.folders import source_notebook
from grading.course.graded_cells import CHECK
from grading.errors import CourseError
from grading.pages.style import PLACE
from grading.progress import track

PAGE = ".html"  # how a feedback page's name ends


@dataclass(frozen=True)
class Submission:
    """What became of one submission.

    student : the name of the folder
    is_graded : whether there are both grades and a graded notebook
    page : the address, seen from the report, of the feedback or of the graded notebook
    verdicts : of its exercises, in the notebook's order
    points, penalty : as in the gradebook, which keeps them apart
    late_h : hours after the due date, with the student's extension
    has_date : whether it is known when it was handed in
    by_hand : how many of its answers wait for a person's grade
    """

    student: str
    is_graded: bool = False
    page: str = ""
    verdicts: tuple[Verdict, ...] = ()
    points: float = 0.0
    penalty: float = 0.0
    late_h: float = 0.0
    has_date: bool = False
    by_hand: int = 0

    @property
    def score(self) -> float:
        """The points that count."""
        return max(0.0, self.points - self.penalty)

    def place(self, exercise: str) -> str:
        """The address of an exercise in the feedback; a graded notebook has no such places."""
        return f"{self.page}#{PLACE}{exercise}{CHECK}" if self.page.endswith(PAGE) else self.page


@dataclass(frozen=True)
class ClassRecord:
    """A whole class on one assignment.

    submissions : all that were handed in, by name
    absent : who is in the gradebook and handed in nothing
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
        """Those that are graded."""
        return tuple(one for one in self.submissions if one.is_graded)

    @cached_property
    def exercises(self) -> tuple[str, ...]:
        """Their names, in the notebook's order."""
        longest = max((one.verdicts for one in self.graded), key=len, default=())
        return tuple(dict.fromkeys(verdict.exercise for verdict in longest))

    def answers(self, exercise: str) -> list[tuple[Submission, Verdict]]:
        """Every graded submission's verdict on an exercise."""
        return [(one, verdict) for one in self.graded for verdict in one.verdicts
                if verdict.exercise == exercise]


def read_class(course: Course, assignment: str, beside: Path) -> ClassRecord:
    """What is known of a class; addresses are as seen from the folder `beside`.

    Raises
    ------
    CourseError
        If there is no such assignment, or nothing was handed in, or nothing is graded yet.
    """
    students = course.students(assignment)
    name = source_notebook(assignment, course.folder("source")).name
    with Gradebook(course.directory.db_url) as gradebook:
        try:
            described = gradebook.find_assignment(assignment)
        except MissingEntry:
            raise _nothing_graded(assignment) from None
        grades = {one.student_id: one for one in gradebook.assignment_submissions(assignment)}
        record = ClassRecord(
            assignment, float(described.max_score or 0),
            tuple(_submission(course, assignment, name, student, grades.get(student), beside)
                  for student in track(students, "read", len(students))),
            tuple(sorted({one.id for one in gradebook.students} - {*students, *grades})),
            {cell.name.removesuffix(CHECK): float(cell.max_score)
             for notebook in described.notebooks for cell in notebook.grade_cells},
            described.duedate is not None)
    if not record.graded:
        raise _nothing_graded(assignment)
    return record


def _nothing_graded(assignment: str) -> CourseError:
    return CourseError(f"nothing is graded yet; run 'course grade {assignment}' first")


def _submission(course: Course, assignment: str, name: str, student: str,
                grades: SubmittedAssignment | None, beside: Path) -> Submission:
    notebook = course.folder("autograded", student, assignment) / name
    if grades is None or not notebook.is_file():
        return Submission(student)
    feedback = (course.folder("feedback", student, assignment) / name).with_suffix(PAGE)
    rows = [grade for one in grades.notebooks for grade in one.grades]
    return Submission(
        student, True, _address(feedback if feedback.is_file() else notebook, beside),
        tuple(course.verdicts(assignment, student)),
        points=sum(float(row.score or 0) for row in rows),
        penalty=sum(float(one.late_submission_penalty or 0) for one in grades.notebooks),
        late_h=grades.total_seconds_late / 3600,
        has_date=grades.timestamp is not None,
        by_hand=sum(bool(row.needs_manual_grade) for row in rows))


def _address(path: Path, beside: Path) -> str:
    """The way from a folder to a file, as a browser reads it."""
    return quote(Path(os.path.relpath(path.absolute(), beside.absolute())).as_posix())
