"""When two values are the same number, or the same array of numbers."""

from typing import Any

import numpy as np

# What single precision rounds to, with room for a few operations.
SINGLE_TOLERANCE = 1e-6


def as_numbers(value: Any) -> np.ndarray | None:
    """A number, an array, or a list of numbers as a float64 array; None if it is none of these."""
    if isinstance(value, list | tuple):
        rows = [as_numbers(item) for item in value]
        if any(row is None or row.size != 1 for row in rows):
            return None
        return np.array([float(row.ravel()[0]) for row in rows if row is not None])
    if isinstance(value, bool | int | float | np.ndarray):
        return np.asarray(value, dtype=np.float64)
    return None


def close(expected: np.ndarray, given: np.ndarray, tolerance: float) -> bool:
    """Whether every entry is within the tolerance of what is expected; nan never is.

    An entry e may differ by tolerance · (|e| + 0.1 · the largest |e| of its array).
    """
    if expected.size == 0:
        return True
    size = np.where(np.isfinite(expected), np.abs(expected), 0)
    near = np.abs(given - expected) <= tolerance * (size + 0.1 * size.max()) + 1e-15
    return bool(np.all(near | (given == expected)))  # inf is inf


def tolerance_for(answer: Any, tolerance: float) -> float:
    """The tolerance, widened for an answer in single precision to what that can hold."""
    single = isinstance(answer, np.ndarray) and answer.dtype == np.float32
    return max(tolerance, SINGLE_TOLERANCE) if single else tolerance
