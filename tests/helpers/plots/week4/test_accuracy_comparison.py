"""Intervals of accuracies, by the normal approximation."""

import numpy as np
import pytest

from helpers import plots
from helpers.plots.week4.accuracy_comparison import bootstrap_interval
from tests.helpers.plots.drawn import texts


def test_the_interval_of_one_accuracy_is_that_of_the_normal_approximation():
    right = np.arange(1000) < 900
    low, high = bootstrap_interval(right)
    half = 1.96 * np.sqrt(0.9 * 0.1 / 1000)
    assert (low, high) == pytest.approx((0.9 - half, 0.9 + half), abs=0.003)


def test_the_paired_interval_counts_only_where_the_two_differ():
    one = np.arange(1000) < 900
    other = one.copy()
    other[:30], other[990:] = False, True  # 30 lost, 10 won: 2 points ahead
    low, high = bootstrap_interval(one, other)
    half = 1.96 * np.sqrt((40 / 1000 - 0.02**2) / 1000)  # of scores that are -1, 0 or 1
    assert (low, high) == pytest.approx((0.02 - half, 0.02 + half), abs=0.002)


def test_a_network_is_not_ahead_of_itself():
    right = np.arange(100) % 3 > 0
    assert bootstrap_interval(right, right) == (0, 0)


def test_accuracies_and_differences_stand_in_the_figure():
    right = {"one": np.arange(200) < 160, "two": np.arange(200) < 170}
    own, ahead = plots.accuracy_comparison(right)
    assert [text.split(" ")[0] for text in texts(own)] == ["80.0", "85.0"]
    assert [text.split(" ")[0] for text in texts(ahead)] == ["+5.0"]
