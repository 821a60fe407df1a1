"""Kernels without the sandbox, for systems that lack a part of it, if `--unsafe` is given.

Run as `python -m grading.kernel.unsafe SPEC [FD]` this becomes such a kernel, confined as far as
the system allows: on Linux by a network of its own, no capabilities, Landlock and the filter of
system calls, each where the system grants it; elsewhere by the limits alone.
"""

import contextlib
import json
import os
import platform
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grading.hand_ins.walk import plain_files
from grading.kernel.startup import (
    application,
    load_libraries,
    load_packages,
    search_working_folder,
)
from grading.sandbox import landlock, linux, namespaces
from grading.sandbox.limits import MB, Limits
from grading.sandbox.seccomp import known_here, refuse_syscalls
from grading.sandbox.usage import Usage, usage

START_S = 60  # for a kernel to be ready, on a busy machine
READY = b"\n"  # what it says first
OWN_MEMORY = ("/proc/cpuinfo", "/proc/meminfo", "/proc/stat")


class UnsafeProcess:
    """A kernel in a scratch folder, in a process of this machine."""

    def __init__(self, request: Mapping[str, Any]) -> None:
        begun = time.monotonic()
        self.scratch = Path(tempfile.mkdtemp(prefix="course-"))
        work = self.scratch / "work"
        work.mkdir()
        if request["folder"]:
            room = request["limits"]["scratch_mb"] * MB
            for name, content in plain_files(Path(request["folder"]), room).items():
                (work / name).parent.mkdir(parents=True, exist_ok=True)
                (work / name).write_bytes(content)
        self.link, theirs = socket.socketpair()
        spec = json.dumps({**request, "work": str(work), "scratch": str(self.scratch)})
        command = [sys.executable, "-I", "-m", "grading.kernel.unsafe", spec]
        environment = {**request["environment"], "HOME": str(work), "TMPDIR": str(self.scratch),
                       "IPYTHONDIR": str(self.scratch / "ipython"),
                       "MPLCONFIGDIR": str(self.scratch / "matplotlib")}
        if os.name != "posix":
            environment |= {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP")
                            if name in os.environ}
        said = (self.scratch / "said.txt").open("wb")
        streams: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": said}
        with theirs, said:
            if os.name == "posix":
                self._process = subprocess.Popen(
                    [*command, str(theirs.fileno())], env=environment, cwd=work, **streams,
                    stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()], start_new_session=True)
            else:
                self._process = subprocess.Popen(command, env=environment, cwd=work, **streams,
                                                 stdin=subprocess.PIPE)
                assert self._process.stdin is not None
                share: Any = getattr(theirs, "share")  # noqa: B009 - it is on Windows alone
                self._process.stdin.write(share(self._process.pid))
                self._process.stdin.close()
        self._wait_for_start()
        self.seconds = {"kernel": time.monotonic() - begun}

    def _wait_for_start(self) -> None:
        self.link.settimeout(START_S)
        try:
            if self.link.recv(len(READY)) == READY:
                return
        except OSError:
            pass
        lines = (self.scratch / "said.txt").read_text(errors="replace").split("\n")
        why = next((line for line in reversed(lines) if line), "no answer")
        self.kill()
        raise RuntimeError(f"no kernel could be started: {why}")

    def usage(self) -> Usage:
        """Return how much of the processors its processes have had, where the system tells."""
        return usage(self._process.pid)

    def signal(self, number: int) -> None:
        """Interrupt the kernel; kill it on systems where that is not possible."""
        if os.name == "posix":
            self._process.send_signal(number)
        else:
            self._process.kill()

    def why_ended(self, patience_s: float) -> dict[str, Any]:
        """Wait up to `patience_s` for its end; return nothing, since no reason is known."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(patience_s)
        return {}

    def kill(self) -> None:
        """Kill the processes of its group; remove its folder."""
        if os.name == "posix":
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.wait()
        self.link.close()
        shutil.rmtree(self.scratch, ignore_errors=True)


def main(spec: str, fd: str = "") -> None:
    """Become the kernel that `spec`, in JSON, asks for."""
    asked = json.loads(spec)
    link = (socket.socket(fileno=int(fd)) if fd
            else socket.fromshare(sys.stdin.buffer.read()))  # type: ignore[attr-defined]
    link.set_inheritable(False)
    load_libraries()
    load_packages(asked["packages"], asked["search"])
    if platform.system() == "Linux":
        _restrict(asked)
    Limits.of(asked["limits"]).apply()
    app = application(asked, link)
    link.sendall(READY)
    search_working_folder()
    app.start()


def _restrict(asked: Mapping[str, Any]) -> None:
    """Give up as many rights as this system allows."""
    with contextlib.suppress(OSError):
        linux.unshare(linux.CLONE_NEWNET | (linux.CLONE_NEWUSER if os.getuid() else 0))
    linux.drop_capabilities()
    if landlock.abi():
        write = [asked["scratch"], *namespaces.DEVICES, f"/proc/{os.getpid()}"]
        landlock.restrict([*namespaces.SYSTEM, *asked["read"], *OWN_MEMORY], write)
    if known_here():
        linux.prctl(linux.PR_SET_NO_NEW_PRIVS, 1)
        refuse_syscalls(one_group=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
