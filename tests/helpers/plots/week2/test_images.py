"""An image and its column, weights and their picture."""

import numpy as np
from matplotlib.patches import Rectangle

from helpers import plots


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


def test_white_is_zero_in_the_picture_of_the_weights():
    w = np.zeros((6, 1))
    w[1], w[5] = 3.0, -0.5
    ax = plots.weights_as_image(w, (2, 3))
    image = ax.images[0]
    assert np.asarray(image.get_array()).tolist() == [[0, 3, 0], [0, 0, -0.5]]
    assert image.get_clim() == (-3.0, 3.0)


def test_weights_that_are_all_zero_are_drawn_as_a_blank_page():
    image = plots.weights_as_image(np.zeros((4, 1)), (2, 2)).images[0]
    assert image.get_clim() == (-1.0, 1.0)
