"""The kernel of a submission: what it starts, what it leaves, what it finds."""

import time

import psutil
import pytest
from jupyter_client import KernelManager

from grading.kernel import provisioner, wall

pytestmark = pytest.mark.skipif(not wall.abi(), reason="this system has no Landlock")


@pytest.fixture
def kernel(tmp_path):
    """A started kernel and its client; the submission's folder holds a notebook and a picture."""
    (tmp_path / "own.ipynb").write_text("{}")
    (tmp_path / "picture.png").write_text("not really")
    (tmp_path / "ipykernel_launcher.py").write_text("1 / 0")
    manager = KernelManager(kernel_name="python3")
    manager.kernel_spec.metadata["kernel_provisioner"] = {"provisioner_name": provisioner.NAME}
    manager.start_kernel(cwd=str(tmp_path))
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=60)
    yield manager, client
    client.stop_channels()
    if manager.has_kernel:
        manager.shutdown_kernel(now=True)


def said(client, expression):
    """What an expression is in the kernel, as text."""
    reply = client.execute("", user_expressions={"it": expression}, reply=True, timeout=60)
    return reply["content"]["user_expressions"]["it"]["data"]["text/plain"]


def run(client, code):
    reply = client.execute(code, reply=True, timeout=60)
    assert reply["content"]["status"] == "ok", reply["content"]


def waiting(seconds):
    """The processes that sleep for just so long."""
    return [one for one in psutil.process_iter(["cmdline"])
            if one.info["cmdline"] and one.info["cmdline"][-1] == seconds]


@pytest.mark.parametrize("start", [
    "import subprocess; subprocess.Popen(['sleep', SECONDS])",
    "import subprocess; subprocess.Popen(['sleep', SECONDS], start_new_session=True)",
    "import os\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n"
    "        os.execvp('sleep', ['sleep', SECONDS])\n    os._exit(0)",
], ids=["a child", "a session of its own", "a daemon"])
def test_nothing_that_a_submission_starts_outlives_its_kernel(kernel, start):
    manager, client = kernel
    seconds = f"31{time.time_ns() % 10**6}"
    run(client, f"SECONDS = {seconds!r}\n{start}")
    assert waiting(seconds), "it never ran"
    manager.shutdown_kernel(now=True)
    deadline = time.monotonic() + 2
    while waiting(seconds) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not waiting(seconds)


def test_the_kernel_works_in_a_folder_of_its_own_with_the_files_handed_in(kernel):
    _, client = kernel
    assert said(client, "sorted(__import__('os').listdir('.'))") == (
        "['ipykernel_launcher.py', 'picture.png']")


def test_the_environment_tells_nothing_of_the_instructor(kernel, monkeypatch):
    _, client = kernel
    names = said(client, "sorted(__import__('os').environ)")
    assert "HOME" in names
    assert not [name for name in ("SSH_AUTH_SOCK", "USER", "PWD", "VIRTUAL_ENV") if name in names]


def test_the_kernel_has_no_capability_even_as_root(kernel):
    _, client = kernel
    status = said(client, "open('/proc/self/status').read()")
    assert "CapEff:\\t0000000000000000" in status


def test_the_folder_is_gone_afterwards(kernel):
    manager, _ = kernel
    scratch = manager.provisioner.scratch
    assert scratch.is_dir()
    manager.shutdown_kernel(now=True)
    assert not scratch.exists()
