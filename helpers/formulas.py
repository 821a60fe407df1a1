"""The formulas of functions that exercises take as an argument."""

from collections.abc import Callable
from typing import Any

import numpy as np

from answercheck.registry import register_formula

# Of a number a.
register_formula("power", lambda a, scale, exponent: scale * a**exponent)
register_formula("logarithm", lambda a, scale: scale * np.log(a))
register_formula("sine", lambda a, scale, frequency: scale * np.sin(frequency * a))
register_formula("exponential", lambda a, scale, rate: scale * np.exp(rate * a))


def _is_at(x: Any, point: np.ndarray) -> bool:
    """Whether x equals this point up to rounding."""
    return np.shape(x) == point.shape and np.allclose(x, point, rtol=1e-9, atol=1e-12)


def _gradient(right: Callable[..., Any]) -> Callable[..., Any]:
    """The formula of a gradient, right with factor 1 and error 0.

    Otherwise it is wrong: everywhere, only at one point, or everywhere but at one point.
    """
    def formula(x: Any, *, factor: float = 1.0, error: Any = 0.0,
                only_at: np.ndarray | None = None, except_at: np.ndarray | None = None,
                **numbers: Any) -> Any:
        exact = right(x, **numbers)
        is_spared = (only_at is not None and not _is_at(x, only_at)) or (
            except_at is not None and _is_at(x, except_at))
        return exact if is_spared else factor * exact + error
    return formula


# Of an array x, with weights of its shape.
register_formula("squares", lambda x, weights: np.sum(weights * x**2))
register_formula("squares_gradient", _gradient(lambda x, weights: 2 * weights * x))
register_formula("waves", lambda x, weights: np.sum(np.sin(weights * x)))
register_formula("waves_gradient", _gradient(lambda x, weights: weights * np.cos(weights * x)))
register_formula("coupled", lambda x, weights: np.sum(weights * x) ** 2 + np.sum(x**3))
register_formula("coupled_gradient", _gradient(
    lambda x, weights: 2 * np.sum(weights * x) * weights + 3 * x**2))
register_formula("constant", lambda x, level: level + 0.0 * np.sum(x))
register_formula("constant_gradient", _gradient(lambda x: np.zeros(np.shape(x))))
