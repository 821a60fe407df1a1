"""Putting a submission's cells back: ours as we gave them, the student's as they are.

nbgrader's own stage for this stops the class at a copied cell or a missing neighbour, and leaves
tags such as `skip-execution` in force. Here every cell loses all metadata; those that are known
get ours back; those that are missing are added where they stood.
"""

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.api import Gradebook, Notebook
from nbgrader.preprocessors import NbGraderPreprocessor

from grading.pipeline.template import order_of

SCHEMA_VERSION = 3  # of nbgrader's cell metadata


class RestoreCells(NbGraderPreprocessor):
    """Give every known cell its own metadata back and every missing one its place."""

    def preprocess(self, nb: NotebookNode,
                   resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Restore the cells; needs the assignment in the gradebook."""
        names = resources["nbgrader"]
        with Gradebook(names["db_url"]) as gradebook:
            known = known_cells(gradebook.find_notebook(names["notebook"], names["assignment"]),
                                order_of(self, names["assignment"]))
        place: dict[str, NotebookNode] = {}
        restored: list[NotebookNode] = []
        # From the end: of copies of a cell the last one counts, the others run as plain code.
        for cell in reversed(nb.cells):
            given = cell.metadata.pop("nbgrader", {})
            cell.metadata = NotebookNode()
            grade_id = given.get("grade_id")
            if isinstance(grade_id, str) and grade_id in known and grade_id not in place:
                cell = _as_given(known[grade_id], cell.source, cell.id)
                place[grade_id] = cell
            if cell.cell_type == "code":
                cell.execution_count = None
            restored.insert(0, cell)
        _add_missing(restored, known, place)
        nb.cells = restored
        return nb, resources


def known_cells(notebook: Notebook, order: list[str]) -> dict[str, NotebookNode]:
    """The cells that nbgrader keeps of the assignment, with their metadata, in this order."""
    points = {cell.name: cell.max_score for cell in [*notebook.grade_cells, *notebook.task_cells]}
    grades = {cell.name for cell in notebook.grade_cells}
    solutions = {cell.name for cell in notebook.solution_cells}
    tasks = {cell.name for cell in notebook.task_cells}
    known = {}
    # The gradebook's own order changes when an assignment is released anew.
    for cell in sorted(notebook.source_cells, key=lambda cell: order.index(cell.name)):
        metadata = {"schema_version": SCHEMA_VERSION, "grade_id": cell.name,
                    "grade": cell.name in grades, "solution": cell.name in solutions,
                    "locked": bool(cell.locked), "task": cell.name in tasks,
                    "cell_type": cell.cell_type, "checksum": cell.checksum}
        if cell.name in points:
            metadata["points"] = points[cell.name]
        known[cell.name] = NotebookNode(cell_type=cell.cell_type, source=cell.source,
                                        metadata=NotebookNode(nbgrader=NotebookNode(metadata)))
    return known


def _as_given(original: NotebookNode, source: str, cell_id: str) -> NotebookNode:
    new_cell = new_code_cell if original.cell_type == "code" else new_markdown_cell
    return new_cell(source, id=cell_id, metadata=original.metadata)


def _add_missing(cells: list[NotebookNode], known: dict[str, NotebookNode],
                 place: dict[str, NotebookNode]) -> None:
    """Put each missing cell behind the one it followed in the assignment."""
    before: NotebookNode | None = None
    for grade_id, original in known.items():
        if grade_id not in place:
            added = _as_given(original, original.source, f"added-{len(place)}")
            at = 0 if before is None else next(
                i for i, cell in enumerate(cells) if cell is before) + 1
            cells.insert(at, added)
            place[grade_id] = added
        before = place[grade_id]
