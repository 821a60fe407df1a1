"""A gradebook with the grades of many, to see what recording one more takes then."""

from nbgrader.api import (
    Comment,
    Grade,
    Gradebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import ColumnElement, column, func, insert, literal, select

# What differs between the rows of two students; the rest of a row is the same in every copy. In
# this order a row is there before another one points at it.
OWN = {Student: ("id",), SubmittedAssignment: ("id", "student_id"),
       SubmittedNotebook: ("id", "assignment_id"), Grade: ("id", "notebook_id"),
       Comment: ("id", "notebook_id")}


def fill(db_url: str, student: str, n_copies: int) -> None:
    """Copy all that a student has in an SQLite gradebook, for so many new students."""
    first = select(literal(1).label("n")).cte(recursive=True)
    numbers = first.union_all(select(first.c.n + 1).where(first.c.n < n_copies))
    owned = select(SubmittedAssignment.id).where(SubmittedAssignment.student_id == student)
    notebooks = select(SubmittedNotebook.id).where(SubmittedNotebook.assignment_id.in_(owned))
    whose: dict[type, ColumnElement] = {
        Student: Student.id == student,
        SubmittedAssignment: SubmittedAssignment.id.in_(owned),
        SubmittedNotebook: SubmittedNotebook.id.in_(notebooks),
        Grade: Grade.notebook_id.in_(notebooks),
        Comment: Comment.notebook_id.in_(notebooks)}
    with Gradebook(db_url) as gradebook:
        for kind, own in OWN.items():
            columns = kind.__table__.columns
            rows = select(*(func.printf("%s-%d", one, column("n")) if one.name in own else one
                            for one in columns))
            gradebook.db.execute(insert(kind.__table__).from_select(
                columns.keys(),
                rows.join_from(kind.__table__, numbers, literal(True)).where(whose[kind])))
        gradebook.db.commit()
