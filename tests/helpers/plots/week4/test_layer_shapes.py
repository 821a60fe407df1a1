"""The dimension check: what does not fit is red."""

import pytest
from matplotlib.colors import to_hex

from helpers import plots
from helpers.plots.style import RED
from tests.helpers.plots.drawn import texts

FITTING = {"W1": (4, 9), "b1": (4, 1), "W2": (3, 4), "b2": (3, 1), "W3": (1, 3), "b3": (1, 1)}


def red_boxes(ax):
    return {patch.get_gid() for patch in ax.patches if to_hex(patch.get_facecolor()) == RED.lower()}


def test_every_matrix_stands_there_with_its_shape():
    said = texts(plots.layer_shapes(FITTING, n_examples=50))
    for name, shape in {**FITTING, "Z1": (4, 50), "A0": (9, 50), "A2": (3, 50)}.items():
        assert name in said
        assert str(shape) in said


def test_shapes_that_fit_are_not_red():
    assert red_boxes(plots.layer_shapes(FITTING)) == set()


@pytest.mark.parametrize(("name", "shape"), [
    ("W2", (3, 5)), ("W2", (4, 3)), ("b1", (1, 4)), ("b3", (3, 1)), ("b2", (3,))])
def test_a_shape_that_does_not_fit_is_red(name, shape):
    assert f"box {name}" in red_boxes(plots.layer_shapes({**FITTING, name: shape}))
