"""Costs before training, and the paths of the weights."""

import numpy as np
import pytest

from helpers import plots


def test_each_unit_has_a_path_from_where_it_started_to_where_it_ended():
    path = [{"W1": np.array([[t, 0.0], [0.0, -t]])} for t in (1.0, 2.0, 5.0)]
    (ax,) = plots.weights_move({"run": path})
    ways = [line for line in ax.lines if len(line.get_xdata()) == 3]
    assert [list(map(float, line.get_xdata())) for line in ways] == [[1, 2, 5], [0, 0, 0]]
    assert list(map(float, ways[1].get_ydata())) == [-1, -2, -5]
    assert ax.get_title() == "run"


def test_units_on_one_path_can_be_reported_by_their_thickness():
    (ax,) = plots.weights_move({"equal": [{"W1": np.ones((3, 2)) * t} for t in (1.0, 2.0, 3.0)]})
    ways = [line.get_linewidth() for line in ax.lines
            if len(line.get_xdata()) == 3 and line.get_linestyle() == "-"]
    assert len(set(ways)) == 3


def test_a_line_for_each_start_and_one_for_the_coin():
    ax = plots.start_costs([0.1, 1.0], {0: [0.7, 2.0], 1: [0.69, 3.0]})
    assert ax.lines[0].get_ydata().tolist() == [0.7, 2.0]
    assert ax.lines[-1].get_ydata()[0] == pytest.approx(np.log(2))
