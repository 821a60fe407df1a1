"""Filling in a student's copy of a released notebook by program."""

from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell


class StudentNotebook:
    """A copy of the notebook at `released`, to be filled in and saved."""

    def __init__(self, released: Path) -> None:
        self.name = released.name
        self.node: NotebookNode = nbformat.read(released, as_version=4)

    def cell(self, grade_id: str) -> NotebookNode:
        """Return the cell with this grade_id."""
        return next(cell for cell in self.node.cells
                    if cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id)

    def check_cells(self) -> list[NotebookNode]:
        """Return the graded code cells, in order."""
        return [cell for cell in self.node.cells if cell.cell_type == "code"
                and cell.metadata.get("nbgrader", {}).get("grade")]

    def written_cells(self) -> list[NotebookNode]:
        """Return the cells of written answers, which are graded by hand."""
        return [cell for cell in self.node.cells if cell.cell_type == "markdown"
                and cell.metadata.get("nbgrader", {}).get("solution")]

    def answer(self, name: str, code: str) -> None:
        """Put `code` into the solution cell of an exercise, without the source's ### markers."""
        lines = [line for line in code.splitlines() if not line.strip().startswith("###")]
        self.cell(name).source = "\n".join(lines)

    def insert(self, code: str, at: int = 0) -> None:
        """Insert a code cell of the student's own."""
        self.node.cells.insert(at, new_code_cell(code))

    def save(self, folder: Path, name: str = "") -> Path:
        """Write the notebook into a submission's folder, under its own name or a given one."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / (name or self.name)
        nbformat.write(self.node, path)
        return path
