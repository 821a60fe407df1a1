"""Tangents and nudges, by derivatives known from school."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from helpers import plots


def drawn(ax, label):
    """The points of the line with a label, shape (2, n)."""
    return next(line for line in ax.lines if line.get_label() == label).get_xydata().T


def steepness(x, y):
    return (y[-1] - y[0]) / (x[-1] - x[0])


def test_the_lower_curve_is_the_slope_of_the_upper_one():
    above, below = plots.curve_and_slope(lambda a: a**3, 2.0, (-3.0, 3.0))
    x, slope = below.lines[0].get_data()
    assert slope == pytest.approx(3 * x**2, abs=1e-6)
    assert "slope 12" in above.get_title()


def test_the_tangent_touches_the_curve_at_the_point():
    above, _ = plots.curve_and_slope(np.log, 2.0, (0.5, 4.0))
    x, tangent = above.lines[1].get_data()
    assert tangent == pytest.approx(np.log(2) + 0.5 * (x - 2))


@pytest.mark.parametrize(("a", "h"), [(2.0, 0.5), (-1.5, 0.1), (3.0, -0.25)])
def test_the_tangent_is_as_steep_as_the_derivative_of_the_square(a, h):
    ax = plots.slope_and_nudge(np.square, a, h)
    assert steepness(*drawn(ax, "tangent at a")) == pytest.approx(2 * a)


@pytest.mark.parametrize("h", [0.5, 0.001, -0.25])
def test_the_triangle_has_the_nudge_as_foot_and_the_change_as_height(h):
    x, y = drawn(plots.slope_and_nudge(np.square, 2.0, h), "nudge: rise over run")
    assert x[1] - x[0] == pytest.approx(h)
    assert y[2] - y[1] == pytest.approx((2 + h) ** 2 - 4)


def test_the_title_gives_both_slopes():
    title = plots.slope_and_nudge(np.square, 2.0, 0.5).get_title()
    assert "slope 4.5" in title
    assert "4 for the tangent" in title


def test_a_nudge_of_nothing_is_refused():
    with pytest.raises(ValueError, match="nudge h other than 0"):
        plots.slope_and_nudge(np.square, 2.0, 0.0)


def test_each_piece_is_as_steep_as_the_given_derivative_says():
    points = [-2.0, -1.0, 0.0, 1.0, 2.0]
    ax = plots.tangents(lambda a: a**3, lambda a: 3 * a**2, points)
    pieces = [steepness(*line.get_xydata().T) for line in ax.lines[1:]]
    assert pieces == pytest.approx([12, 3, 0, 3, 12])


def test_a_wrong_derivative_is_drawn_as_it_is_not_mended():
    ax = plots.tangents(np.square, lambda a: 0 * a + 7, [1.0, 2.0])
    assert [steepness(*line.get_xydata().T) for line in ax.lines[1:]] == pytest.approx([7, 7])


def test_the_axes_given_are_the_axes_drawn_into():
    _, ax = plt.subplots()
    assert plots.slope_and_nudge(np.square, 2.0, 0.5, ax=ax) is ax
    assert plots.tangents(np.square, lambda a: 2 * a, [1.0, 2.0], ax=ax) is ax
