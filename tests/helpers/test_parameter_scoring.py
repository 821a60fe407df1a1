"""Scoring of dictionaries of parameters and lists of costs: what else is in them."""

import re

import numpy as np
import pytest

import helpers.scoring  # noqa: F401 - which registers the scorers that are tested here
from answercheck import wording
from answercheck.references import ReferenceCall, ReferenceExercise
from answercheck.registry import SCORERS
from answercheck.verdict import Mark

SHAPES = {"W1": (3, 2), "b1": (3, 1)}
TRAINED = ({"W1": np.ones((1, 2)), "b1": np.zeros((1, 1))}, [0.7, 0.4, 0.1])
DATA = np.array([[1.0, -1.0], [1.0, -1.0]]), np.array([[1, 0]])  # of cost log(1 + e^-2) = 0.127


def wrong_parts(scoring, returns, reference, answer):
    exercise = ReferenceExercise("any", returns, 1e-5, (), scoring)
    parts = SCORERS[scoring](ReferenceCall(DATA, {}, reference), answer, exercise)
    return [part.name for part in parts if part.mark is not Mark.RIGHT]


def test_a_layer_too_many_is_wrong_where_layers_are_counted():
    right = ("values and keys", ("shapes",), SHAPES)
    assert wrong_parts(*right, dict(SHAPES)) == []
    assert wrong_parts(*right, {**SHAPES, "W0": (2, 2)}) == ["W0"]


def test_a_drawn_start_may_hold_no_layer_too_many():
    rng = np.random.default_rng(0)
    start = {"W1": rng.normal(size=(40, 50)) * 0.2, "b1": np.zeros((40, 1))}
    right = ("He normal", ("parameters",), start)
    assert wrong_parts(*right, start) == []
    assert wrong_parts(*right, {**start, "b0": np.zeros((50, 1))}) == ["b0"]


def test_costs_may_be_numbers_arrays_of_one_number_or_one_array():
    right = ("trained deep", ("parameters", "costs"), TRAINED)
    for costs in ([0.6, 0.4, 0.2], [np.array(0.6), np.array([0.4]), np.array([[0.2]])],
                  np.array([0.6, 0.4, 0.2])):
        assert wrong_parts(*right, (TRAINED[0], costs)) == []


def test_costs_that_are_too_few_or_no_numbers_are_wrong():
    right = ("trained deep", ("parameters", "costs"), TRAINED)
    for costs in ([0.6, 0.4], [0.6, np.nan, 0.2], [0.6, None, 0.2], [0.6, np.ones(2), 0.2], 0.2):
        assert wrong_parts(*right, (TRAINED[0], costs)) == ["costs"]


LAST_DIGIT = 1 + 2.0**-52


@pytest.mark.parametrize(("spoil", "reported"), [
    (lambda W: np.vstack([W[:-1], W[:1] * LAST_DIGIT]), "several units the same weights"),
    (lambda W: 0.2 * np.where(W > 0, LAST_DIGIT, 1), "one number everywhere|the same weights"),
    (lambda W: (W - W * LAST_DIGIT), "all zeros"), (lambda W: W, "")])
def test_a_start_is_distinguished_with_room_for_last_digits(spoil, reported):
    W = np.random.default_rng(0).normal(size=(40, 50)) * 0.2
    answer = {"W1": spoil(W), "b1": np.full((40, 1), 1e-17)}
    exercise = ReferenceExercise("any", ("parameters",), 1e-5, (), "He normal")
    weights, biases = SCORERS["He normal"](
        ReferenceCall((), {}, {"W1": W, "b1": np.zeros((40, 1))}), answer, exercise)
    assert re.search(reported, wording.sentence(weights.finding) if weights.finding else "")
    assert (weights.mark is Mark.RIGHT) is (reported == "")
    assert biases.mark is Mark.RIGHT
