"""The figures of the third week's chapters: what is drawn is what the functions say."""

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest

from helpers import plots

mpl.use("Agg")


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


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


def test_blame_writes_dz_at_each_unit_and_leaves_out_lines_without_a_slope():
    ax = plots.blame(np.array([[1.0, -2.0], [0.0, 0.0]]), np.array([[0.5, -0.25]]),
                     np.array([1.5, -0.0]), np.array([-0.5]))
    written = [text.get_text() for text in ax.texts if text.get_text().startswith("dz")]
    assert written == ["dz = 1.5", "dz = 0", "dz = -0.5"]
    widths = [one.get_linewidth() for one in ax.lines if len(one.get_xdata()) == 2]
    assert widths == [2.0, 4.0, 0.0, 0.0, 4.0, 2.0]


def test_blame_says_that_its_lines_are_slopes():
    ax = plots.blame(np.ones((2, 3)), np.ones((1, 2)), np.ones(2), np.ones(1))
    assert sum("slopes $dW^" in text.get_text() for text in ax.texts) == 2


def test_the_shares_of_slopes_are_counted_and_the_flat_ones_are_told():
    ax = plots.slope_shares(np.array([[0.01, 0.04, 0.5, 1.0]]), title="four")
    heights = [bar.get_height() for bar in ax.patches]
    assert ax.get_title() == "four: 50% of the slopes are below 0.05"
    assert (heights[0], heights[10], heights[-1], sum(heights)) == (0.5, 0.25, 0.25, 1.0)
