"""Numbers of a call that a wrong factor may turn out to be: the number of examples, the rate …"""

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np

EXAMPLES = "the number of examples"
# Where the number of examples stands in an argument's shape, by the argument's name.
_COLUMNS = ("X", "X_train", "Y", "A", "AL", "A2", "A_prev", "dZ", "dA")
_INPUTS = ("X", "X_train", "A", "A_prev")
_NUMBERS = {"learning_rate": "the learning rate", "h": "the step", "epsilon": "the step",
            "num_iterations": "the number of iterations"}


def quantities(function: Callable, args: tuple, kwargs: dict) -> dict[str, float]:
    """The numbers of this call, by what a student calls them."""
    bound = inspect.signature(function).bind(*args, **kwargs)
    bound.apply_defaults()
    found: dict[str, float] = {}
    for name, value in bound.arguments.items():
        if name in _NUMBERS:
            found[_NUMBERS[name]] = float(value)
        elif name in _COLUMNS and _is_table(value):
            found.setdefault(EXAMPLES, float(value.shape[1]))
        if name in _INPUTS and _is_table(value) and value.shape[0] > 1:
            found.setdefault("the number of inputs", float(value.shape[0]))
    return found


def _is_table(value: Any) -> bool:
    return isinstance(value, np.ndarray) and value.ndim == 2
