"""What a kernel is asked for; see `grading.kernel.app`. Each value is JSON."""

import json

from answercheck.references import ReferenceExercise
from grading.course.definition import Definition

Request = dict[str, str]


def run(source: str) -> Request:
    """Run a cell."""
    return {"cell": json.dumps(source)}


def test(source: str) -> Request:
    """Run a cell of tests."""
    return {"test": json.dumps(source)}


def check(exercise: ReferenceExercise) -> Request:
    """Call the student's function on the hidden cases; no expected value goes along."""
    return {"check": json.dumps(exercise.name), "inputs": exercise.packed_inputs}


def mention(sources: list[str]) -> Request:
    """Tell which names the cells mention."""
    return {"mention": json.dumps(sources)}


def replace(definition: Definition, name: str) -> Request:
    """Put a right answer in the place of the student's.

    It brings along what it uses itself, for a student's may be called and made otherwise.
    """
    needed = {*definition.uses[name], name}
    code = "\n\n\n".join([definition.imports, *(
        solution for other, solution in definition.solutions.items() if other in needed)])
    return {"replace": json.dumps(name), "code": json.dumps(code)}
