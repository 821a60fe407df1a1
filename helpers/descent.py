"""Gradient descent on a dictionary of parameters, with a bar that shows the current cost."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np

from answercheck.translation import N_
from helpers.progress import Steps

Parameters = Mapping[str, np.ndarray]


class Descent(NamedTuple):
    """The final parameters, and what was recorded on the way."""

    parameters: Parameters
    costs: list[float]
    path: list[Parameters]


def descend(start: Parameters, look: Callable[..., Any], step: Callable[..., Any],
            n_iterations: int, *, every: int = 100, label: str = N_("training")) -> Descent:
    """Run gradient descent and record costs and parameters.

    Parameters
    ----------
    start : dict of arrays
    look : function
        parameters -> cost (a float), grads.
    step : function
        parameters, grads -> new parameters; it must not change the old ones.
    n_iterations : int
    every : int
        Cost and parameters are recorded at iterations 0, every, 2 every, ...
    label : str
        Written before the bar.

    Returns
    -------
    Descent
        The final parameters, the recorded costs, and the recorded parameters.
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
