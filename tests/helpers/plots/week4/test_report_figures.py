"""Figures of a report: the same values on a cut axis and on an honest one."""

import numpy as np

from helpers import plots


def test_a_cut_axis_and_an_honest_one_show_the_same_values():
    cut, honest = plots.bars_from({"a": 3.0, "b": 4.0}, {"a": 0.1, "b": 0.2}, 2.5, "error")
    for ax in (cut, honest):
        assert [bar.get_height() for bar in ax.patches] == [3.0, 4.0]
        assert ax.get_ylabel() == "error"
    assert cut.get_ylim()[0] == 2.5
    assert honest.get_ylim()[0] == 0
    ends = [list(map(float, line.get_ydata())) for line in honest.lines]
    np.testing.assert_allclose(ends, [[2.8, 3.2], [3.6, 4.4]])


def test_each_model_is_drawn_over_the_whole_span():
    x, y = np.array([-1.0, 0.0, 1.0]), np.array([1.0, 0.0, 1.0])
    ax = plots.fits(x, y, {"square": np.square, "line": lambda x: 2 * x}, span=(-2, 3))
    points, square, line = ax.lines
    assert points.get_linestyle() == "None"
    assert (square.get_xdata()[0], square.get_xdata()[-1]) == (-2, 3)
    np.testing.assert_allclose(square.get_ydata(), np.square(square.get_xdata()))
    np.testing.assert_allclose(line.get_ydata(), 2 * line.get_xdata())
    assert [text.get_text() for text in ax.get_legend().get_texts()] == [
        "training points", "square", "line"]
