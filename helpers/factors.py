"""Quantities of a call that may explain a wrong factor, such as the number of examples."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from answercheck.registry import register_factor
from answercheck.translation import N_

ITERATIONS = N_("the number of iterations")


def _argument(*names: str) -> Callable[[Mapping[str, Any]], float | None]:
    """The numeric argument that has one of these names."""
    return lambda arguments: next(
        (float(value) for name, value in arguments.items() if name in names), None)


def _size(axis: int, *names: str, least: int = 0) -> Callable[[Mapping[str, Any]], float | None]:
    """The size along an axis, at least `least`, of the first of these arguments that is 2-D."""
    def of(arguments: Mapping[str, Any]) -> float | None:
        tables = (value for name, value in arguments.items()
                  if name in names and isinstance(value, np.ndarray) and value.ndim == 2)
        return next((float(one.shape[axis]) for one in tables if one.shape[axis] >= least), None)
    return of


register_factor(
    N_("the number of examples"),
    _size(1, "X", "X_train", "Y", "A", "AL", "A2", "A_prev", "dZ", "dA"),
    only_one=N_("It is right for a single example only: look at what is added up or averaged "
                "over the examples."))
register_factor(N_("the number of inputs"), _size(0, "X", "X_train", "A", "A_prev", least=2))
register_factor(N_("the number of neurons"), _size(0, "W", "dZ"))
register_factor(N_("the number of entries"), lambda arguments: next(
    (float(value.size) for name, value in arguments.items()
     if name == "x" and isinstance(value, np.ndarray)), None))
register_factor(N_("the learning rate"), _argument("learning_rate"))
register_factor(N_("the step"), _argument("h", "epsilon"))
register_factor(
    ITERATIONS, _argument("num_iterations"),
    only_one=N_("It is right for a single iteration only."))
