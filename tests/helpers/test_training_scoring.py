"""Training is judged by what the parameters achieve, by the grader and in the notebook alike."""

import numpy as np
import pytest
from sklearn.metrics import log_loss

from answercheck import wording
from answercheck.references import ReferenceCall, ReferenceExercise
from answercheck.registry import SCORERS
from answercheck.verdict import Mark
from helpers.factors import ITERATIONS
from helpers.scoring import cost

EXERCISE = ReferenceExercise("nn_model", ("parameters",), 1e-5, (), "trained shallow")
X = np.linspace(-3, 3, 40).reshape(1, 40)
Y = (X > 0).astype(np.uint8)


def network(steepness):
    """A network that says sigmoid(steepness · tanh(x)): the steeper, the surer and righter."""
    return {"W1": np.array([[1.0]]), "b1": np.zeros((1, 1)),
            "W2": np.array([[float(steepness)]]), "b2": np.zeros((1, 1))}


def outcome(reference, answer):
    call = ReferenceCall((X, Y, 1), {}, reference)
    (*_, last) = SCORERS["trained shallow"](call, answer, EXERCISE)
    return last.mark, wording.sentence(last.finding) if last.finding else ""


def test_the_cost_is_that_of_scikit_learn():
    rng = np.random.default_rng(0)
    p = {"W1": rng.normal(size=(3, 2)), "b1": rng.normal(size=(3, 1)),
         "W2": rng.normal(size=(1, 3)), "b2": rng.normal(size=(1, 1))}
    points, labels = rng.normal(size=(2, 30)), rng.integers(0, 2, (1, 30), dtype=np.uint8)
    for hidden, g in (("tanh", np.tanh), ("relu", lambda z: np.maximum(z, 0))):
        scores = p["W2"] @ g(p["W1"] @ points + p["b1"]) + p["b2"]
        probabilities = 1 / (1 + np.exp(-scores[0]))
        assert cost(p, points, labels, hidden) == pytest.approx(log_loss(labels[0], probabilities))


def test_the_cost_of_an_untrained_network_is_that_of_a_coin():
    assert cost(network(0), X, Y, "tanh") == pytest.approx(np.log(2))


def test_the_cost_of_a_network_that_is_sure_and_right_is_finite():
    assert 0 <= cost(network(1e6), X, Y, "tanh") < 1e-6


def test_another_place_that_does_as_well_is_right():
    mirrored = {name: -value if name.startswith("W") else value
                for name, value in network(5).items()}
    assert outcome(network(5), mirrored)[0] is Mark.RIGHT


@pytest.mark.parametrize("steepness", [-5, 0, 0.1])
def test_a_network_that_has_not_learned_is_wrong(steepness):
    result, reported = outcome(network(5), network(steepness))
    assert result is Mark.WRONG
    assert "cost" in reported


def test_better_than_the_reference_is_right():
    assert outcome(network(5), network(8))[0] is Mark.RIGHT


def test_far_better_than_a_few_iterations_can_is_wrong():
    result, reported = outcome(network(0.05), network(20))
    assert result is Mark.WRONG
    assert "loop" in reported


RARE = np.arange(20).reshape(1, 20) % 10 == 0  # a yes in ten, and nothing else to learn


def after_steps(n_steps):
    """The network whose only bias has taken so many steps of gradient descent, at the rate 1.2."""
    b2 = 0.0
    for _ in range(n_steps):
        b2 -= 1.2 * (1 / (1 + np.exp(-b2)) - RARE.mean())
    return {**network(0), "b2": np.full((1, 1), b2)}


@pytest.mark.parametrize(("n_steps", "mark"), [(0, Mark.WRONG), (1, Mark.RIGHT), (2, Mark.WRONG)])
def test_of_a_single_iteration_none_and_two_are_told_apart(n_steps, mark):
    call = ReferenceCall((np.zeros((1, 20)), RARE, 1), {"num_iterations": 1}, after_steps(1),
                         {ITERATIONS: 1.0})
    parts = SCORERS["trained shallow"](call, after_steps(n_steps), EXERCISE)
    assert parts[-1].mark is mark


def test_numbers_that_are_not_numbers_are_wrong():
    broken = {**network(5), "b2": np.full((1, 1), np.nan)}
    assert outcome(network(5), broken)[0] is Mark.WRONG
    huge = {**network(5), "W1": np.full((1, 1), 1e308), "W2": np.full((1, 1), 1e308)}
    assert outcome(network(5), huge)[0] in (Mark.RIGHT, Mark.WRONG)  # and nothing is raised


