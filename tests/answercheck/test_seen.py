"""What is said of wrong arrays, on arrays small enough to see it."""

import numpy as np
import pytest

from answercheck import wording
from answercheck.closeness import SINGLE_TOLERANCE
from answercheck.compare import compare
from answercheck.verdict import Outcome

TABLE = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
SQUARE = np.array([[1.0, 2.0], [3.0, 5.0]])
SUMS = TABLE.sum(axis=1, keepdims=True)  # (2, 1): 6 and 15
ROW = np.array([[1.0, 2.0, 4.0]])


def told(expected, answer, tolerance=1e-5):
    (part,) = compare(expected, answer, ("dw",), tolerance)
    assert part.outcome is not Outcome.RIGHT
    return wording.sentence(part.finding)


@pytest.mark.parametrize(("expected", "answer", "words"), [
    (TABLE, TABLE.T, "it should have the shape (2, 3): it is transposed"),
    (TABLE, -3 * TABLE.T, ": it is transposed and is 3 times too large and has the opposite sign"),
    (SQUARE, SQUARE.T, "is transposed: rows and columns are exchanged"),
    (SUMS, TABLE, ": its rows are not added up"), (SUMS / 3, TABLE, ": its rows are not averaged"),
    (SUMS, TABLE.sum(axis=0), "the sum was taken along the wrong axis"),
    (SUMS, TABLE.sum(axis=0, keepdims=True), "the sum was taken along the wrong axis"),
    (SUMS, 21.0, "it is the sum of all the entries that it should have"),
    (21.0, TABLE, ": its entries are not added up"), (3.5, TABLE, ": its entries are not averaged"),
    (ROW, ROW + ROW.T, "a row meets a column"),
    (ROW, ROW[0], "an array of one dimension is neither a row nor a column"),
])
def test_what_can_be_seen_is_said(expected, answer, words):
    assert words in told(expected, answer)


@pytest.mark.parametrize(("expected", "answer"), [
    (TABLE, TABLE.T + 1), (SQUARE, SQUARE.T + 1), (SUMS, TABLE + 1), (SUMS, 22.0),
    (21.0, TABLE + 1), (SUMS, np.full((2, 3), np.nan)), (SUMS, np.zeros((0, 3)))])
def test_what_cannot_be_seen_is_not_said(expected, answer):
    sentence = told(expected, answer)
    assert not any(word in sentence for word in ("transposed", "added", "averaged", "axis", "sum"))


def test_a_factor_is_kept_for_those_who_know_what_it_may_equal():
    for answer, factor in ((7 * ROW, 7.0), (-ROW / 2, -0.5), (ROW + 1, None), (0 * ROW, 0.0)):
        (part,) = compare(ROW, answer, ("dw",), 1e-5)
        assert part.factor == factor


def test_an_answer_in_single_precision_has_the_room_that_it_needs_and_no_more():
    exact = np.array([np.pi, np.e, 1 / 3])
    strict = 1e-8
    for answer, outcome in ((exact.astype(np.float32), Outcome.RIGHT), (exact, Outcome.RIGHT),
                            (exact + 1e-7, Outcome.WRONG),
                            ((exact * (1 + 3 * SINGLE_TOLERANCE)).astype(np.float32),
                             Outcome.WRONG)):
        (part,) = compare(exact, answer, ("slope",), strict)
        assert part.outcome is outcome
    (part,) = compare(np.pi, np.array(np.pi, np.float32), ("slope",), strict)
    assert part.outcome is Outcome.RIGHT
