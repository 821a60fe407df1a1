"""Points of cells of tests: nbgrader's own rule, but for what it pays for nothing."""

import logging

import pytest
from nbformat.v4 import new_code_cell, new_output
from nbgrader.utils import determine_grade

from answercheck import wording
from answercheck.verdict import finding
from grading.execution.execute import Answer
from grading.judging.tests import judged_by_tests

LOG = logging.Logger("one")
ERROR = {"ename": "ValueError", "evalue": "the secret", "line": 1}


def cell(source="check()\n1", outputs=()):
    """A cell of tests that is worth four points."""
    return new_code_cell(source, outputs=list(outputs), metadata={"nbgrader": {
        "grade": True, "solution": False, "grade_id": "half", "points": 4, "locked": True}})


def judged(one, done=None, hidden=(), may_quote=True):
    return judged_by_tests(one, Answer(done=done or {}), hidden, may_quote, LOG)


@pytest.mark.parametrize("value", ["0", "1.25", "4", "4.0", "1e-3", "'text'", "[1, 2]", "True",
                                   "np.float64(0.5)"])
def test_a_value_counts_as_it_does_for_nbgrader(value):
    verdict, points = judged(cell(), {"value": value})
    by_nbgrader, _ = determine_grade(cell(outputs=[new_output(
        "execute_result", {"text/plain": value})]))
    assert points == by_nbgrader
    assert verdict.score == by_nbgrader / 4
    assert verdict.passed == (by_nbgrader == 4)


@pytest.mark.parametrize("outputs", [
    [], [new_output("stream", name="stdout", text="hello")],
    [new_output("stream", name="stderr", text="a warning")],
    [new_output("error", ename="ValueError", evalue="", traceback=[])],
    [new_output("display_data", {"text/plain": "2"})]])
def test_outputs_count_as_they_do_for_nbgrader(outputs):
    assert judged(cell(outputs=outputs))[1] == determine_grade(cell(outputs=outputs))[0]


@pytest.mark.parametrize("value", ["-1", "nan", "inf", "-inf", "5"])
def test_what_is_no_number_of_points_earns_nothing(value):
    verdict, points = judged(cell(), {"value": value})
    assert points == verdict.score == 0
    assert wording.sentences(verdict)


def test_a_value_counts_only_if_the_cell_ends_in_an_expression():
    assert judged(cell("assert check()"), {"value": "1"})[1] == 4


def test_what_did_not_end_earns_nothing():
    verdict, points = judged_by_tests(cell(), Answer(missing=finding("timed_out", limit_s=3)), (),
                                      True, LOG)
    assert points == 0
    assert "longer than 3 s" in wording.text(verdict)


def test_of_a_visible_test_the_line_and_the_message_are_quoted():
    verdict, _ = judged(cell(), ERROR)
    assert wording.sentences(verdict) == ["ValueError in the test `check()`: the secret"]


def test_no_message_is_quoted_once_something_hidden_has_run():
    verdict, _ = judged(cell(), ERROR, may_quote=False)
    assert wording.sentences(verdict) == ["ValueError in the test `check()`"]


@pytest.mark.parametrize("done", [ERROR, {**ERROR, "line": 7}, {**ERROR, "line": "1"},
                                  {"ename": "ValueError"}])
def test_of_a_hidden_test_it_is_only_told_that_it_failed(done):
    verdict, _ = judged(cell(), done, hidden=[1], may_quote=False)
    assert wording.sentences(verdict) == ["a test that is not shown failed (ValueError)"]


def test_the_name_of_an_exception_cannot_spell_what_a_hidden_test_said():
    verdict, _ = judged(cell(), {**ERROR, "ename": "TheSecretIs1234"}, hidden=[1], may_quote=False)
    assert "1234" not in str(verdict.data())


def test_an_answer_that_was_left_out_is_called_so():
    verdict, _ = judged(cell(), {**ERROR, "ename": "NotImplementedError"})
    assert verdict.is_unanswered
