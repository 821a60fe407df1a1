"""Real kernels in the real sandbox."""

import contextlib
import json
import signal
import threading

import pytest

from grading.kernel.link import KernelError, linked_kernel
from grading.sandbox import doctor
from grading.sandbox.limits import Limits

PATIENCE_S = 60  # a busy machine may be slow; what is awaited comes at once on a quiet one


class Kernel:
    """A kernel in the sandbox."""

    unsafe = False

    def __init__(self, folder, **limits):
        self._context = linked_kernel({**Limits().as_data(), **limits}, str(folder), [], {},
                                      self.unsafe)
        self.linked = self._context.__enter__()
        self.process = self.linked.process
        self._thread = None

    def heard(self, source, patience_s=PATIENCE_S):
        """All that it says while it runs a cell."""
        heard = []
        self.linked.ask({"cell": json.dumps(source)},
                        lambda kind, content: heard.append((kind, content)), patience_s)
        return [one for one in heard if one[0] != "busy"]

    def run(self, source):
        """What a cell prints; a raised error is the last line, as `Name: text`."""
        return "".join(shown(kind, content) for kind, content in self.heard(source))

    def begin(self, source):
        """Run a cell that may not return."""
        def ask():
            with contextlib.suppress(KernelError, OSError):
                self.linked.ask({"cell": json.dumps(source)}, lambda *_: None, 600)

        self._thread = threading.Thread(target=ask, daemon=True)
        self._thread.start()

    def interrupt(self, patience_s=PATIENCE_S):
        """Interrupt what was begun, and wait for its end."""
        self.process.signal(signal.SIGINT)
        self._thread.join(patience_s)
        assert not self._thread.is_alive(), "it goes on"

    def wait_for_end(self, patience_s=PATIENCE_S):
        """Wait until nothing of it is left; the reason that is told."""
        why = self.process.why_ended(patience_s)
        assert self.process.has_ended(), "it is still there"
        return why

    def close(self):
        self._context.__exit__(None, None, None)


def shown(kind, content):
    """What a message shows, as text."""
    if kind == "stream":
        return content["text"]
    if kind == "error":
        return f"{content['ename']}: {content['evalue']}"
    return " ".join(sorted(content["data"])) if kind in ("display_data", "execute_result") else ""


@pytest.fixture(scope="session", autouse=True)
def whole_sandbox():
    lacking = doctor.missing()
    if lacking:
        pytest.skip(f"this system lacks {', '.join(lacking)}")


@pytest.fixture
def start(tmp_path_factory):
    """A function that starts kernels, with the limits it is given; they end with the test."""
    started = []

    def start_one(folder=None, **limits):
        started.append(Kernel(folder or tmp_path_factory.mktemp("submission"), **limits))
        return started[-1]

    yield start_one
    for one in started:
        one.close()


@pytest.fixture
def kernel(start):
    """A fresh kernel with the course's limits."""
    return start()


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """One kernel for all tests of a module that leave it as it was."""
    one = Kernel(tmp_path_factory.mktemp("submission"))
    yield one
    one.close()
