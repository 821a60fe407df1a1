"""The code that a kernel runs in the place of a cell, calls of `answercheck.answering`; and what
answers it.
"""

import json
from collections.abc import Mapping
from typing import Any

from answercheck import answering
from answercheck.references import ReferenceExercise
from grading.pipeline.definition import Definition
from grading.pipeline.steps import Step


def request(exercise: ReferenceExercise, token: str) -> str:
    """What a graded cell runs: the inputs of the hidden cases, and the wish for answers.

    The function is looked up by name in the student's notebook. No expected value goes in.
    """
    asked = f'{{"token": {json.dumps(token)}, "cases": {exercise.packed_inputs}}}'
    return _call("answer", repr(exercise.name),
                 f"get_ipython().user_ns.get({exercise.name!r})", repr(asked))


def all_steps(steps: list[Step], exercises: Mapping[str, ReferenceExercise], token: str) -> str:
    """What runs a whole notebook in the place of one cell."""
    told = ", ".join(
        json.dumps({"source": step.source}) if step.exercise is None else
        f'{{"exercise": {json.dumps(step.exercise)}, '
        f'"cases": {exercises[step.exercise].packed_inputs}}}' for step in steps)
    asked = f'{{"token": {json.dumps(token)}, "steps": [{told}]}}'
    return _call("run_all", repr(asked))


def question(sources: list[str], token: str) -> str:
    """What asks which names some cells mention."""
    return _call("mention", repr(json.dumps({"token": token, "sources": sources})))


def rerun(sources: list[str]) -> str:
    """What runs some cells."""
    return _call("run_again", repr(json.dumps(sources)))


def replacement(definition: Definition, name: str) -> str:
    """What puts a right answer in the place of the student's.

    It brings along what it uses itself, for a student's may be called and made otherwise.
    """
    needed = {*definition.uses[name], name}
    code = "\n\n\n".join([definition.imports, *(
        solution for other, solution in definition.solutions.items() if other in needed)])
    return _call("put_in", "get_ipython().user_ns", repr(name), repr(code))


def answer_in(content: Mapping[str, Any]) -> Any:
    """What answers us in something that a kernel shows; None if nothing does."""
    data = content.get("data")
    return data.get(answering.MIME) if isinstance(data, dict) else None


def _call(function: str, *arguments: str) -> str:
    # On several lines, for of a single one IPython would look whether it begins with a magic.
    inside = ",\n".join(arguments)
    return f"__import__({answering.__name__!r}, fromlist=[{function!r}]).{function}(\n{inside})"
