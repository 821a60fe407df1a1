"""Gradients on a network: their size is the width of a line."""

import numpy as np

from helpers import plots


def test_blame_writes_dz_at_each_unit_and_leaves_out_lines_without_a_derivative():
    ax = plots.blame(np.array([[1.0, -2.0], [0.0, 0.0]]), np.array([[0.5, -0.25]]),
                     np.array([1.5, -0.0]), np.array([-0.5]))
    written = [text.get_text() for text in ax.texts if text.get_text().startswith("dz")]
    assert written == ["dz = 1.5", "dz = 0", "dz = −0.5"]
    widths = [one.get_linewidth() for one in ax.lines if len(one.get_xdata()) == 2]
    assert widths == [2.0, 4.0, 0.0, 0.0, 4.0, 2.0]


def test_blame_says_that_its_lines_are_the_gradient():
    ax = plots.blame(np.ones((2, 3)), np.ones((1, 2)), np.ones(2), np.ones(1))
    assert sum("gradient $dW^" in text.get_text() for text in ax.texts) == 2
