"""Copies of the course whose reference files other processors build and judge with, and runs of
its notebooks.
"""

import shutil
from functools import partial

import pytest

from book.patience import PatientClient
from helpers.plots.play import FIGURES, STILL
from tests.course.processors import all_exercises, on
from tests.this_course import COURSE, FOLDERS


@pytest.fixture(scope="module")
def committed(tmp_path_factory):
    """A copy of the course with the committed reference files."""
    root = tmp_path_factory.mktemp("committed")
    for folder in (FOLDERS.source, FOLDERS.exercises, FOLDERS.references, COURSE / "helpers"):
        shutil.copytree(folder, root / folder.name)
    return root


@pytest.fixture
def without_files(tmp_path):
    """A copy of the course without reference files."""
    shutil.copytree(FOLDERS.source, tmp_path / "source", ignore=shutil.ignore_patterns("*.h5"))
    shutil.copytree(FOLDERS.exercises, tmp_path / "exercises")
    return tmp_path


@pytest.fixture(scope="module")
def judged(committed):
    """Return a processor's verdicts on some exercises or on all; it judges each once."""
    found = {}

    def judged(environment, *asked):
        there = found.setdefault(tuple(environment.items()), {})
        if new := [name for name in asked or all_exercises() if name not in there]:
            for answer, verdict in on(environment, "judge", committed, *new).items():
                there.setdefault(answer.partition(":")[0], {})[answer] = verdict
        return {answer: verdict for name in asked or all_exercises()
                for answer, verdict in there[name].items()}
    return judged


@pytest.fixture(scope="module")
def here(judged):
    """Return the verdicts on this machine as it is."""
    return partial(judged, {})


@pytest.fixture
def n_found_right(tmp_path, monkeypatch):
    """Return what runs a week's notebook and counts the checks in it that find an answer right."""
    # Matrices this small gain nothing from threads, and on a busy machine lose much.
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "1")
    # With widgets, nbclient 0.11 sometimes waits for ever for a reply that has come.
    monkeypatch.setenv(FIGURES, STILL)

    def n_found_right(week, notebook):
        shutil.copy(FOLDERS.visible_file(week), tmp_path)
        PatientClient(notebook, timeout=300, kernel_name="python3",
                      resources={"metadata": {"path": str(tmp_path)}}).execute()
        return sum("✓" in output.get("data", {}).get("text/plain", "")[:1]
                   for cell in notebook.cells for output in cell.get("outputs", []))
    return n_found_right
