"""Every figure in Chinese: no English word is left in titles, labels, legends and remarks."""

import re

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.text import Text

from answercheck.translation import in_language
from helpers import plots

# Names of functions, and of what the calls below name; formulas have single letters.
NAMES = {"sigmoid", "bc", "ReLU", "log", "sum", "axis", "keepdims", "True", "da", "db", "dw", "dz",
         "mathdefault"}


def logistic(z):
    return 1 / (1 + np.exp(-np.asarray(z, dtype=float)))


def square(z):
    return np.asarray(z) ** 2


def double(z):
    return 2 * np.asarray(z)


def neuron(w, b, X):
    return logistic(np.transpose(w) @ X + b)


def predicts(X):
    return (X[:1] > 0) * 1.0


def shallow(X, parameters):
    A1 = np.tanh(parameters["W1"] @ X + parameters["b1"])
    return logistic(parameters["W2"] @ A1 + parameters["b2"]), {"A1": A1}


def cost(A, Y):
    return float(-np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A)))


def bowl(x):
    return float(np.sum(np.square(x)))


X, Y = np.array([[-1.0, 0.0, 1.0, 2.0], [0.0, 1.0, 0.5, -1.0]]), np.array([[0, 1, 0, 1]])
RING = np.random.default_rng(0)
IMAGES = RING.random((4, 5, 4))
PARAMETERS = {"W1": RING.normal(size=(3, 2)), "b1": np.zeros((3, 1)),
              "W2": RING.normal(size=(1, 3)), "b2": np.zeros((1, 1))}
VALUES = dict.fromkeys(("a", "b", "c", "u", "v", "J", "w1", "w2", "z", "L"), 2.0)
SLOPES = {f"d{name}": 2.0 for name in VALUES}
CACHES = [((np.ones((2, 4)), np.ones((3, 2)), np.ones((3, 1))), np.ones((3, 4))),
          ((np.ones((3, 4)), np.ones((1, 3)), np.ones((1, 1))), np.ones((1, 4)))]
GRADS = {"dA0": np.ones((2, 4)), "dA1": np.ones((3, 4)), "dW1": np.ones((3, 2)),
         "db1": np.ones((3, 1)), "dW2": np.ones((1, 3)), "db2": np.ones((1, 1))}
RATES = [{"depth": d, "width": 4, "rate": r, "accuracy": 0.9} for d in (1, 2) for r in (0.1, 0.2)]

