"""The diagram of a network: a circle for each unit, a line for each weight."""

import numpy as np
import pytest

from helpers import plots
from tests.helpers.plots.drawn import texts


def test_the_diagram_has_a_circle_for_each_unit_and_a_line_for_each_weight():
    ax = plots.network_diagram(2, 4, 3)
    circles = [line for line in ax.lines if line.get_marker() == "o"]
    assert len(circles) == 9
    assert len(ax.lines) - len(circles) == 2 * 4 + 4 * 3
    assert any("(4, 2)" in text for text in texts(ax))


def test_lines_of_the_diagram_are_as_thick_as_their_weights():
    parameters = {"W1": np.array([[1.0, -2.0]]), "W2": np.array([[5.0]])}
    ax = plots.network_diagram(2, 1, 1, parameters)
    first, second, last = (line for line in ax.lines if line.get_marker() != "o")
    assert second.get_linewidth() == pytest.approx(2 * first.get_linewidth())
    assert first.get_color() != second.get_color()
    assert last.get_linewidth() == pytest.approx(second.get_linewidth())
