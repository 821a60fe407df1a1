"""The curves of one neuron, drawn by the function that is given."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from helpers import plots
from tests.helpers.plots.drawn import texts


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def forward(w, b, X):
    return sigmoid(w.T @ X + b)


def test_the_sigmoid_is_marked_in_its_middle_by_its_own_value():
    assert "σ(0) = 0.5" in texts(plots.sigmoid_curve(sigmoid))
    assert "σ(0) = 2" in texts(plots.sigmoid_curve(lambda z: 1 / 1 + np.exp(-z)))


def test_the_curve_of_the_sigmoid_is_the_students():
    ax = plots.sigmoid_curve(np.tanh)
    z, a = max(ax.lines, key=lambda line: len(line.get_xdata())).get_data()
    assert a == pytest.approx(np.tanh(z))


def test_a_neuron_is_marked_where_it_is_undecided():
    ax = plots.one_neuron(forward, 2.0, -3.0)
    (x,), (a,) = next(line for line in ax.lines if len(line.get_xdata()) == 1).get_data()
    assert (x, a) == (1.5, 0.5)
    assert forward(np.array([[2.0]]), -3.0, np.array([[x]])).item() == 0.5


def test_a_neuron_without_a_weight_is_undecided_nowhere():
    ax = plots.one_neuron(forward, 0.0, 1.0)
    assert not texts(ax)


def test_the_axes_given_are_drawn_into():
    _, ax = plt.subplots()
    assert plots.sigmoid_curve(sigmoid, ax=ax) is ax
    assert plots.one_neuron(forward, 1.0, 0.0, ax=ax) is ax
    assert plots.separating_line(forward, np.ones((2, 1)), 0.0, np.eye(2), np.array([[0, 1]]),
                                 ax=ax) is ax
