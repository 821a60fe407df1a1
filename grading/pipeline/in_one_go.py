"""Running a notebook in one go: one question asks for all its cells and checks.

To ask for cell after cell would cost an ordinary submission about as much as its own code does.
This is for the ordinary alone. Whatever is not (a cell that takes long or kills its kernel, that
shows much or in an unusual way, an answer that nobody asked for) is an error here; nothing of it is
kept, and a new kernel runs the cells one by one.
"""

import secrets
from collections.abc import Mapping
from typing import Any

from nbformat.v4 import output_from_msg

from answercheck.references import ReferenceExercise
from grading.kernel.link import Link
from grading.pipeline.asking import all_steps, answer_in, question
from grading.pipeline.steps import Step, UnusualError

PATIENCE_S = 10  # for the whole notebook
MAX_OUTPUTS = 500  # of the whole notebook
SHOWN = ("stream", "display_data", "execute_result", "error")


def mentioned(link: Link, sources: list[str]) -> Any:
    """What the kernel says of the names that some cells mention; a list, if it is honest."""
    token = secrets.token_hex(16)
    told: list[Any] = []
    link.ask(question(sources, token), lambda _, content: told.append(answer_in(content)))
    found = [one.get("records") for one in told
             if isinstance(one, dict) and one.get("token") == token]
    return found[0] if len(found) == 1 else None


def run_steps(link: Link, steps: list[Step], exercises: Mapping[str, ReferenceExercise],
              room: int) -> None:
    """Have the kernel go through the steps; what came of each is put there.

    Parameters
    ----------
    room : for the characters of all that the notebook shows

    Raises
    ------
    UnusualError, LinkError
        If no ordinary notebook does what this one did.
    """
    token = secrets.token_hex(16)
    listener = _Listener(steps, token, room)
    link.ask(all_steps(steps, exercises, token), listener.hear)
    if listener.n_done < len(steps):
        raise UnusualError("not all steps were gone through")


class _Listener:
    """Takes what a kernel says while it goes through the steps, and gives each its own."""

    def __init__(self, steps: list[Step], token: str, room: int) -> None:
        """`token` marks what is said to us; `room` is for the characters of all outputs."""
        self._steps, self._token, self._room = steps, token, room
        self.n_done = self._n_outputs = 0

    def hear(self, kind: str, content: Mapping[str, Any]) -> None:
        """Take what the kernel says.

        Raises
        ------
        UnusualError
            If no ordinary notebook makes it say that.
        """
        if kind not in SHOWN or self.n_done == len(self._steps):
            raise UnusualError(f"the kernel said {kind[:50]}")
        step = self._steps[self.n_done]
        if (told := answer_in(content)) is not None:
            self._end(step, told)
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
        count = told.get("count")
        if step.exercise is None and type(count) is int and count >= 0:
            step.count = count
        elif step.exercise is not None and told.get("exercise") == step.exercise:
            step.records = told.get("records")
        else:
            raise UnusualError("the kernel told something that nobody had asked for")
        self.n_done += 1
