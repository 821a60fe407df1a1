"""The line in which `course grade` says what it did."""

from grading.cli.grading_progress import summary
from grading.dispatch.class_grader import GradingResult
from grading.gradebook.standing import Standing


def test_the_line_says_what_was_graded_again_and_why():
    again = str(Standing.OTHER_DEFINITION)
    results = [GradingResult("ada", points=8), GradingResult("bela", points=0, again=again),
               GradingResult("chen", points=3, again=again), GradingResult("dora", before=True),
               GradingResult("emil", before=True, penalty_changed=True),
               GradingResult("fay", "its folder cannot be read")]
    assert summary(results) == (
        "graded: 3, 2 of them again (the assignment has changed); only the late penalty computed "
        "anew: 1; graded before: 1")
    assert summary(results[:1]) == "graded: 1"
