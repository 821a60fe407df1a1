"""What drawn arrays are like: by this, mistakes in them are recognised.

No number of a draw comes back, so a mistake is known by shapes, by arrays and rows that are
copies, by the mean and the spread of an array, and by how far two draws differ in these.
"""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from answercheck.compare import as_numbers
from answercheck.references import ReferenceCall, ReferenceExercise
from answercheck.traits import Trait, Traits, traits


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
    if not flat.any():
        return Trait(f"{array.shape} zeros")
    if flat.size > 1 and np.ptp(flat) == 0:
        return Trait(f"{array.shape} one number", (math.log(abs(flat[0])),))
    if array.ndim == 2 and len(array) > 1 and len(np.unique(array, axis=0)) == 1:
        return Trait(f"{array.shape} one row")
    copied = "copy" if any(share_a_stream(array, other) for other in seen) else "drawn"
    spread = math.sqrt(float(np.mean(flat**2)))
    return Trait(f"{array.shape} {copied}", (float(flat.mean()) / spread, math.log(spread)))


def share_a_stream(W: np.ndarray, other: np.ndarray) -> bool:
    """Whether two arrays begin with the same draws, up to a factor."""
    n_both = min(W.size, other.size)
    if n_both < 2 or not other.any():
        return False
    one, two = W.ravel()[:n_both], other.ravel()[:n_both]
    size = np.sqrt((one @ one) * (two @ two))
    return bool(size > 0 and abs(one @ two) > (1 - 1e-9) * size)
