"""What can be seen of a wrong array without guessing: sign, factor, transposed, summed wrongly."""

from typing import Any

import numpy as np

from answercheck.closeness import as_numbers, close
from answercheck.verdict import Finding, finding


def values_seen(name: str, expected: np.ndarray, given: np.ndarray, tolerance: float) -> Finding:
    """What is wrong with values in the right shape."""
    if not np.isfinite(given).all():
        return finding("not_finite", name, value="nan" if np.isnan(given).any() else "inf")
    factor = _factor(expected, given, tolerance)
    if factor is not None:
        return finding(_factor_code(factor), name, factor=factor, shape=given.shape)
    if given.ndim == 2 and given.shape[0] == given.shape[1] and close(
            expected, given.T, tolerance):
        return finding("transposed", name)
    return finding("wrong_values", name, shape=given.shape)


def _factor_code(factor: float) -> str:
    """Which of the factors that have words of their own this is."""
    if factor == 0:
        return "zero"
    if abs(abs(factor) - 1) < 5e-4:  # "1 times too large" would tell nothing
        return "opposite_sign" if factor < 0 else "inexact"
    return "factor"


def _factor(expected: np.ndarray, given: np.ndarray, tolerance: float) -> float | None:
    """k when given = k · expected throughout, else None."""
    if not np.any(expected):
        return None
    at = np.unravel_index(np.argmax(np.abs(expected)), expected.shape)
    factor = float(given[at] / expected[at])
    return factor if close(factor * expected, given, max(tolerance, 1e-9)) else None


def layout_seen(name: str, expected: np.ndarray, given: np.ndarray) -> Finding:
    """The right values, laid out in a wrong shape."""
    return finding("right_values_wrong_shape", name, shape=given.shape,
                   expected_shape=expected.shape)


def shape_seen(name: str, expected: Any, given: np.ndarray, tolerance: float) -> Finding:
    """What is wrong with a shape whose values are not just laid out otherwise."""
    right = as_numbers(expected)
    assert right is not None
    if isinstance(expected, list):
        return finding("wrong_length", name, length=given.size, expected_length=right.size)
    if right.ndim and given.ndim == 2 and given.T.shape == right.shape:
        factor = _factor(right, given.T, tolerance)
        if factor:
            besides = {} if close(right, given.T, tolerance) else {
                "besides": {"code": _factor_code(factor), "factor": factor}}
            return finding("wrong_shape", name, shape=given.shape, expected_shape=right.shape,
                           cause="transposed", **besides)
    return finding("wrong_shape", name, shape=given.shape, expected_shape=right.shape,
                   cause=_cause(right, given, tolerance))


def _cause(right: np.ndarray, given: np.ndarray, tolerance: float) -> str:
    """Which sum was taken in place of the right one, if the numbers tell; "" if they do not."""
    if given.size == 0 or right.size == 0 or not np.isfinite(given).all():
        return ""
    if given.ndim == right.ndim == 2 and right.shape == (given.shape[0], 1):
        for code, sums in (("rows_not_added", given.sum(axis=1, keepdims=True)),
                           ("rows_not_averaged", given.mean(axis=1, keepdims=True))):
            if close(right, sums, tolerance):
                return code
    if right.size == 1 and given.ndim and given.size > 1:
        for code, one in (("entries_not_added", given.sum()),
                          ("entries_not_averaged", given.mean())):
            if close(right.ravel(), np.array([one]), tolerance):
                return code
    if right.size > 1 and close(right.sum(keepdims=True).ravel(), given.sum(keepdims=True).ravel(),
                                tolerance):
        return "sum_of_all" if given.size == 1 else "wrong_axis"
    if right.ndim == 2 and 1 in right.shape and given.shape == (right.size, right.size) != (1, 1):
        return "spread_to_table"
    return ""
