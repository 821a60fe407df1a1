"""The kernel of `--unsafe`: held back as far as the system can, which here is far."""

import pytest

from grading.kernel.link import DeadKernelError, SlowKernelError
from tests.grading.attempts import attempt
from tests.grading.kernels import Kernel


class Unsafe(Kernel):
    """A kernel without the sandbox."""

    unsafe = True


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    """Such a kernel, beside whose notebook a picture lies."""
    folder = tmp_path_factory.mktemp("submission")
    (folder / "picture.png").write_text("not really")
    one = Unsafe(folder)
    yield one
    one.close()
    assert not one.process.scratch.exists()


def test_it_runs_what_notebooks_run(held):
    assert held.run("import numpy, helpers; print(numpy.ones(2).sum())") == "2.0\n"
    assert held.run("import os; print(os.listdir('.'))") == "['picture.png']\n"
    assert held.run("import asyncio; await asyncio.sleep(0); print('well')") == "well\n"


@pytest.mark.parametrize("action", [
    "open('/etc/passwd').read()", "os.listdir(os.path.expanduser('~root'))", "open('/x', 'w')",
    "socket.create_connection(('127.0.0.1', 9), 1)", "call(272, 0x10000000)"])
def test_where_the_system_has_landlock_and_seccomp_they_hold_it_back(action, held):
    assert held.run(attempt(action)).startswith("refused")


def test_the_grader_cannot_be_read(held):
    assert "PermissionError" in held.run(
        "from pathlib import Path\nimport helpers\n"
        "print(list((Path(helpers.__file__).parents[1] / 'grading').iterdir()))")


def test_nothing_leaves_the_group_of_processes_by_which_it_is_killed(held):
    assert held.run("import os\nif os.fork() == 0:\n    os.setsid(); os._exit(os.getpgid(0) == "
                    "os.getpid())\nprint(os.wait()[1])") == "0\n"


def test_a_cell_that_takes_too_long_is_interrupted_and_the_kernel_goes_on(held):
    with pytest.raises(SlowKernelError) as reported:
        held.heard("while True: pass", patience_s=1)
    assert reported.value.is_alive
    assert held.run("print('still here')") == "still here\n"


def test_its_end_is_seen(tmp_path):
    one = Unsafe(tmp_path)
    with pytest.raises(DeadKernelError):
        one.run("import os; os._exit(1)")
    one.close()
