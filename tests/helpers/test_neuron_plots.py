"""The figures of the neuron: what is drawn is what the functions say."""

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest

from helpers import plots

mpl.use("Agg")


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def forward(w, b, X):
    return sigmoid(w.T @ X + b)


def texts(ax):
    return [text.get_text() for text in ax.texts]


def test_the_sigmoid_is_marked_in_its_middle_by_its_own_value():
    assert "σ(0) = 0.5" in texts(plots.sigmoid_curve(sigmoid))
    assert "σ(0) = 2" in texts(plots.sigmoid_curve(lambda z: 1 / 1 + np.exp(-z)))


def test_the_curve_of_the_sigmoid_is_the_students():
    ax = plots.sigmoid_curve(np.tanh)
    z, a = max(ax.lines, key=lambda line: len(line.get_xdata())).get_data()
    assert a == pytest.approx(np.tanh(z))


def test_unit_rows_draws_an_arrow_for_every_row_before_and_after():
    x = np.array([[3.0, 4.0], [0.0, 2.0], [-1.0, 0.0]])
    ax = plots.unit_rows(lambda rows: rows / np.linalg.norm(rows, axis=1, keepdims=True), x)
    before, after = ax.collections
    assert np.column_stack([before.U, before.V]) == pytest.approx(x)
    assert np.hypot(after.U, after.V) == pytest.approx(np.ones(3))


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


def test_white_is_zero_in_the_picture_of_the_weights():
    w = np.zeros((6, 1))
    w[1], w[5] = 3.0, -0.5
    ax = plots.weights_as_image(w, (2, 3))
    image = ax.images[0]
    assert np.asarray(image.get_array()).tolist() == [[0, 3, 0], [0, 0, -0.5]]
    assert image.get_clim() == (-3.0, 3.0)


def test_weights_that_are_all_zero_are_drawn_as_a_blank_page():
    image = plots.weights_as_image(np.zeros((4, 1)), (2, 2)).images[0]
    assert image.get_clim() == (-1.0, 1.0)


def test_a_right_gradient_lies_on_the_diagonal():
    gradient = np.array([[1.0], [-2.0], [0.5]])
    ax = plots.gradient_agreement(gradient, gradient + 1e-9)
    diagonal, points = ax.lines
    assert points.get_xdata() == pytest.approx(points.get_ydata(), abs=1e-8)
    assert diagonal.get_xdata() == pytest.approx(diagonal.get_ydata())
