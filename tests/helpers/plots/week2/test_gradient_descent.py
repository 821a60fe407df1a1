"""Paths of gradient descent, on costs whose path is known."""

import numpy as np

from helpers import plots
from tests.helpers.plots.drawn import line_named


def test_a_descent_halves_the_weight_when_rate_times_bend_is_a_half():
    bowl = (lambda w: w**2, lambda w: 2 * w)
    steep = (lambda w: 2 * w**2, lambda w: 4 * w)
    shallow, deep = plots.descents({"bowl": bowl, "steep": steep}, 4.0, 0.25, 3)
    assert list(line_named(shallow, "path").get_xdata()) == [4, 2, 1, 0.5]
    assert list(line_named(deep, "path").get_xdata()) == [4, 0, 0, 0]
    assert line_named(shallow, "end").get_data() == ([0.5], [0.25])


def test_what_jumps_out_of_reach_does_not_change_the_view():
    bowl = (lambda w: w**2, lambda w: 2 * w)
    calm, wild = (plots.descents({"bowl": bowl}, 2.0, rate, 20)[0] for rate in (0.1, 3.0))
    assert wild.get_xlim() == calm.get_xlim() == (-3, 6)
    assert wild.get_ylim() == calm.get_ylim()


def test_a_descent_in_two_weights_goes_down_each_axis_at_its_own_pace():
    ax = plots.descent_path(lambda w: (w @ w) / 2, lambda w: np.array([1.0, 2.0]) * w,
                            (4.0, 4.0), 0.5, 2)
    x, y = line_named(ax, "path").get_data()
    assert (x.tolist(), y.tolist()) == ([4, 2, 1], [4, 0, 0])
    assert line_named(ax, "end").get_data() == ([1.0], [0.0])
    assert "cost 0.5 after 2 steps" in ax.get_title()
