"""A grader may be stopped at any moment, in any way, and started again."""

import os
import random
import re
import signal
import time

import pytest

from tests.course.faults.processes import (
    below,
    end_of,
    fork_grader,
    grade_in_fork,
    start,
    until_at_work,
    until_gone,
)
from tests.course.faults.small import CLASS, WEEK, hand_in, left_of, recorded, sheet
from tests.patience import PATIENCE_S, until

MANY = 100  # starts; fewer are needed
SLEEPERS = ("sleeper1", "sleeper2")


def n_graded(root):
    """Graded notebooks that can be seen now."""
    return len(list(root.glob(f"autograded/*/{WEEK}/*.ipynb")))


def hand_in_sleepers(root):
    """One for each of two workers, which take minutes: both are at work when they are stopped."""
    paper = sheet(root)
    for _ in range(14):  # each within a cell's limit, all within the notebook's
        paper.insert("import time\ntime.sleep(20)", at=1)
    for name in SLEEPERS:
        hand_in(root, name, paper)


@pytest.mark.slow
def test_a_grader_that_is_stopped_at_random_moments_ends_where_one_in_peace_does(
        either, undisturbed):
    chance = random.Random(4)
    n_stops = 0
    for _ in range(MANY):
        grader = fork_grader(either)
        aim = n_graded(either) + chance.choice([0, 1, 1, 2])
        until(lambda grader=grader, aim=aim: n_graded(either) >= aim or not grader.is_alive(),
              "the next graded notebook")
        time.sleep(chance.choice([0, chance.uniform(0, 0.02), chance.uniform(0, 0.2)]))
        if not grader.is_alive():
            assert grader.exitcode == 0
            break
        os.kill(grader.pid, chance.choice([signal.SIGKILL, signal.SIGINT]))
        n_stops += 1
        grader.join(PATIENCE_S)
        assert grader.exitcode is not None
    assert n_stops >= 4
    assert left_of(either) == undisturbed
    assert recorded(either) == list(CLASS)


def test_ctrl_c_says_one_line_leaves_no_process_and_a_second_start_goes_on(root, undisturbed):
    hand_in_sleepers(root)
    grader = start(root, "--workers", "2")
    until_at_work(grader.pid, 2)
    until(lambda: n_graded(root), "a graded notebook")
    others = below(grader.pid)
    os.killpg(grader.pid, signal.SIGINT)  # as a terminal does it
    until_gone(others)
    status, said = end_of(grader)
    assert status not in (0, None)
    assert len(said.strip().splitlines()) == 1
    n_told = int(re.search(rf"stopped after (\d) of {len(CLASS) + len(SLEEPERS)}", said)[1])
    assert n_told <= len(recorded(root)) <= n_told + 1  # one may be recorded and not told yet
    assert len(recorded(root)) <= len(CLASS)
    for name in SLEEPERS:
        hand_in(root, name, sheet(root))  # awake now, so that the second grader need not wait
    assert grade_in_fork(root) == 0
    assert left_of(root, without=SLEEPERS) == undisturbed
    assert recorded(root) == [*CLASS, *SLEEPERS]


@pytest.mark.parametrize("number", [
    pytest.param(signal.SIGTERM, marks=pytest.mark.slow), signal.SIGKILL])
def test_a_grader_that_is_killed_takes_all_its_processes_with_it(root, number):
    hand_in_sleepers(root)
    grader = start(root, "--workers", "2")
    others = until_at_work(grader.pid, 2)
    grader.send_signal(number)
    grader.wait(PATIENCE_S)
    until_gone(others)
    end_of(grader)
