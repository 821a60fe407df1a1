"""The grades of one submission as plain data, which travel to where its feedback page is made."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, object_session

from grading.gradebook.rows import seconds_late


@dataclass(frozen=True)
class CellGrade:
    """The grade of one cell, with nbgrader's names of the fields."""

    name: str
    score: float
    max_score: float
    manual_score: float | None
    extra_credit: float | None
    needs_manual_grade: bool
    cell_type: str


@dataclass(frozen=True)
class NotebookGrades:
    """The grades of one notebook.

    cells : by grade_id
    comments : those of people, by grade_id; nbgrader adds its own on missing answers, which are not
        among them
    penalty : points that being late costs
    """

    cells: Mapping[str, CellGrade]
    comments: Mapping[str, str]
    penalty: float

    @property
    def score(self) -> float:
        """The points less the penalty, not below 0."""
        return max(0.0, sum(one.score for one in self.cells.values()) - self.penalty)

    @property
    def max_score(self) -> float:
        """The points that there are."""
        return sum(one.max_score for one in self.cells.values())


@dataclass(frozen=True)
class SubmissionGrades:
    """The grades of one submission.

    late_s : seconds after the due date, the student's extension taken off
    notebooks : by their names
    """

    late_s: float
    notebooks: Mapping[str, NotebookGrades]

    @property
    def points(self) -> float:
        """The points, whatever being late costs."""
        return sum(one.score for notebook in self.notebooks.values()
                   for one in notebook.cells.values())

    @property
    def penalty(self) -> float:
        """The points that being late costs."""
        return sum(one.penalty for one in self.notebooks.values())

    @property
    def score(self) -> float:
        """The points less the penalty, not below 0."""
        return max(0.0, self.points - self.penalty)

    @property
    def max_score(self) -> float:
        """The points that there are."""
        return sum(one.max_score for one in self.notebooks.values())

    @property
    def n_waiting(self) -> int:
        """How many answers wait for a person."""
        return sum(bool(one.needs_manual_grade) for notebook in self.notebooks.values()
                   for one in notebook.cells.values())

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "SubmissionGrades":
        """Read what `dataclasses.asdict` made of one."""
        return cls(data["late_s"], {
            name: NotebookGrades({key: CellGrade(**cell) for key, cell in one["cells"].items()},
                                 one["comments"], one["penalty"])
            for name, one in data["notebooks"].items()})


def grades_of(submission: SubmittedAssignment) -> SubmissionGrades:
    """Read the grades of a submission, which the gradebook holds open."""
    session = object_session(submission)
    assert session is not None
    return _grades(session, [submission], SubmittedAssignment.id == submission.id)[
        submission.student_id]


def grades_of_class(gradebook: Gradebook, assignment: str) -> dict[str, SubmissionGrades]:
    """Read the grades of all submissions of an assignment, by student.

    The number of queries does not grow with the class.
    """
    known = select(Assignment.id).where(Assignment.name == assignment)
    return _grades(gradebook.db, gradebook.assignment_submissions(assignment),
                   SubmittedAssignment.assignment_id.in_(known))


def _grades(session: Session, submissions: Iterable[SubmittedAssignment],
            which: ColumnElement[bool]) -> dict[str, SubmissionGrades]:
    """The grades of these submissions, which are those that fulfil a condition."""
    fields = (Grade.score, Grade.max_score, Grade.manual_score, Grade.extra_credit,
              Grade.needs_manual_grade, Grade.cell_type)
    cells: dict[str, dict[str, CellGrade]] = defaultdict(dict)
    for key, name, *values in session.execute(
            select(Grade.notebook_id, BaseCell.name, *fields)
            .join(BaseCell, BaseCell.id == Grade.cell_id)
            .join(SubmittedNotebook, SubmittedNotebook.id == Grade.notebook_id)
            .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
            .where(which).order_by(BaseCell.name)):
        cells[key][name] = CellGrade(name, *values)
    comments: dict[str, dict[str, str]] = defaultdict(dict)
    for key, name, said in session.execute(
            select(Comment.notebook_id, BaseCell.name, Comment.manual_comment)
            .join(BaseCell, BaseCell.id == Comment.cell_id)
            .join(SubmittedNotebook, SubmittedNotebook.id == Comment.notebook_id)
            .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
            .where(which, Comment.manual_comment != "").order_by(BaseCell.name)):
        comments[key][name] = said
    notebooks: dict[str, dict[str, NotebookGrades]] = defaultdict(dict)
    for submission, key, name, penalty in session.execute(
            select(SubmittedNotebook.assignment_id, SubmittedNotebook.id, Notebook.name,
                   SubmittedNotebook.late_submission_penalty)
            .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
            .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
            .where(which).order_by(Notebook.name)):
        notebooks[submission][name] = NotebookGrades(dict(cells[key]), dict(comments[key]),
                                                     float(penalty or 0))
    return {one.student_id: SubmissionGrades(seconds_late(one), dict(notebooks[one.id]))
            for one in submissions}
