"""The separating line: it runs where the score is zero."""

import numpy as np
import pytest

from helpers import plots


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def forward(w, b, X):
    return sigmoid(w.T @ X + b)


def test_the_separating_line_runs_where_the_score_is_zero():
    rng = np.random.default_rng(0)
    X, Y = rng.normal(size=(2, 30)), np.arange(30).reshape(1, 30) % 2
    w, b = np.array([[1.0], [-2.0]]), 0.3
    ax = plots.separating_line(forward, w, b, X, Y)
    line = next(one for one in ax.collections if list(one.levels) == [0.5])
    points = np.vstack([path.vertices for path in line.get_paths()])
    assert (points @ w + b).ravel() == pytest.approx(np.zeros(len(points)), abs=0.02)


def test_each_kind_of_point_is_drawn_in_its_own_marker():
    X, Y = np.arange(10.0).reshape(2, 5), np.array([[0, 1, 1, 0, 1]])
    ax = plots.separating_line(forward, np.ones((2, 1)), -5.0, X, Y)
    drawn = {line.get_marker(): len(line.get_xdata()) for line in ax.lines}
    assert drawn == {"o": 2, "^": 3}
