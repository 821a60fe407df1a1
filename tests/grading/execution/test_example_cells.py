"""Which example cells must run."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from grading.course.definition import ILLUSTRATION
from grading.execution.example_cells import example_cells, illustrations, needed
from grading.kernel.cell_names import cell_names
from grading.references.exercises import assignments
from grading.references.solutions import cells
from tests.this_course import FOLDERS


def test_an_example_cell_is_a_plain_code_cell_whose_names_are_known():
    solution = new_code_cell("def f(): ...", metadata={"nbgrader": {"grade_id": "f"}})
    shown = new_code_cell("plot()", metadata={"tags": [ILLUSTRATION]})
    found = example_cells([new_markdown_cell("text"), solution, shown, new_code_cell("x = f(y)\n"),
                       new_code_cell("globals()")], ILLUSTRATION)
    assert list(found) == ["x = f(y)"]
    assert found["x = f(y)"]["made"] == ["x"]
    assert {"f", "y"} <= set(found["x = f(y)"]["mentions"])


def test_what_an_example_cell_makes_is_needed_through_other_example_cells():
    cells = [new_code_cell(code) for code in (
        "from os import path as p", "data = p.sep", "X, Y = data", "def scale(a): return a",
        "scale(X)", "for row in X:\n    print(row)")]
    examples = example_cells(cells, ILLUSTRATION)
    assert needed({"np"}, examples) == set()
    assert needed({"Y"}, examples) == {"X, Y = data", "data = p.sep", "from os import path as p"}
    assert "def scale(a): return a" in needed({"scale"}, examples)
    assert "for row in X:\n    print(row)" in needed({"row"}, examples)


@pytest.mark.parametrize("week", assignments(FOLDERS))
def test_no_right_answer_of_the_course_needs_a_trial(week):
    source = nbformat.read(FOLDERS.source_notebook(week), as_version=4)
    examples = example_cells(source.cells, ILLUSTRATION)
    assert len(examples) > 5
    mentioned = set().union(*(cell_names(code) for code in cells(FOLDERS, week).values()))
    assert needed(mentioned, {**illustrations(source.cells, ILLUSTRATION), **examples}) == set()


def test_an_illustration_is_known_by_its_tag_whatever_it_is():
    tagged = {"tags": [ILLUSTRATION]}
    found = illustrations([new_markdown_cell("look", metadata=tagged), new_code_cell("a = 1"),
                           new_code_cell("%matplotlib inline", metadata=tagged),
                           new_code_cell("b, _ = f(a)\n", metadata=tagged)], ILLUSTRATION)
    assert {code: one["made"] for code, one in found.items()} == {
        "look": [], "%matplotlib inline": [], "b, _ = f(a)": ["b"]}
    assert {"a", "f"} <= set(found["b, _ = f(a)"]["mentions"])
