"""Sums along an axis: the numbers that belong together, and the shape of what is left."""

import numpy as np
import pytest

from helpers import plots
from tests.helpers.plots.drawn import texts

X = np.array([[1, 2, 3], [4, 5, 6]])


@pytest.mark.parametrize(("axis", "keepdims", "title", "sums"), [
    (0, False, "X.sum(axis=0): (2, 3) becomes (3,)", ["5", "7", "9"]),
    (0, True, "X.sum(axis=0, keepdims=True): (2, 3) becomes (1, 3)", ["5", "7", "9"]),
    (1, False, "X.sum(axis=1): (2, 3) becomes (2,)", ["6", "15"]),
    (1, True, "X.sum(axis=1, keepdims=True): (2, 3) becomes (2, 1)", ["6", "15"]),
    (None, False, "X.sum(axis=None): (2, 3) becomes ()", ["21"]),
])
def test_the_sums_stand_beside_the_table_and_the_title_tells_the_shapes(axis, keepdims, title,
                                                                        sums):
    ax = plots.sum_along_axis(X, axis, keepdims)
    assert ax.get_title() == title
    assert texts(ax) == ["1", "2", "3", "4", "5", "6", "gives", *sums]


@pytest.mark.parametrize(("axis", "together"), [(0, [{1, 4, 5}, {2, 5, 7}, {3, 6, 9}]),
                                                (1, [{1, 2, 3, 6}, {4, 5, 6, 15}]),
                                                (None, [{1, 2, 3, 4, 5, 6, 21}])])
def test_what_is_added_up_has_the_colour_of_its_sum(axis, together):
    ax = plots.sum_along_axis(X, axis)
    groups = {}
    numbers = (int(text) for text in texts(ax) if text.isdigit())
    for number, cell in zip(numbers, ax.patches, strict=True):
        groups.setdefault(cell.get_facecolor()[:3], set()).add(number)
    assert list(groups.values()) == together


def test_sums_that_are_kept_as_a_column_stand_one_below_another():
    ax = plots.sum_along_axis(X, axis=1, keepdims=True)
    first, second = ax.patches[-2:]
    assert first.get_x() == second.get_x()
    assert first.get_y() == second.get_y() + 1
