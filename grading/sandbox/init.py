"""The init of a sandbox (pid 1): when it ends, the system kills every process in the sandbox.

It waits for the kernel to end, forwards interrupts to it, watches the memory of all processes
together, and ends when the grader closes its socket.
"""

import contextlib
import json
import os
import select
import signal
import socket
import time
from collections.abc import Mapping
from typing import Any, NoReturn

from grading.sandbox.limits import Limits
from grading.sandbox.memory import EVERY_S, MemoryWatch


def run(kernel: int, control: socket.socket, limits: Limits) -> NoReturn:
    """Watch the kernel until it ends, takes too much memory, or the grader is gone; then exit."""
    wake_read, wake_write = os.pipe()
    os.set_blocking(wake_write, False)
    signal.set_wakeup_fd(wake_write)
    signal.signal(signal.SIGCHLD, lambda number, frame: None)
    signal.signal(signal.SIGINT, lambda number, frame: _interrupt(kernel))
    watch, look_at = MemoryWatch(limits), time.monotonic() + EVERY_S
    while True:
        patience_s = max(0.0, look_at - time.monotonic())
        ready = select.select([control.fileno(), wake_read], [], [], patience_s)[0]
        if control.fileno() in ready and not control.recv(1):
            os._exit(0)  # the grader has closed its end
        if wake_read in ready:
            os.read(wake_read, 100)
            if (status := _reap(kernel)) is not None:
                _end(control, limits.reason(status))
        if time.monotonic() < look_at:
            continue
        if (patience := watch.look()) is None:
            _end(control, watch.excess)
        look_at = time.monotonic() + patience


def _interrupt(kernel: int) -> None:
    with contextlib.suppress(ProcessLookupError):  # it has just ended
        os.kill(kernel, signal.SIGINT)


def _end(control: socket.socket, why: Mapping[str, Any]) -> NoReturn:
    with contextlib.suppress(OSError):  # the grader is gone
        control.send(json.dumps({"ended": why}).encode())
    os._exit(0)


def _reap(kernel: int) -> int | None:
    """Reap processes that have ended; return the kernel's wait status if it is one of them."""
    pid, status = os.waitpid(-1, os.WNOHANG)  # the kernel stays until it is reaped here
    while pid:
        if pid == kernel:
            return status
        pid, status = os.waitpid(-1, os.WNOHANG)
    return None