FIGURES = {
    "accuracy_comparison": lambda: plots.accuracy_comparison({"A": Y[0] > 0, "B": Y[0] < 1}),
    "accuracy_over_data": lambda: plots.accuracy_over_data(
        [10, 20], {"A": np.full((2, 2), 0.5)}, 0.1),
    "activation_at": lambda: plots.activation_at(logistic, 1.0),
    "activations": lambda: plots.activations({"sigmoid": (logistic, logistic)}),
    "bars_from": lambda: plots.bars_from({"A": 2.0, "B": 3.0}, {"A": 0.1, "B": 0.1}, 1.0, "y"),
    "best_of_many": lambda: plots.best_of_many([0.5, 0.75], [0.5, 0.25], 0.5),
    "blame": lambda: plots.blame(np.ones((3, 2)), np.ones((1, 3)), np.ones(3), np.ones(1)),
    "boundaries": lambda: plots.boundaries({"A": (predicts, X, Y)}),
    "broadcasting": lambda: (plots.broadcasting((3, 1), (4,)), plots.broadcasting((3,), (4,))),
    "cache_flow": lambda: (plots.cache_flow(CACHES), plots.cache_flow(CACHES, GRADS)),
    "candidate_products": lambda: plots.candidate_products(
        ("dW", (3, 2)), ("dZ", (3, 4)), ("A", (2, 4))),
    "computation_graph": lambda: plots.computation_graph(VALUES, SLOPES),
    "cost_between": lambda: plots.cost_between(
        lambda parameters: bowl(parameters["W"]), {"W": np.zeros(2)}, {"W": np.ones(2)}),
    "cost_surfaces": lambda: plots.cost_surfaces(X, Y),
    "curve_and_slope": lambda: plots.curve_and_slope(square, 1.0, (0.0, 2.0)),
    "decision_boundary": lambda: (plots.decision_boundary(predicts, X, Y),
                                  plots.decision_boundary(predicts, X, Y, title="A")),
    "deep_diagram": lambda: plots.deep_diagram([2, 3, 1], 1, 2),
    "descent_path": lambda: plots.descent_path(bowl, double, (1.0, 2.0), 0.1, 3),
    "descents": lambda: plots.descents({"J": (square, double)}, 2.0, 0.1, 3),
    "error_against_step": lambda: plots.error_against_step(
        {"A": lambda f, a, h: (f(a + h) - f(a)) / h}, square, 1.0, 2.0),
    "error_budget": lambda: plots.error_budget(
        np.array([0.1, 0.2]), {"A": np.array([0.1, 0.2])}, {"A": np.array([0.1, 0.2])},
        np.array([0.1, 0.2])),
    "filter_response": lambda: plots.filter_response(IMAGES[0], np.eye(2), IMAGES[0, :4, :3]),
    "fits": lambda: plots.fits(X[0], X[1], {"A": square}, (-1.0, 2.0)),
    "folds": lambda: plots.folds(lambda X, parameters: (X, []), (1, 2)),
    "gates": lambda: plots.gates(X, X, X),
    "gradient_agreement": lambda: plots.gradient_agreement(X, X),
    "gradient_arrows": lambda: plots.gradient_arrows(bowl, double),
    "gradient_errors": lambda: plots.gradient_errors({"A": 1e-9, "B": 1e-2}),
    "hidden_units": lambda: plots.hidden_units(shallow, PARAMETERS),
    "image_as_column": lambda: plots.image_as_column(IMAGES[0], 3),
    "image_grid": lambda: plots.image_grid(IMAGES, list("ABCD")),
    "layer_shapes": lambda: plots.layer_shapes({"W1": (3, 2), "b1": (3, 1)}),
    "learning_curves": lambda: (plots.learning_curves([3.0, 2.0]),
                                plots.learning_curves({0.1: [3.0, 2.0]})),
    "likelihood_and_cost": lambda: plots.likelihood_and_cost(Y, 0.5),
    "losses_over_score": lambda: plots.losses_over_score(1.0),
    "matrix_shapes": lambda: plots.matrix_shapes([("W", (3, 2)), "@", ("X", (2, 4))]),
    "memory_trace": lambda: plots.memory_trace(X[0], X[1]),
    "network_diagram": lambda: (plots.network_diagram(2, 3, 1), plots.network_diagram(1, 1, 2)),
    "neuron_graph": lambda: plots.neuron_graph(VALUES, SLOPES),
    "one_neuron": lambda: plots.one_neuron(neuron, 1.0, 0.5),
    "outputs_falling": lambda: plots.outputs_falling({"ReLU": np.abs}, {"ReLU": X[0]}),
    "predictions": lambda: plots.predictions(IMAGES, np.array([[0.1, 0.9, 0.8, 0.7]]), Y),
    "price_neuron": lambda: plots.price_neuron(X[0] + 2, X[1] + 2, 1.0, 1.0),
    "price_of_confidence": lambda: plots.price_of_confidence(cost),
    "scalar_blocks": lambda: plots.scalar_blocks([1, 2], [1, 2, 3], [1, 2, 3], [1, 2]),
    "separating_line": lambda: plots.separating_line(neuron, np.ones((2, 1)), 0.1, X, Y),
    "shared_graph": lambda: plots.shared_graph(VALUES, SLOPES),
    "sigmoid_curve": lambda: plots.sigmoid_curve(logistic),
    "signal_and_gradient": lambda: plots.signal_and_gradient([1.0, 2.0], [2.0, 1.0]),
    "signal_by_layer": lambda: plots.signal_by_layer({"0.1": CACHES}),
    "slope_and_nudge": lambda: plots.slope_and_nudge(square, 1.0, 0.5),
    "slope_shares": lambda: (plots.slope_shares(IMAGES), plots.slope_shares(IMAGES, title="A")),
    "square_grows": lambda: plots.square_grows(2.0, 0.5),
    "start_costs": lambda: plots.start_costs([0.1, 1.0], {1: [0.7, 0.8]}),
    "step_lengths": lambda: plots.step_lengths(lambda rate: (rate - 1) ** 2),
    "sum_along_axis": lambda: plots.sum_along_axis(np.ones((2, 3), dtype=int), 0, keepdims=True),
    "sum_of_neurons": lambda: plots.sum_of_neurons(X[0], X, (X[0], X[1]), ("x", "y")),
    "sweep": lambda: plots.sweep(RATES),
    "tangents": lambda: plots.tangents(square, double, (1.0, 2.0)),
    "timing_comparison": lambda: plots.timing_comparison(
        {"A": lambda w, b, X, Y: X, "B": lambda w, b, X, Y: Y}, sizes=(2, 3)),
    "two_paths": lambda: plots.two_paths(2.0, 3.0),
    "unit_rows": lambda: plots.unit_rows(lambda x: x, X.T),
    "votes": lambda: plots.votes(X[0], Y[0], 1.0, 0.5),
    "weights_as_image": lambda: plots.weights_as_image(np.ones((20, 1)), (5, 4)),
    "weights_move": lambda: plots.weights_move({"A": [PARAMETERS, PARAMETERS]}),
}


def test_every_figure_is_looked_at():
    assert FIGURES.keys() == set(plots.__all__) - {"play"}


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_has_no_english_words(name):
    with in_language("zh_CN"):
        FIGURES[name]()
    written = {text.get_text() for number in plt.get_fignums()
               for text in plt.figure(number).findobj(Text)}
    english = {word for text in written for word in re.findall("[A-Za-z]{2,}", text)
               if not re.fullmatch("d?[A-Z]{1,2}", word)}
    assert english - NAMES == set()
    han = "[\u4e00-\u9fff]"
    for text in written:
        assert not re.findall(f"{han}[,:;?!()]|[,:;?!()]{han}|{han} {han}", text), text
        assert not re.findall(f"{han}[A-Za-z]|[A-Za-z]{han}", text), text


def test_a_minus_is_one_in_chinese_too():
    with in_language("zh_CN"):
        _, slopes = plots.losses_over_score(0.0)
    said = [text.get_text() for text in slopes.get_legend().get_texts()]
    assert said == ["交叉熵：−0.5000", "平方误差：−0.1250"]
