"""Putting a submission's cells back: ours as we gave them, the student's as they are.

nbgrader's own stage for this stops the class at a copied cell or a missing neighbour, and leaves
tags such as `skip-execution` in force. Here every cell loses all metadata; those that are known
get ours back; those that are missing are added where they stood.
"""

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from grading.course.assignment import definition_for
from grading.course.definition import Definition
from grading.course.kernels import refuse_other_language
from grading.errors import CourseError
from grading.hand_ins.cells import code_cell, text_cell
from grading.hand_ins.reading import ASKED


class RestoreCells(NbGraderPreprocessor):
    """Give every known cell its own metadata back and every missing one its place."""

    def preprocess(self, nb: NotebookNode,
                   resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Restore the cells; those that are ours to write get our text back too."""
        definition = definition_for(self, resources)
        known = definition.cells
        asked = nb.metadata.pop(ASKED, None)
        if not definition.kernel:  # so the submission says it, as in plain nbgrader
            refuse_other_language(asked, definition.notebook)
        _refuse_another_assignments(nb, definition)
        place: dict[str, NotebookNode] = {}
        restored: list[NotebookNode] = []
        # From the end: of copies of a cell the last one counts, the others run as plain code.
        for cell in reversed(nb.cells):
            given = cell.metadata.pop("nbgrader", {})
            cell.metadata = NotebookNode()
            grade_id = given.get("grade_id")
            if isinstance(grade_id, str) and grade_id in known and grade_id not in place:
                cell = place[grade_id] = _restored(known[grade_id], cell)
            if cell.cell_type == "code":
                cell.execution_count = None
            restored.insert(0, cell)
        _add_missing(restored, known, place)
        nb.cells = restored
        return nb, resources


def _refuse_another_assignments(nb: NotebookNode, definition: Definition) -> None:
    """Where nbgrader knows of no cell, a submission with cells of nbgrader's is something else.

    Raises
    ------
    CourseError
        If it is; there is nothing to be graded, and somebody has to look at it.
    """
    if not definition.cells and any("grade_id" in cell.metadata.get("nbgrader", {})
                                    for cell in nb.cells):
        raise CourseError(f"{definition.notebook} has graded cells, and the notebook of the "
                          "assignment has none: it is perhaps of another assignment")


def _restored(original: NotebookNode, handed_in: NotebookNode) -> NotebookNode:
    """Our cell, with the student's text and pictures where these are the student's to write."""
    if original.metadata.nbgrader.locked:
        return _as_given(original, original.source, handed_in.id)
    cell = _as_given(original, handed_in.source, handed_in.id)
    if cell.cell_type == "markdown" and "attachments" in handed_in:
        cell.attachments = handed_in.attachments
    return cell


def _as_given(original: NotebookNode, source: str, cell_id: str) -> NotebookNode:
    new_cell = code_cell if original.cell_type == "code" else text_cell
    return new_cell(source, cell_id, original.metadata)


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
