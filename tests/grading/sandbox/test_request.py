"""How a kernel is asked for."""

import pytest

from grading.errors import CourseError
from grading.kernel.link import DeadKernelError
from grading.sandbox import request
from grading.sandbox.client import ZygoteClient
from grading.sandbox.limits import Limits


def test_a_course_that_is_installed_as_a_copy_is_refused(monkeypatch, tmp_path):
    monkeypatch.setattr("sys.prefix", str(tmp_path))
    monkeypatch.setattr(request, "GRADER", tmp_path / "lib" / "grading")
    with pytest.raises(CourseError, match="could read the hidden answers"):
        request.read_paths()


def test_the_reason_is_there_as_soon_as_the_end_is_seen(kernel):
    with pytest.raises(DeadKernelError, match="it ended itself, with exit code 5"):
        kernel.run("import os; os._exit(5)")


def test_what_the_system_refuses_is_reported_in_one_line(tmp_path):
    parent = ZygoteClient.started()
    asked = {"arguments": [], "environment": {}, "folder": "", "read": [],
             "limits": {**Limits().as_data(), "scratch_mb": -1}}
    with pytest.raises(CourseError, match="mounting tmpfs on /tmp/tmp: Invalid argument"):
        parent.kernel(asked)
    parent.close()
