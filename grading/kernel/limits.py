"""How much of the machine a submission may use."""

import contextlib
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

MB = 2**20


@dataclass(frozen=True)
class Limits:
    """The limits of one kernel and all it starts; the defaults are those of the course.

    cpu_s : seconds of computing, of each process
    memory_mb : of all processes together; also what one process may ask for
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

        The sum of the memory and of the files is not the system's to hold: see `guardian.py` and
        the size of the scratch folder's file system.
        """
        import resource  # not on Windows

        bounds = {"RLIMIT_CPU": self.cpu_s, "RLIMIT_DATA": self.memory_mb * MB,
                  "RLIMIT_NPROC": self.n_processes, "RLIMIT_FSIZE": self.file_mb * MB,
                  "RLIMIT_NOFILE": self.n_descriptors, "RLIMIT_CORE": 0}
        for name, bound in bounds.items():
            # A lower bound may be in force; some systems lack one of them, or refuse it.
            with contextlib.suppress(AttributeError, ValueError, OSError):
                number = getattr(resource, name)
                _, hard = resource.getrlimit(number)
                least = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
                resource.setrlimit(number, (least, least))


def memory_used(process_ids: list[int], enough: int) -> int:
    """Bytes of memory that these processes have of their own; exact when more than `enough`.

    What each process has resident is quick to read and never too small, for pages that several
    share count for each; only when that sum is large are the shared ones divided.
    """
    at_most = sum(_resident(pid) for pid in process_ids)
    return at_most if at_most <= enough else sum(_own(pid) for pid in process_ids)


def _resident(pid: int) -> int:
    with contextlib.suppress(OSError, IndexError), open(f"/proc/{pid}/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return 0  # it has ended


def _own(pid: int) -> int:
    with contextlib.suppress(OSError), open(f"/proc/{pid}/smaps_rollup") as file:
        return sum(int(line.split()[1]) * 1024 for line in file
                   if line.startswith(("Pss_Anon:", "Pss_Shmem:")))
    return 0


def other_processes() -> list[int]:
    """The numbers of all processes that can be seen here, but this one."""
    return [int(name) for name in os.listdir("/proc") if name.isdigit()
            and int(name) != os.getpid()]
