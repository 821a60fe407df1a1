"""Grids of images, and of predictions with the surest mistakes first."""

import numpy as np
import pytest
from matplotlib.colors import to_hex

from helpers import plots
from helpers.plots.shared.image_grid import surest_mistakes_first
from helpers.plots.style import GREEN, RED

A = np.array([[0.9, 0.2, 0.99, 0.6, 0.4]])


Y = np.array([[1, 1, 0, 0, 0]])


def test_an_image_grid_shows_every_image_with_its_title():
    images = np.arange(3 * 4 * 5).reshape(3, 4, 5)
    axes = plots.image_grid(images, ["a", "b", "c"], n_columns=2)
    assert [ax.get_title() for ax in axes] == ["a", "b", "c"]
    for ax, image in zip(axes, images, strict=True):
        assert np.array_equal(ax.images[0].get_array(), image)


@pytest.mark.parametrize(("shape", "titles"), [((4, 5), None), ((0, 4, 5), None),
                                               ((2, 4, 5), ["one"])])
def test_an_image_grid_refuses_what_it_cannot_lay_out(shape, titles):
    with pytest.raises(ValueError, match="images"):
        plots.image_grid(np.zeros(shape), titles)


def test_the_surest_mistake_comes_first_and_the_surest_right_answer_last():
    assert surest_mistakes_first(A, Y).tolist() == [2, 1, 3, 4, 0]


def test_predictions_show_mistakes_in_red_and_right_answers_in_green():
    axes = plots.predictions(np.zeros((5, 2, 2)), A, Y, n_images=4)
    assert [ax.get_title() for ax in axes] == [
        "odd\n99.0 %", "even\n80.0 %", "odd\n60.0 %", "even\n60.0 %"]
    assert [to_hex(ax.title.get_color()).upper() for ax in axes] == [RED, RED, RED, GREEN]
    assert axes[0].figure.get_suptitle().startswith("3 of 5 are wrong")
