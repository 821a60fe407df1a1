"""Gradient descent on a dictionary of parameters, with a bar that shows the cost as it falls."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np

from helpers.progress import Steps

Parameters = Mapping[str, np.ndarray]


class Descent(NamedTuple):
    """Where a descent ended, and what it noted on the way."""

    parameters: Parameters
    costs: list[float]
    path: list[Parameters]


def descend(start: Parameters, look: Callable[..., Any], step: Callable[..., Any],
            n_iterations: int, *, every: int = 100, label: str = "training") -> Descent:
    """Look, step, look again.

    Parameters
    ----------
    start : dict of arrays
    look : function
        parameters -> cost (a float), grads.
    step : function
        parameters, grads -> new parameters; it must leave the old ones as they are.
    n_iterations : int
    every : int
        Cost and parameters are noted at iterations 0, every, 2 every, ...
    label : str
        Written before the bar.

    Returns
    -------
    Descent
        The last parameters, the list of costs noted, and the list of parameters noted.
    """
    parameters, costs, path = start, [], []
    for i in (steps := Steps(range(n_iterations), label)):
        cost, grads = look(parameters)
        steps.show(cost)
        if i % every == 0:
            costs.append(float(cost))
            path.append(parameters)
        parameters = step(parameters, grads)
    return Descent(parameters, costs, path)
