"""The rows of one submission in the gradebook, read at once."""

from nbgrader.api import BaseCell, Comment, Grade, Gradebook, SubmittedNotebook


class Rows:
    """Stands for the gradebook where nbgrader's own stage asks for one row after the other.

    That stage writes each row back on its own as well; here `commit` does nothing, and whoever
    opened the gradebook writes all of them.
    """

    def __init__(self, gradebook: Gradebook, notebook: SubmittedNotebook) -> None:
        self.db = self
        query = gradebook.db.query
        self._gradebook = gradebook
        self._grades: dict[str, Grade] = dict(
            query(BaseCell.name, Grade).join(BaseCell, BaseCell.id == Grade.cell_id)
            .filter(Grade.notebook_id == notebook.id))
        self._comments: dict[str, Comment] = dict(
            query(BaseCell.name, Comment).join(BaseCell, BaseCell.id == Comment.cell_id)
            .filter(Comment.notebook_id == notebook.id))

    def find_grade(self, cell: str, *where: str) -> Grade:
        """The grade of a cell of this notebook.

        Raises
        ------
        MissingEntry
            If there is none.
        """
        return self._grades.get(cell) or self._gradebook.find_grade(cell, *where)

    def find_comment(self, cell: str, *where: str) -> Comment:
        """The comment on a cell of this notebook; MissingEntry if there is none."""
        return self._comments.get(cell) or self._gradebook.find_comment(cell, *where)

    def commit(self) -> None:
        """Leave the writing to others."""
