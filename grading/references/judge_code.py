"""Judging code as an answer to an exercise without a kernel, for trusted code only."""

from collections.abc import Mapping
from functools import cache

from answercheck.calls import call_all
from answercheck.judge import judge
from answercheck.references import References, read_references
from answercheck.registry import ScorerLike
from answercheck.verdict import Verdict
from grading.course.folders import HIDDEN
from grading.references.exercises import required_modules
from grading.references.scorers import grader_scorers, scoring_source
from grading.references.solutions import namespace


@cache
def hidden(assignment: str) -> References:
    """Return the hidden references of an assignment."""
    return read_references(HIDDEN / f"{assignment}.h5")


@cache
def scorers() -> Mapping[str, ScorerLike]:
    """Return the grader's scorers of this course."""
    required_modules()
    return grader_scorers(scoring_source())


def judge_code(assignment: str, name: str, code: str) -> Verdict:
    """Judge `code`, in place of the solution cell `name`, by the hidden cases.

    The other functions of the notebook are the reference solutions.
    """
    function = namespace(assignment, {name: code})[name]
    exercise = hidden(assignment).exercises[name]
    return judge(exercise, [call_all(function, [(call.args, call.kwargs) for call in case.calls])
                            for case in exercise.cases], scorers())
