"""Real kernels in the real sandbox."""

import contextlib
import time

import psutil
import pytest
from jupyter_client import KernelManager

from grading.kernel import doctor, provisioner
from grading.kernel.limits import Limits
from grading.kernel.link import linked_kernel

PATIENCE_S = 60  # a busy machine may be slow; what is awaited comes at once on a quiet one


def until(condition, what):
    """Wait for something to be true; what it is then."""
    deadline = time.monotonic() + PATIENCE_S
    while not (found := condition()):
        assert time.monotonic() < deadline, f"in vain: {what}"
        time.sleep(0.01)
    return found


def running(processes):
    """Those of these processes that have not ended."""
    left = []
    for one in processes:
        with contextlib.suppress(psutil.Error):  # it is gone between two questions
            if one.is_running() and one.status() != psutil.STATUS_ZOMBIE:
                left.append(one)
    return left


class Sandboxed:
    """A kernel in the sandbox and its client."""

    def __init__(self, folder, **limits):
        self.manager = KernelManager(kernel_name="python3")
        self.manager.kernel_spec.metadata["kernel_provisioner"] = {
            "provisioner_name": provisioner.NAME,
            "config": {"limits": {**Limits().as_data(), **limits}}}
        self.manager.start_kernel(cwd=str(folder))
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=PATIENCE_S)
        self.world = self.manager.provisioner.world

    def run(self, code):
        """What a cell prints; a raised error is the last line, as `Name: text`."""
        said = []

        def hear(message):
            said.append(shown(message["msg_type"], message["content"]))

        self.client.execute_interactive(code, allow_stdin=False, timeout=PATIENCE_S,
                                        output_hook=hear)
        return "".join(said)

    def begin(self, code):
        """Run a cell that may not return."""
        self.client.execute(code, allow_stdin=False)

    def begin_and_hear(self, code):
        """Run a cell that may not return; back when it has printed something."""
        self.begin(code)
        until(lambda: self.client.get_iopub_msg(timeout=PATIENCE_S)["msg_type"] == "stream",
              "a word")

    def processes(self):
        """Every process of the kernel's sandbox that is there now."""
        first = psutil.Process(self.world.pid)
        return [first, *first.children(recursive=True)]

    def wait_for_end(self):
        """Wait until nothing of it is left; the reason that is told."""
        until(lambda: not self.manager.is_alive(), "the kernel's end")
        return self.manager.provisioner.why

    def close(self):
        self.client.stop_channels()
        if self.manager.has_kernel:
            self.manager.shutdown_kernel(now=True)


class Linked:
    """A kernel in the sandbox that is asked through its link."""

    def __init__(self, folder, patience_s=600):
        self._context = linked_kernel(Limits().as_data(), str(folder), [
            "--IPKernelApp.capture_fd_output=False"], patience_s, {})
        self.link = self._context.__enter__()

    def heard(self, code):
        """All that it says while it runs code."""
        heard = []
        self.link.ask(code, lambda kind, content: heard.append((kind, content)))
        return heard

    def run(self, source):
        """What a cell prints; a raised error is the last line, as `Name: text`."""
        heard = self.heard(f"{cell(source)}\nimport sys\nsys.stdout.flush()")
        return "".join(shown(kind, content) for kind, content in heard)

    def close(self):
        self._context.__exit__(None, None, None)


def shown(kind, content):
    """What a message shows, as text."""
    if kind == "stream":
        return content["text"]
    if kind == "error":
        return f"{content['ename']}: {content['evalue']}"
    return " ".join(sorted(content["data"])) if kind in ("display_data", "execute_result") else ""


def cell(source):
    """Code that runs a cell as the grader does."""
    return f"get_ipython().run_cell({source!r}, store_history=True)"


@pytest.fixture(scope="session", autouse=True)
def _a_whole_sandbox():
    lacking = doctor.missing()
    if lacking:
        pytest.skip(f"this system lacks {', '.join(lacking)}")


@pytest.fixture
def start(tmp_path_factory):
    """A function that starts kernels, with the limits it is given; they end with the test."""
    started = []

    def start_one(folder=None, **limits):
        started.append(Sandboxed(folder or tmp_path_factory.mktemp("submission"), **limits))
        return started[-1]

    yield start_one
    for one in started:
        one.close()


@pytest.fixture
def kernel(start):
    """A fresh kernel with the course's limits."""
    return start()


@pytest.fixture(scope="module", params=[Sandboxed, Linked])
def shared(request, tmp_path_factory):
    """One kernel of each kind for all tests of a module that leave it as it was."""
    one = request.param(tmp_path_factory.mktemp("submission"))
    yield one
    one.close()
