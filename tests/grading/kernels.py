"""Real kernels in the real sandbox."""

import contextlib
import json
import signal
import threading

import psutil
import pytest

from answercheck.wording.notices import kernel_end
from grading.kernel.link import KernelError, linked_kernel
from grading.sandbox.course_files import course_files
from grading.sandbox.limits import Limits
from tests.patience import PATIENCE_S
from tests.this_course import FOLDERS

THIS_COURSE = course_files(str(FOLDERS.root), ["helpers"], map(str, [
    FOLDERS.source, FOLDERS.exercises, FOLDERS.references]))


def running(processes):
    """Return those of these processes that have not ended."""
    left = []
    for one in processes:
        with contextlib.suppress(psutil.Error):  # it may end between two questions
            if one.is_running() and one.status() != psutil.STATUS_ZOMBIE:
                left.append(one)
    return left


class Kernel:
    """A kernel in the sandbox, as tests use it."""

    unsafe = False

    def __init__(self, folder, **limits):
        self._context = linked_kernel({**Limits().as_data(), **limits}, str(folder), [], {},
                                      self.unsafe, THIS_COURSE)
        self.linked = self._context.__enter__()
        self.process = self.linked.process
        self._thread = None

    def heard(self, source, patience_s=PATIENCE_S):
        """Run a cell; return all messages that the kernel sends meanwhile."""
        heard = []
        self.linked.ask({"cell": json.dumps(source)},
                        lambda kind, content: heard.append((kind, content)), patience_s)
        return [one for one in heard if one[0] != "busy"]

    def run(self, source):
        """Run a cell; return what it prints, and of an error the last line, `Name: text`."""
        return "".join(shown(kind, content) for kind, content in self.heard(source))

    def begin(self, source, on_message=lambda *_: None):
        """Start a cell that may not return, and do not wait for it."""
        def ask():
            with contextlib.suppress(KernelError, OSError):
                self.linked.ask({"cell": json.dumps(source)}, on_message, 600)

        self._thread = threading.Thread(target=ask, daemon=True)
        self._thread.start()

    def begin_and_hear(self, source):
        """Start a cell that may not return; come back when it has printed something."""
        has_printed = threading.Event()
        self.begin(source, lambda kind, _: kind == "stream" and has_printed.set())
        assert has_printed.wait(PATIENCE_S), "it prints nothing"

    def processes(self):
        """Return every process that is in the kernel's sandbox now, init first."""
        init = psutil.Process(self.process.pid)
        return [init, *init.children(recursive=True)]

    def interrupt(self, patience_s=PATIENCE_S):
        """Interrupt the cell that was started, and wait for its end."""
        self.process.signal(signal.SIGINT)
        self._thread.join(patience_s)
        assert not self._thread.is_alive(), "it goes on"

    def wait_for_end(self, patience_s=PATIENCE_S):
        """Wait until all of its processes have ended; return the reason that is given."""
        self._thread.join(patience_s)
        assert self.has_ended(), "it is still there"
        return kernel_end(self.process.why)

    def has_ended(self):
        """Return whether all processes have ended, and the cell that was started with them.

        The thread of this cell reads the reason, so nothing may ask for it at the same time.
        """
        return not self._thread.is_alive() and self.process.has_ended()

    def close(self):
        self._context.__exit__(None, None, None)


def shown(kind, content):
    """Return what a message shows, as text."""
    if kind == "stream":
        return content["text"]
    if kind == "error":
        return f"{content['ename']}: {content['evalue']}"
    return " ".join(sorted(content["data"])) if kind in ("display_data", "execute_result") else ""


@pytest.fixture(autouse=True)
def _in_whole_sandbox(whole_sandbox):
    """Nothing of this is run on a system that lacks a part of the sandbox."""


@pytest.fixture
def start(tmp_path_factory):
    """Return a function that starts kernels with given limits; they end with the test."""
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