DEEP = ReferenceExercise("L_layer_model", ("parameters", "costs"), 1e-5, (), "trained deep")
DISTANCES = np.array([[-3.0, -2.0, -0.5, 0.0, 0.5, 2.0, 3.0]])  # yes where |x| is above 1
FAR = np.array([[1, 1, 0, 0, 0, 1, 1]])


def v_network(steepness):
    """A network that says sigmoid(steepness · (|x| - 1)), by two ReLUs."""
    k = float(steepness)
    return {"W1": np.array([[1.0], [-1.0]]), "b1": np.zeros((2, 1)),
            "W2": np.array([[k, k]]), "b2": np.array([[-k]])}


def deep_outcome(reference, answer):
    call = ReferenceCall((DISTANCES, FAR, [1, 2, 1]), {}, (reference, [0.7, 0.3]))
    (*_, last) = SCORERS["trained deep"](call, answer, DEEP)
    return last.mark, wording.sentence(last.finding) if last.finding else ""


def test_the_cost_of_the_v_by_hand():
    scores = 2.0 * np.array([2, 1, -0.5, -1, -0.5, 1, 2])
    of_what_came_true = 1 / (1 + np.exp(-np.abs(scores)))
    by_hand = -np.log(of_what_came_true).mean()
    assert cost(v_network(2), DISTANCES, FAR, "relu") == pytest.approx(by_hand)


@pytest.mark.parametrize("steepness", [4, 5, 9])
def test_a_deep_net_that_has_learned_about_as_well_is_right(steepness):
    result, _ = deep_outcome(v_network(5), (v_network(steepness), [0.7, 0.2]))
    assert result is Mark.RIGHT


@pytest.mark.parametrize("steepness", [-5, 0, 1])
def test_a_lazy_deep_net_is_wrong(steepness):
    result, reported = deep_outcome(v_network(5), (v_network(steepness), [0.7, 0.2]))
    assert result is Mark.WRONG
    assert "cost" in reported


def test_costs_that_are_recorded_after_the_step_are_told():
    reached = cost(v_network(5), DISTANCES, FAR, "relu")
    result, reported = deep_outcome(v_network(5), (v_network(5), [0.7, reached]))
    assert result is Mark.WRONG
    assert "after the step" in reported


def test_a_list_of_parameters_and_costs_is_as_good_as_a_tuple():
    assert deep_outcome(v_network(5), [v_network(5), [0.7, 0.2]])[0] is Mark.RIGHT


def test_good_parameters_with_too_few_costs_are_wrong():
    assert deep_outcome(v_network(5), (v_network(5), [0.7]))[0] is Mark.WRONG


def test_costs_that_rise_while_the_net_learns_are_wrong():
    assert deep_outcome(v_network(5), (v_network(5), [0.7, 3.5]))[0] is Mark.WRONG


SURE = {"W1": np.array([[1.0]]), "b1": np.zeros((1, 1)),
        "W2": np.array([[6.0]]), "b2": np.zeros((1, 1))}  # of a cost of about 0.0025 far out


@pytest.mark.parametrize(("steepness", "mark"), [
    (6.0, Mark.RIGHT), (6.1, Mark.RIGHT), (5.3, Mark.WRONG), (6.7, Mark.WRONG), (60, Mark.WRONG)])
def test_where_the_cost_tells_the_number_of_iterations_it_may_be_off_by_little(steepness, mark):
    call = ReferenceCall((1e6 * X, Y, 1), {}, SURE)
    answer = {**SURE, "W2": np.array([[float(steepness)]])}
    (*_, last) = SCORERS["trained shallow"](call, answer, EXERCISE)
    assert last.mark is mark


def test_a_net_that_has_not_learned_is_wrong_beside_costs_that_are_wrong_too():
    call = ReferenceCall((DISTANCES, FAR, [1, 2, 1]), {}, (v_network(5), [0.7, 0.3]))
    parts = SCORERS["trained deep"](call, (v_network(0), [0.7]), DEEP)
    assert [(part.name, part.mark) for part in parts] == [
        ("parameters", Mark.WRONG), ("costs", Mark.WRONG)]
