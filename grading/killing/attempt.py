"""One answer of our own before the judge, in a process that cannot outlive its time."""

import json
import os
import resource
import signal
from dataclasses import dataclass, replace

import numpy as np

from answercheck.calls import call_all
from answercheck.judge import judge
from answercheck.verdict import Verdict
from grading.achievement import YARDSTICKS
from grading.reference.solutions import namespace
from grading.reference.trial import hidden

MEMORY_BYTES = 4 * 2**30


@dataclass(frozen=True)
class Attempt:
    """What became of it: whether every case passed, the mistakes named, whether time ran out."""

    passed: bool = False
    named: tuple[str, ...] = ()
    out_of_time: bool = False


def attempt(assignment: str, name: str, code: str, limit_s: float, *,
            whole: bool = True) -> Attempt:
    """Judge `code` in the place of the solution `name` on the hidden cases.

    Parameters
    ----------
    assignment, name : of the exercise
    code : the whole solution cell
    limit_s : after this many seconds the system ends the process
    whole : False stops at the first case that fails; then nothing is named
    """
    hidden(assignment)  # read and imported here, not anew in every process
    namespace(assignment)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _live_and_die(writing, assignment, name, code, limit_s, whole)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read()
    _, status = os.waitpid(child, 0)
    if told:
        passed, named = json.loads(told)
        return Attempt(passed, tuple(named))
    return Attempt(out_of_time=os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGALRM)


def _live_and_die(writing: int, assignment: str, name: str, code: str, limit_s: float,
                  whole: bool) -> None:
    """What the child does: it never returns, and an alarm that nobody handles ends it."""
    try:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, limit_s)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        np.random.seed(1)  # as if fresh, and the same every time
        verdict = _judged(assignment, name, code, whole)
        os.write(writing, json.dumps([verdict.passed,
                                      [one.name for one in verdict.mistakes]]).encode())
    finally:
        os._exit(0)


def _judged(assignment: str, name: str, code: str, whole: bool) -> Verdict:
    exercise = hidden(assignment).exercises[name]
    try:
        function = namespace(assignment, {name: code})[name]
    except Exception:
        return Verdict(name)
    parts = [exercise] if whole else [replace(exercise, cases=(case,)) for case in exercise.cases]
    for part in parts:
        verdict = judge(part, [call_all(function, [(call.args, call.kwargs) for call in case.calls])
                               for case in part.cases], YARDSTICKS)
        if not verdict.passed:
            break
    return verdict
