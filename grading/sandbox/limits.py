"""How much of the machine a submission may use."""

import contextlib
import os
import re
import signal
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

MB = 2**20
# Bytes of one line that a kernel says: several times what the answers to a check need. Of brackets
# alone it takes some twenty times its length in the grader's memory.
MAX_LINE = 8 * MB
# What a process has in memory that is no file of the system's, with the tables that describe it.
HELD = re.compile(rb"^(?:RssAnon|RssShmem|VmPTE|VmSwap|HugetlbPages):\s+(\d+)", re.MULTILINE)
HELD_IN_SHARES = re.compile(rb"^(?:Pss_Anon|Pss_Shmem|SwapPss|Private_Hugetlb):\s+(\d+)",
                            re.MULTILINE)
TABLES = re.compile(rb"^VmPTE:\s+(\d+)", re.MULTILINE)
SOCKET_BYTES = 212_992  # what the system lets a socket hold whose owner may not ask for more


@dataclass(frozen=True)
class Limits:
    """The limits of one kernel and all it starts; the defaults are those of the course.

    cpu_s : seconds of computing, of each process
    memory_mb : of all processes together, Python itself included; also what one may ask for
    n_processes : processes and threads together
    file_mb : of one file
    scratch_mb : of all files together
    n_descriptors : open files and sockets of each process
    """

    cpu_s: int = 300
    memory_mb: int = 1024
    n_processes: int = 128
    file_mb: int = 128
    scratch_mb: int = 128
    n_descriptors: int = 512

    def as_data(self) -> dict[str, int]:
        """The limits as json takes them."""
        return asdict(self)

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Limits":
        """The limits from what `as_data` gave."""
        return cls(**data)

    def apply(self) -> None:
        """Hold this process and all it will start to them, as far as the system knows them.

        The sum of the memory and of the files is not the system's to hold: see `init.py` and
        the size of the scratch folder's file system.
        """
        import resource  # not on Windows

        bounds = {"RLIMIT_CPU": self.cpu_s, "RLIMIT_DATA": self.memory_mb * MB,
                  "RLIMIT_NPROC": self.n_processes, "RLIMIT_FSIZE": self.file_mb * MB,
                  "RLIMIT_NOFILE": self.n_descriptors, "RLIMIT_CORE": 0}
        for name, bound in bounds.items():
            # Of computing time the system first warns, with a signal that tells why, then kills.
            last = bound + (name == "RLIMIT_CPU")
            # A lower bound may be in force; some systems lack one of them, or refuse it.
            with contextlib.suppress(AttributeError, ValueError, OSError):
                number = getattr(resource, name)
                _, hard = resource.getrlimit(number)
                if hard != resource.RLIM_INFINITY:
                    bound, last = min(bound, hard), min(last, hard)
                resource.setrlimit(number, (bound, last))


    def reason(self, status: int) -> str:
        """Why a process ended, for its author; `status` is what `os.waitpid` said."""
        if not os.WIFSIGNALED(status):
            return f"it ended itself, with exit code {os.waitstatus_to_exitcode(status)}"
        number = os.WTERMSIG(status)
        if number == signal.SIGXCPU:
            return f"it computed for more than {self.cpu_s} s"
        return f"it was ended by {signal.Signals(number).name}"


def memory_used(process_ids: list[int], enough: int) -> int:
    """Bytes of memory that these processes have of their own; exact when more than `enough`.

    The first sum is quick and never too small, for a page that several share counts for each; only
    when it is large are shared pages divided among those that have them.
    """
    sockets = _sockets()
    at_most = sockets + sum(_kilobytes(pid, "status", HELD) for pid in process_ids) * 1024
    if at_most <= enough:
        return at_most
    return sockets + sum(_kilobytes(pid, "smaps_rollup", HELD_IN_SHARES)
                         + _kilobytes(pid, "status", TABLES) for pid in process_ids) * 1024


def _kilobytes(pid: int, name: str, wanted: re.Pattern[bytes]) -> int:
    with contextlib.suppress(OSError), open(f"/proc/{pid}/{name}", "rb", buffering=0) as file:
        return sum(map(int, wanted.findall(file.read())))
    return 0  # it has ended


def _sockets() -> int:
    """Bytes that the sockets of this network can hold, which belong to no process."""
    with open("/proc/net/unix", "rb") as file:
        n_sockets = file.read().count(b"\n")
    return n_sockets * SOCKET_BYTES


def other_processes() -> list[int]:
    """The numbers of all processes that can be seen here, but this one."""
    return [int(name) for name in os.listdir("/proc") if name.isdigit()
            and int(name) != os.getpid()]
