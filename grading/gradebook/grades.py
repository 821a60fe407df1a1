"""The grades of one submission as plain data, which travel to where its feedback page is made."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nbgrader.api import (
    BaseCell,
    Comment,
    Grade,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import select
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

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "SubmissionGrades":
        """Read what `dataclasses.asdict` made of one."""
        return cls(data["late_s"], {
            name: NotebookGrades({key: CellGrade(**cell) for key, cell in one["cells"].items()},
                                 one["comments"], one["penalty"])
            for name, one in data["notebooks"].items()})


def grades_of(submission: SubmittedAssignment) -> SubmissionGrades:
    """Read the grades of a submission, which the gradebook holds open, with few queries."""
    session = object_session(submission)
    assert session is not None
    found = session.execute(
        select(Notebook.name, SubmittedNotebook.id, SubmittedNotebook.late_submission_penalty)
        .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
        .where(SubmittedNotebook.assignment_id == submission.id).order_by(Notebook.name))
    return SubmissionGrades(seconds_late(submission), {
        name: _notebook(session, key, penalty) for name, key, penalty in found.all()})


def _notebook(session: Session, key: str, penalty: float | None) -> NotebookGrades:
    fields = (Grade.score, Grade.max_score, Grade.manual_score, Grade.extra_credit,
              Grade.needs_manual_grade, Grade.cell_type)
    cells = session.execute(
        select(BaseCell.name, *fields).join(BaseCell, BaseCell.id == Grade.cell_id)
        .where(Grade.notebook_id == key).order_by(BaseCell.name))
    comments = session.execute(
        select(BaseCell.name, Comment.manual_comment)
        .join(BaseCell, BaseCell.id == Comment.cell_id)
        .where(Comment.notebook_id == key).order_by(BaseCell.name))
    return NotebookGrades({name: CellGrade(name, *values) for name, *values in cells},
                          {name: said for name, said in comments if said}, float(penalty or 0))
