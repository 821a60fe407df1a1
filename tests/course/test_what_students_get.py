"""Nothing that a student receives holds a solution, a hidden answer, or the grader."""

import ast
import json
import re
import sys
import zlib
from functools import cache

import nbformat
import numpy as np
import pytest

from answercheck.fingerprint import fingerprint
from answercheck.references import read_references
from grading.references.build import close
from grading.references.exercises import assignments, exercises
from tests.answers import solution_lines
from tests.this_course import COURSE, FOLDERS, HIDDEN

GIVEN = [COURSE / folder for folder in ("release", "notebooks", "helpers", "answercheck")]
TEXTS = sorted(path for folder in GIVEN for path in folder.rglob("*")
               if path.suffix in (".py", ".ipynb", ".md", ".json"))
WEEKS = assignments(FOLDERS)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: str(path.relative_to(COURSE)))
def test_no_marker_of_a_solution_or_hidden_test_is_given_away(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"(BEGIN|END) (SOLUTION|HIDDEN TESTS|MARK SCHEME)", text)


@pytest.mark.parametrize("week", WEEKS)
def test_no_line_of_a_solution_is_released(week):
    released = [nbformat.read(path, as_version=4)
                for path in (COURSE / "release").rglob(FOLDERS.source_notebook(week).name)]
    assert released
    given = {line.strip() for notebook in released for cell in notebook.cells
             for line in cell.source.splitlines()}
    lines = list(solution_lines(week, longer_than=25))
    assert len(lines) > 5, "the test found no solutions to look for"
    assert not given.intersection(lines)


@pytest.mark.parametrize("week", WEEKS)
def test_no_solution_is_written_into_what_notebooks_import(week):
    code = "\n".join(path.read_text() for path in TEXTS if path.suffix == ".py")
    assert not [line for line in solution_lines(week, longer_than=40) if line in code]


@pytest.mark.parametrize("week", WEEKS)
def test_no_hidden_case_is_among_the_visible_ones(week):
    visible = read_references(FOLDERS.visible_file(week)).exercises
    for name, exercise in read_references(HIDDEN / f"{week}.h5").exercises.items():
        seen = [(call.args, call.kwargs) for case in visible[name].cases for call in case.calls]
        for case in exercise.cases:
            assert not all(any(close((call.args, call.kwargs), one) for one in seen)
                           for call in case.calls), f"{name}: {case.label} is visible"


@cache
def texts_and_numbers(path):
    """All strings and all numbers that a reference file holds, also the packed ones."""
    references = read_references(path)
    texts, numbers = [], set()
    for exercise in references.exercises.values():
        known = exercise.mistakes
        texts.append(zlib.decompress(known.content).decode())
        numbers.update(known.numbers.tolist())
    return "\n".join(texts), numbers


@pytest.mark.parametrize("week", WEEKS)
def test_the_known_mistakes_of_the_visible_file_hold_no_line_of_a_solution_or_of_an_edit(week):
    text, _ = texts_and_numbers(FOLDERS.visible_file(week))
    assert len(text) > 5000, "the test found no mistakes to look at"
    assert not [line for line in solution_lines(week, longer_than=25) if line in text]
    for exercise in exercises(FOLDERS, week):
        for mistake in exercise.mistakes:
            assert not [piece for edit in mistake.edits for piece in edit
                        if len(piece) > 25 and piece.strip() in text]


@pytest.mark.parametrize("week", WEEKS)
def test_the_visible_mistakes_do_not_hold_what_is_expected_in_hidden_cases(week):
    _, shown = texts_and_numbers(FOLDERS.visible_file(week))
    n_seen = 0
    for exercise in read_references(HIDDEN / f"{week}.h5").exercises.values():
        expected = {number for case in exercise.cases for call in case.calls
                    for feature in fingerprint(call.returned, exercise.returns).values()
                    for number in feature.numbers if len(repr(number)) > 12}  # no 0.5, no 3.0
        n_seen += len(expected)
        # Whole numbers have values that anybody may meet: the sigmoid of 1, the logarithm of 2.
        assert len(expected & shown) <= min(3, len(expected) // 4), exercise.name
    assert n_seen > 100


def test_no_hidden_file_lies_in_a_folder_that_students_get():
    files = [path for folder in GIVEN for path in folder.rglob("*.h5")]
    # Of a week there may be one for each language.
    assert {path.name for path in files} == {*(f"{week}.h5" for week in WEEKS), "digits.h5"}
    hidden = {path.read_bytes() for path in HIDDEN.glob("*.h5")}
    assert not hidden.intersection(path.read_bytes() for path in files)


def imported(code):
    """The top-level packages that a piece of Python imports."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("path", [path for path in TEXTS if path.suffix == ".py"],
                         ids=lambda path: str(path.relative_to(COURSE)))
def test_what_notebooks_import_imports_nothing_of_the_grader(path):
    assert not {"grading", "tests"}.intersection(imported(path.read_text()))


@pytest.mark.parametrize("path", sorted((COURSE / "answercheck").rglob("*.py")),
                         ids=lambda path: path.name)
def test_the_check_imports_nothing_but_numpy_h5py_ipython_and_python(path):
    allowed = {"answercheck", "numpy", "h5py", "IPython", *sys.stdlib_module_names}
    assert set(imported(path.read_text())) <= allowed


@pytest.mark.parametrize("path", [path for path in TEXTS if path.suffix == ".ipynb"],
                         ids=lambda path: path.name)
def test_no_notebook_that_students_get_names_the_grader(path):
    cells = json.loads(path.read_text())["cells"]
    code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    assert not re.search(r"\b(import|from) grading\b", code)


def test_the_search_for_leaks_can_find_one():
    week = WEEKS[0]
    source = nbformat.read(FOLDERS.source_notebook(week), as_version=4)
    given = {line.strip() for cell in source.cells for line in cell.source.splitlines()}
    assert given.intersection(solution_lines(week, longer_than=25))
    assert "grading" in set(imported("from grading.course.folders import CourseFolders"))
    assert close({"x": np.ones(2)}, {"x": np.ones(2)})
