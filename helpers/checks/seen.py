"""What can be said of a wrong array without guessing: sign, factor, transposed, summed wrongly."""

from typing import Any

import numpy as np

from helpers.checks.closeness import close

NOTHING = 1e-14  # a factor that is 0 but for rounding


def values_seen(expected: np.ndarray, given: np.ndarray,
                tolerance: float) -> tuple[str, float | None]:
    """What to say of wrong values in the right shape, and their factor if they have one."""
    if not np.isfinite(given).all():
        return f"contains {'nan' if np.isnan(given).any() else 'inf'}", None
    shape = "" if given.ndim == 0 else f" (the shape {given.shape} is right)"
    factor = _factor(expected, given, tolerance)
    if factor is None:
        if given.ndim == 2 and given.shape[0] == given.shape[1] and close(
                expected, given.T, tolerance):
            return "is transposed: rows and columns are exchanged", None
        return f"has wrong values{shape}", None
    return _factor_in_words(factor, shape), factor


def _factor_in_words(factor: float, shape: str) -> str:
    if abs(factor) < NOTHING:  # what rounding leaves of 0
        return f"is 0{shape}"
    if abs(abs(factor) - 1) < 5e-4:  # "1 times too large" would tell nothing
        return f"has the opposite sign{shape}" if factor < 0 else (
            f"is nearly right, but not as exact as it can be{shape}")
    sign = " and has the opposite sign" if factor < 0 else ""
    factor = abs(factor)
    size = f"{_times(factor)} too large" if factor > 1 else f"{_times(1 / factor)} too small"
    return f"is {size}{sign}{shape}"


def _times(factor: float) -> str:
    # Beyond that the smaller number is mostly rounding, and its digits tell nothing.
    return f"{factor:.4g} times" if factor < 1e6 else "more than a million times"


def _factor(expected: np.ndarray, given: np.ndarray, tolerance: float) -> float | None:
    """k when given = k · expected throughout, else None."""
    if not np.any(expected):
        return None
    at = np.unravel_index(np.argmax(np.abs(expected)), expected.shape)
    factor = float(given[at] / expected[at])
    return factor if close(factor * expected, given, max(tolerance, 1e-9)) else None


def flat_seen(right: np.ndarray, given: np.ndarray) -> str:
    """What to say of right values in a wrong shape."""
    told = f"has the right values in the shape {given.shape}; it should be {right.shape}"
    if given.ndim == 1 and right.ndim == 2:
        return f"{told}: an array of one dimension is neither a row nor a column"
    return told


def shape_seen(expected: Any, right: np.ndarray, given: np.ndarray, tolerance: float) -> str:
    """What to say of a wrong shape whose values are not just laid out otherwise."""
    if isinstance(expected, list):
        return f"has {given.size} entries; it should have {right.size}"
    if right.ndim == 0:
        return (f"has the shape {given.shape}; it should be a single number"
                f"{_sums_seen(right, given, tolerance)}")
    has = "is a single number" if given.ndim == 0 else f"has the shape {given.shape}"
    told = f"{has}; it should have the shape {right.shape}"
    if given.ndim == 2 and given.T.shape == right.shape:
        factor = _factor(right, given.T, tolerance)
        if factor:
            besides = _factor_in_words(factor, "") if not close(right, given.T, tolerance) else ""
            return f"{told}: it is transposed{' and ' if besides else ''}{besides}"
    return told + _sums_seen(right, given, tolerance)


def _sums_seen(right: np.ndarray, given: np.ndarray, tolerance: float) -> str:
    """Which sum was taken in place of the right one, if the numbers tell."""
    if given.size == 0 or right.size == 0 or not np.isfinite(given).all():
        return ""
    if given.ndim == right.ndim == 2 and right.shape == (given.shape[0], 1):
        for word, sums in (("added up", given.sum(axis=1, keepdims=True)),
                           ("averaged", given.mean(axis=1, keepdims=True))):
            if close(right, sums, tolerance):
                return f": its rows are not {word}"
    if right.size == 1 and given.ndim and given.size > 1:
        for word, one in (("added up", given.sum()), ("averaged", given.mean())):
            if close(right.ravel(), np.array([one]), tolerance):
                return f": its entries are not {word}"
    if right.size > 1 and close(right.sum(keepdims=True).ravel(), given.sum(keepdims=True).ravel(),
                                tolerance):
        return (": it is the sum of all the entries that it should have" if given.size == 1
                else ": the total is right, so the sum was taken along the wrong axis")
    if right.ndim == 2 and 1 in right.shape and given.shape == (right.size, right.size) != (1, 1):
        return (": a row meets a column, or an array of one dimension, and numpy spreads both "
                "to a table")
    return ""
