"""Times of several functions over the number of examples."""

import time

import numpy as np

from helpers import plots
from tests.helpers.plots.drawn import line_named


def test_the_slower_function_is_drawn_above_the_faster():
    ax = plots.timing_comparison({"slow": lambda w, b, X, Y: time.sleep(0.01),
                                  "fast": lambda w, b, X, Y: None}, sizes=(2, 4), n_x=3)
    assert line_named(ax, "slow").get_ydata().min() >= 0.01
    assert line_named(ax, "fast").get_ydata().max() < 0.005
    assert line_named(ax, "slow").get_xdata().tolist() == [2, 4]


def test_timed_functions_get_arrays_of_the_shapes_of_the_course():
    shapes = []

    def note(w, b, X, Y):
        shapes.append((w.shape, np.shape(b), X.shape, Y.shape))

    plots.timing_comparison({"only": note}, sizes=(7,), n_x=3)
    assert set(shapes) == {((3, 1), (), (3, 7), (1, 7))}
