"""What `helpers` offers may be used in an answer; it answers small exercises and trains no net."""

import pytest

from grading.references.judge_code import judge_code
from tests.this_course import FOLDERS

SIGMOID_DERIVATIVE = """
import numpy as np
from helpers.activations import sigmoid_backward
def sigmoid_derivative(z):
    return sigmoid_backward(np.ones_like(z, dtype=float), z)
"""
STRAIGHT = """
import numpy as np
from helpers.straight_line import best_straight_line
def nn_model(X, Y, n_h, num_iterations=10000, print_cost=False):
    w, b = best_straight_line(X, Y)
    small = 1e-3 / max(1e-9, np.abs(w.T @ X).max())  # where tanh is a straight line
    W1, W2 = np.zeros((n_h, len(X))), np.zeros((1, n_h))
    W1[0], W2[0, 0] = small * w[:, 0], 1 / small
    return {"W1": W1, "b1": np.zeros((n_h, 1)), "W2": W2, "b2": np.full((1, 1), b)}
"""


@pytest.mark.parametrize(("week", "name", "code"), [
    ("week2_logistic_regression", "sigmoid",
     "from helpers import activations\ndef sigmoid(z):\n    return activations.sigmoid(z)[0]"),
    ("week3_shallow_network", "sigmoid_derivative", SIGMOID_DERIVATIVE),
    ("week3_shallow_network", "relu",
     "from helpers import activations\ndef relu(z):\n    return activations.relu(z)[0]")])
def test_an_answer_may_call_what_helpers_offers(week, name, code):
    assert judge_code(FOLDERS, week, name, code).score == 1


def test_the_best_straight_line_is_no_trained_network():
    assert judge_code(FOLDERS, "week3_shallow_network", "nn_model", STRAIGHT).score < 0.3
