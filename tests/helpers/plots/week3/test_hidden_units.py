"""Hidden units over the plane, as the cache has them."""

import numpy as np
import pytest

from helpers import plots


def test_hidden_units_are_drawn_as_the_cache_has_them():
    def forward(X, parameters):
        A1 = np.tanh(parameters["W1"] @ X)
        A2 = np.full((1, X.shape[1]), 0.25)
        return A2, {"A1": A1}

    axes = plots.hidden_units(forward, {"W1": np.array([[1.0, 0.0], [0.0, 1.0]])})
    assert [ax.get_title() for ax in axes] == ["hidden unit 1", "hidden unit 2", "output"]
    first, second = (np.asarray(ax.images[0].get_array()) for ax in axes[:2])
    assert np.ptp(first, axis=0) == pytest.approx(np.zeros(90))  # it looks at x₁ alone
    assert second == pytest.approx(first.T)
    assert np.unique(np.asarray(axes[2].images[0].get_array())).tolist() == [0.25]
