"""Judging one candidate in a process of its own with a time limit."""

import json
import os
import resource
import signal
from dataclasses import dataclass, replace

import numpy as np

from answercheck.calls import call_all
from answercheck.judge import judge
from answercheck.verdict import Verdict
from grading.course.folders import CourseFolders
from grading.references.judge_code import hidden, scorers
from grading.references.solutions import namespace

MEMORY_BYTES = 4 * 2**30


@dataclass(frozen=True)
class Result:
    """The result of a candidate: whether it passed, the mistakes named, whether time ran out."""

    passed: bool = False
    named: tuple[str, ...] = ()
    timed_out: bool = False


def run_and_judge(folders: CourseFolders, assignment: str, name: str, code: str, limit_s: float,
                  *, whole: bool = True) -> Result:
    """Judge `code` in the place of the solution `name` on the hidden cases.

    Parameters
    ----------
    folders : of the course
    assignment, name : of the exercise
    code : the whole solution cell
    limit_s : after this many seconds the system ends the process
    whole : False stops at the first case that fails; then nothing is named
    """
    hidden(folders, assignment)  # read here once, not in every process
    namespace(folders, assignment)
    scorers(folders)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _run_and_exit(writing, folders, assignment, name, code, limit_s, whole)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        output = pipe.read()
    _, status = os.waitpid(child, 0)
    if output:
        passed, named = json.loads(output)
        return Result(passed, tuple(named))
    return Result(timed_out=os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGALRM)


def _run_and_exit(writing: int, folders: CourseFolders, assignment: str, name: str, code: str,
                  limit_s: float, whole: bool) -> None:
    """Judge in the child process and exit; an alarm that is not handled ends it after its time."""
    try:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, limit_s)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        np.random.seed(1)  # as if fresh, and the same every time
        verdict = _judged(folders, assignment, name, code, whole)
        os.write(writing, json.dumps([verdict.passed,
                                      [one.name for one in verdict.mistakes]]).encode())
    finally:
        os._exit(0)


def _judged(folders: CourseFolders, assignment: str, name: str, code: str, whole: bool) -> Verdict:
    exercise = hidden(folders, assignment).exercises[name]
    try:
        function = namespace(folders, assignment, {name: code})[name]
    except Exception:
        return Verdict(name)
    parts = [exercise] if whole else [replace(exercise, cases=(case,)) for case in exercise.cases]
    for part in parts:
        verdict = judge(part, [call_all(function, [(call.args, call.kwargs) for call in case.calls])
                               for case in part.cases], scorers(folders))
        if not verdict.passed:
            break
    return verdict
