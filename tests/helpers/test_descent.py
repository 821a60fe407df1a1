"""Descent: on a bowl, where every place can be worked out by hand."""

import numpy as np
import pytest

from helpers.descent import descend


def look(p):
    return float(np.sum(p["w"] ** 2)), {"dw": 2 * p["w"]}


def step(p, grads):
    return {"w": p["w"] - 0.25 * grads["dw"]}  # halves w


def test_each_step_halves_the_weight():
    run = descend({"w": np.array([8.0])}, look, step, 3, every=1)
    assert run.parameters["w"].tolist() == [1.0]
    assert run.costs == [64.0, 16.0, 4.0]
    assert [p["w"].item() for p in run.path] == [8.0, 4.0, 2.0]


@pytest.mark.parametrize(("n_iterations", "every", "n_noted"), [(10, 5, 2), (11, 5, 3), (0, 1, 0)])
def test_notes_are_taken_at_0_and_every_so_often(n_iterations, every, n_noted):
    run = descend({"w": np.ones(2)}, look, step, n_iterations, every=every)
    assert len(run.costs) == len(run.path) == n_noted


def test_the_start_is_left_as_it_is():
    start = {"w": np.array([3.0])}
    descend(start, look, step, 5)
    assert start["w"].tolist() == [3.0]
