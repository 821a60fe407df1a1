"""Graphs: every value and derivative is written once, at its place."""

import pytest

from helpers import plots
from helpers.plots.style import BLUE, RED
from tests.helpers.plots.drawn import overlapping

NUDGED = {"a": 5, "b": 3, "c": 2, "u": 6, "v": 11, "J": 33}
SLOPES = {"dv": 31, "du": 32, "da": 33, "db": 36, "dc": 39}
NEURON = {"w1": 1, "w2": 2, "b": 3, "z": 4, "a": 5, "L": 6}
NEURON_SLOPES = {"dw1": 31, "dw2": 32, "db": 33, "dz": 34, "da": 35}


def written(ax):
    """Return text and colour of each value and derivative."""
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


@pytest.mark.parametrize(("graph", "values", "slopes"), [
    (plots.computation_graph, NUDGED, SLOPES), (plots.shared_graph, NUDGED, SLOPES),
    (plots.neuron_graph, NEURON, NEURON_SLOPES)])
def test_no_two_texts_overlap(graph, values, slopes):
    assert overlapping(graph(values, slopes)) == []


@pytest.mark.parametrize(("graph", "values", "slopes"), [
    (plots.computation_graph, NUDGED, SLOPES), (plots.neuron_graph, NEURON, NEURON_SLOPES)])
def test_numbers_of_five_digits_have_room(graph, values, slopes):
    ax = graph(dict.fromkeys(values, -1.2345), dict.fromkeys(slopes, -1.2345))
    assert overlapping(ax) == []


@pytest.mark.parametrize(("graph", "n_edges"),
                         [(plots.computation_graph, 5), (plots.shared_graph, 6)])
def test_every_step_is_an_arrow(graph, n_edges):
    assert len(graph(NUDGED).patches) == n_edges


def test_the_graph_of_a_neuron_shows_every_value_and_slope_once():
    ax = plots.neuron_graph(NEURON, NEURON_SLOPES)
    assert written(ax) == {
        **{f"value {name}": (str(value), BLUE) for name, value in NEURON.items()},
        **{f"derivative {name[1:]}": (str(slope), RED) for name, slope in NEURON_SLOPES.items()},
    }
    assert len(ax.patches) == 5
    assert any("dL/d(name)" in text.get_text() for text in ax.texts)
