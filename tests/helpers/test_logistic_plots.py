"""The figures of the chapters on logistic regression: what they show is what was computed."""

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.patches import Rectangle

from helpers import plots

mpl.use("Agg")


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def frame(ax):
    """Centre of the only frame that is drawn, as (x, y)."""
    (patch,) = [one for one in ax.patches if isinstance(one, Rectangle)]
    return patch.get_x() + patch.get_width() / 2, patch.get_y() + patch.get_height() / 2


def test_the_same_pixel_is_framed_in_the_image_and_in_its_column():
    image = np.arange(12).reshape(3, 4) / 11
    picture, column = plots.image_as_column(image, 6)
    assert frame(picture) == (2, 1)  # 6 = 1 · 4 + 2: row 1, place 2
    assert frame(column) == (0, 6)
    assert column.images[0].get_array()[6, 0] == picture.images[0].get_array()[1, 2]


def test_pixels_are_numbered_row_by_row():
    picture, _ = plots.image_as_column(np.eye(3), 0)
    numbers = {text.get_text(): text.xy for text in picture.texts}
    assert numbers == {str(3 * row + place): (place, row)
                       for row in range(3) for place in range(3)}


def test_likelihood_is_highest_and_cost_lowest_at_the_share_of_ones():
    Y = np.array([[1, 1, 1, 0]])
    likelihood, cost = plots.likelihood_and_cost(Y, 0.5)
    for ax, best in ((likelihood, np.argmax), (cost, np.argmin)):
        a, value = ax.lines[0].get_data()
        assert a[best(value)] == pytest.approx(0.75)
        assert ax.lines[1].get_xdata()[0] == 0.75


def test_the_marks_stand_at_the_likelihood_and_the_cost_of_what_is_said():
    likelihood, cost = plots.likelihood_and_cost(np.array([[1, 1, 1, 0]]), 0.5)
    assert likelihood.lines[2].get_data() == ([0.5], [1 / 16])  # four coins
    assert cost.lines[2].get_data()[1] == pytest.approx([np.log(2)])
