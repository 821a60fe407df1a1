"""The hints on the small exercises: ✓ for what is right, a property for what is not, no error."""

import json

import numpy as np
import pytest

from helpers import hints
from tests.this_course import COURSE

X = np.array([[1, 2, 3], [4, 6, 11]])
COLUMN, ROW = np.array([[1], [2], [3]]), np.array([[2, 5]])
V = np.array([7, 8, 9])
W, B = np.array([[10.0], [1.0]]), 100.0

# What is given, and the right answer, worked out by hand.
RIGHT = {
    "last_two_columns": ((X,), [[2, 3], [6, 11]]),
    "products": ((COLUMN, ROW), [[2, 5], [4, 10], [6, 15]]),
    "as_column": ((V,), [[7], [8], [9]]),
    "row_sums": ((X,), [6, 21]),
    "centred_rows": ((X,), [[-1, 0, 1], [-3, -1, 4]]),
    "column_shares": ((X,), [[1 / 5, 2 / 8, 3 / 14], [4 / 5, 6 / 8, 11 / 14]]),
    "scores": ((W, X, B), [[114, 126, 141]]),
    "safe_row": ((X,), [1, 2, 3]),
}
EXERCISES = pytest.mark.parametrize("name", RIGHT)

# Wrong answers, and a word of the hint.
WRONG = [
    ("last_two_columns", X[:, :2], "last column"),
    ("last_two_columns", X[:, 2], "shape should be (2, 2)"),
    ("last_two_columns", X[:, [2, 1]], "same order"),
    ("last_two_columns", X[::-1, 1:], "same order"),
    ("products", COLUMN + ROW, "first column should be the column times 2"),
    ("products", (COLUMN * ROW).T, "shape should be (3, 2)"),
    ("products", np.array([[2, 5], [4, 9], [6, 16]]), "each entry"),
    ("as_column", V, "two axes; yours has 1"),
    ("as_column", V.reshape(1, 3), "shape should be (3, 1)"),
    ("as_column", V[::-1].reshape(3, 1), "order"),
    ("row_sums", X.sum(axis=0), "each column"),
    ("row_sums", X.sum(axis=1, keepdims=True), "shape should be (2,)"),
    ("row_sums", X.mean(axis=1), "sum of the whole"),
    ("row_sums", X.sum(axis=1)[::-1], "own row"),
    ("centred_rows", X - X.mean(axis=0), "mean(axis=1) should be 0"),
    ("centred_rows", X - X.mean(), "mean(axis=1) should be 0"),
    ("centred_rows", np.zeros((2, 3)), "distances"),
    ("centred_rows", X.mean(axis=1, keepdims=True), "shape should be (2, 3)"),
    ("column_shares", X / X.sum(axis=1, keepdims=True), "sum(axis=0) should be 1"),
    ("column_shares", X / X.sum(), "sum(axis=0) should be 1"),
    ("column_shares", np.full((2, 3), 0.5), "ratios"),
    ("scores", W * X, "added up"),
    ("scores", W.T @ X, "bias"),
    ("scores", (W.T @ X + B).ravel(), "shape should be (1, 3)"),
    ("scores", (W.T @ X + B)[:, ::-1], "one example"),
    ("safe_row", X[0], "view"),
    ("safe_row", X[1].copy(), "first row"),
    ("safe_row", X[:1].copy(), "shape should be (3,)"),
]


def said(capsys, name, answer):
    given, _ = RIGHT[name]
    assert getattr(hints, name)(*given, answer) is None
    return capsys.readouterr().out


@EXERCISES
def test_a_right_answer_gets_a_tick(name, capsys):
    assert said(capsys, name, np.array(RIGHT[name][1])).startswith("✓")


@EXERCISES
def test_without_an_answer_it_says_where_to_write_one(name, capsys):
    assert "in place of the dots" in said(capsys, name, ...)


@EXERCISES
@pytest.mark.parametrize("answer", [None, 3, "X", [1, 2], np.array(["a"]), np.array(None), print])
def test_what_is_no_array_of_numbers_is_called_by_its_type(name, answer, capsys):
    assert type(answer).__name__ in said(capsys, name, answer)


@EXERCISES
@pytest.mark.parametrize("shape", [(), (0,), (1,), (1, 1), (2, 3), (3, 2), (6,), (3, 3), (2, 1, 3)])
@pytest.mark.parametrize("filled", [0, np.nan, True])
def test_an_array_of_any_shape_gets_a_hint_and_raises_nothing(name, shape, filled, capsys):
    assert said(capsys, name, np.full(shape, filled)).startswith("✗")


@pytest.mark.parametrize(("name", "answer", "word"), WRONG)
def test_a_wrong_answer_gets_the_first_property_that_does_not_hold(name, answer, word, capsys):
    text = said(capsys, name, answer)
    assert text.startswith("✗ Not yet")
    assert word in text


@EXERCISES
def test_no_hint_shows_the_answer(name, capsys):
    _, right = RIGHT[name]
    for _, wrong, _ in (one for one in WRONG if one[0] == name):
        text = said(capsys, name, wrong)
        assert str(right) not in text
        assert str(np.array(right)) not in text


def test_the_chapter_asks_for_each_of_them_once():
    chapter = COURSE / "notebooks" / "start" / "04_numpy_for_this_course.ipynb"
    code = ["".join(cell["source"]) for cell in json.loads(chapter.read_text())["cells"]
            if cell["cell_type"] == "code"]
    asked = [one for one in code if " = ..." in one]
    assert len(asked) == len(RIGHT)
    for name in RIGHT:
        assert sum(f"hints.{name}(" in one for one in asked) == 1
