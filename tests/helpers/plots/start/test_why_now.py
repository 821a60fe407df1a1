"""More data and better activations: each run and each step where it belongs."""

import numpy as np
import pytest

from helpers import plots


def test_a_model_has_a_line_through_its_means_and_a_dot_for_each_run():
    runs = {"small": np.array([[0.2, 0.4], [0.5, 0.7]]),
            "large": np.array([[0.3, 0.3], [0.9, 0.9]])}
    ax = plots.accuracy_over_data([50, 500], runs, guessing=0.1)
    lines = {line.get_label(): line.get_ydata() for line in ax.lines}
    assert lines["small"] == pytest.approx([30, 60])
    assert lines["large"] == pytest.approx([30, 90])
    assert lines["guessing"] == pytest.approx([10, 10])
    assert len(ax.lines) == 2 * (1 + 2) + 1
    assert ax.get_xscale() == "log"


def test_outputs_falling_start_at_their_own_height_and_are_drawn_as_shares_of_it():
    scores = {"double": np.array([4.0, 1.0])}
    left, right = plots.outputs_falling({"double": lambda z: 2 * z}, scores)
    assert left.lines[1].get_xydata().tolist() == [[4, 8]]
    assert right.lines[0].get_ydata().tolist() == [1, 0.25]


def test_a_neuron_that_starts_at_zero_stays_there():
    _, right = plots.outputs_falling({"zero": lambda z: 0 * z}, {"zero": np.array([4.0, 1.0])})
    assert right.lines[0].get_ydata().tolist() == [0, 0]
