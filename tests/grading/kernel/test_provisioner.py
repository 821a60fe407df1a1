"""How a kernel is asked for."""

import asyncio

import pytest

from grading.errors import CourseError
from grading.kernel import provisioner
from grading.kernel.limits import Limits
from grading.kernel.warm import WarmParent


def test_the_kernels_own_arguments_are_kept_and_the_connection_file_is_not():
    command = ["python", "-m", "ipykernel_launcher", "-f", "/x/connection.json", "--debug"]
    assert provisioner.arguments_of(command) == ["--debug"]


def test_another_language_is_refused():
    with pytest.raises(CourseError, match="no Python kernel"):
        provisioner.arguments_of(["R", "-e", "IRkernel::main()", "--args", "/x/connection.json"])


def test_a_course_that_is_installed_as_a_copy_is_refused(monkeypatch, tmp_path):
    monkeypatch.setattr("sys.prefix", str(tmp_path))
    monkeypatch.setattr(provisioner, "HELPERS", tmp_path / "lib" / "helpers")
    with pytest.raises(CourseError, match="could read the hidden answers"):
        provisioner.read_paths()


def test_the_reason_is_there_as_soon_as_the_end_is_seen(kernel):
    kernel.begin("import os; os._exit(5)")
    own = kernel.manager.provisioner
    while asyncio.run(own.poll()) is None:
        pass
    assert own.why == "it ended itself, with exit code 5"


def test_a_kernel_can_be_started_again(kernel):
    kernel.client.stop_channels()
    kernel.manager.restart_kernel(now=True)
    kernel.client = kernel.manager.client()
    kernel.client.start_channels()
    kernel.client.wait_for_ready(timeout=60)
    assert kernel.run("print('again')") == "again\n"


def test_what_the_system_refuses_is_told_in_one_line(tmp_path):
    parent = WarmParent.started()
    request = {"connection": {}, "arguments": [], "environment": {}, "folder": "", "read": [],
               "limits": {**Limits().as_data(), "scratch_mb": -1}}
    with pytest.raises(CourseError, match="mounting tmpfs on /tmp/tmp: Invalid argument"):
        parent.kernel(request)
    parent.close()
