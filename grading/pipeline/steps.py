"""The steps of a notebook: the cells that are run and the checks that are answered."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode
from nbgrader import utils

from answercheck.cell_names import may_await
from grading.course.definition import CHECK


class UnusualError(Exception):
    """The notebook has to be run cell by cell."""


@dataclass
class Step:
    """A cell to be run, or a check to be answered, and what came of it.

    exercise : of a check; None for a cell
    outputs, count : what the cell showed, and its number
    records : of the calls that the check asked for
    """

    index: int
    source: str
    exercise: str | None = None
    outputs: list[NotebookNode] = field(default_factory=list)
    count: int | None = None
    records: Any = None


def steps_of(notebook: NotebookNode, skipped: Collection[int],
             exercises: Collection[str]) -> list[Step]:
    """The steps of a notebook, without the cells at the indices `skipped`.

    Raises
    ------
    UnusualError
        If a cell may await something, which needs an event loop of its own, or if there are no
        reference answers for a check.
    """
    steps = []
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type != "code" or index in skipped:
            continue
        if utils.is_grade(cell):
            exercise = cell.metadata.nbgrader.grade_id.removesuffix(CHECK)
            if exercise not in exercises:
                raise UnusualError(f"there is no exercise {exercise}")
            steps.append(Step(index, "", exercise))
        elif may_await(cell.source):
            raise UnusualError(f"cell {index} may await something")
        elif cell.source.strip():
            steps.append(Step(index, cell.source))
    return steps
