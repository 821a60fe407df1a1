"""Surfaces of two costs, and the number of their valleys."""

import numpy as np
import pytest

from helpers import plots
from helpers.plots.week2.cost_surfaces import surfaces, valleys

FOUR_VALLEYS = (np.array([[5, 0.5, 0.5, 0.1, 0, 0, 0, 0], [0, 0, 0, 0, 5, 0.5, 0.5, 0.1]]),
                np.array([[0, 1, 1, 0, 0, 1, 1, 0]]))


def cost(A, Y):
    return float(-np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A)))


def test_squared_error_has_four_valleys_where_cross_entropy_has_one():
    squared, entropy = plots.cost_surfaces(*FOUR_VALLEYS)
    assert squared.get_title() == "Squared error: 4 valleys"
    assert entropy.get_title() == "Cross-entropy: 1 valley"
    assert len(squared.lines[0].get_xdata()) == 4
    assert len(entropy.lines[0].get_xdata()) == 1


def test_gradient_descent_on_the_squared_error_ends_in_all_four_valleys():
    """The valleys are no accident of the grid: descent from four corners ends in four places."""
    X, Y = FOUR_VALLEYS
    ends = set()
    for start in ([-1, -1], [-1, 5], [5, -1], [5, 5]):
        w = np.array(start, dtype=float).reshape(2, 1)
        for _ in range(20_000):
            A = 1 / (1 + np.exp(-(w.T @ X)))
            w = w - 2.0 * X @ ((A - Y) * A * (1 - A)).T / Y.size
        ends.add(tuple(np.round(w.ravel(), 1)))
    assert len(ends) == 4


def test_a_surface_holds_the_cost_of_the_neuron_with_these_weights():
    X, Y = np.array([[1.0, 2.0, -1.0], [0.5, -1.0, 3.0]]), np.array([[1, 0, 1]])
    w = np.array([-1.0, 0.5, 2.0])
    squared, entropy = surfaces(X, Y, w)
    A = 1 / (1 + np.exp(-(np.array([[2.0, -1.0]]) @ X)))  # first weight 2, second weight −1
    assert entropy[0, 2] == pytest.approx(cost(A, Y))
    assert squared[0, 2] == pytest.approx(np.mean((A - Y) ** 2) / 2)


def test_a_valley_is_lower_than_its_eight_neighbours_and_never_on_the_edge():
    cost = np.ones((5, 6))
    cost[1, 1], cost[3, 4], cost[0, 5] = 0.5, 0.2, 0.0
    assert valleys(cost).tolist() == [[1, 1], [3, 4]]
