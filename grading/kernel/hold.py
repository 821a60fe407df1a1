"""Run a command with as much of the sandbox as this system has: for `--unsafe`.

    python -I -m grading.kernel.hold '{"read": [...], "write": [...], "limits": {...}}' COMMAND ...

On Linux that is a network of its own, no capabilities, Landlock and the filter of system calls,
each where the system grants it; elsewhere the limits alone.
"""

import contextlib
import json
import os
import platform
import sys

from grading.kernel import landlock, linux
from grading.kernel.limits import Limits
from grading.kernel.syscalls import known_here, refuse_syscalls


def main(spec: str, *command: str) -> None:
    """Hold this process back, and become the command."""
    asked = json.loads(spec)
    if platform.system() == "Linux":
        with contextlib.suppress(OSError):
            linux.unshare(linux.CLONE_NEWNET | (linux.CLONE_NEWUSER if os.getuid() else 0))
        linux.drop_capabilities()
        if landlock.abi():
            landlock.restrict(asked["read"], [*asked["write"], f"/proc/{os.getpid()}"], [])
        if known_here():
            linux.prctl(linux.PR_SET_NO_NEW_PRIVS, 1)
            refuse_syscalls(one_group=True)
    Limits.of(asked["limits"]).apply()
    os.execvp(command[0], command)


if __name__ == "__main__":
    main(*sys.argv[1:])
