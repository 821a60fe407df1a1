"""The tests of the checks register formulas and a factor of their own: they know no course."""

import numpy as np
import pytest

from answercheck import registry


@pytest.fixture(autouse=True)
def registered(monkeypatch):
    """Formulas for arguments that are functions, and the factor of which patterns speak."""
    for name, formula in {
            "power": lambda a, scale, exponent: scale * a**exponent,
            "squares": lambda x, weights: np.sum(weights * x**2)}.items():
        monkeypatch.setitem(registry.FORMULAS, name, formula)
    monkeypatch.setitem(registry.FACTORS, "the number of examples", registry.Factor(
        lambda arguments: None, "It is right for a single example only: look at what is added up "
        "or averaged over the examples."))
