"""The student's library and the grader stand alone: neither imports the course nor names it."""

import ast
import re
from pathlib import Path

import pytest

from answercheck.registry import FACTORS, FORMULAS, SCORERS
from grading.references.exercises import assignments, required_modules
from tests.this_course import COURSE, FOLDERS

STUDENTS = sorted((COURSE / "answercheck").rglob("*.py"))
GRADING = COURSE / "grading"
GRADERS = sorted(GRADING.rglob("*.py"))
COURSES = [path for folder in ("helpers", "exercises", "notebooks")
           for path in sorted((COURSE / folder).rglob("*.py"))]
BOOK = sorted((COURSE / "book").glob("*.py"))
OUR_OWN = ("helpers", "exercises", "notebooks", "source", "tests", "book", "bench")


def relative(path: Path) -> str:
    return str(path.relative_to(COURSE))


def imported(path: Path) -> set[str]:
    """The modules, and the names in them, that a file imports, also within functions."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{one.name}" for one in node.names}
    return found


def of_the_course(modules: set[str]) -> set[str]:
    return {one for one in modules if one.split(".")[0] in OUR_OWN}


@pytest.mark.parametrize("path", STUDENTS, ids=relative)
def test_the_students_library_imports_neither_the_course_nor_the_grader(path):
    modules = imported(path)
    assert of_the_course(modules) == set()
    assert not [one for one in modules if one.split(".")[0] == "grading"]


@pytest.mark.parametrize("path", GRADERS, ids=relative)
def test_the_grader_imports_nothing_of_the_course(path):
    assert of_the_course(imported(path)) == set()


@pytest.mark.parametrize("path", COURSES, ids=relative)
def test_nothing_of_the_course_imports_the_grader(path):
    assert not [one for one in imported(path) if one.split(".")[0] == "grading"]


@pytest.mark.parametrize("path", BOOK, ids=relative)
def test_the_book_imports_of_the_grader_what_translates_notebooks_and_no_more(path):
    of_grader = {one for one in imported(path) if one.split(".")[0] == "grading"}
    assert not [one for one in of_grader if not one.startswith("grading.translation.")]


def names_of_the_course() -> list[str]:
    """Patterns of its weeks, of its data, and of what it registers."""
    required_modules(FOLDERS)
    own = SCORERS.keys() - {"values", "values and keys"}
    registered = [re.escape(f'"{name}"') for name in (*FORMULAS, *FACTORS, *own)]
    assert len(registered) > 15, "the test found nothing to look for"
    return [*assignments(FOLDERS), r"week\d", r"digits\.h5", "planar", "neuron", "cross.entropy",
            r"\blayers?\b", *registered]


@pytest.mark.parametrize("path", [*STUDENTS, *GRADERS], ids=relative)
def test_no_library_names_a_week_a_data_set_or_a_formula_of_the_course(path):
    text = path.read_text()
    assert [one for one in names_of_the_course() if re.search(one, text, re.IGNORECASE)] == []


def test_the_search_can_find_something():
    path = COURSE / "helpers" / "scoring.py"
    assert "helpers.progress.Steps" in of_the_course(imported(COURSE / "helpers" / "descent.py"))
    assert [one for one in names_of_the_course() if re.search(one, path.read_text())]
