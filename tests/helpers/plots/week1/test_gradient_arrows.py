"""The picture of a gradient: arrows where and as the gradient says."""

import numpy as np
import pytest
from matplotlib.quiver import Quiver

from helpers import plots


def arrows(ax):
    return next(item for item in ax.collections if isinstance(item, Quiver))


def test_arrows_are_the_gradient_at_their_feet():
    quiver = arrows(plots.gradient_arrows(lambda x: x[0] ** 2 + 3 * x[1],
                                          lambda x: np.array([2 * x[0], 3.0]), n_arrows=4))
    np.testing.assert_allclose(quiver.U, 2 * quiver.X)
    np.testing.assert_allclose(quiver.V, np.full(16, 3.0))


def test_the_longest_arrow_just_reaches_the_next_point():
    quiver = arrows(plots.gradient_arrows(lambda x: x @ x, lambda x: 2 * x, n_arrows=5))
    spacing = np.diff(np.unique(quiver.X)).min()
    assert np.hypot(quiver.U, quiver.V).max() / quiver.scale == pytest.approx(spacing)


def test_a_level_function_is_drawn_too():
    ax = plots.gradient_arrows(lambda x: x[0], lambda x: np.zeros(2), n_arrows=3)
    ax.figure.canvas.draw()
    assert arrows(ax).scale > 0
