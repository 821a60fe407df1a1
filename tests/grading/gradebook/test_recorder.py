"""Wherever a grader dies while it writes a result down, the next one makes it whole.

And what it writes takes no longer because others are in the gradebook already.
"""

import os
import shutil
import signal
import sqlite3
import sys
from contextlib import closing

import pytest
from sqlalchemy import Engine, event

from grading.course.course import Course
from grading.dispatch.class_grader import grade_class
from grading.gradebook.ledger import SEARCH_COLUMNS
from tests.commands import FORKED
from tests.course.faults.conftest import copy
from tests.course.faults.processes import fork_grader
from tests.course.faults.small import (
    WEEK,
    left_of,
    made_course,
    recorded,
    submitted,
)
from tests.patience import PATIENCE_S

STEPS = ("open", "os.mkdir", "os.rename", "os.chmod", "os.remove", "shutil.rmtree",
         "shutil.copyfile")
STUDENTS = ["gus"]  # whose notebook needs no kernel
FAR = 1000


@pytest.fixture(scope="module", params=[
    "first", pytest.param("again", marks=pytest.mark.slow)])
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
    grader.join(PATIENCE_S)
    assert grader.exitcode in (0, -signal.SIGKILL)
    return grader.exitcode != 0


def _grade(root, n_steps):
    os.chdir(root)
    course = Course(root)
    left = n_steps

    def count(event, args):
        nonlocal left
        reads = event == "open" and not args[2] & (os.O_WRONLY | os.O_RDWR)
        if (event in STEPS and not reads and str(root) in str(args[0])
                and ".course" not in str(args[0])):
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    results = list(grade_class(course, WEEK, STUDENTS))
    assert [result.problem for result in results] == [""]


@pytest.mark.parametrize("every", [16, pytest.param(
    1, marks=[pytest.mark.slow, pytest.mark.nightly])])
def test_a_death_at_any_step_leaves_nothing_half_written_for_the_next(before, tmp_path, every):
    peace = copy(before, tmp_path / "peace")
    assert not grade(peace, FAR)
    expected, n_times = left_of(peace), len(recorded(peace))
    n_deaths = 0
    while True:
        root = copy(before, tmp_path / str(n_deaths))
        died = grade(root, n_deaths)
        grader = fork_grader(root)
        grader.join(PATIENCE_S)
        assert grader.exitcode == 0
        assert left_of(root) == expected, f"after a death before step {n_deaths}"
        assert len(recorded(root)) == n_times
        shutil.rmtree(root)
        if not died:
            break
        n_deaths += every
    assert n_deaths >= 8


GROWING = ("student", "submitted_assignment", "submitted_notebook", "grade", "comment",
           "course_graded")  # tables with rows for each submission


@pytest.mark.parametrize("index", ["kept", "dropped"])
def test_no_table_of_all_submissions_is_read_for_one(before, tmp_path, index):
    root = copy(before, tmp_path / "course")
    assert not grade(root, FAR)
    asked = []

    def note(_connection, _cursor, statement, parameters, _context, many):
        if not statement.startswith(("BEGIN", "CREATE", "PRAGMA")):
            asked.append((statement, parameters[0] if many else parameters))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        results = grade_class(Course(root), WEEK, STUDENTS, force=True)
        assert [result.problem for result in results] == [""]
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    with closing(sqlite3.connect(root / "gradebook.db")) as book:
        if index == "dropped":
            for table in SEARCH_COLUMNS:
                book.execute(f"DROP INDEX course_{table}")
        steps = [step[3] for statement, parameters in asked
                 for step in book.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)]
    assert any(step.startswith("SEARCH grade USING") for step in steps) == (index == "kept")
    whole = {step for step in steps if step.startswith("SCAN") and step.split()[1] in GROWING}
    assert whole == (set() if index == "kept" else {f"SCAN {table}" for table in SEARCH_COLUMNS})
