"""Numbers of a call that a wrong factor may be."""

import numpy as np
import pytest

import helpers.factors  # noqa: F401 - which registers the factors of this course
from grading.references.quantities import quantities

M, N, RATE = "the number of examples", "the number of inputs", "the learning rate"


def backward(X, A, Y): ...


def update(params, grads, learning_rate=1.2): ...


def linear(dZ, cache): ...


def slope(f, a, h=0.001): ...


@pytest.mark.parametrize(("function", "args", "kwargs", "found"), [
    (backward, (np.ones((3, 7)), np.ones((1, 7)), np.ones((1, 7))), {}, {M: 7, N: 3}),
    (backward, (np.ones((1, 4)), np.ones((1, 4)), np.ones((1, 4))), {}, {M: 4}),
    (update, ({}, {}), {}, {RATE: 1.2}), (update, ({}, {}), {"learning_rate": 2}, {RATE: 2}),
    (linear, (np.ones((2, 5)), ()), {}, {M: 5, "the number of neurons": 2}),
    (slope, (abs, 2.0, 0.5), {}, {"the step": 0.5}),
])
def test_the_numbers_of_a_call_are_found_by_the_names_of_its_arguments(
        function, args, kwargs, found):
    assert quantities(function, args, kwargs) == found
