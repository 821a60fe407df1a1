"""The computation graphs: each number is written once, at its own edge, in its own colour."""

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest

from helpers import plots
from helpers.plots.style import BLUE, RED

mpl.use("Agg")

NUDGED = {"a": 5, "b": 3, "c": 2, "u": 6, "v": 11, "J": 33}
SLOPES = {"dv": 31, "du": 32, "da": 33, "db": 36, "dc": 39}


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def written(ax):
    """What is written for each value and derivative: text and colour."""
    return {text.get_gid(): (text.get_text(), text.get_color())
            for text in ax.texts if text.get_gid()}


@pytest.mark.parametrize("graph", [plots.computation_graph, plots.shared_graph])
def test_values_are_blue_and_derivatives_red(graph):
    numbers = written(graph(NUDGED, SLOPES))
    assert numbers == {
        **{f"value {name}": (str(value), BLUE) for name, value in NUDGED.items()},
        **{f"derivative {name[1:]}": (str(slope), RED) for name, slope in SLOPES.items()},
    }


@pytest.mark.parametrize("graph", [plots.computation_graph, plots.shared_graph])
def test_what_is_not_known_yet_is_left_out(graph):
    assert set(written(graph({"a": 5, "b": 3}))) == {"value a", "value b"}


@pytest.mark.parametrize("graph", [plots.computation_graph, plots.shared_graph])
def test_no_two_texts_overlap(graph):
    ax = graph(NUDGED, SLOPES)
    ax.figure.draw_without_rendering()
    boxes = [text.get_window_extent() for text in ax.texts]
    overlapping = [(ax.texts[i].get_text(), ax.texts[j].get_text())
                   for i in range(len(boxes)) for j in range(i) if boxes[i].overlaps(boxes[j])]
    assert overlapping == []


@pytest.mark.parametrize(("graph", "n_edges"),
                         [(plots.computation_graph, 5), (plots.shared_graph, 6)])
def test_every_step_is_an_arrow(graph, n_edges):
    assert len(graph(NUDGED).patches) == n_edges
