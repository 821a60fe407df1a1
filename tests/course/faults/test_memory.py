"""The memory of the coordinator does not grow with the class."""

import os
import shutil

import psutil
import pytest

from grading.course.course import Course
from grading.dispatch.class_grader import grade_class
from grading.dispatch.runners import local
from grading.references.solutions import cells
from tests.commands import FORKED
from tests.course.faults.processes import run
from tests.course.faults.small import (
    WEEK,
    configure,
    hand_in,
    recorded,
    scores,
    sheet,
    submitted,
)
from tests.patience import PATIENCE_S
from tests.this_course import FOLDERS


def grade_and_tell(root, told):
    """Grade with a pool; tell how much memory this process has then."""
    os.chdir(root)
    course = Course(root)
    with local(2) as runner:
        for result in grade_class(course, WEEK, course.students(WEEK), runner=runner):
            assert result.problem == ""
    told.send(psutil.Process().memory_info().rss)


def memory(root, n_submissions):
    """Of the coordinator after so many submissions, which no kernel is started for."""
    shutil.rmtree(root / "submitted")
    for number in range(n_submissions):
        folder = submitted(root, f"s{number}")
        folder.mkdir(parents=True)
        (folder / "derivatives.ipynb").write_text("no notebook " + 20_000 * "." + str(number))
    ours, theirs = FORKED.Pipe()
    grader = FORKED.Process(target=grade_and_tell, args=(root, theirs))
    grader.start()
    theirs.close()
    grader.join(2 * PATIENCE_S)
    assert grader.exitcode == 0
    assert ours.poll(PATIENCE_S)
    return ours.recv()


@pytest.mark.slow
def test_ten_times_as_many_submissions_take_no_more_memory(root):
    small = memory(root, 20)
    shutil.rmtree(root / "autograded")
    assert memory(root, 200) < 1.2 * small


@pytest.mark.slow
def test_a_process_that_grades_and_takes_too_much_memory_is_told_and_nobody_loses_points(
        root, graded):
    # Or it is graded before anybody looks.
    slow = f"import time\ntime.sleep(2)\n{cells(FOLDERS, WEEK)['square_derivative']}"
    hand_in(root, "ada", sheet(root, slow))
    for name in ("bela", "chen", "dora", "emil"):
        shutil.rmtree(root / "submitted" / name)
    configure(root, settings="c.LateSubmissionPlugin.penalty_method = 'zero'\n"
                             "c.ExecuteSubmission.worker_memory_mb = 40")
    status, said = run(root, "--workers", "1")
    assert status == 1
    assert "ada: it took more than 40 MB of memory" in said
    assert "Traceback" not in said
    assert "ada" not in recorded(root)
    configure(root)
    status, said = run(root, "--workers", "1")
    assert status == 0, said
    assert scores(root)["ada"] == scores(graded)["ada"]
