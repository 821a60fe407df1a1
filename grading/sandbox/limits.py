"""Limits on memory, processor time, processes and files of a submission."""

import contextlib
import os
import signal
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

MB = 2**20
# Bytes of one line from a kernel: several times what the answers to a check need. A line of
# brackets alone takes about twenty times its length of the grader's memory.
MAX_LINE = 8 * MB


@dataclass(frozen=True)
class Limits:
    """The limits of one kernel and all processes that it starts.

    cpu_s : processor time of each process, in seconds
    memory_mb : of all processes together, Python itself included; also of each alone
    n_mappings : of memory, of all processes together; each takes memory of the system's own
    n_processes : processes and threads together
    file_mb : of one file
    scratch_mb : of all files together
    n_descriptors : open files and sockets of each process
    """

    cpu_s: int = 300
    memory_mb: int = 1024
    n_mappings: int = 200_000
    n_processes: int = 128
    file_mb: int = 128
    scratch_mb: int = 128
    n_descriptors: int = 512

    def as_data(self) -> dict[str, int]:
        """Return the limits in a form that JSON can represent."""
        return asdict(self)

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Limits":
        """Return the limits that `as_data` was made of."""
        return cls(**data)

    def apply(self) -> None:
        """Set the rlimits of this process and all that it will start.

        The sums of memory and mappings are watched by `memory.py`, and the sum of files is limited
        by the size of the scratch folder's file system.
        """
        import resource  # not on Windows

        bounds = {"RLIMIT_CPU": self.cpu_s, "RLIMIT_DATA": self.memory_mb * MB,
                  "RLIMIT_NPROC": self.n_processes, "RLIMIT_FSIZE": self.file_mb * MB,
                  "RLIMIT_NOFILE": self.n_descriptors, "RLIMIT_CORE": 0}
        for name, bound in bounds.items():
            # At the soft limit of processor time the system sends SIGXCPU, at the hard one SIGKILL.
            last = bound + (name == "RLIMIT_CPU")
            # A lower bound may be in force; some systems lack one of them, or refuse it.
            with contextlib.suppress(AttributeError, ValueError, OSError):
                number = getattr(resource, name)
                _, hard = resource.getrlimit(number)
                if hard != resource.RLIM_INFINITY:
                    bound, last = min(bound, hard), min(last, hard)
                resource.setrlimit(number, (bound, last))

    def reason(self, status: int) -> dict[str, Any]:
        """Return why a process ended, given the status from `os.waitpid`: a code and a value `n`.
        """
        if not os.WIFSIGNALED(status):
            return {"code": "exited", "n": os.waitstatus_to_exitcode(status)}
        number = os.WTERMSIG(status)
        if number == signal.SIGXCPU:
            return {"code": "computed_too_long", "n": self.cpu_s}
        return {"code": "signalled", "n": signal.Signals(number).name}
