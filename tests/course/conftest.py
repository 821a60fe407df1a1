"""Copies of the course whose reference files other processors build and judge with."""

import shutil
from functools import partial

import pytest

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
