"""How much processor time some processes have had, and how long they have waited for it."""

import contextlib
import os
from dataclasses import dataclass

TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100  # a second
CPU_FIELDS = slice(11, 15)  # of /proc/PID/stat after the name: its own time and its children's


@dataclass(frozen=True)
class Usage:
    """Seconds of processor time, and seconds in which a thread was ready and no processor free.

    Both are 0 where the system does not tell.
    """

    computed_s: float = 0.0
    waited_s: float = 0.0

    def spent_s(self, before: "Usage", wall_s: float) -> float:
        """Return how much of `wall_s` seconds the processes have spent since `before`.

        Time in which they wait for a processor, since the machine is busy with others, is not
        theirs; to sleep is. Many that wait for each other spend what they compute.
        """
        waited_s = self.waited_s - before.waited_s
        return min(wall_s, max(self.computed_s - before.computed_s, wall_s - waited_s))


def usage(pid: int) -> Usage:
    """Return the usage of a process and of all that it has started, also of those that ended."""
    ticks = waited_ns = 0
    waiting = [pid]
    while waiting:
        place = f"/proc/{waiting.pop()}"
        with contextlib.suppress(OSError):  # it has just ended, and its parent has its time
            ticks += sum(map(int, _read(f"{place}/stat").rpartition(b")")[2].split()[CPU_FIELDS]))
            for thread in os.listdir(f"{place}/task"):
                waited_ns += int(_read(f"{place}/task/{thread}/schedstat").split()[1])
                waiting += map(int, _read(f"{place}/task/{thread}/children").split())
    return Usage(ticks / TICKS, waited_ns / 1e9)


def _read(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:
        return file.read()
