"""Nudged inputs: other last digits and nothing else, the same for numbers that belong together."""

import numpy as np
import pytest

from answercheck.cases import Recipe
from grading.references.last_digits import MAX_STEPS, nudged

X = np.random.default_rng(0).normal(size=(20, 30))


def test_a_number_moves_by_a_few_units_in_its_last_place_and_most_do_move():
    moved = nudged(X, 1)
    assert np.all(np.abs(moved - X) <= MAX_STEPS * np.spacing(np.abs(X)))
    assert np.mean(moved != X) > 0.5
    assert nudged(float(X[0, 0]), 1) == moved[0, 0]


def test_another_seed_gives_other_digits_and_the_same_seed_the_same():
    assert np.any(nudged(X, 1) != nudged(X, 2))
    assert np.array_equal(nudged(X, 1), nudged(X, 1))


def test_equal_and_opposite_numbers_move_alike():
    assert np.array_equal(nudged(-X, 3), -nudged(X, 3))
    assert np.array_equal(nudged({"a": X[:1]}, 3)["a"], nudged(X, 3)[:1])


@pytest.mark.parametrize("value", [
    0.0, 0.5, -3.0, 7, True, None, "relu", np.arange(4), np.array([0.25, 0.0, 1e6]),
    np.array([np.inf, -np.inf]), np.ones(3, dtype=np.uint8), np.ones(3, dtype=np.float32) / 3])
def test_what_computers_agree_on_is_left_alone(value):
    assert np.array_equal(nudged(value, 1), value)
    assert type(nudged(value, 1)) is type(value)


def test_a_recipes_numbers_are_nudged_too_and_containers_keep_their_kind():
    args = (Recipe("squares", {"weights": X}), [X, 1], {"h": 1e-5})
    recipe, items, named = nudged(args, 1)
    assert recipe.formula == "squares"
    assert np.array_equal(recipe.parameters["weights"], nudged(X, 1))
    assert isinstance(items, list)
    assert items[1] == 1
    assert named["h"] == pytest.approx(1e-5, rel=1e-15)
