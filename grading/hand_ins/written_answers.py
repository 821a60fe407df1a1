"""Answers that a person grades, and that were perhaps given in another cell than their own.

nbgrader takes an answer that is as it was released for none at all: 0 points, and nobody looks.
Here a note is added to it if there is something else of the student's beside it. So it is not as it
was released any more, and waits for a person.
"""

from collections.abc import Iterable, Iterator
from itertools import islice, takewhile

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor

from grading.course.assignment import definition_for
from grading.hand_ins.reading import UNREADABLE
from grading.hand_ins.recognize import may_answer, texts_of_ours

NOTE = ("[This answer was left as it was given out, but there is something else beside it, which "
        "may be the answer: a person has to look at it.]")
MAX_LOOKED_AT = 20  # cells on each side


class NoteAnswersBeside(NbGraderPreprocessor):
    """Send untouched answers to a person if they may stand in a cell beside; after RestoreCells."""

    def preprocess(self, nb: NotebookNode,
                   resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Add a note to each of these answers."""
        definition = definition_for(self, resources)
        # Without the source it is not known what is the student's.
        if not definition.template or UNREADABLE in nb.metadata:
            return nb, resources
        ours = texts_of_ours(definition)
        for index, cell in enumerate(nb.cells):
            if utils.is_grade(cell) and utils.is_solution(cell) and cell.source.strip() == (
                    definition.cells[cell.metadata.nbgrader.grade_id].source.strip()) and any(
                    may_answer(one, ours) for one in _beside(nb.cells, index)):
                cell.source += f"\n\n# {NOTE}" if cell.cell_type == "code" else f"\n\n{NOTE}"
        return nb, resources


def _beside(cells: list[NotebookNode], index: int) -> Iterator[NotebookNode]:
    """The cells about the one at an index, as far as the next ones that nbgrader knows."""
    yield from _up_to_known(cells[index + 1:])
    yield from _up_to_known(reversed(cells[:index]))


def _up_to_known(cells: Iterable[NotebookNode]) -> Iterator[NotebookNode]:
    return islice(takewhile(lambda cell: "nbgrader" not in cell.metadata, cells), MAX_LOOKED_AT)
