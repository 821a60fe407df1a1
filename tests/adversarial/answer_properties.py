"""Asserts on properties of an answer, where its values are random or found by training."""

from collections.abc import Callable, Mapping

import numpy as np

from answercheck.references import ReferenceCall
from helpers import scoring

COST = """\
A = {X}
for layer in range(1, len({parameters}) // 2 + 1):
    Z = {parameters}["W" + str(layer)] @ A + {parameters}["b" + str(layer)]
    A = {hidden}
Y = {Y}
assert np.mean(np.logaddexp(0, Z) - Y * Z) < {bound:.4g}"""
ACTIVATIONS = {"tanh": "np.tanh(Z)", "relu": "np.maximum(Z, 0)"}

# From a call, its arguments as code, and the name of the answer: lines of code.
Property = Callable[[ReferenceCall, list[str], str], list[str]]


def _drawn(spread: Callable[[int], float]) -> Property:
    """Assert the shapes, biases of zero, and weights of about the right spread."""
    def lines(call: ReferenceCall, given: list[str], answer: str) -> list[str]:
        found = []
        for key, value in call.returned.items():
            one = f"{answer}[{key!r}]"
            found.append(f"assert {one}.shape == {value.shape}")
            if key.startswith("b"):
                found.append(f"assert not np.any({one})")
                continue
            right = spread(value.shape[1])
            slack = scoring.N_SIGMA * right / np.sqrt(2 * value.size)
            found.append(f"assert abs(np.sqrt(np.mean({one}**2)) - {right:.4g}) < {slack:.2g}")
        return found
    return lines


def _trained(hidden: str) -> Property:
    """Assert the cost that the parameters reach."""
    def lines(call: ReferenceCall, given: list[str], answer: str) -> list[str]:
        several = isinstance(call.returned, tuple)
        best = call.returned[0] if several else call.returned
        X, Y = call.args[:2]
        bound = (scoring.cost(best, X, Y, hidden) * (1 + scoring.SLACK_SHARE)
                 + scoring.SLACK_NATS)
        return COST.format(parameters=f"{answer}[0]" if several else answer, X=given[0],
                           Y=given[1], hidden=ACTIVATIONS[hidden], bound=bound).splitlines()
    return lines


# By the name of an exercise's scoring; what is not here is compared by its values.
PROPERTIES: Mapping[str, Property] = {
    "small normal": _drawn(lambda n_in: 0.01),
    "He normal": _drawn(lambda n_in: float(np.sqrt(2 / n_in))),
    "trained shallow": _trained("tanh"),
    "trained deep": _trained("relu"),
}
