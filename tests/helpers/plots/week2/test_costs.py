"""Figures of costs, against the formula of the cross-entropy."""


import numpy as np
import pytest

from helpers import plots
from tests.helpers.plots.drawn import line_named


def cost(A, Y):
    return float(-np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A)))


def dots(ax):
    """The heights of the single points that are drawn, in order."""
    return [line.get_ydata()[0] for line in ax.lines if len(line.get_xdata()) == 1]


def test_the_price_of_a_yes_is_minus_log_a():
    a, price = line_named(plots.price_of_confidence(cost), "y = 1").get_data()
    assert price == pytest.approx(-np.log(a))


def test_the_price_of_a_no_is_the_mirror_image():
    ax = plots.price_of_confidence(cost)
    assert line_named(ax, "y = 0").get_ydata() == pytest.approx(
        line_named(ax, "y = 1").get_ydata()[::-1])


def test_likelihood_is_highest_and_cost_lowest_at_the_share_of_ones():
    Y = np.array([[1, 1, 1, 0]])
    likelihood, cost = plots.likelihood_and_cost(Y, 0.5)
    for ax, best in ((likelihood, np.argmax), (cost, np.argmin)):
        a, value = ax.lines[0].get_data()
        assert a[best(value)] == pytest.approx(0.75)
        assert ax.lines[1].get_xdata()[0] == 0.75


def test_the_marks_stand_at_the_likelihood_and_the_cost_of_what_is_said():
    likelihood, cost = plots.likelihood_and_cost(np.array([[1, 1, 1, 0]]), 0.5)
    assert likelihood.lines[2].get_data() == ([0.5], [1 / 16])  # four coins
    assert cost.lines[2].get_data()[1] == pytest.approx([np.log(2)])


def test_both_losses_of_a_yes_are_marked_at_the_score():
    losses, slopes = plots.losses_over_score(-np.log(3))  # a = 1/4
    assert dots(losses) == pytest.approx([np.log(4), 0.5 * 0.75**2])
    assert dots(slopes) == pytest.approx([-0.75, -(0.75**2) / 4])


def test_the_slopes_drawn_are_those_of_the_losses_drawn():
    losses, slopes = plots.losses_over_score(0.0)
    for name in ("cross-entropy", "squared error"):
        z, loss = line_named(losses, name).get_data()
        drawn = line_named(slopes, name).get_ydata()
        assert np.gradient(loss, z)[1:-1] == pytest.approx(drawn[1:-1], abs=1e-3)
