"""A course that knows nothing of this one, taught with the installed wheel, elsewhere."""

import json
import shutil
import sqlite3
from pathlib import Path

import nbformat
import pytest

from tests.packaging.installed import ROOT, run

SECOND = ROOT / "tests" / "second_course"
WEEK = "fitting"
# By student: the text of a solution, and what stands in its place.
ANSWERS = {
    "right": [],
    "closed": [("    theta = np.zeros(X.shape[1])\n    for _ in range(n_steps):\n"
                "        theta = theta - rate * gradient(X, y, theta)\n    return theta",
                "    return np.linalg.lstsq(X, y, rcond=None)[0]")],
    "summed": [(" / len(y)", "")],
    "hasty": [("range(n_steps)", "range(1)")],
    "untested": [("1 - np.mean", "1 + np.mean")],
}


@pytest.fixture(scope="module")
def course(grader):
    """The course after its class has been graded."""
    root = Path(shutil.copytree(SECOND, grader.folder / "second_course"))
    command = grader.program("course")
    for arguments in (["build"], ["release", WEEK]):
        run([command, *arguments], root)
    source = root / "source" / WEEK / f"{WEEK}.ipynb"
    for student, edits in ANSWERS.items():
        notebook = nbformat.read(source, as_version=4)
        for old, new in edits:
            found = [cell for cell in notebook.cells if old in cell.source]
            assert found
            found[0].source = found[0].source.replace(old, new)
        place = root / "submitted" / student / WEEK / source.name
        place.parent.mkdir(parents=True)
        nbformat.write(notebook, place)
    for step in ("grade", "feedback", "report"):
        run([command, step, WEEK], root)
    return root


def points(course, student):
    """The points of each graded cell."""
    with sqlite3.connect(course / "gradebook.db") as gradebook:
        return dict(gradebook.execute(
            "select base_cell.name, grade.auto_score from grade"
            " join submitted_notebook on grade.notebook_id = submitted_notebook.id"
            " join submitted_assignment on submitted_notebook.assignment_id ="
            " submitted_assignment.id join base_cell on grade.cell_id = base_cell.id"
            " where submitted_assignment.student_id = ?", (student,)))


@pytest.mark.slow
@pytest.mark.parametrize("student", ["right", "closed"])
def test_right_answers_of_either_kind_earn_all_points(course, student):
    assert points(course, student) == {
        "gradient-check": 6.0, "fit-check": 4.0, "explained-tests": 5.0}


@pytest.mark.slow
@pytest.mark.parametrize(("student", "name", "sentence"), [
    ("summed", "gradient-check", "You add up over the rows."),
    ("hasty", "fit-check", "You stop after one step.")])
def test_a_known_mistake_costs_points_and_is_named_in_the_feedback_and_the_report(
        course, student, name, sentence):
    assert points(course, student)[name] < points(course, "right")[name]
    assert sentence in (course / "feedback" / student / WEEK / f"{WEEK}.html").read_text()
    assert sentence in (course / "report" / f"{WEEK}.html").read_text()


@pytest.mark.slow
def test_the_factor_that_the_course_registered_is_said(course):
    graded = course / "autograded" / "summed" / WEEK / f"{WEEK}.ipynb"
    assert "the number of rows" in json.dumps(json.loads(graded.read_text()))


@pytest.mark.slow
def test_an_answer_that_fails_a_test_gets_no_points_for_it(course):
    assert points(course, "untested")["explained-tests"] == 0.0
