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
