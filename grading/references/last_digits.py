"""Nudging inputs in their last digits, to see how far an answer depends on rounding.

Processors, and versions of numpy, disagree in the last digits of a product or an exponential. Where
an answer magnifies them (a small difference of large numbers, training that diverges, a threshold
that is nearly met), it magnifies last digits of its inputs as well. So a number that stays where it
is when the inputs are nudged is the same on every machine.
"""

from typing import Any

import numpy as np

from answercheck.cases import Recipe

MAX_STEPS = 4  # how many units in the last place a number is moved at most
# A number of so few binary digits (0, 0.5, 3) is computed with exactly everywhere, and one that
# stands on a threshold is meant to stand there: it is not moved.
N_EXACT_DIGITS = 24


def nudged(value: Any, seed: int) -> Any:
    """Return a copy of plain data whose real numbers have other last digits.

    Parameters
    ----------
    value : plain data, as the arguments of a call are
    seed : another seed, other digits; equal and opposite numbers are moved alike
    """
    if isinstance(value, float):
        return float(_nudged(np.array(value), seed))
    if isinstance(value, np.ndarray):
        return _nudged(value, seed) if value.dtype == np.float64 else value.copy()
    if isinstance(value, Recipe):
        return Recipe(value.formula, nudged(dict(value.parameters), seed))
    if isinstance(value, dict):
        return {key: nudged(item, seed) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(nudged(item, seed) for item in value)
    return value


@np.errstate(invalid="ignore")
def _nudged(array: np.ndarray, seed: int) -> np.ndarray:
    mantissa = np.abs(np.frexp(array)[0])
    digits = mantissa * 2.0**N_EXACT_DIGITS
    free = np.isfinite(array) & (digits != np.rint(digits))
    mixed = np.sin(1e9 * mantissa + seed)  # a number's own, the same wherever it occurs
    steps = np.rint((MAX_STEPS + 0.49) * mixed)
    return np.where(free, array + steps * np.spacing(array), array)
