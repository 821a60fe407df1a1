"""Activations and slopes: the curves given, and the flat parts shaded."""

import numpy as np
import pytest

from helpers import plots
from tests.helpers.plots.drawn import texts


def line(ax, label):
    (found,) = (one for one in ax.lines if one.get_label() == label)
    return found.get_xydata()


@pytest.mark.parametrize(("z", "slope"), [(0.0, 1.0), (np.log(2), 16 / 25), (-np.log(3), 9 / 25)])
def test_the_tangent_is_as_steep_as_the_activation(z, slope):
    (x0, y0), (x1, y1) = line(plots.activation_at(np.tanh, z), "tangent")
    assert (y1 - y0) / (x1 - x0) == pytest.approx(slope, abs=1e-6)
    assert (x0 + x1) / 2 == pytest.approx(z)
    assert (y0 + y1) / 2 == pytest.approx(np.tanh(z))


def test_the_shaded_parts_of_tanh_are_those_beyond_2_18():
    (shade,) = plots.activation_at(np.tanh, 0.0).collections
    inner = min(abs(x) for path in shade.get_paths() for x in path.vertices[:, 0])
    assert inner == pytest.approx(np.arctanh(np.sqrt(0.95)), abs=0.05)


def test_a_straight_line_is_flat_nowhere():
    (shade,) = plots.activation_at(lambda z: z, 1.0).collections
    assert not shade.get_paths()


def test_derivatives_are_counted_and_the_share_of_flat_ones_is_given():
    ax = plots.slope_shares(np.array([[0.01, 0.04, 0.5, 1.0]]), title="four")
    heights = [bar.get_height() for bar in ax.patches]
    assert ax.get_title() == "four: 50% of the derivatives are below 0.05"
    assert (heights[0], heights[10], heights[-1], sum(heights)) == (0.5, 0.25, 0.25, 1.0)


def test_activations_are_drawn_above_their_derivatives():
    axes = plots.activations({"tanh": (np.tanh, lambda z: 1 - np.tanh(z) ** 2),
                              "line": (lambda z: z, np.ones_like)})
    assert axes.shape == (2, 2)
    z, a = axes[0, 0].lines[0].get_data()
    assert a == pytest.approx(np.tanh(z))
    z, slope = axes[1, 0].lines[0].get_data()
    assert slope == pytest.approx(np.cosh(z) ** -2)
    assert texts(axes[1, 1]) == ["largest derivative 1"]


def test_a_derivative_that_jumps_is_drawn_with_a_gap():
    axes = plots.activations({"ReLU": (lambda z: np.maximum(0, z), lambda z: (z > 0) * 1.0)})
    z, slope = axes[1, 0].lines[0].get_data()
    assert np.isnan(slope).sum() == 1
    assert abs(z[np.isnan(slope)][0]) < 0.05
