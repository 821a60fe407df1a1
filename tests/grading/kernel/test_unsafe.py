"""The kernel of `--unsafe`: held back as far as the system can, which here is far."""

import pytest
from jupyter_client import KernelManager

from grading.kernel import unsafe
from tests.grading.kernel.attempts import attempt
from tests.grading.kernel.conftest import PATIENCE_S, Sandboxed


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    """A kernel of the unsafe provisioner."""
    folder = tmp_path_factory.mktemp("submission")
    (folder / "picture.png").write_text("not really")
    one = Sandboxed.__new__(Sandboxed)
    one.manager = KernelManager(kernel_name="python3")
    one.manager.kernel_spec.metadata["kernel_provisioner"] = {"provisioner_name": unsafe.NAME}
    one.manager.start_kernel(cwd=str(folder))
    one.client = one.manager.client()
    one.client.start_channels()
    one.client.wait_for_ready(timeout=PATIENCE_S)
    yield one
    scratch = one.manager.provisioner.scratch
    one.close()
    assert not scratch.exists()


def test_it_runs_what_notebooks_run(held):
    assert held.run("import numpy, helpers; print(numpy.ones(2).sum())") == "2.0\n"
    assert held.run("import os; print(os.listdir('.'))") == "['picture.png']\n"


@pytest.mark.parametrize("action", [
    "open('/etc/passwd').read()", "os.listdir(os.path.expanduser('~root'))", "open('/x', 'w')",
    "socket.create_connection(('127.0.0.1', 9), 1)", "call(272, 0x10000000)"])
def test_where_the_system_has_landlock_and_seccomp_they_hold_it_back(action, held):
    assert held.run(attempt(action)).startswith("refused")


def test_nothing_leaves_the_group_of_processes_by_which_it_is_killed(held):
    assert held.run("import os\nif os.fork() == 0:\n    os.setsid(); os._exit(os.getpgid(0) == "
                    "os.getpid())\nprint(os.wait()[1])") == "0\n"
