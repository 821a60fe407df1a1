"""A student's copy of a released notebook, to be filled in."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell


class Sheet:
    """One copy of the notebook `released`; `save` hands it in with the files beside it.

    `words` stand for what lies around the course, see `specimen.fill_in`.
    """

    def __init__(self, released: Path, words: Mapping[str, str] | None = None) -> None:
        self.name, self.words = released.name, words or {}
        self._beside = [path for path in released.parent.iterdir()
                        if path.is_file() and path != released]
        self.notebook: NotebookNode = nbformat.read(released, as_version=4)

    def cell(self, grade_id: str) -> NotebookNode:
        """The cell with this grade_id."""
        return next(cell for cell in self.notebook.cells
                    if cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id)

    def check_cells(self) -> list[NotebookNode]:
        """The graded code cells, in order."""
        return [cell for cell in self.notebook.cells if cell.cell_type == "code"
                and cell.metadata.get("nbgrader", {}).get("grade")]

    def written_cells(self) -> list[NotebookNode]:
        """The written answers, which a person grades."""
        return [cell for cell in self.notebook.cells if cell.cell_type == "markdown"
                and cell.metadata.get("nbgrader", {}).get("solution")]

    def answer(self, name: str, code: str) -> None:
        """Write `code` into the solution cell of an exercise, without the markers of our source."""
        lines = [line for line in code.splitlines() if not line.strip().startswith("###")]
        self.cell(name).source = "\n".join(lines)

    def insert(self, code: str, at: int = 0) -> None:
        """Add a code cell of the student's own."""
        self.notebook.cells.insert(at, new_code_cell(code))

    def save(self, folder: Path, name: str = "") -> Path:
        """Write the notebook into a submission's folder."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / (name or self.name)
        nbformat.write(self.notebook, path)
        for file in self._beside:
            shutil.copy(file, folder)
        return path
