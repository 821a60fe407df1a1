"""Functions that travel as data.

Some exercises take a function as an argument. A hidden case may not send code, so it names one of
the formulas below and gives its numbers; what the student receives can be called like any function.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

FORMULAS: dict[str, Callable] = {
    "power": lambda a, scale, exponent: scale * a**exponent,
    "logarithm": lambda a, scale: scale * np.log(a),
    "sine": lambda a, scale, frequency: scale * np.sin(frequency * a),
    "exponential": lambda a, scale, rate: scale * np.exp(rate * a),
    # Of an array x, with weights of its shape. Each gradient is right with factor 1 and error 0.
    "squares": lambda x, weights: np.sum(weights * x**2),
    "squares_gradient": lambda x, weights, factor, error: factor * 2 * weights * x + error,
    "waves": lambda x, weights: np.sum(np.sin(weights * x)),
    "waves_gradient": lambda x, weights, factor, error: (
        factor * weights * np.cos(weights * x) + error),
    "coupled": lambda x, weights: np.sum(weights * x) ** 2 + np.sum(x**3),
    "coupled_gradient": lambda x, weights, factor, error: (
        factor * (2 * np.sum(weights * x) * weights + 3 * x**2) + error),
    "constant": lambda x, level: level + 0.0 * np.sum(x),
    "constant_gradient": lambda x, error: np.zeros(np.shape(x)) + error,
}


@dataclass(frozen=True)
class Recipe:
    """One of the FORMULAS with its numbers filled in.

    >>> Recipe("power", {"scale": 3.0, "exponent": 2})(2.0)
    12.0
    """

    formula: str
    parameters: Mapping = field(default_factory=dict)

    def __call__(self, x):
        return FORMULAS[self.formula](x, **self.parameters)

    def function(self) -> Callable:
        """What a student gets: a plain function, which tells nothing but its values."""
        return lambda x: self(x)
