"""The stored notebooks: without outputs, with readable ids, in step, and they run."""

import hashlib
import json
import re
from pathlib import Path

import nbformat
import pytest

from grading.course.course import Course
from grading.course.definition import ILLUSTRATION
from grading.course.graded_cells import CHECK
from grading.references.build import stale
from grading.references.exercises import assignments, exercises
from tests.course.classroom import temporary_course
from tests.this_course import COURSE, FOLDERS

WEEKS = assignments(FOLDERS)
STORED = sorted(path for folder in ("source", "release", "notebooks")
                for path in (COURSE / folder).rglob("*.ipynb"))


def relative(path: Path) -> str:
    return str(path.relative_to(COURSE))


@pytest.mark.parametrize("path", STORED, ids=relative)
def test_a_stored_notebook_has_no_outputs(path):
    cells = json.loads(path.read_text())["cells"]
    assert not [cell["id"] for cell in cells
                if cell.get("outputs") or cell.get("execution_count")]


@pytest.mark.parametrize("path", STORED, ids=relative)
def test_cells_have_readable_ids_and_a_line_of_source_a_line(path):
    for cell in json.loads(path.read_text())["cells"]:
        assert not re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f-]+)?", cell["id"]), cell["id"]
        assert isinstance(cell["source"], list)


@pytest.mark.parametrize("week", WEEKS)
def test_every_exercise_has_a_solution_cell_and_a_check_and_no_check_lacks_an_exercise(week):
    cells = nbformat.read(FOLDERS.source_notebook(week), as_version=4).cells
    ids = [cell.metadata.nbgrader.grade_id for cell in cells
           if cell.cell_type == "code" and "nbgrader" in cell.metadata]
    names = [exercise.name for exercise in exercises(FOLDERS, week)]
    assert [name for name in ids if name in names] == names
    assert [one for one in ids if one.endswith(CHECK)] == [f"{name}{CHECK}" for name in names]


@pytest.mark.parametrize("week", WEEKS)
def test_an_illustration_is_neither_solution_nor_graded(week):
    for cell in nbformat.read(FOLDERS.source_notebook(week), as_version=4).cells:
        if ILLUSTRATION in cell.metadata.get("tags", []):
            assert "nbgrader" not in cell.metadata
            assert cell.cell_type == "code"


@pytest.mark.parametrize("week", [
    WEEKS[0], *(pytest.param(week, marks=pytest.mark.slow) for week in WEEKS[1:])])
def test_the_source_runs_from_top_to_bottom(week, n_found_right):
    notebook = nbformat.read(FOLDERS.source_notebook(week), as_version=4)
    assert n_found_right(week, notebook) == len(exercises(FOLDERS, week))


@pytest.mark.parametrize("week", WEEKS)
def test_the_release_is_what_the_source_makes(week, tmp_path):
    made = Course(temporary_course(tmp_path, week)).release(week)[0].parent
    stored = COURSE / "release" / week
    assert digests(stored) == digests(made), "run 'make release'"


def digests(folder):
    """Return the content of its files, by name."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize("week", WEEKS)
def test_the_reference_files_are_what_the_source_makes(week):
    assert stale(FOLDERS, week) == [], "run 'course build'"
