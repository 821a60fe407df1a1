"""What drawn arrays are like: by this, mistakes in them are recognised.

No number of a draw comes back, so a mistake is known by shapes, by arrays and rows that are
copies, by the mean and the spread of an array, and by how far two draws differ in these.
"""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from helpers.checks.closeness import as_numbers
from helpers.checks.references import ReferenceCall, ReferenceExercise
from helpers.checks.traits import Trait, Traits, traits

SAME = 1e-12  # numbers that differ by this share of their size are the same


def drawn_traits(call: ReferenceCall, answer: Any, exercise: ReferenceExercise) -> Traits:
    """For each array its shape, mean and spread, and whether it repeats itself or another."""
    found = traits(answer, exercise.returns)
    items = answer.items() if isinstance(answer, Mapping) else enumerate(
        answer if isinstance(answer, list | tuple) else ())
    seen: list[np.ndarray] = []
    for key, value in items:
        array = as_numbers(value) if isinstance(value, np.ndarray) else None
        if array is not None and array.size and np.isfinite(array).all():
            found[f".{key}"] = _drawn(array, seen)
            seen.append(array)
    return found


def _drawn(array: np.ndarray, seen: list[np.ndarray]) -> Trait:
    flat = array.ravel()
    if is_zero(array):
        return Trait(f"{array.shape} zeros")
    if is_one_number(array):
        return Trait(f"{array.shape} one number", (math.log(abs(flat[0])),))
    if array.ndim == 2 and len(array) > 1 and np.all(np.ptp(array, axis=0) <= _room(array)):
        return Trait(f"{array.shape} one row")
    copied = "copy" if any(share_a_stream(array, other) for other in seen) else "drawn"
    spread = math.sqrt(float(np.mean(flat**2)))
    return Trait(f"{array.shape} {copied}", (float(flat.mean()) / spread, math.log(spread)))


def _room(array: np.ndarray) -> float:
    """How far numbers of an array may be apart that are the same up to their last digits."""
    return SAME * float(np.abs(array).max())


def is_zero(array: np.ndarray) -> bool:
    """Whether an array holds zeros, or what rounding leaves of them."""
    return not np.any(np.abs(array) > SAME)


def is_one_number(array: np.ndarray) -> bool:
    """Whether an array holds the same number everywhere, and more than once."""
    return array.size > 1 and bool(np.ptp(array) <= _room(array))


def has_equal_rows(W: np.ndarray) -> bool:
    """Whether two rows of a matrix are the same, up to the last digits."""
    ordered = W[np.lexsort(W.T[::-1])]
    return bool(np.any(np.all(np.abs(np.diff(ordered, axis=0)) <= _room(W), axis=1)))


def share_a_stream(W: np.ndarray, other: np.ndarray) -> bool:
    """Whether two arrays begin with the same draws, up to a factor."""
    n_both = min(W.size, other.size)
    if n_both < 2 or not other.any():
        return False
    one, two = W.ravel()[:n_both], other.ravel()[:n_both]
    size = np.sqrt((one @ one) * (two @ two))
    return bool(size > 0 and abs(one @ two) > (1 - 1e-9) * size)
