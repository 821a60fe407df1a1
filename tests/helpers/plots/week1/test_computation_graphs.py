"""The two paths of a graph, by the slope of the expanded formula."""

import pytest

from helpers import plots
from tests.helpers.plots.drawn import overlapping


@pytest.mark.parametrize(("a", "b", "total"), [(2, 3, 8), (-5, 2, -1), (0, 0, 0)])
def test_the_paths_add_up_to_the_slope_of_the_expanded_formula(a, b, total):
    ax = plots.two_paths(a, b)  # b (a + b) = ab + b², slope a + 2b
    assert ax.get_title().endswith(f"= {total}".replace("-", "−"))
    slopes = {text.get_gid(): text.get_text() for text in ax.texts if text.get_gid()}
    assert slopes == {"au": "slope 1", "bu": "slope 1",
                      "uJ": f"slope b = {b}".replace("-", "−"),
                      "bJ": f"slope u = {a + b}".replace("-", "−")}


@pytest.mark.parametrize(("a", "b"), [(2, 3), (-10, 10)])
def test_no_two_texts_on_the_paths_overlap(a, b):
    assert overlapping(plots.two_paths(a, b)) == []
