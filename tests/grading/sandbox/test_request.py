"""How a kernel is asked for."""

import pytest

from grading.errors import CourseError
from grading.kernel.link import DeadKernelError
from grading.sandbox import request
from grading.sandbox.client import ZygoteClient
from grading.sandbox.course_files import CourseFiles
from grading.sandbox.limits import Limits


def test_a_course_inside_the_python_installation_is_refused(monkeypatch, tmp_path):
    monkeypatch.setattr("sys.prefix", str(tmp_path))
    (tmp_path / "course" / "references").mkdir(parents=True)
    with pytest.raises(CourseError, match="could read the hidden answers"):
        request.read_paths(CourseFiles(secret=(str(tmp_path / "course" / "references"),)))


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
