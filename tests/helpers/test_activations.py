"""Week 4's activations against the autograd package, and where floats come to their end."""

import doctest

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

from helpers import activations
from helpers.activations import relu, relu_backward, sigmoid, sigmoid_backward

PAIRS = {
    "sigmoid": (sigmoid, sigmoid_backward, lambda z: 1 / (1 + anp.exp(-z))),
    "relu": (relu, relu_backward, lambda z: anp.where(z > 0, z, 0.0)),
}
SCORES = np.array([[-30.0, -3.0, -0.2], [0.1, 2.5, 30.0]])


@pytest.mark.parametrize("name", PAIRS)
def test_forward_is_the_formula_and_keeps_the_score_for_the_way_back(name):
    forward, _, formula = PAIRS[name]
    A, kept = forward(SCORES)
    np.testing.assert_allclose(A, formula(SCORES), rtol=1e-14)
    assert kept is SCORES


@pytest.mark.parametrize("name", PAIRS)
@pytest.mark.parametrize("shape", [(1, 1), (3, 4), (4, 1), (1, 7)])
def test_backward_is_what_autograd_says(name, shape):
    _, backward, formula = PAIRS[name]
    rng = np.random.default_rng(0)
    Z, dA = rng.normal(0, 3, shape), rng.normal(size=shape)
    by_autograd = autograd.grad(lambda Z: anp.sum(dA * formula(Z)))(Z)
    np.testing.assert_allclose(backward(dA, Z), by_autograd, rtol=1e-10, atol=1e-15)
    assert backward(dA, Z).shape == shape


@pytest.mark.parametrize("name", PAIRS)
def test_no_argument_is_changed(name):
    forward, backward, _ = PAIRS[name]
    Z, dA = SCORES.copy(), np.ones_like(SCORES)
    A, _ = forward(Z)
    dZ = backward(dA, Z)
    A[:] = dZ[:] = 99.0  # nor do the answers share memory with them
    np.testing.assert_array_equal(Z, SCORES)
    np.testing.assert_array_equal(dA, 1.0)


@pytest.mark.parametrize("z", [37.0, 800.0, 1e300])
def test_a_huge_score_gives_neither_nan_nor_a_warning_nor_log_zero(z):
    Z = np.array([[-z, z]])
    with np.errstate(all="raise", under="ignore"):
        A, _ = sigmoid(Z)
        assert np.all(A > 0)
        assert np.all(A < 1)
        assert np.isfinite(np.log(A) + np.log(1 - A)).all()
        assert np.isfinite(sigmoid_backward(np.ones((1, 2)), Z)).all()


@pytest.mark.parametrize("y", [0, 1])
def test_through_cost_and_sigmoid_the_slope_is_a_minus_y_however_sure(y):
    A, Z = sigmoid(np.array([[-40.0, -20.0, -1.0, 1.0, 20.0, 40.0]]))
    dA = -(y / A) + (1 - y) / (1 - A)
    np.testing.assert_allclose(sigmoid_backward(dA, Z), A - y, rtol=1e-12, atol=1e-17)


def test_the_sigmoid_by_hand():
    A, _ = sigmoid(np.log([[1.0, 3.0, 1 / 3]]))
    assert A.tolist()[0] == pytest.approx([0.5, 0.75, 0.25])


def test_the_gate_of_relu_by_hand():
    Z = np.array([[-2.0, 0.0, 3.0]])
    assert relu(Z)[0].tolist() == [[0, 0, 3]]
    assert relu_backward(np.array([[5.0, 6.0, -7.0]]), Z).tolist() == [[0, 0, -7]]


@pytest.mark.parametrize("name", PAIRS)
def test_whole_numbers_are_scores_too(name):
    forward, backward, _ = PAIRS[name]
    Z = np.array([[-2, 1, 3]])
    np.testing.assert_array_equal(forward(Z)[0], forward(Z.astype(float))[0])
    np.testing.assert_array_equal(backward(np.ones((1, 3)), Z),
                                  backward(np.ones((1, 3)), Z.astype(float)))


def test_the_examples_in_the_docstrings_are_true():
    assert doctest.testmod(activations, extraglobs={"np": np}).failed == 0
