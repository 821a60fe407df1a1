"""The growing square: its four parts are the larger square."""

import pytest

from helpers import plots


@pytest.mark.parametrize(("a", "h"), [(2.0, 0.5), (5.0, 0.001)])
def test_the_four_parts_are_the_larger_square(a, h):
    areas = [part.get_width() * part.get_height() for part in plots.square_grows(a, h).patches]
    assert len(areas) == 4
    assert sum(areas) == pytest.approx((a + h) ** 2)
    assert areas[0] == pytest.approx(a**2)
    assert areas[-1] == pytest.approx(h**2)


def test_the_title_tells_what_a_strip_and_the_corner_bring():
    title = plots.square_grows(2.0, 0.5).get_title()
    assert title == "Gain 2.25 = strips 2 + corner 0.25;  gain/h = 4.5"
