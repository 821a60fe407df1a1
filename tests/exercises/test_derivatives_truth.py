"""Week 1's reference solutions against truths of their own: hand, difference quotient, autograd."""

import math

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

from grading.references.solutions import namespace
from tests.this_course import FOLDERS


@pytest.fixture(scope="module")
def week():
    return namespace(FOLDERS, "week1_derivatives")


POINTS = np.array([0.3, 1.0, 2.0, 7.5])


def test_the_nudge_on_the_four_functions_of_the_text(week):
    forward = week["forward_difference"]
    assert forward(lambda a: 3 * a, 2) == pytest.approx(3)
    assert forward(lambda a: 3 * a, 5) == pytest.approx(3)
    assert forward(lambda a: a**2, 2) == pytest.approx(4.001)  # 2.001² = 4.004001
    assert forward(lambda a: a**2, 5) == pytest.approx(10.001)
    assert forward(lambda a: a**3, 2) == pytest.approx(12.006001)
    assert forward(np.log, 2) == pytest.approx(math.log(2.001 / 2) / 0.001)


def test_centred_differences_of_a_cube_are_off_by_h_squared(week):
    for h in (0.5, 0.1, 0.01):
        estimate = week["central_difference"](lambda a: a**3, 2, h)
        assert estimate == pytest.approx(12 + h**2, rel=1e-10)


@pytest.mark.parametrize(("name", "function"), [
    ("square_derivative", lambda a: a**2),
    ("cube_derivative", lambda a: a**3),
    ("log_derivative", anp.log),
])
def test_the_formulas_are_what_autograd_says(week, name, function):
    by_autograd = [autograd.grad(function)(a) for a in POINTS]
    assert week[name](POINTS) == pytest.approx(by_autograd, rel=1e-12)
    assert week[name](POINTS.reshape(2, 2)).shape == (2, 2)


def test_the_formulas_by_hand(week):
    assert week["square_derivative"](np.array([2, 5, -3])).tolist() == [4, 10, -6]
    assert week["cube_derivative"](-2) == 12
    assert week["log_derivative"](np.array([2, 4])).tolist() == [0.5, 0.25]


def test_the_graph_of_the_text_by_hand(week):
    J, cache = week["graph_forward"](5, 3, 2)
    assert (J, cache) == (33, {"a": 5, "b": 3, "c": 2, "u": 6, "v": 11})
    assert week["graph_backward"](cache) == {"dv": 3, "du": 3, "da": 3, "db": 6, "dc": 9}


def test_the_input_used_twice_by_hand(week):
    J, cache = week["shared_forward"](1, 2, 3)
    assert (J, cache["u"], cache["v"]) == (14, 2, 5)
    assert week["shared_backward"](cache) == {"dv": 2, "du": 2, "da": 4, "db": 4, "dc": 2}


@pytest.mark.parametrize(("name", "formula"), [
    ("graph", lambda a, b, c: 3 * (a + b * c)),
    ("shared", lambda a, b, c: 2 * (a * b + c + b)),
])
@pytest.mark.parametrize("inputs", [(1.0, 2.0, 3.0), (-1.5, 0.25, 4.0), (10.0, -3.0, 0.0)])
def test_the_way_back_is_what_autograd_and_nudges_say(week, name, formula, inputs):
    J, cache = week[f"{name}_forward"](*inputs)
    assert pytest.approx(formula(*inputs)) == J
    grads = week[f"{name}_backward"](cache)
    by_autograd = [float(autograd.grad(formula, place)(*inputs)) for place in range(3)]
    assert [grads["da"], grads["db"], grads["dc"]] == pytest.approx(by_autograd)
    for place, key in enumerate(("da", "db", "dc")):
        nudged = np.array(inputs)
        nudged[place] += 0.001  # J is linear in each input alone, so the nudge is exact
        assert (week[f"{name}_forward"](*nudged)[0] - J) / 0.001 == pytest.approx(grads[key])


def bent(x):
    """Every entry acts on every other's slope."""
    return anp.sum(x**3) + anp.log(anp.sum(anp.exp(x))) + anp.sum(x) ** 2


@pytest.mark.parametrize("shape", [(4,), (1, 1), (3, 2), (2, 3, 2), ()])
def test_the_numerical_gradient_is_what_autograd_says(week, shape):
    x = np.random.default_rng(0).normal(size=shape)
    estimate = week["numerical_gradient"](bent, x)
    assert estimate.shape == shape
    assert estimate == pytest.approx(autograd.grad(bent)(x), rel=1e-7)


def test_whole_numbers_are_nudged_too_and_come_back_unchanged(week):
    x = np.array([[1, 2], [3, -1]])
    estimate = week["numerical_gradient"](bent, x)
    assert estimate == pytest.approx(autograd.grad(bent)(x.astype(float)), rel=1e-7)
    assert x.dtype.kind == "i"
    assert x.tolist() == [[1, 2], [3, -1]]


def test_the_relative_errors_to_know_by_heart(week):
    error, e = week["relative_error"], np.array([[3.0, -4.0], [0.0, 12.0]])
    assert error(-e, e) == pytest.approx(1)
    assert error(2 * e, e) == pytest.approx(1 / 3)
    assert error(209 * e, e) == pytest.approx(208 / 210)
    assert error(e, e) == 0
    assert error(0 * e, 0 * e) == 0
    assert error(np.array([3.0, 4.0]), np.array([0.0, 0.0])) == 1


@pytest.mark.parametrize("scale", [1e-9, 1.0, 1e6])
def test_the_check_passes_autograd_and_no_gradient_with_a_mistake(week, scale):
    def f(x):
        return scale * bent(x)

    right, x = autograd.grad(f), np.random.default_rng(1).normal(size=(3, 2))
    assert week["gradient_check"](f, right, x) is True
    for wrong in (lambda x: -right(x), lambda x: 2 * right(x), lambda x: right(x) / 209,
                  lambda x: right(x) * (1 + 1e-4 * np.eye(3, 2))):
        assert week["gradient_check"](f, wrong, x) is False
    assert week["gradient_check"](f, lambda x: 1.01 * right(x), x, tolerance=0.1) is True
