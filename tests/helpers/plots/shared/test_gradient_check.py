"""Gradients beside their estimates: bars and points where the numbers are."""

import numpy as np
import pytest
from matplotlib.colors import to_rgba

from helpers import plots
from helpers.plots.style import GREEN, RED

ERRORS = {"right": 3e-11, "on the line": 1e-7, "off": 2e-7, "wrong sign": 1.0}


def test_bars_end_at_the_errors():
    bars = plots.gradient_errors(ERRORS).patches
    assert [bar.get_width() for bar in bars] == pytest.approx(list(ERRORS.values()))


def test_only_what_passes_is_green():
    bars = plots.gradient_errors(ERRORS, tolerance=1e-7).patches
    assert [bar.get_facecolor() for bar in bars] == [
        to_rgba(colour) for colour in (GREEN, GREEN, RED, RED)]


def test_an_error_of_exactly_zero_has_a_bar_on_the_logarithmic_axis():
    ax = plots.gradient_errors({"equal": 0.0, "wrong": 0.3})
    assert ax.patches[0].get_width() > ax.get_xlim()[0] > 0


def test_a_right_gradient_lies_on_the_diagonal():
    gradient = np.array([[1.0], [-2.0], [0.5]])
    ax = plots.gradient_agreement(gradient, gradient + 1e-9)
    diagonal, points = ax.lines
    assert points.get_xdata() == pytest.approx(points.get_ydata(), abs=1e-8)
    assert diagonal.get_xdata() == pytest.approx(diagonal.get_ydata())
