"""Judging code as an answer to an exercise without a kernel, for trusted code only."""

from collections.abc import Mapping
from functools import cache

from answercheck.calls import call_all
from answercheck.judge import judge
from answercheck.references import References, read_references
from answercheck.registry import ScorerLike
from answercheck.verdict import Verdict
from grading.course.folders import CourseFolders
from grading.references.exercises import required_modules
from grading.references.scorers import grader_scorers, scoring_source
from grading.references.solutions import namespace


@cache
def hidden(folders: CourseFolders, assignment: str) -> References:
    """Return the hidden references of an assignment."""
    return read_references(folders.hidden_file(assignment))


@cache
def scorers(folders: CourseFolders) -> Mapping[str, ScorerLike]:
    """Return the grader's scorers of a course."""
    required_modules(folders)
    return grader_scorers(scoring_source(folders))


def judge_code(folders: CourseFolders, assignment: str, name: str, code: str) -> Verdict:
    """Judge `code`, in place of the solution cell `name`, by the hidden cases.

    The other functions of the notebook are the reference solutions.
    """
    function = namespace(folders, assignment, {name: code})[name]
    exercise = hidden(folders, assignment).exercises[name]
    return judge(exercise, [call_all(function, [(call.args, call.kwargs) for call in case.calls])
                            for case in exercise.cases], scorers(folders))
