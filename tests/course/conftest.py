"""Copies of the course whose reference files other processors build and judge with."""

import shutil

import pytest

from tests.course.processors import on
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
def here(committed):
    """Return the verdicts on this machine as it is, of some exercises or of all."""
    found = {}

    def judged(*exercises):
        if exercises not in found:
            found[exercises] = on({}, "judge", committed, *exercises)
        return found[exercises]
    return judged
