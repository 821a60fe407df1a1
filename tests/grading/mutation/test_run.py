"""Answers of our own, run and judged: none outlives its time, none takes the grader along."""


import psutil
import pytest

from grading.mutation.run import run_and_judge
from tests.this_course import FOLDERS

WEEK, NAME = "week1_derivatives", "square_derivative"


def tried(body, limit_s=20.0, **options):
    return run_and_judge(FOLDERS, WEEK, NAME, f"def square_derivative(a):\n    {body}\n", limit_s,
                         **options)


def test_a_right_answer_passes_and_a_known_mistake_is_named():
    assert tried("return a + a").passed
    found = tried("return a * a")
    assert (found.passed, found.timed_out) == (False, False)
    assert found.named == ("the function itself",)


def test_a_candidate_that_stops_at_the_first_wrong_case_is_not_named():
    found = tried("return a * a", whole=False)
    assert (found.passed, found.named) == (False, ())
    assert tried("return 2 * a", whole=False).passed


@pytest.mark.parametrize("body", [
    "while True: pass", "return sum(1 for _ in iter(int, 1))",
    "import time; time.sleep(60)", "import signal; signal.pause()",
    "\n    while True:\n        try:\n            while 1: pass\n        except BaseException: 0",
    "return 7 ** 7 ** 9"])
def test_a_candidate_that_loops_for_ever_is_ended_by_the_clock(body):
    found = tried(body, limit_s=1.0)
    assert (found.passed, found.timed_out) == (False, True)


@pytest.mark.parametrize("body", [
    "import os; os._exit(3)", "raise SystemExit", "import os, signal; os.kill(os.getpid(), 9)",
    "return np.zeros(10**12)", "return [0] * 10**10"])
def test_a_candidate_that_exits_or_crashes_is_rejected_alone(body):
    assert not tried(body).passed
    assert tried("return 2 * a").passed


def test_code_that_does_not_run_is_rejected():
    assert not run_and_judge(FOLDERS, WEEK, NAME, "def square_derivative(a) return", 5.0).passed
    assert not run_and_judge(FOLDERS, WEEK, NAME, "square_derivatives = 1", 5.0).passed


def test_no_child_is_left_behind():
    before = set(psutil.Process().children())
    tried("while True: pass", limit_s=0.5)
    assert set(psutil.Process().children()) <= before
