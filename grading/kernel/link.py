"""The grader's side of a kernel: sending requests one by one and reading untrusted messages."""

import json
import os
import platform
import secrets
import signal
import socket
import struct
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any, Protocol

from answercheck.translation import ENGLISH, LANGUAGE_VARIABLE
from answercheck.wording.notices import kernel_end
from grading.kernel.unsafe import UnsafeProcess
from grading.sandbox.client import zygote_client
from grading.sandbox.course_files import NO_COURSE, CourseFiles
from grading.sandbox.limits import MAX_LINE
from grading.sandbox.request import kernel_request
from grading.sandbox.usage import Usage

GRACE_S = 2  # for an interrupted kernel to answer, and for a dead one's sandbox to send the reason
WALL_FACTOR = 3  # how much longer than its time a request may take on a busy machine
LEAST_S = 0.05
AT_ONCE = 2**18
SIOCOUTQ = 0x5411
Hear = Callable[[str, dict[str, Any]], object]


class KernelError(Exception):
    """The kernel did not answer; the text says why, as far as it is known.

    has_begun : whether it had read the request; if not, an earlier request is the cause
    """

    has_begun = True


class DeadKernelError(KernelError):
    """The kernel's process has ended, or has closed its link.

    why : a code and a value `n`, if the reason is known
    """

    def __init__(self, why: Mapping[str, Any]) -> None:
        super().__init__(kernel_end(why))
        self.why = why


class SlowKernelError(KernelError):
    """The kernel took too long.

    is_alive : whether it stopped the cell when it was interrupted
    done : what it then said at the end
    """

    is_alive = False
    done: Mapping[str, Any] = MappingProxyType({})


class GarbledError(KernelError):
    """The kernel sent something that cannot be read."""


class Process(Protocol):
    """The process of a kernel; `seconds` says how long the steps of its start took."""

    link: socket.socket
    seconds: dict[str, float]

    def usage(self) -> Usage:
        """Return how much of the processors its processes have had."""

    def signal(self, number: int) -> None:
        """Send a signal to the kernel."""

    def why_ended(self, patience_s: float) -> Mapping[str, Any]:
        """Wait up to `patience_s` for its end; return the code of the reason and a value `n`."""

    def kill(self) -> None:
        """Kill the kernel and all processes that it has started."""


