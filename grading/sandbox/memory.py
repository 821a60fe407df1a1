"""Watching the memory and the mappings of all processes of a sandbox together, from its init."""

import contextlib
import os
import re
import signal
import time
from collections.abc import Iterator
from typing import Any

from grading.sandbox.limits import MB, Limits

EVERY_S = 0.05  # between two looks at the memory
SOON_S = 0.005  # the same when it grows so fast that the limit is near
# After a look that found too much: this many have to find it one after the other, since a child
# counts its parent's memory between fork and exec, which may last on a busy machine.
AGAIN_S = 0.02
LOOKS = 5
FASTEST = 2000 * MB  # bytes a second that processes fill, about
COUNT_S = 0.005  # of processor time in each look, for counting mappings
MAX_LOOK_S = 0.5  # of processor time: what takes longer to look at is too much
# Memory of a process that is not mapped from files, and its page tables.
HELD = re.compile(rb"^(?:RssAnon|RssShmem|VmPTE|VmSwap|HugetlbPages):\s+(\d+)", re.MULTILINE)
HELD_IN_SHARES = re.compile(rb"^(?:Pss_Anon|Pss_Shmem|SwapPss|Private_Hugetlb):\s+(\d+)",
                            re.MULTILINE)
TABLES = re.compile(rb"^VmPTE:\s+(\d+)", re.MULTILINE)
SOCKET_BYTES = 212_992  # the most that a socket holds unless its owner may raise it
MAPPING_BYTES = 512  # of the system's own for each mapping of a process, at most


class MemoryWatch:
    """Finds out by looks, one after the other, whether a sandbox takes more than its limits.

    The sum of memory that is quick to take is never too small; if it is above the limit, all
    processes are stopped for as long as it takes to find out exactly, so that none grows meanwhile.
    Then they go on for at least as long, if they cannot reach the limit in that time: of many
    processes on a busy machine a look takes so long that they would hardly run at all.

    excess : what the last look found too much of, as a code and a value `n`; empty if nothing
    """

    def __init__(self, limits: Limits) -> None:
        self._limits, self._most = limits, limits.memory_mb * MB
        self.excess: dict[str, Any] = {}
        self._n_too_much = 0
        self._before = time.monotonic(), 0
        self._mappings: dict[int, int] = {}

    def look(self) -> float | None:
        """Return after how many seconds to look again; None if it takes too much."""
        began = time.monotonic()
        process_ids = other_processes()
        n_mappings = self._n_mappings(process_ids)
        used = memory_at_most(process_ids) + n_mappings * MAPPING_BYTES
        if n_mappings > self._limits.n_mappings:
            self.excess = {"code": "took_too_many_mappings", "n": self._limits.n_mappings}
        elif used > self._most:
            with _all_stopped():
                used = memory_exactly(process_ids) + n_mappings * MAPPING_BYTES
            self.excess = ({"code": "took_too_much_memory", "n": self._limits.memory_mb}
                           if used > self._most else {})
        else:
            self.excess = {}
        self._n_too_much = self._n_too_much + 1 if self.excess else 0
        if self._n_too_much == LOOKS:
            return None
        if self._n_too_much:
            return AGAIN_S
        rest_s = min(time.monotonic() - began, (self._most - used) / FASTEST)
        return max(rest_s, self._until_next(used))

    def _until_next(self, used: int) -> float:
        """Half the time in which the limit would be reached, within bounds."""
        now = time.monotonic()
        (then, before), self._before = self._before, (now, used)
        growth = (used - before) / max(now - then, SOON_S)  # bytes a second
        if growth <= 0:
            return EVERY_S
        return min(EVERY_S, max(SOON_S, (self._most - used) / growth / 2))

    def _n_mappings(self, process_ids: list[int]) -> int:
        """Return how many mappings the processes have, as far as known.

        To count them takes long, so each look counts those of a few, by turns. A new one, which
        may be a fork of any other, has as many as the one with most until it is counted.
        """
        most = max(self._mappings.values(), default=0)
        running = set(process_ids)
        known = {pid: n for pid, n in self._mappings.items() if pid in running}  # in their turns
        turns = [*(pid for pid in process_ids if pid not in known), *known]
        began = time.process_time()
        for pid in turns:
            known.pop(pid, None)
            known[pid] = _n_lines(pid)  # at the end: it is the last to be counted again
            if time.process_time() - began > COUNT_S:
                break
        self._mappings = known
        return sum(known.values()) + most * (len(process_ids) - len(known))


def memory_at_most(process_ids: list[int]) -> int:
    """Return a sum, in bytes, that is quick to take: shared pages count for each process."""
    return _sockets() + sum(_kilobytes(pid, "status", HELD) for pid in process_ids) * 1024


def memory_exactly(process_ids: list[int]) -> int:
    """Return the memory that these processes have of their own, in bytes; shared pages in shares.

    It is 2**63 if to find out takes more than `MAX_LOOK_S`, as of very many mappings.
    """
    began = time.process_time()
    used = _sockets()
    for pid in process_ids:
        used += 1024 * (_kilobytes(pid, "smaps_rollup", HELD_IN_SHARES)
                        + _kilobytes(pid, "status", TABLES))
        if time.process_time() - began > MAX_LOOK_S:
            return 2**63
    return used


@contextlib.contextmanager
def _all_stopped() -> Iterator[None]:
    """Stop every process that init can signal, which is all of its sandbox's, and let them go on.

    One that the submission has stopped itself goes on, too.
    """
    with contextlib.suppress(ProcessLookupError):  # none is left
        os.kill(-1, signal.SIGSTOP)
    try:
        yield
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(-1, signal.SIGCONT)


def _kilobytes(pid: int, name: str, wanted: re.Pattern[bytes]) -> int:
    with contextlib.suppress(OSError), open(f"/proc/{pid}/{name}", "rb", buffering=0) as file:
        return sum(map(int, wanted.findall(file.read())))
    return 0  # it has ended


def _n_lines(pid: int) -> int:
    with contextlib.suppress(OSError), open(f"/proc/{pid}/maps", "rb", buffering=0) as file:
        return file.read().count(b"\n")
    return 0  # it has ended


def _sockets() -> int:
    """Return how many bytes the sockets of this network namespace can hold, outside any process."""
    with open("/proc/net/unix", "rb") as file:
        n_sockets = file.read().count(b"\n")
    return n_sockets * SOCKET_BYTES


def other_processes() -> list[int]:
    """Return the ids of all processes in this process namespace but this one."""
    return [int(name) for name in os.listdir("/proc") if name.isdigit()
            and int(name) != os.getpid()]
