"""The grader's side of the zygote: asks it for kernels, each in a sandbox of its own."""

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

START_S = 60  # for a kernel to be ready, on a busy machine
MAX_MESSAGE = 2**16


class Sandbox:
    """A sandbox with a kernel, held by the descriptor of its first process.

    `seconds` tells how long its making took: "fork", "sandbox" and "kernel". `link` leads to a
    kernel that is asked through it.
    """

    def __init__(self, pid: int, pidfd: int, control: socket.socket, link: socket.socket) -> None:
        self.pid, self.link, self._pidfd, self._control = pid, link, pidfd, control
        self.why = ""
        self.seconds: dict[str, float] = {}

    def has_ended(self) -> bool:
        """Whether everything in it is gone; `why` then tells the reason, if one was given."""
        ended = bool(select.select([self._pidfd], [], [], 0)[0])
        if ended and not self.why:
            with contextlib.suppress(OSError):  # nothing was told
                self.why = _message(self._control)[0].get("ended", "")
        return ended

    def why_ended(self, patience_s: float) -> str:
        """Wait a while for the end of everything in it; the reason, if one was given."""
        select.select([self._pidfd], [], [], patience_s)
        self.has_ended()
        return self.why

    def signal(self, number: int) -> None:
        """Send a signal to its first process; SIGINT is passed on to the kernel."""
        with contextlib.suppress(ProcessLookupError):  # it has just ended
            signal.pidfd_send_signal(self._pidfd, number)

    def kill(self) -> None:
        """End it, wait until everything in it is gone, and close it."""
        self.signal(signal.SIGKILL)
        select.select([self._pidfd], [], [])
        self.close()

    def close(self) -> None:
        """End it, if it has not ended yet."""
        self.signal(signal.SIGKILL)
        self._control.close()
        self.link.close()
        os.close(self._pidfd)


class ZygoteClient:
    """Asks a zygote for kernels; the zygote ends when no process holds its socket any more.

    requests : the socket, which other processes may be given
    process : if this one has started it; and in `said`, what it says when it fails
    """

    def __init__(self, requests: socket.socket, process: subprocess.Popen | None = None,
                 said: IO[bytes] | None = None) -> None:
        self.requests, self.process, self._said = requests, process, said
        self._lock = threading.Lock()
        self._loaded: set[str] = set()  # what was asked of it

    @classmethod
    def started(cls) -> "ZygoteClient":
        """A new one; it loads its libraries while this process goes on."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        environment = {key: os.environ[key] for key in ("PATH", "LANG", "TZ") if key in os.environ}
        environment |= {
            "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "HDF5_USE_FILE_LOCKING": "FALSE",
            "MPLBACKEND": "module://matplotlib_inline.backend_inline",
            "PYDEVD_DISABLE_FILE_VALIDATION": "1", "PYTHONDONTWRITEBYTECODE": "1"}
        said = tempfile.TemporaryFile()  # noqa: SIM115 - read when it has failed
        with theirs:
            process = subprocess.Popen(
                [sys.executable, "-I", "-m", "grading.sandbox.zygote", str(theirs.fileno())],
                pass_fds=[theirs.fileno()], env=environment, stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=said, start_new_session=True)
        return cls(ours, process, said)

    def kernel(self, request: Mapping[str, Any]) -> Sandbox:
        """A new kernel, ready to be talked to.

        Raises
        ------
        CourseError
            If the system refuses to make its sandbox; the text says what was refused.
        RuntimeError
            If nobody answers: this zygote has ended, and the next one may serve.
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
            # Not earlier, or the sandbox might speak before the zygote has said which one it is.
            with contextlib.suppress(BrokenPipeError):  # it has ended, and has told why
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
        """Have the course's packages loaded, once for all kernels."""
        names = request.get("packages")
        wanted = json.dumps({"names": names, "search": request.get("search")})
        with self._lock, contextlib.suppress(BrokenPipeError):
            if names and wanted not in self._loaded:
                self._loaded.add(wanted)
                self.requests.send(wanted.encode())

    def _failure(self, told: Mapping[str, Any]) -> CourseError | RuntimeError:
        if "error" in told:
            return CourseError(f"no kernel could be started: {told['error']}")
        said = os.pread(self._said.fileno(), MAX_MESSAGE, 0) if self._said else b""
        lines = said.decode(errors="replace").split("\n")
        why = next((line for line in reversed(lines) if line), "no answer")
        return RuntimeError(f"no kernel could be started: {why}")

    def close(self) -> None:
        """Let it go; if no other process holds its socket, it ends."""
        self.requests.close()
        if self._said:
            self._said.close()
        if self.process:
            self.process.poll()  # so that nothing is left of one that has ended

    def is_alive(self) -> bool:
        """Whether it can be asked."""
        with contextlib.suppress(BlockingIOError):  # it says nothing here, as long as it lives
            self.requests.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
            return False
        return True


def _message(control: socket.socket) -> tuple[dict[str, Any], list[int]]:
    text, fds, _, _ = socket.recv_fds(control, MAX_MESSAGE, 1)
    return json.loads(text or b"{}"), fds


_zygote: ZygoteClient | None = None
_one_at_a_time = threading.Lock()  # a worker of Dask's may have several threads


def zygote_client(requests: socket.socket | None = None) -> ZygoteClient:
    """The zygote of this process; a fork of this process shares it.

    If there is none yet it is the one behind the socket `requests`, else a new one.
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
