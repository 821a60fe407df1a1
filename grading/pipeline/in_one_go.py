"""Running a notebook in one go: one question asks for all its cells and checks.

To ask for cell after cell would cost an ordinary submission about as much as its own code does.
This is for the ordinary alone. Whatever is not (a cell that takes long or kills its kernel, that
shows much or in an unusual way, an answer that nobody asked for) is an error here; nothing of it is
kept, and a new kernel runs the cells one by one.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import output_from_msg
from nbgrader import utils

from grading.pipeline.definition import CHECK
from helpers.checks import answering
from helpers.checks.cell_names import may_await

PATIENCE_S = 10  # for the whole notebook
MAX_OUTPUTS = 500  # of the whole notebook
SHOWN = ("stream", "display_data", "execute_result", "error")


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


class Listener:
    """Takes what a kernel says while it goes through the steps, and gives each its own."""

    def __init__(self, steps: list[Step], token: str, room: int) -> None:
        """`token` marks what is said to us; `room` is for the characters of all outputs."""
        self._steps, self._token, self._room = steps, token, room
        self._n_done = self._n_outputs = 0

    def refuse_unfinished(self) -> None:
        """Raise UnusualError unless all steps were gone through."""
        if self._n_done < len(self._steps):
            raise UnusualError("not all steps were gone through")

    def hear(self, kind: str, content: Mapping[str, Any]) -> None:
        """Take what the kernel says.

        Raises
        ------
        UnusualError
            If no ordinary notebook makes it say that.
        """
        if kind not in SHOWN or self._n_done == len(self._steps):
            raise UnusualError(f"the kernel said {kind[:50]}")
        step = self._steps[self._n_done]
        data = content.get("data")
        if isinstance(data, dict) and answering.MIME in data:
            self._end(step, data[answering.MIME])
            return
        self._n_outputs += 1
        self._room -= len(str(content))
        if self._room < 0 or self._n_outputs > MAX_OUTPUTS or content.get("transient"):
            raise UnusualError("the notebook shows much, or changes what it has shown")
        if step.exercise is None:
            step.outputs.append(output_from_msg({"header": {"msg_type": kind},
                                                 "content": content}))

    def _end(self, step: Step, told: Any) -> None:
        """Take the sign that a step has ended."""
        if not isinstance(told, dict) or told.get("token") != self._token:
            return  # as when cells are run one by one
        if step.exercise is None and isinstance(told.get("count"), int):
            step.count = told["count"]
        elif step.exercise is not None and told.get("exercise") == step.exercise:
            step.records = told.get("records")
        else:
            raise UnusualError("the kernel told something that nobody had asked for")
        self._n_done += 1
