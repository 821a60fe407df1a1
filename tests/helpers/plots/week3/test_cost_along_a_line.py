"""The cost between two places, and after one step."""

import numpy as np
import pytest

from helpers import plots
from tests.helpers.plots.drawn import texts


def test_the_cost_between_two_places_is_that_of_the_mixture():
    ax = plots.cost_between(lambda p: (p["w"].item() - 1) ** 2, {"w": np.array([0.0])},
                            {"w": np.array([2.0])}, names=("left", "right"))
    t, cost = ax.lines[0].get_data()
    assert cost == pytest.approx((2 * t - 1) ** 2)
    assert texts(ax) == ["left: 1.000", "right: 1.000"]


def test_the_best_rate_of_one_step_is_marked():
    ax = plots.step_lengths(lambda rate: (rate - 2.5) ** 2, largest=10)
    assert "best: 2.5" in texts(ax)
