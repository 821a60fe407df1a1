"""Filters and sequences: what is drawn is what was given."""

import numpy as np

from helpers import plots


def test_image_filter_and_response_are_drawn_as_given():
    image, kernel = np.arange(9.0).reshape(3, 3), np.array([[1.0, -2.0], [0.0, 0.5]])
    response = np.array([[1.0, 2.0], [3.0, -4.0]])
    axes = plots.filter_response(image, kernel, response)
    for ax, values in zip(axes, (image, kernel, response), strict=True):
        assert np.asarray(ax.images[0].get_array()).tolist() == values.tolist()
    assert [text.get_text() for text in axes[1].texts] == ["1", "−2", "0", "0.5"]
    assert axes[2].get_title() == "response 2 × 2"


def test_white_is_no_answer():
    axes = plots.filter_response(np.zeros((3, 3)), np.ones((2, 2)), np.zeros((2, 2)))
    low, high = axes[2].images[0].get_clim()
    assert low == -high


def test_inputs_stand_above_what_is_remembered():
    above, below = plots.memory_trace(np.array([1.0, 0.0, 2.0]), np.array([1.0, 0.5, 2.25]))
    assert above.lines[0].get_xydata().tolist() == [[1, 1], [2, 0], [3, 2]]
    assert below.lines[0].get_ydata().tolist() == [1, 0.5, 2.25]
