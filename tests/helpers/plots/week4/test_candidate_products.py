"""Products that fit are those that numpy can form."""

import numpy as np
import pytest
from matplotlib.colors import to_hex

from helpers import plots
from helpers.plots.style import GREEN
from helpers.plots.week4.candidate_products import fitting_products


@pytest.mark.parametrize(("n", "n_prev", "m"), [(3, 4, 6), (3, 3, 6), (2, 2, 2), (5, 1, 1)])
def test_the_products_that_are_said_to_fit_are_those_that_numpy_can_form(n, n_prev, m):
    ax = plots.candidate_products(("dW", (n, n_prev)), ("dZ", (n, m)), ("A", (n_prev, m)))
    said = {text.get_text() for text in ax.texts
            if to_hex(text.get_color()) == GREEN.lower() and "·" in text.get_text()
            and "(" not in text.get_text()}
    arrays = {"dZ": np.zeros((n, m)), "A": np.zeros((n_prev, m))}
    formed = set()
    for name, _, _ in fitting_products(("dZ", (n, m)), ("A", (n_prev, m))):
        left, right = (arrays[part.removesuffix("ᵀ")].T if part.endswith("ᵀ") else arrays[part]
                       for part in name.split(" · "))
        if left.shape[1] == right.shape[0] and (left @ right).shape == (n, n_prev):
            formed.add(name)
    assert said == formed
    assert "dZ · Aᵀ" in said
    assert ax.get_title().endswith(f"{len(said)} of 8 fit")
