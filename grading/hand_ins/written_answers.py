"""Answers that a person grades, and that were perhaps given in another cell than their own.

nbgrader takes an answer that is as it was released for none at all: 0 points, and nobody looks.
Here a note is added to it if there is something else of the student's beside it, or a document
beside the notebook. So it is not as it was released any more, and waits for a person.
"""

from collections.abc import Iterable, Iterator
from itertools import islice, takewhile
from pathlib import PurePath

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor

from answercheck.verdict import finding
from grading.course.assignment import definition_for
from grading.course.definition import Definition
from grading.course.languages import in_its_language
from grading.hand_ins.documents import DOCUMENTS_BESIDE
from grading.hand_ins.reading import NOTES, UNREADABLE, notes_in
from grading.hand_ins.recognize import may_answer, texts_of_ours
from grading.words import N_
from grading.words import translate as _

NOTE = N_("[This answer was left as it was given out, but there is something else beside it, which "
          "may be the answer: a person has to look at it.]")
NOTE_OF_FILES = N_(
    "[This answer was left as it was given out, but files lie beside the notebook, which may hold "
    "it: {files}. A person has to look at them.]")
MAX_LOOKED_AT = 20  # cells on each side


class NoteAnswersBeside(NbGraderPreprocessor):
    """Send untouched answers to a person if they may stand in a cell beside; after RestoreCells."""

    @in_its_language
    def preprocess(self, nb: NotebookNode,
                   resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Add a note to each of these answers."""
        definition = definition_for(self, nb, resources)
        ours = texts_of_ours(definition)
        # Without the source it is not known what is the student's, and of what could not be read
        # nothing is. A document beside it may hold the answers all the same.
        looks_beside = bool(definition.template) and UNREADABLE not in nb.metadata
        documents = _documents(nb)
        is_any_open = False
        for index, cell in enumerate(nb.cells):
            if not _is_open(cell, definition):
                continue
            is_any_open = True
            if looks_beside and any(may_answer(one, ours) for one in _beside(nb.cells, index)):
                _add(cell, _(NOTE))
            elif documents:
                _add(cell, _(NOTE_OF_FILES).format(files=", ".join(documents)))
        others = [one.data() for one in notes_in(nb.metadata) if one.code != DOCUMENTS_BESIDE]
        told = [finding(DOCUMENTS_BESIDE, names=documents)] if documents and is_any_open else []
        nb.metadata[NOTES] = [*others, *(one.data() for one in told)]
        return nb, resources


def _documents(nb: NotebookNode) -> list[str]:
    """The documents beside a notebook that its code does not name, as it would name data."""
    return [name for note in notes_in(nb.metadata) if note.code == DOCUMENTS_BESIDE
            for name in note.values["names"]
            if not any(PurePath(name).name in cell.source for cell in nb.cells
                       if cell.cell_type == "code")]


def _is_open(cell: NotebookNode, definition: Definition) -> bool:
    """Whether it is an answer for a person to grade, and left as it was given out."""
    return utils.is_grade(cell) and utils.is_solution(cell) and cell.source.strip() == (
        definition.cells[cell.metadata.nbgrader.grade_id].source.strip())


def _add(cell: NotebookNode, note: str) -> None:
    cell.source += f"\n\n# {note}" if cell.cell_type == "code" else f"\n\n{note}"


def _beside(cells: list[NotebookNode], index: int) -> Iterator[NotebookNode]:
    """The cells about the one at an index, as far as the next ones that nbgrader knows."""
    yield from _up_to_known(cells[index + 1:])
    yield from _up_to_known(reversed(cells[:index]))


def _up_to_known(cells: Iterable[NotebookNode]) -> Iterator[NotebookNode]:
    return islice(takewhile(lambda cell: "nbgrader" not in cell.metadata, cells), MAX_LOOKED_AT)
