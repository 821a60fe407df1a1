"""The formulas of functions that exercises are given as an argument."""

import numpy as np

from answercheck.registry import register_formula

# Of a number a.
register_formula("power", lambda a, scale, exponent: scale * a**exponent)
register_formula("logarithm", lambda a, scale: scale * np.log(a))
register_formula("sine", lambda a, scale, frequency: scale * np.sin(frequency * a))
register_formula("exponential", lambda a, scale, rate: scale * np.exp(rate * a))

# Of an array x, with weights of its shape. Each gradient is right with factor 1 and error 0.
register_formula("squares", lambda x, weights: np.sum(weights * x**2))
register_formula("squares_gradient", lambda x, weights, factor, error: (
    factor * 2 * weights * x + error))
register_formula("waves", lambda x, weights: np.sum(np.sin(weights * x)))
register_formula("waves_gradient", lambda x, weights, factor, error: (
    factor * weights * np.cos(weights * x) + error))
register_formula("coupled", lambda x, weights: np.sum(weights * x) ** 2 + np.sum(x**3))
register_formula("coupled_gradient", lambda x, weights, factor, error: (
    factor * (2 * np.sum(weights * x) * weights + 3 * x**2) + error))
register_formula("constant", lambda x, level: level + 0.0 * np.sum(x))
register_formula("constant_gradient", lambda x, error: np.zeros(np.shape(x)) + error)
