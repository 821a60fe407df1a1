"""A process that no submission may see, signal or trace, and processes that must not be left."""

import contextlib
import os
import resource
import secrets
import select
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import psutil

WITHIN_S = 2  # after grading, for all that a submission started to be gone
PROGRAM = """\
import ctypes, os, signal, sys, time
ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # when the process that started it ends
text = ctypes.create_string_buffer(os.environ["SECRET_MEMORY"].encode())
for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGUSR1, signal.SIGUSR2,
               signal.SIGURG, signal.SIGALRM):
    signal.signal(number, lambda number, frame: os.write(1, b"s"))
print(ctypes.addressof(text), flush=True)
while True:
    time.sleep(60)
"""


class Bystander:
    """A process that reports the signals it gets, with secrets in its environment and memory."""

    def __init__(self) -> None:
        environment, memory = secrets.token_hex(16), secrets.token_hex(16)
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-c", PROGRAM], stdout=subprocess.PIPE,
            env={"SECRET_ENVIRONMENT": environment, "SECRET_MEMORY": memory})
        assert self._process.stdout is not None
        self._stdout = self._process.stdout
        address = self._stdout.readline().decode().strip()
        self.placeholders: Mapping[str, str] = {"pid": str(self._process.pid), "address": address}
        self.secrets: Mapping[str, str] = {"process": environment, "memory": memory}
        self._before = self._properties()

    def _properties(self) -> tuple:
        pid = self._process.pid
        return (os.getpriority(os.PRIO_PROCESS, pid), os.sched_getaffinity(pid),
                resource.prlimit(pid, resource.RLIMIT_NOFILE))

    def touched(self) -> list[str]:
        """Report whether it was signalled, stopped, traced, changed or killed."""
        if self._process.poll() is not None:
            return ["process: killed"]
        found = []
        if select.select([self._stdout], [], [], 0)[0]:
            os.read(self._stdout.fileno(), 10_000)
            found.append("process: signalled")
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        if "\nState:\tT" in status:
            self._process.send_signal(signal.SIGCONT)
            found.append("process: stopped")
        if "\nTracerPid:\t0\n" not in status:
            found.append("process: traced")
        if self._properties() != self._before:
            self._before = self._properties()
            found.append("process: changed")
        return found

    def close(self) -> None:
        """End it."""
        self._process.kill()
        self._process.wait()
        self._stdout.close()


class LeftoverProcesses:
    """Processes that submissions left running, known by a mark in name, command or environment."""

    placeholders: Mapping[str, str] = {}
    secrets: Mapping[str, str] = {}

    def __init__(self, mark: str) -> None:
        self._mark = mark.encode()

    def touched(self) -> list[str]:
        """Report whether one is still running after `WITHIN_S`, and end it."""
        deadline = time.monotonic() + WITHIN_S
        while left := self._marked():
            if time.monotonic() > deadline:
                for one in left:
                    with contextlib.suppress(psutil.NoSuchProcess):
                        one.kill()
                return ["processes: left running"]
            time.sleep(0.05)
        return []

    def _marked(self) -> list[psutil.Process]:
        found = []
        for one in psutil.process_iter():
            with contextlib.suppress(OSError, psutil.Error):
                parts = [Path(f"/proc/{one.pid}/{name}").read_bytes()
                         for name in ("comm", "cmdline", "environ")]
                if any(self._mark in part for part in parts) and (
                        one.pid != os.getpid() and one.status() != psutil.STATUS_ZOMBIE):
                    found.append(one)
        return found

    def close(self) -> None:
        """End what is left."""
        for one in self._marked():
            with contextlib.suppress(psutil.NoSuchProcess):
                one.kill()
