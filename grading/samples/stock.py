"""The same corpus through stock nbgrader, for comparison.

A course as the nbgrader manual describes it: hidden tests are asserts in the notebook, run in the
student's kernel; nothing of ours is configured.
"""

import logging
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
import numpy as np
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from grading.course import CONFIG, Course
from grading.folders import HIDDEN, source_notebook
from grading.pipeline.definition import CHECK, ILLUSTRATION
from grading.samples.sheet import Sheet
from grading.samples.specimen import Specimen
from helpers.checks.recipes import Recipe
from helpers.checks.references import ReferenceExercise, read_references

N_CASES = 3
MAX_LITERAL = 5_000  # characters of one call; an instructor types no larger inputs
# Instructors compare in one of these ways, here in turn.
STYLES = ("assert np.allclose({answer}, {expected})",
          "np.testing.assert_allclose({answer}, {expected}, rtol=1e-5)",
          "assert np.max(abs({answer} - {expected})) < 1e-6")


def stock_scores(assignment: str, specimens: Iterable[Specimen],
                 timeout_s: int = 8) -> dict[str, float | None]:
    """The autograded share of the points that each gets; None if nbgrader lost the student."""
    with TemporaryDirectory(prefix="stock-", ignore_cleanup_errors=True) as folder:
        root = Path(folder).resolve()
        (root / CONFIG).write_text(f"c = get_config()\n"
                                   f"c.CourseDirectory.root = {str(root)!r}\n"
                                   f"c.CourseDirectory.assignment_id = {assignment!r}\n"
                                   f"c.Execute.timeout = {timeout_s}\n")
        source = root / "source" / assignment
        source.mkdir(parents=True)
        nbformat.write(with_asserts(assignment), source / source_notebook(assignment).name)
        course = Course(root)
        released = course.release(assignment)
        specimens = list(specimens)
        for one in specimens:
            one.make(Sheet(released), root / "submitted" / one.name / assignment)
        return {one.name: _score(course.config, one.name) for one in specimens}


def with_asserts(assignment: str) -> nbformat.NotebookNode:
    """The source notebook with hidden asserts in its check cells, and without illustrations."""
    notebook = nbformat.read(source_notebook(assignment), as_version=4)
    notebook.cells = [cell for cell in notebook.cells
                      if ILLUSTRATION not in cell.metadata.get("tags", [])]
    hidden = read_references(HIDDEN / f"{assignment}.h5").exercises
    for number, exercise in enumerate(hidden.values()):
        cell = next(cell for cell in notebook.cells if cell.metadata.get(
            "nbgrader", {}).get("grade_id") == f"{exercise.name}{CHECK}")
        cell.source = asserts(exercise, STYLES[number % len(STYLES)])
    return notebook


def asserts(exercise: ReferenceExercise, style: str) -> str:
    """A test as an instructor writes it: the inputs and the expected values typed in."""
    calls = []
    for call in (call for case in exercise.cases for call in case.calls):
        given = ", ".join([*map(literal, call.args),
                           *(f"{key}={literal(value)}" for key, value in call.kwargs.items())])
        lines = [f"answer = {exercise.name}({given})",
                 *_comparisons("answer", call.returned, style)]
        calls.append("\n".join(lines))
    short = [code for code in calls if len(code) <= MAX_LITERAL] or [min(calls, key=len)]
    return "\n".join(["### BEGIN HIDDEN TESTS", "import numpy as np",
                      "from helpers.checks.recipes import Recipe", *short[:N_CASES],
                      "### END HIDDEN TESTS"])


def _comparisons(answer: str, expected: Any, style: str) -> list[str]:
    if isinstance(expected, dict | tuple):
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


def _score(config: Config, student: str) -> float | None:
    """Autograde one student; None if that failed or left no grades."""
    config = Config(config)
    config.CourseDirectory.student_id = student
    course = CourseDirectory(config=config)
    log = logging.getLogger("stock")
    log.handlers, log.propagate = [logging.NullHandler()], False
    try:
        Autograde(coursedir=course, config=config, log=log).start()
    except (Exception, SystemExit):
        return None
    with Gradebook(course.db_url) as gradebook:
        return code_share(gradebook, config.CourseDirectory.assignment_id, student)


def code_share(gradebook: Gradebook, assignment: str, student: str) -> float:
    """The share of the points of the graded code cells that the gradebook gives a student.

    Raises
    ------
    MissingEntry
        If the student is not in the gradebook.
    """
    submission = gradebook.find_submission(assignment, student)
    grades = [grade for notebook in submission.notebooks for grade in notebook.grades
              if grade.cell.cell_type == "code"]
    gained = sum(grade.score + (grade.extra_credit or 0) for grade in grades)
    return gained / sum(grade.max_score for grade in grades)
