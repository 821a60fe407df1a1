"""The diagram of a deep network: one row of weights is lit."""

from helpers import plots
from tests.helpers.plots.drawn import overlapping


def test_all_weights_that_lead_into_a_neuron_are_lit_and_no_others():
    ax = plots.deep_diagram([3, 4, 2, 1], layer=2, neuron=1)
    lines = [line for line in ax.lines if line.get_marker() != "o"]
    assert len(lines) == 3 * 4 + 4 * 2 + 2 * 1
    lit = [line for line in lines if line.get_linewidth() > 1]
    assert [list(map(float, line.get_xdata())) for line in lit] == [[1.0, 2.0]] * 4
    assert {float(line.get_ydata()[1]) for line in lit} == {0.5}  # the upper of two neurons


def test_the_diagram_names_every_neuron_and_the_shape():
    ax = plots.deep_diagram([3, 4, 2], layer=1, neuron=4)
    texts = {text.get_text() for text in ax.texts}
    assert {"$a^{[0]}_{3}$", "$a^{[1]}_{4}$", "$a^{[2]}_{2}$"} <= texts
    assert "(4, 3)" in ax.get_title()
    assert overlapping(ax) == []
