"""An assignment for stock nbgrader, for comparison.

As the nbgrader manual describes it: hidden tests are asserts in the notebook, run in the student's
kernel; nothing of ours is configured.
"""

from typing import Any

import nbformat
import numpy as np

from answercheck.cases import Recipe
from answercheck.references import ReferenceCall, ReferenceExercise, read_references
from grading.course.definition import ILLUSTRATION
from grading.course.graded_cells import CHECK
from tests.adversarial.answer_properties import PROPERTIES
from tests.this_course import FOLDERS, HIDDEN

N_CASES = 3
MAX_LITERAL = 5_000  # characters of one call; an instructor types no larger inputs
# Instructors compare in one of these ways, here in turn.
STYLES = ("assert np.allclose({answer}, {expected})",
          "np.testing.assert_allclose({answer}, {expected}, rtol=1e-5)",
          "assert np.max(abs({answer} - {expected})) < 1e-6")


def with_asserts(assignment: str, *, illustrated: bool = False) -> nbformat.NotebookNode:
    """The source notebook with hidden asserts in its check cells.

    Illustrations are left out unless `illustrated`.
    """
    notebook = nbformat.read(FOLDERS.source_notebook(assignment), as_version=4)
    notebook.cells = [cell for cell in notebook.cells
                      if illustrated or ILLUSTRATION not in cell.metadata.get("tags", [])]
    hidden = read_references(HIDDEN / f"{assignment}.h5").exercises
    for number, exercise in enumerate(hidden.values()):
        cell = next(cell for cell in notebook.cells if cell.metadata.get(
            "nbgrader", {}).get("grade_id") == f"{exercise.name}{CHECK}")
        cell.source = asserts(exercise, STYLES[number % len(STYLES)])
    return notebook


def asserts(exercise: ReferenceExercise, style: str) -> str:
    """The code of a test as an instructor writes it, with inputs and expected values typed in.

    Where values are drawn or found by training, properties are expected in their place.
    """
    calls = [_asserted(exercise, call, style) for case in exercise.cases for call in case.calls]
    short = [code for code in calls if len(code) <= MAX_LITERAL] or [min(calls, key=len)]
    return "\n".join(["### BEGIN HIDDEN TESTS", "import numpy as np",
                      "from answercheck.cases import Recipe",
                      "from answercheck.registry import require",
                      f"require({list(exercise.requires)})", *short[:N_CASES],
                      "### END HIDDEN TESTS"])


def _asserted(exercise: ReferenceExercise, call: ReferenceCall, style: str) -> str:
    """One call, and the asserts on its answer."""
    given = [literal(value) for value in call.args]
    named = [f"{key}={literal(value)}" for key, value in call.kwargs.items()]
    asked = PROPERTIES.get(exercise.scoring)
    lines = (asked(call, given, "answer") if asked
             else _comparisons("answer", call.returned, style))
    return "\n".join([f"answer = {exercise.name}({', '.join([*given, *named])})", *lines])


def _comparisons(answer: str, expected: Any, style: str) -> list[str]:
    if isinstance(expected, list) and all(isinstance(one, int | float) for one in expected):
        expected = np.array(expected)
    if isinstance(expected, dict | tuple | list):
        items = expected.items() if isinstance(expected, dict) else enumerate(expected)
        return [line for key, value in items
                for line in _comparisons(f"{answer}[{key!r}]", value, style)]
    if isinstance(expected, bool | str) or expected is None:
        return [f"assert {answer} == {expected!r}"]
    return [style.format(answer=answer, expected=literal(expected))]


def literal(value: Any) -> str:
    """A value as Python code."""
    if isinstance(value, np.ndarray):
        return f"np.array({value.tolist()!r}, dtype={str(value.dtype)!r})"
    if isinstance(value, Recipe):
        return f"Recipe({value.formula!r}, {literal(dict(value.parameters))})"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {literal(one)}" for key, one in value.items()) + "}"
    if isinstance(value, tuple):
        return "(" + "".join(f"{literal(one)}, " for one in value) + ")"
    if isinstance(value, list):
        return "[" + ", ".join(map(literal, value)) + "]"
    return repr(value)
