"""Prices of homes: what is drawn is what was given, counted by hand."""

import numpy as np
import pytest

from helpers import plots

SIZE, PRICE = np.array([50.0, 100.0]), np.array([400.0, 500.0])


def test_the_title_gives_the_mean_error():
    ax = plots.price_neuron(SIZE, PRICE, 5.0, 100.0)  # says 350 and 600
    assert ax.get_title() == "w = 5, b = 100: mean error 75 thousand"


def test_the_neuron_never_names_a_price_below_zero():
    ax = plots.price_neuron(SIZE, PRICE, 5.0, -300.0)
    x, said = ax.lines[0].get_data()
    assert said.min() == 0
    assert said == pytest.approx(np.where(x > 60, 5 * x - 300, 0))


def test_each_home_is_tied_to_what_the_neuron_says_of_it():
    ax = plots.price_neuron(SIZE, PRICE, 5.0, 100.0)
    assert [line.get_ydata().tolist() for line in ax.lines[2:]] == [[400, 350], [500, 600]]


def test_the_thick_line_is_the_sum_of_the_dashed_ones():
    x = np.linspace(0, 4, 5)
    parts = np.stack([2 * x, -np.maximum(0, x - 2)])
    ax = plots.sum_of_neurons(x, parts, (SIZE, PRICE), ("in", "out"))
    assert [line.get_linestyle() for line in ax.lines[:3]] == ["--", "--", "-"]
    assert ax.lines[2].get_ydata().tolist() == [0, 2, 4, 5, 6]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("in", "out")