class LinkedKernel:
    """A kernel that answers requests over its link.

    spent_s : how much time the requests so far have spent, see `Usage.spent_s`
    """

    def __init__(self, process: Process) -> None:
        self.process, self._link = process, process.link
        self._heard = bytearray()
        self._request = ""
        self._is_unread = False
        self.spent_s = 0.0

    def ask(self, fields: Mapping[str, str], hear: Hear, timeout_s: float | None) -> dict[str, Any]:
        """Send a request, and wait until it has been handled.

        Parameters
        ----------
        fields : what is asked, see `app.py`; each value is JSON
        hear : called with the kind and the content of each message of the kernel to this request
        timeout_s : how much time it may spend, see `Usage.spent_s`: not counted is for how long its
            processes wait for a processor, up to `WALL_FACTOR` times as much; None for no limit

        Returns
        -------
        dict
            What the kernel says at the end.

        Raises
        ------
        KernelError
            If it dies, takes too long, or says what cannot be read. If it is only slow, it has been
            interrupted.
        """
        # A name that the submission cannot know before, so it cannot answer in advance.
        self._request = secrets.token_hex(16)
        self._is_unread = False
        members = {"id": json.dumps(self._request), **fields}
        inside = ", ".join(f'"{name}": {value}' for name, value in members.items())
        body = f"{{{inside}}}".encode()
        clock = _Clock(self.process)
        try:
            return self._asked(body, hear, timeout_s, clock)
        finally:
            self.spent_s += clock.spent_s()

    def _asked(self, body: bytes, hear: Hear, timeout_s: float | None,
               clock: "_Clock") -> dict[str, Any]:
        try:
            self._wait_at_most(timeout_s)
            self._link.sendall(b"%010d%b" % (len(body), body))
        except TimeoutError:
            self._is_unread = True
            raise self._failed(SlowKernelError("it did not take the request")) from None
        except OSError:
            self._is_unread = True
            raise self._dead() from None
        left_s = timeout_s
        while True:
            try:
                return self._listen(hear, left_s)
            except TimeoutError:
                assert timeout_s is not None
                left_s = clock.left_s(timeout_s)
                if not left_s:
                    raise self._failed(self._interrupted(hear)) from None

    def _listen(self, hear: Hear, timeout_s: float | None) -> dict[str, Any]:
        """Wait until the request has been handled; raise TimeoutError if it takes too long."""
        until = None if timeout_s is None else time.monotonic() + timeout_s
        while True:
            request, kind, content = self._read(self._line(until))
            if request != self._request:
                continue  # of an earlier cell, perhaps of a task that has outlived it
            if kind == "done":
                return content
            hear(kind, content)

    def _interrupted(self, hear: Hear) -> SlowKernelError:
        error = SlowKernelError("it took too long")
        self._is_unread = _n_unread(self._link) > 0
        self.process.signal(signal.SIGINT)
        try:
            error.done = self._listen(hear, GRACE_S)
            error.is_alive = True
        except (TimeoutError, KernelError):
            pass
        return error

    def _line(self, until: float | None) -> bytes:
        looked = 0
        while (end := self._heard.find(b"\n", looked)) < 0:
            looked = len(self._heard)
            if looked > MAX_LINE:
                raise self._failed(GarbledError("it said too much at once"))
            self._wait_at_most(None if until is None else until - time.monotonic())
            try:
                more = self._link.recv(AT_ONCE)
            except TimeoutError:
                raise
            except OSError:  # the system's sign that the request was not read
                self._is_unread, more = True, b""
            if not more:
                raise self._dead()
            self._heard += more
        line = bytes(self._heard[:end])
        del self._heard[:end + 1]
        if until is not None and time.monotonic() > until:
            raise TimeoutError
        return line

    def _wait_at_most(self, seconds: float | None) -> None:
        """Limit the next call of the socket to this time; raise TimeoutError if none is left."""
        if seconds is not None and seconds <= 0:
            raise TimeoutError
        self._link.settimeout(seconds)

    def _read(self, line: bytes) -> tuple[str, str, dict[str, Any]]:
        try:
            request, kind, content = json.loads(line)
        except (ValueError, TypeError, RecursionError):
            request = kind = content = None
        if isinstance(request, str) and isinstance(kind, str) and isinstance(content, dict):
            return request, kind, content
        raise self._failed(GarbledError("it said what cannot be read"))

    def _dead(self) -> KernelError:
        return self._failed(DeadKernelError(self.process.why_ended(GRACE_S)))

    def _failed(self, error: KernelError) -> KernelError:
        error.has_begun = not self._is_unread
        return error


class _Clock:
    """Counts how much time the processes of a kernel spend from now on."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._began, self._before = time.monotonic(), process.usage()

    def spent_s(self) -> float:
        """Return how many seconds they have spent."""
        return self._process.usage().spent_s(self._before, time.monotonic() - self._began)

    def left_s(self, timeout_s: float) -> float:
        """Return how many of so many seconds are left; 0 if none are worth waiting for."""
        left_s = min(timeout_s - self.spent_s(),
                     WALL_FACTOR * timeout_s - (time.monotonic() - self._began))
        return left_s if left_s > LEAST_S else 0.0


def _n_unread(link: socket.socket) -> int:
    """Return how many bytes the other side has not read yet; 0 on systems other than Linux."""
    if platform.system() != "Linux":
        return 0
    import fcntl

    n_bytes = fcntl.ioctl(link, SIOCOUTQ, struct.pack("i", 0))
    return int(struct.unpack("i", n_bytes)[0])


@contextmanager
def linked_kernel(limits: Mapping[str, int], folder: str, arguments: list[str],
                  seconds: dict[str, float], unsafe: bool = False,
                  course: CourseFiles = NO_COURSE,
                  language: str = ENGLISH) -> Iterator[LinkedKernel]:
    """Start a kernel; it is killed at the end, with all processes that it has started.

    Parameters
    ----------
    limits : the fields of `Limits`
    folder : whose files the submission has beside its notebook; may be ""
    arguments : settings of the kernel's application
    seconds : where the times of its start are added, by what was done
    unsafe : without the sandbox
    course : what of the course it may read
    language : in which figures and checks speak there

    Raises
    ------
    CourseError
        If the system refuses a part of the sandbox.
    RuntimeError
        If it does not start; the next one may.
    """
    environment = {**os.environ, LANGUAGE_VARIABLE: language}
    request = kernel_request(limits, folder, environment, arguments, course)
    process: Process = UnsafeProcess(request) if unsafe else zygote_client().kernel(request)
    try:
        for name, spent in process.seconds.items():
            seconds[name] = seconds.get(name, 0.0) + spent
        yield LinkedKernel(process)
    finally:
        process.kill()
