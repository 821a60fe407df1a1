"""Errors over steps, by the powers that Taylor gives them."""

import numpy as np
import pytest

from helpers import plots


def forward(f, a, h):
    return (f(a + h) - f(a)) / h


def centred(f, a, h):
    return (f(a + h) - f(a - h)) / (2 * h)


def log_slope(line, low, high):
    """Steepness of a line on logarithmic axes between two steps."""
    h, error = line.get_xydata().T
    inside = (h >= low) & (h <= high)
    return np.polyfit(np.log(h[inside]), np.log(error[inside]), 1)[0]


def figure():
    return plots.error_against_step({"forward": forward, "centred": centred}, np.log, 2.0, 0.5)


def test_an_error_of_nothing_leaves_a_gap_and_the_others_are_drawn_as_measured():
    steps = np.array([1e-3, 1e-2, 1e-1])
    errors = {"one": np.array([0.0, 2.0, 3.0])}
    ax = plots.error_budget(steps, errors, {"one": steps}, 1e-16 / steps)
    points, dashed, dotted = (line.get_ydata() for line in ax.lines)
    assert np.isnan(points[0])
    assert points[1:].tolist() == [2.0, 3.0]
    assert dashed.tolist() == steps.tolist()
    assert dotted == pytest.approx(1e-16 / steps)
    assert (ax.get_xscale(), ax.get_yscale()) == ("log", "log")


@pytest.mark.parametrize(("number", "power"), [(0, 1), (1, 2)])
def test_truncation_falls_with_the_power_of_the_method(number, power):
    assert log_slope(figure().lines[number], 1e-3, 1e-1) == pytest.approx(power, abs=0.05)


@pytest.mark.parametrize("number", [0, 1])
def test_rounding_grows_as_the_step_shrinks(number):
    assert log_slope(figure().lines[number], 1e-14, 1e-9) == pytest.approx(-1, abs=0.3)


def test_both_axes_are_logarithmic_and_every_method_is_named():
    ax = figure()
    assert (ax.get_xscale(), ax.get_yscale()) == ("log", "log")
    assert [text.get_text() for text in ax.get_legend().get_texts()][:2] == ["forward", "centred"]


def test_a_step_that_hits_the_slope_exactly_is_still_drawn():
    ax = plots.error_against_step({"exact": lambda f, a, h: 0.5}, np.log, 2.0, 0.5)
    assert (ax.lines[0].get_ydata() > 0).all()
