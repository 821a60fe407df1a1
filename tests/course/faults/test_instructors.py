"""Two instructors grade the same week at once."""

import pytest

from tests.course.faults.processes import fork_grader
from tests.course.faults.small import CLASS, WEEK, left_of, recorded
from tests.patience import PATIENCE_S


def test_two_graders_share_a_class_and_grade_each_submission_once(either, undisturbed):
    graders = [fork_grader(either), fork_grader(either)]
    for grader in graders:
        grader.join(PATIENCE_S)
    assert [grader.exitcode for grader in graders] == [0, 0]
    assert left_of(either) == undisturbed
    assert recorded(either) == list(CLASS)
    log = (either / ".course" / "log" / f"{WEEK}.log").read_text()
    assert log.count(": graded, ") == len(CLASS)


@pytest.mark.slow
def test_two_graders_who_both_force_lose_and_spoil_nothing(either, undisturbed):
    graders = [fork_grader(either, force=True), fork_grader(either, force=True)]
    for grader in graders:
        grader.join(PATIENCE_S)
    assert [grader.exitcode for grader in graders] == [0, 0]
    assert left_of(either) == undisturbed
    assert set(recorded(either)) == set(CLASS)
