"""The first process of a kernel's world: when it ends, so does everything in there.

It waits for the kernel to end, passes interrupts on, watches how much memory all processes take
together, and ends when the grader does: the system then kills whatever is left, at once.
"""

import json
import os
import select
import signal
import socket
from typing import NoReturn

from grading.kernel.limits import MB, Limits, memory_used, other_processes

EVERY_S = 0.05  # how often the memory is looked at


def watch(kernel: int, control: socket.socket, limits: Limits) -> NoReturn:
    """Stay until the kernel has ended, takes too much, or the grader is gone."""
    wake_read, wake_write = os.pipe()
    os.set_blocking(wake_write, False)
    signal.set_wakeup_fd(wake_write)
    signal.signal(signal.SIGCHLD, lambda number, frame: None)
    signal.signal(signal.SIGINT, lambda number, frame: os.kill(kernel, signal.SIGINT))
    while True:
        ready, _, _ = select.select([control, wake_read], [], [], EVERY_S)
        if control in ready and not control.recv(1):
            os._exit(0)  # the grader has closed its end
        if wake_read in ready:
            os.read(wake_read, 100)
        if _reap(kernel):
            os._exit(0)
        if memory_used(other_processes(), limits.memory_mb * MB) > limits.memory_mb * MB:
            told = {"ended": f"it took more than {limits.memory_mb} MB of memory"}
            control.send(json.dumps(told).encode())
            os._exit(0)


def _reap(kernel: int) -> bool:
    """Bury the processes that have ended; whether the kernel is among them."""
    while True:
        try:
            pid, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return True
        if pid == 0:
            return False
        if pid == kernel:
            return True
