"""What the grading of a class decides by itself; whole classes are graded in tests/course."""

import errno
from types import SimpleNamespace

import pytest
from traitlets.config import Config

from grading.dispatch.class_grader import ClassGrader, limits_of_submission
from grading.kernel.link import WALL_FACTOR
from tests.course.faults.test_disks import mounted  # noqa: F401 - a fixture


@pytest.mark.parametrize(("size", "error", "is_full"), [
    ("64k", OSError(errno.ENOSPC, "no space"), True),
    ("64k", OSError(errno.EDQUOT, "quota"), True),
    ("8m", OSError(errno.ENOSPC, "no space"), False),  # it wanted more than others do
    ("64k", OSError(errno.EACCES, "not permitted"), False),
    ("64k", ValueError("of another kind"), False)])
def test_the_disk_is_full_for_everybody_if_there_is_no_room_for_an_ordinary_submission(
        tmp_path, mounted, size, error, is_full):  # noqa: F811
    mounted(tmp_path / "course", size)
    grader = SimpleNamespace(_directory=SimpleNamespace(root=str(tmp_path / "course")))
    assert ClassGrader._is_full(grader, error) is is_full


def test_a_submission_has_time_for_all_its_cells_on_a_busy_machine():
    settings = Config({"ExecuteSubmission": {"notebook_timeout_s": 10}})
    assert limits_of_submission(settings).wall_s > WALL_FACTOR * 10
