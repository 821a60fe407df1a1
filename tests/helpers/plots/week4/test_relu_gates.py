"""Gates of ReLU: what they stop is zero."""

import numpy as np

from helpers import plots


def test_what_the_gates_stop_is_drawn_as_zero():
    Z = np.array([[-1.0, 2.0, 3.0]])
    dA = np.array([[5.0, -6.0, 7.0]])
    axes = plots.gates(Z, dA, dA * (Z > 0))
    assert axes[2].images[0].get_array().tolist() == [[0, -6, 7]]
    low, high = axes[2].images[0].get_clim()
    assert low == -high  # so that 0 is the white in the middle
