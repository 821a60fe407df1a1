"""Folding networks: every layer doubles the teeth."""

import numpy as np
import pytest

from helpers import plots
from helpers.plots.week4.folding_network import folding_network
from tests.helpers.plots.week4.networks import forward


@pytest.mark.parametrize("depth", [1, 2, 3, 5])
def test_every_layer_doubles_the_teeth(depth):
    x = np.linspace(0, 1, 4001)[None, :]
    AL, _ = forward(x, folding_network(depth))
    rises = np.count_nonzero((AL[0, :-1] < 0.5) & (AL[0, 1:] >= 0.5))
    assert rises == 2 ** (depth - 1)


def test_a_folding_network_has_two_neurons_in_each_hidden_layer():
    assert {k: v.shape for k, v in folding_network(3).items() if k[0] == "W"} == {
        "W1": (2, 1), "W2": (2, 2), "W3": (2, 2), "W4": (1, 2)}


def test_the_folds_are_drawn_with_the_students_forward_pass():
    axes = plots.folds(lambda X, parameters: (0.25 * np.ones((1, X.shape[1])), []), depths=(1, 2))
    assert [set(ax.lines[0].get_ydata()) for ax in axes] == [{0.25}, {0.25}]
