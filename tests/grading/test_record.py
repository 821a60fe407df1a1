"""Wherever a grader dies while it writes a result down, the next one makes it whole."""

import os
import shutil
import signal
import sys

import pytest

from grading.course import Course
from tests.course.faults.conftest import copy
from tests.course.faults.processes import FORKED, fork_grader
from tests.course.faults.small import (
    WEEK,
    left_of,
    made_course,
    recorded,
    submitted,
)

STEPS = ("open", "os.mkdir", "os.rename", "os.chmod", "os.remove", "shutil.rmtree",
         "shutil.copyfile", "sqlite3.connect")
STUDENTS = ["gus"]  # whose notebook needs no kernel
FAR = 1000


@pytest.fixture(scope="module", params=["first", "again"])
def before(request, tmp_path_factory):
    """A course in which one student is to be graded, for the first time or after a new hand-in."""
    root = made_course(tmp_path_factory.mktemp(request.param))
    for folder in (root / "submitted").iterdir():
        if folder.name not in STUDENTS:
            shutil.rmtree(folder)
    if request.param == "again":
        grade(root, FAR)
        (submitted(root, "gus") / "essay.txt").write_text("another one")
    return root


def grade(root, n_steps):
    """Grade in a process that dies before this step in the course's folders; whether it did."""
    grader = FORKED.Process(target=_grade, args=(root, n_steps))
    grader.start()
    grader.join()
    assert grader.exitcode in (0, -signal.SIGKILL)
    return grader.exitcode != 0


def _grade(root, n_steps):
    os.chdir(root)
    course = Course(root)
    left = n_steps

    def count(event, args):
        nonlocal left
        if event in STEPS and str(root) in str(args[0]) and ".course/log" not in str(args[0]):
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    results = list(course.grade(WEEK, STUDENTS))
    assert [result.problem for result in results] == [""]


def test_a_death_at_any_step_leaves_nothing_half_written_for_the_next(before, tmp_path):
    peace = copy(before, tmp_path / "peace")
    assert not grade(peace, FAR)
    expected, n_times = left_of(peace), len(recorded(peace))
    n_deaths = 0
    while True:
        root = copy(before, tmp_path / str(n_deaths))
        died = grade(root, n_deaths)
        grader = fork_grader(root)
        grader.join()
        assert grader.exitcode == 0
        assert left_of(root) == expected, f"after a death before step {n_deaths}"
        assert len(recorded(root)) == n_times
        shutil.rmtree(root)
        if not died:
            break
        n_deaths += 1
    assert n_deaths > 10
