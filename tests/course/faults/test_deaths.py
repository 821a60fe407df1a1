"""Kernels and workers die in the middle of a class."""

import contextlib
import threading

import psutil
import pytest

from grading.dispatch.runners import DEATHS
from tests.course.faults.processes import (
    below,
    end_of,
    kill,
    sandboxes_of,
    start,
    until_at_work_or_ended,
    workers_at_work,
)
from tests.course.faults.small import (
    CLASS,
    graded_notebook,
    hand_in,
    left_of,
    recorded,
    scores,
    sheet,
)
from tests.patience import until

KILLER = """import ctypes, time
ctypes.CDLL(None).prctl(15, b"killer", 0, 0, 0)
time.sleep(25)"""


def hand_in_killer(root):
    """One whose kernel can be told from others, so that the test can kill whoever grades it."""
    paper = sheet(root)
    paper.insert(KILLER, at=1)
    hand_in(root, "killer", paper)


@pytest.mark.slow
def test_a_kernel_that_is_killed_costs_the_cell_that_it_was_at_and_nothing_else(
        root, undisturbed):
    hand_in_killer(root)
    grader = start(root, "--workers", "2")
    first = until(lambda: kernels_of_killer(grader), "the kernel", every_s=0.05)[0]
    kill(first)  # once it may be another's fault
    kill(until(lambda: [one for one in kernels_of_killer(grader) if one.pid != first.pid],
               "the next kernel", every_s=0.05)[0])
    status, said = end_of(grader)
    assert status == 0, said
    assert left_of(root, without=["killer"]) == undisturbed
    assert scores(root)["killer"] == scores(root)["ada"]
    assert "the kernel died while this ran" in graded_notebook(root, "killer")


def kernels_of_killer(grader):
    """The killer's kernel, if there is one."""
    return [one for one in below(grader.pid) if name_of(one) == "killer"]


def name_of(process):
    """A process's own name for itself; empty if it has ended."""
    with contextlib.suppress(psutil.Error):
        return process.name()
    return ""


class Fate(threading.Thread):
    """Kills every worker below these processes that has the killer's kernel."""

    def __init__(self, *pids):
        super().__init__(daemon=True)
        self.killed = set()
        self._pids, self._ended = pids, threading.Event()
        self.start()

    def run(self):
        while not self._ended.wait(0.05):
            found = [one for pid in self._pids for one in workers_at_work(below(pid))]
            for worker in found:
                inside = [one for sandbox in sandboxes_of(worker.pid) for one in below(sandbox)]
                if "killer" in map(name_of, inside):
                    self.killed.add(worker.pid)
                    kill(worker)

    def end(self):
        """Stop; the processes that were killed."""
        self._ended.set()
        self.join()
        return self.killed


@pytest.mark.slow
@pytest.mark.parametrize("n_workers", ["1", "2"])
def test_a_submission_that_kills_every_worker_is_a_zero_with_a_reason_and_stops_nobody(
        root, undisturbed, n_workers):
    hand_in_killer(root)
    grader = start(root, "--workers", n_workers)
    fate = Fate(grader.pid)
    status, said = end_of(grader)
    killed = fate.end()
    assert status == 0, said
    assert len(killed) == DEATHS
    assert left_of(root, without=["killer"]) == undisturbed
    assert recorded(root) == [*CLASS, "killer"]
    assert scores(root)["killer"] == 0
    assert "it ended every process that graded it" in graded_notebook(root, "killer")


def test_workers_that_are_killed_take_no_submission_with_them(root, undisturbed):
    grader = start(root, "--workers", "2")
    killed = []
    while len(killed) < 3 and (found := until_at_work_or_ended(grader)):
        killed.append(found[0])
        kill(killed[-1])
    assert killed
    status, said = end_of(grader)
    assert status == 0, said
    assert left_of(root) == undisturbed
    assert recorded(root) == list(CLASS)
