"""Signal and gradient over the layers."""

import numpy as np
import pytest

from helpers import plots
from tests.helpers.plots.week4.networks import forward, network


def test_signal_and_gradient_are_drawn_over_their_layers():
    ax = plots.signal_and_gradient([1.0, 0.1, 0.01], [0.001, 0.1, 1.0], title="spread")
    drawn = {line.get_label().split(",")[0]: line.get_data() for line in ax.lines[1:]}
    assert [list(map(float, values)) for values in drawn["signal"]] == [[0, 1, 2], [1, 0.1, 0.01]]
    assert list(map(float, drawn["gradient"][1])) == [0.001, 0.1, 1.0]
    assert (ax.get_yscale(), ax.get_title()) == ("log", "spread")


def test_lines_that_are_flat_look_flat():
    low, high = plots.signal_and_gradient([1.0, 0.98], [1.01, 1.0]).get_ylim()
    assert low <= 0.1
    assert high >= 10


def test_the_signal_is_the_root_mean_square_of_each_layers_input():
    X = np.array([[3.0, -4.0]])
    parameters = {"W1": np.array([[2.0]]), "b1": np.zeros((1, 1)),
                  "W2": np.array([[1.0]]), "b2": np.zeros((1, 1))}
    ax = plots.signal_by_layer({"mine": forward(X, parameters)[1]})
    assert ax.lines[0].get_ydata().tolist() == pytest.approx([12.5**0.5, 18**0.5])
    assert ax.get_yscale() == "log"


def test_small_weights_lose_the_signal_by_a_steady_factor():
    rng = np.random.default_rng(0)
    dims = [200] * 6 + [1]
    X = rng.normal(size=(200, 50))
    drawn = plots.signal_by_layer({"0.01": forward(X, network(rng, dims, 0.01))[1],
                                   "He": forward(X, network(rng, dims, 0.1))[1]})
    small, he = (np.asarray(line.get_ydata()) for line in drawn.lines)
    # 0.01 · √(200 / 2) = 0.1; the first step has no ReLU behind it, hence from layer 1 on.
    np.testing.assert_allclose(small[2:] / small[1:-1], 0.1, rtol=0.2)
    np.testing.assert_allclose(he[2:] / he[1:-1], 1, rtol=0.2)
