"""Hints for the small exercises of the chapter on numpy.

Each function looks at an answer, prints ✓ or the first property that does not hold yet, and raises
nothing. Nothing is scored.
"""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

import numpy as np

from answercheck.translation import translate as _

Property = tuple[Any, str]  # whether it holds, and what to say if it does not
Properties = Callable[..., Iterator[Property]]


def _hint(properties: Properties) -> Callable[..., None]:
    """Make a function that prints the first property that fails; the answer is its last argument.

    Later properties may rely on earlier ones: they are not looked at before those hold.
    """
    @wraps(properties)
    def look(*given: Any) -> None:
        answer = given[-1]
        if answer is ...:
            print(_("✎ Write your expression in place of the dots."))
        elif not isinstance(answer, np.ndarray) or answer.dtype.kind not in "biuf":
            print(_("✗ Not yet: this should be a numpy array of numbers; yours is of the type "
                    "{type}.").format(type=type(answer).__name__))
        else:
            print(next((_("✗ Not yet: {hint}").format(hint=hint)
                        for holds, hint in properties(*given) if not holds), _("✓ Right.")))
    return look


def _has_shape(answer: np.ndarray, *shape: int) -> Property:
    return answer.shape == shape, _(
        "the shape should be {shape}; yours is {yours}.").format(shape=shape, yours=answer.shape)


@_hint
def last_two_columns(X: np.ndarray, answer: Any) -> Iterator[Property]:
    """Look at the last two columns of X, shape (n, m): an array of shape (n, 2)."""
    yield _has_shape(answer, len(X), 2)
    yield (np.isin(X[:, -1], answer).all(), _(
        "the last column of X is not in it. A slice without an end goes on to the last one."))
    yield (np.array_equal(answer, X[:, -2:]), _(
        "the columns and the rows should be in the same order as in X."))


@_hint
def products(column: np.ndarray, row: np.ndarray, answer: Any) -> Iterator[Property]:
    """Look at the products of a column, shape (n, 1), and a row, shape (1, m): shape (n, m)."""
    yield _has_shape(answer, len(column), row.shape[1])
    yield (np.all(answer[:, :1] == row[0, 0] * column), _(
        "the first column should be the column times {number}.").format(number=row[0, 0]))
    yield (np.all(answer[:1] == column[0, 0] * row), _(
        "the first row should be the row times {number}.").format(number=column[0, 0]))
    yield (np.allclose(answer / row, column), _(
        "each entry should be the product of its row's number and its column's number."))


@_hint
def as_column(v: np.ndarray, answer: Any) -> Iterator[Property]:
    """Look at the n numbers of v as a column, shape (n, 1)."""
    yield (answer.ndim == 2, _(
        "it should have two axes; yours has {n}. Reshape v, which has one.").format(n=answer.ndim))
    yield _has_shape(answer, len(v), 1)
    yield (np.array_equal(answer.ravel(), v), _(
        "it should hold the numbers of v, in their order."))


@_hint
def row_sums(X: np.ndarray, answer: Any) -> Iterator[Property]:
    """Look at the sums of the rows of X, shape (n, m): an array of shape (n,)."""
    yield (answer.shape != (X.shape[1],), _(
        "there is a number for each column. The axis that you name disappears; what should "
        "disappear here are the columns."))
    yield _has_shape(answer, len(X))
    yield (np.isclose(answer.sum(), X.sum()), _(
        "added up, your numbers should give the sum of the whole table."))
    yield (np.allclose(answer - answer[0], np.sum(X - X[0], axis=1)), _(
        "each number should be the sum of its own row."))


@_hint
def centred_rows(X: np.ndarray, answer: Any) -> Iterator[Property]:
    """Look at the rows of X, shape (n, m), each minus its mean: shape (n, m)."""
    yield _has_shape(answer, *X.shape)
    yield (np.allclose(answer.mean(axis=1), 0), _(
        "each row should have the mean 0, that is, mean(axis=1) should be 0 everywhere."))
    yield (np.allclose(np.diff(answer), np.diff(X)), _(
        "within a row, the distances between the numbers should be those in X: subtract one "
        "number from the whole row."))


@_hint
def column_shares(X: np.ndarray, answer: Any) -> Iterator[Property]:
    """Look at the columns of X, shape (n, m), each divided by its sum: shape (n, m)."""
    yield _has_shape(answer, *X.shape)
    yield (np.allclose(answer.sum(axis=0), 1), _(
        "each column should add up to 1, that is, sum(axis=0) should be 1 everywhere."))
    yield (np.allclose(answer * X[0], answer[0] * X), _(
        "within a column, the ratios of the numbers should be those in X: divide the whole "
        "column by one number."))


@_hint
def scores(w: np.ndarray, X: np.ndarray, b: float, answer: Any) -> Iterator[Property]:
    """Look at a neuron's scores, weights w (n, 1), examples X (n, m), bias b: shape (1, m)."""
    yield (answer.shape != X.shape, _(
        "every input has been multiplied by its weight, but nothing has been added up. That is "
        "what the matrix product does."))
    yield _has_shape(answer, 1, X.shape[1])
    yield (not np.isclose(answer.sum(), np.sum(w * X)), _(
        "the bias b is missing."))
    yield (np.allclose(answer - b, np.sum(w * X, axis=0)), _(
        "each score should be the sum of weight times input over one example, a column of X, "
        "plus b."))


@_hint
def safe_row(X: np.ndarray, answer: Any) -> Iterator[Property]:
    """Look at a copy of the first row of X, shape (n, m): shape (m,)."""
    yield _has_shape(answer, X.shape[1])
    yield (np.array_equal(answer, X[0]), _(
        "it should hold the numbers of the first row."))
    yield (not np.shares_memory(answer, X), _(
        "this is a view: what you write into it is written into X. Make a copy."))
