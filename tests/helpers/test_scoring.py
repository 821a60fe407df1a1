"""Drawn parameters are judged by what they are like, never by their numbers."""

import numpy as np
import pytest

import helpers.scoring  # noqa: F401 - which registers the scorers that are tested here
from answercheck import wording
from answercheck.references import ReferenceCall, ReferenceExercise
from answercheck.registry import SCORERS
from answercheck.verdict import Mark

EXERCISE = ReferenceExercise("initialize_parameters", ("parameters",), 1e-5, (), "small normal")
SIZES = (30, 20, 10)


def drawn(rng, spread=0.01):
    n_x, n_h, n_y = SIZES
    return {"W1": rng.normal(0, spread, (n_h, n_x)), "b1": np.zeros((n_h, 1)),
            "W2": rng.normal(0, spread, (n_y, n_h)), "b2": np.zeros((n_y, 1))}


CALL = ReferenceCall(SIZES, {}, drawn(np.random.default_rng(0)))


def wrong(answer):
    """The sentences of what is not right."""
    parts = SCORERS["small normal"](CALL, answer, EXERCISE)
    return [wording.sentence(part.finding) for part in parts if part.mark is not Mark.RIGHT]


@pytest.mark.parametrize("seed", range(200))
def test_an_honest_draw_is_never_refused(seed):
    assert wrong(drawn(np.random.default_rng(seed))) == []


@pytest.mark.parametrize("spread", [0.005, 0.02, 0.1, 1.0, 10.0])
def test_another_spread_is_refused_and_named(spread):
    reported = wrong(drawn(np.random.default_rng(1), spread))
    assert len(reported) == 2
    assert all("spread" in one and "0.01" in one for one in reported)


def test_zeros_are_refused():
    reported = wrong({name: np.zeros_like(value) for name, value in CALL.returned.items()})
    assert [one.split()[0] for one in reported] == ["W1", "W2"]
    assert "all zeros" in reported[0]


def test_draws_that_are_repeated_in_another_layer_are_refused():
    numbers = np.random.default_rng(3).normal(0, 0.01, 600)
    answer = {**CALL.returned, "W1": numbers.reshape(20, 30), "W2": numbers[:200].reshape(10, 20)}
    assert ["repeats" in one for one in wrong(answer)] == [True]


def test_repeated_draws_are_seen_through_a_factor():
    numbers = np.random.default_rng(3).normal(0, 0.01, 600)
    answer = {**CALL.returned, "W1": numbers.reshape(20, 30),
              "W2": -1.01 * numbers[:200].reshape(10, 20)}
    assert any("repeats" in one for one in wrong(answer))


def test_biases_that_are_not_zero_are_refused():
    rng = np.random.default_rng(4)
    reported = wrong({**drawn(rng), "b1": rng.normal(0, 0.01, (20, 1))})
    assert reported == ["b1 should start at zero"]


def test_units_with_equal_weights_are_refused():
    row = np.random.default_rng(5).normal(0, 0.01, (1, 30))
    (reported,) = wrong({**CALL.returned, "W1": np.tile(row, (20, 1))})
    assert "same weights" in reported


def test_one_number_everywhere_is_refused():
    one_output = ReferenceCall((2, 4, 1), {}, {"W2": np.zeros((1, 4))})
    answer = {"W2": np.full((1, 4), 0.01)}
    (part,) = SCORERS["small normal"](one_output, answer, EXERCISE)
    assert part.mark is Mark.WRONG
    assert "one number everywhere" in wording.sentence(part.finding)


def test_weights_that_are_never_negative_are_refused():
    rng = np.random.default_rng(6)
    reported = wrong({**CALL.returned, "W1": 0.01 * rng.random((20, 30))})
    assert reported == ["W1 is not centred on 0"]


@pytest.mark.parametrize("answer", [
    None, 3.0, {}, {"W1": "nothing"}, {**CALL.returned, "W1": np.full((20, 30), np.nan)},
    {**CALL.returned, "b2": np.zeros(10)}, {**CALL.returned, "W1": CALL.returned["W1"].T}])
def test_wrong_kinds_keys_and_shapes_are_reported_and_raise_nothing(answer):
    assert wrong(answer)


def test_the_spread_of_he_follows_the_number_of_inputs():
    exercise = ReferenceExercise("x", ("parameters",), 1e-5, (), "He normal")
    rng = np.random.default_rng(7)
    right = {"W1": rng.normal(0, np.sqrt(2 / 50), (40, 50)), "b1": np.zeros((40, 1))}
    measure = SCORERS["He normal"]
    call = ReferenceCall((), {}, right)
    assert all(part.mark is Mark.RIGHT for part in measure(call, right, exercise))
    small = {**right, "W1": rng.normal(0, 0.01, (40, 50))}
    assert measure(call, small, exercise)[0].mark is Mark.WRONG
