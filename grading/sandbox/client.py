"""The grader's side of the zygote: requests kernels, each in a sandbox of its own."""

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from typing import IO, Any

from grading.errors import CourseError
from grading.sandbox.usage import Usage, usage

START_S = 60  # for a kernel to be ready, on a busy machine
MAX_MESSAGE = 2**16


class Sandbox:
    """A sandbox with a kernel, held by the pidfd of its init.

    pid : of init
    link : the socket to the kernel
    why : why it ended, as a code and a value `n`, if it has and a reason is known; else empty
    seconds : how long the steps of making it took, "fork", "sandbox" and "kernel"
    """

    def __init__(self, pid: int, pidfd: int, control: socket.socket, link: socket.socket) -> None:
        self.pid, self.link, self._pidfd, self._control = pid, link, pidfd, control
        self.why: dict[str, Any] = {}
        self.seconds: dict[str, float] = {}

    def has_ended(self) -> bool:
        """Whether every process in it has ended; if so, `why` is set if a reason was given."""
        ended = bool(select.select([self._pidfd], [], [], 0)[0])
        if ended and not self.why:
            with contextlib.suppress(OSError):  # no reason was sent
                self.why = _message(self._control)[0].get("ended", {})
        return ended

    def why_ended(self, patience_s: float) -> dict[str, Any]:
        """Wait up to `patience_s` for its end; return `why`."""
        select.select([self._pidfd], [], [], patience_s)
        self.has_ended()
        return self.why

    def usage(self) -> Usage:
        """Return how much of the processors all of its processes have had."""
        return usage(self.pid)

    def signal(self, number: int) -> None:
        """Send a signal to its init, which forwards SIGINT to the kernel."""
        with contextlib.suppress(ProcessLookupError):  # it has just ended
            signal.pidfd_send_signal(self._pidfd, number)

    def kill(self) -> None:
        """Kill it, wait until every process in it has ended, and close it."""
        self.signal(signal.SIGKILL)
        select.select([self._pidfd], [], [])
        self.close()

    def close(self) -> None:
        """Kill it without waiting, and close its descriptors."""
        self.signal(signal.SIGKILL)
        self._control.close()
        self.link.close()
        os.close(self._pidfd)


class ZygoteClient:
    """Requests kernels of a zygote, which ends when no process holds its socket any more.

    requests : the socket, which may be passed to other processes
    process : the zygote's, if this process has started it
    stderr : a file with the zygote's error messages, if this process has started it
    """

    def __init__(self, requests: socket.socket, process: subprocess.Popen[bytes] | None = None,
                 stderr: IO[bytes] | None = None) -> None:
        self.requests, self.process, self._stderr = requests, process, stderr
        self._lock = threading.Lock()
        self._loaded: set[str] = set()  # what was asked of it

    @classmethod
    def started(cls) -> "ZygoteClient":
        """Start a zygote; it loads its libraries while this process goes on."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        environment = {key: os.environ[key] for key in ("PATH", "LANG", "TZ") if key in os.environ}
        environment |= {
            "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "HDF5_USE_FILE_LOCKING": "FALSE",
            "MPLBACKEND": "module://matplotlib_inline.backend_inline",
            "PYDEVD_DISABLE_FILE_VALIDATION": "1", "PYTHONDONTWRITEBYTECODE": "1"}
        errors = tempfile.TemporaryFile()  # noqa: SIM115 - read when it has failed
        with theirs:
            process = subprocess.Popen(
                [sys.executable, "-I", "-m", "grading.sandbox.zygote", str(theirs.fileno())],
                pass_fds=[theirs.fileno()], env=environment, stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=errors, start_new_session=True)
        return cls(ours, process, errors)

    def kernel(self, request: Mapping[str, Any]) -> Sandbox:
        """Start a kernel; return its sandbox when the kernel is ready.

        Raises
        ------
        CourseError
            If the system refuses to make its sandbox; the text says what was refused.
        RuntimeError
            If the zygote has ended; the next one may serve.
        """
        asked = time.monotonic()
        self._load(request)
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        link, end_of_link = socket.socketpair()
        with theirs, end_of_link, self._lock, contextlib.suppress(BrokenPipeError):
            socket.send_fds(self.requests, [b"k"], [theirs.fileno(), end_of_link.fileno()])
        ours.settimeout(START_S)
        try:
            begun, fds = _message(ours)
            if not fds:
                raise self._failure(begun)
            sandbox = Sandbox(begun["pid"], fds[0], ours, link)
            # Not earlier, or init might answer before the zygote has sent its pid.
            with contextlib.suppress(BrokenPipeError):  # it has ended, and has sent the reason
                ours.send(json.dumps(request).encode())
            ready, _ = _message(ours)
        except TimeoutError:
            raise CourseError(f"no kernel could be started within {START_S} s") from None
        if "ready" not in ready:
            sandbox.close()
            raise self._failure(ready)
        ours.setblocking(False)
        took = time.monotonic() - asked
        sandbox.seconds = {"fork": took - sum(ready["ready"].values()), **ready["ready"]}
        return sandbox

    def _load(self, request: Mapping[str, Any]) -> None:
        """Have the zygote import the course's packages, once for all kernels."""
        names = request.get("packages")
        wanted = json.dumps({"names": names, "search": request.get("search")})
        with self._lock, contextlib.suppress(BrokenPipeError):
            if names and wanted not in self._loaded:
                self._loaded.add(wanted)
                self.requests.send(wanted.encode())

    def _failure(self, answer: Mapping[str, Any]) -> CourseError | RuntimeError:
        if "error" in answer:
            return CourseError(f"no kernel could be started: {answer['error']}")
        errors = os.pread(self._stderr.fileno(), MAX_MESSAGE, 0) if self._stderr else b""
        lines = errors.decode(errors="replace").split("\n")
        why = next((line for line in reversed(lines) if line), "no answer")
        return RuntimeError(f"no kernel could be started: {why}")

    def close(self) -> None:
        """Close the socket; the zygote ends if no other process holds it."""
        self.requests.close()
        if self._stderr:
            self._stderr.close()
        if self.process:
            self.process.poll()  # reaps it if it has ended

    def is_alive(self) -> bool:
        """Whether the zygote is alive."""
        with contextlib.suppress(BlockingIOError):  # nothing to read as long as it is alive
            self.requests.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
            return False
        return True


def _message(control: socket.socket) -> tuple[dict[str, Any], list[int]]:
    text, fds, _, _ = socket.recv_fds(control, MAX_MESSAGE, 1)
    return json.loads(text or b"{}"), fds


_zygote: ZygoteClient | None = None
_one_at_a_time = threading.Lock()  # a worker of Dask's may have several threads


def zygote_client(requests: socket.socket | None = None) -> ZygoteClient:
    """Return the client of this process, which its forks share.

    If there is none yet, it uses the zygote behind the socket `requests`, else starts a new one.
    """
    global _zygote
    with _one_at_a_time:
        if _zygote is None and requests:
            _zygote = ZygoteClient(requests)
        if _zygote is None or not _zygote.is_alive():
            if _zygote is not None:
                _zygote.close()
            _zygote = ZygoteClient.started()
        return _zygote
