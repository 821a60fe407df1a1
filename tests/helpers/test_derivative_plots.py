"""The figures of the chapters on derivatives: what is drawn is what school algebra says."""

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


@pytest.mark.parametrize(("a", "h"), [(2.0, 0.5), (5.0, 0.001)])
def test_the_four_parts_are_the_larger_square(a, h):
    areas = [part.get_width() * part.get_height() for part in plots.square_grows(a, h).patches]
    assert len(areas) == 4
    assert sum(areas) == pytest.approx((a + h) ** 2)
    assert areas[0] == pytest.approx(a**2)
    assert areas[-1] == pytest.approx(h**2)


def test_the_title_tells_what_a_strip_and_the_corner_bring():
    title = plots.square_grows(2.0, 0.5).get_title()
    assert title == "Gain 2.25 = strips 2 + corner 0.25;  gain / h = 4.5"


def test_the_lower_curve_is_the_slope_of_the_upper_one():
    above, below = plots.curve_and_slope(lambda a: a**3, 2.0, (-3.0, 3.0))
    x, slope = below.lines[0].get_data()
    assert slope == pytest.approx(3 * x**2, abs=1e-6)
    assert "slope 12" in above.get_title()


def test_the_tangent_touches_the_curve_at_the_point():
    above, _ = plots.curve_and_slope(np.log, 2.0, (0.5, 4.0))
    x, tangent = above.lines[1].get_data()
    assert tangent == pytest.approx(np.log(2) + 0.5 * (x - 2))


@pytest.mark.parametrize(("a", "b", "total"), [(2, 3, 8), (-5, 2, -1), (0, 0, 0)])
def test_the_roads_add_up_to_the_slope_of_the_expanded_formula(a, b, total):
    ax = plots.two_roads(a, b)  # b (a + b) = ab + b², slope a + 2b
    assert ax.get_title().endswith(f"=  {total}")
    slopes = {text.get_gid(): text.get_text() for text in ax.texts if text.get_gid()}
    assert slopes == {"au": "slope 1", "bu": "slope 1", "uJ": f"slope b = {b}",
                      "bJ": f"slope u = {a + b}"}


@pytest.mark.parametrize(("a", "b"), [(2, 3), (-10, 10)])
def test_no_two_texts_on_the_roads_overlap(a, b):
    ax = plots.two_roads(a, b)
    ax.figure.draw_without_rendering()
    boxes = [text.get_window_extent() for text in ax.texts]
    assert not [i for i in range(len(boxes)) for j in range(i) if boxes[i].overlaps(boxes[j])]


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
