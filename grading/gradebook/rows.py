"""Read and write the gradebook's rows of one submission."""

from types import SimpleNamespace
from typing import Any

from nbgrader.api import (
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    MissingEntry,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import select, update

# The fields of a row that nbgrader's preprocessor reads and sets.
FIELDS: dict[Any, tuple[str, ...]] = {
    Grade: ("id", "auto_score", "manual_score", "needs_manual_grade"),
    Comment: ("id", "auto_comment")}


def seconds_late(submission: SubmittedAssignment) -> float:
    """Return how late a submission was, its extension taken off; 0 where there is no due date.

    nbgrader stops at an extension of a due date that was taken away.
    """
    return submission.total_seconds_late if submission.assignment.duedate is not None else 0.0


class Rows:
    """Stands in for the gradebook in `SaveAutoGrades`, which asks for one row after the other.

    That preprocessor also commits each row by itself; here `commit` does nothing, and `write`
    stores all changes at once.
    """

    def __init__(self, gradebook: Gradebook, notebook: SubmittedNotebook) -> None:
        self.db = self
        self._session = gradebook.db
        self._rows: dict[Any, dict[str, SimpleNamespace]] = {}
        self._before: dict[Any, dict[str, dict[str, Any]]] = {}
        for kind, fields in FIELDS.items():
            found = self._session.execute(
                select(BaseCell.name, *(getattr(kind, field) for field in fields))
                .join(BaseCell, BaseCell.id == kind.cell_id)
                .where(kind.notebook_id == notebook.id))
            self._before[kind] = {name: dict(zip(fields, values, strict=True))
                                  for name, *values in found}
            self._rows[kind] = {name: SimpleNamespace(**values)
                                for name, values in self._before[kind].items()}

    def find_grade(self, cell: str, *_where: str) -> SimpleNamespace:
        """Return the grade of a cell of this notebook; raise MissingEntry if there is none."""
        return self._find(Grade, cell)

    def find_comment(self, cell: str, *_where: str) -> SimpleNamespace:
        """Return the comment on a cell of this notebook; raise MissingEntry if there is none."""
        return self._find(Comment, cell)

    def _find(self, kind: Any, cell: str) -> SimpleNamespace:
        if cell not in self._rows[kind]:
            raise MissingEntry(f"the gradebook has no {kind.__tablename__} of cell {cell!r} for "
                               "this submission")
        return self._rows[kind][cell]

    def commit(self) -> None:
        """Do nothing; `write` stores the changes."""

    def write(self) -> None:
        """Store the fields that were changed, and no others: somebody else may be editing those."""
        for kind, rows in self._rows.items():
            changed = [{"id": row.id, **new} for name, row in rows.items()
                       if (new := _changed(self._before[kind][name], vars(row)))]
            if changed:
                self._session.execute(update(kind), changed)


def _changed(before: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
    return {field: value for field, value in now.items() if value != before[field]}
