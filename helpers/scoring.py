"""Scoring of parameters that are drawn at random or found by training.

Training is judged by what its parameters achieve: the network that they describe is run on the data
of the case, and its cost is compared with that of the parameters of the reference solution.
"""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from answercheck.compare import as_numbers
from answercheck.fingerprint import (
    Feature,
    Fingerprint,
    fingerprint,
    has_equal_rows,
    is_one_number,
    is_zero,
    share_a_stream,
)
from answercheck.references import ReferenceCall, ReferenceExercise
from answercheck.registry import register_scorer, register_words
from answercheck.scoring import (
    Measure,
    Scorer,
    by_structure,
    drawn_fingerprint,
    no_other_keys,
)
from answercheck.translation import N_
from answercheck.verdict import Finding, Mark, Part, finding
from helpers.factors import ITERATIONS

# How many standard errors the mean and spread of a drawn array may be off: a right answer is
# refused once in millions.
N_SIGMA = 6.0
# A run from another random start ends elsewhere: how much higher its cost may be.
SLACK_SHARE, SLACK_NATS = 0.5, 0.03
# A reference cost, in nats, above which a case has few iterations (a coin flip costs 0.69): doing
# far better is wrong there too, because it shows that more iterations were run than asked for.
HARDLY_MOVED = 0.6
# A reference cost below which the points of a case can be separated so well that the cost falls as
# 1/iterations, whatever the start: there it depends on their number and the rate, and may be off
# only a little in either direction.
SEPARATED, SEPARATED_SHARE = 0.01, 0.15
SMALLEST_COST = 1e-9  # costs below it are not distinguished
# The first step from a small start, whose cost is that of a coin flip, lowers it by about the same
# amount whatever the start, and two steps by half as much again: by what share it may be off.
COIN, FIRST_STEP_SHARE = math.log(2), 0.25


def by_normal_draw(spread: Callable[[int], float]) -> Measure:
    """Score newly drawn parameters: weights normal with a given spread, biases zero, right shapes.

    `spread` gives the standard deviation of a weight matrix from its number of columns.
    """
    def measure(call: ReferenceCall, answer: Any, exercise: ReferenceExercise) -> list[Part]:
        parts = by_structure(call.returned, answer, exercise)
        if any(part.mark is not Mark.RIGHT for part in parts):
            return parts
        seen: list[np.ndarray] = []
        for number, part in enumerate(parts):
            given = np.asarray(answer[part.name], dtype=float)
            problem = (_weight_problem(part.name, given, spread(given.shape[1]), seen)
                       if part.name.startswith("W") else None if is_zero(given) else
                       finding("not_zero", part.name))
            seen.append(given)
            if problem:
                parts[number] = Part(part.name, Mark.WRONG, problem)
        return parts
    return measure


def _weight_problem(name: str, W: np.ndarray, spread: float,
                    seen: list[np.ndarray]) -> Finding | None:
    if is_zero(W):
        return finding("all_zeros", name)
    if any(share_a_stream(W, other) for other in seen):
        return finding("repeats_another_layer", name)
    if has_equal_rows(W):
        return finding("equal_units", name)
    if is_one_number(W):
        return finding("one_number", name)
    measured = np.sqrt(np.mean(W**2))
    if abs(W.mean()) > N_SIGMA * measured / np.sqrt(W.size):
        return finding("not_centred", name)
    if abs(measured - spread) > N_SIGMA * spread / np.sqrt(2 * W.size):
        return finding("wrong_spread", name, spread=float(measured), expected=spread)
    return None


def cost(parameters: dict[str, np.ndarray], X: np.ndarray, Y: np.ndarray, hidden: str) -> float:
    """Mean cross-entropy, in nats, of a dense network; `hidden` is "tanh" or "relu".

    Goodfellow, Bengio and Courville, Deep Learning (2016), sections 6.2.2.2 and 6.3.
    """
    A = np.asarray(X, dtype=float)
    n_layers = sum(key.startswith("W") for key in parameters)
    for layer in range(1, n_layers + 1):
        Z = parameters[f"W{layer}"] @ A + parameters[f"b{layer}"]
        A = np.tanh(Z) if hidden == "tanh" else np.maximum(Z, 0.0)
    # Of the last Z, not of its activation: log(1 + e^z) cannot overflow or meet log 0.
    return float(np.mean(np.logaddexp(0.0, Z) - np.asarray(Y, dtype=float) * Z))


def by_achievement(hidden: str) -> Scorer:
    """Score parameters that do about as well as the reference's; `hidden` as in `cost`."""
    def measure(call: ReferenceCall, answer: Any, exercise: ReferenceExercise) -> list[Part]:
        parts = by_structure(call.returned, answer, exercise)
        wrong = [part for part in parts if part.mark is not Mark.RIGHT]
        if any(part.name != "costs" for part in wrong):
            return parts
        found = reached(call, answer)
        right = reached(call, call.returned)
        allowed = (_after_first_step(right) if call.quantities.get(ITERATIONS) == 1
                   else _allowed_costs(right))
        if problem := _cost_problem(allowed, found):
            return [Part("parameters", Mark.WRONG, problem), *wrong]
        if wrong or not isinstance(answer, tuple | list):
            return parts
        problem = None
        if not _costs_fit(answer[1], found):
            problem = finding("costs_of_another_training", "costs")
        elif _is_last(answer[1], found) and not _is_last(call.returned[1], right):
            problem = finding("costs_after_the_step", "costs")
        return [Part("parameters", Mark.RIGHT),
                Part("costs", Mark.WRONG, problem)] if problem else parts

    def reached(call: ReferenceCall, answer: Any) -> float:
        given, (X, Y) = _parameters(answer), call.args[:2]
        with np.errstate(all="ignore"):  # huge weights overflow to nan
            return cost({key: given[key] for key in _parameters(call.returned)}, X, Y, hidden)

    def fingerprint(call: ReferenceCall, answer: Any, exercise: ReferenceExercise) -> Fingerprint:
        found = _trained_fingerprint(call, answer, exercise)
        if all(part.mark is Mark.RIGHT for part in by_structure(call.returned, answer, exercise)):
            last = reached(call, answer)
            if math.isfinite(last):
                found["!cost"] = Feature("reached", (math.log(max(last, SMALLEST_COST)),))
        return found
    return Scorer(measure, fingerprint, every_feature=True, drawn=True)


def _allowed_costs(right: float) -> tuple[float, float]:
    """The least and the largest cost an answer may reach, where the reference reached `right`."""
    if right < SEPARATED:
        return right / (1 + SEPARATED_SHARE), right * (1 + SEPARATED_SHARE)
    least = right / (1 + SLACK_SHARE) - SLACK_NATS if right > HARDLY_MOVED else 0.0
    return least, right * (1 + SLACK_SHARE) + SLACK_NATS


def _after_first_step(right: float) -> tuple[float, float]:
    """The same after a single step from a small start."""
    fall = COIN - right
    least, most = sorted((COIN - fall * (1 + FIRST_STEP_SHARE),
                          COIN - fall * (1 - FIRST_STEP_SHARE)))
    return least, most


def _cost_problem(allowed: tuple[float, float], found: float) -> Finding | None:
    """What is wrong with the cost that an answer reached."""
    least, most = allowed
    if not found <= most:
        return finding("cost_too_high", "parameters", cost=found, limit=most)
    if found < least:
        return finding("cost_too_low", "parameters", cost=found)
    return None


def _costs_fit(costs: Any, found: float) -> bool:
    """Whether recorded costs fall towards the cost that the parameters have."""
    recorded = as_numbers(costs)
    if recorded is None or recorded.size == 0:
        return False
    first, last = recorded[0], recorded[-1]
    return bool(found <= last * (1 + SLACK_SHARE) + SLACK_NATS
                and max(found, last) <= first + SLACK_NATS)


def _is_last(costs: Any, found: float) -> bool:
    """Whether the last recorded cost is that of the parameters that are returned."""
    recorded = as_numbers(costs)
    assert recorded is not None
    return math.isclose(recorded[-1], found, rel_tol=1e-9)


def _parameters(returned: Any) -> dict[str, np.ndarray]:
    return returned if isinstance(returned, dict) else returned[0]


def _trained_fingerprint(call: ReferenceCall, answer: Any,
                         exercise: ReferenceExercise) -> Fingerprint:
    """For each array its shape and the logarithm of its size; of costs their first and last."""
    found = {}
    for path, feature in fingerprint(answer, exercise.returns).items():
        size = [abs(one) for one in feature.numbers]
        if any(not math.isfinite(one) for one in size):
            found[path] = Feature(f"{feature.kind} not finite")
        elif path == "costs":
            ends = (feature.numbers[0], feature.numbers[-1]) if feature.numbers else ()
            found[path] = Feature(feature.kind, tuple(ends))
        else:
            found[path] = Feature(feature.kind, (_log_size(feature.numbers),))
    return found


def _log_size(numbers: tuple[float, ...]) -> float:
    # A bias that has not moved is 0: sizes too small to matter count as equal.
    return math.log(min(max(math.hypot(*numbers), 1e-4), 1e300))


register_scorer("small normal", Scorer(
    by_normal_draw(lambda n_in: 0.01), drawn_fingerprint, every_feature=True, drawn=True))
register_scorer("He normal", Scorer(
    no_other_keys(by_normal_draw(lambda n_in: float(np.sqrt(2 / n_in)))), drawn_fingerprint,
    every_feature=True, drawn=True))
register_scorer("trained shallow", by_achievement("tanh"))
register_scorer("trained deep", by_achievement("relu"))

register_words("not_zero", N_("should start at zero"))
register_words("all_zeros", N_("is all zeros; all units of the layer then learn the same"))
register_words("repeats_another_layer", N_(
    "repeats the numbers of another layer; draw new numbers for each layer, without setting "
    "a seed"))
register_words("equal_units", N_(
    "gives several units the same weights; they then stay equal throughout training"))
register_words("one_number", N_("holds one number everywhere; draw a new number for each weight"))
register_words("not_centred", N_("is not centred on 0"))
register_words("wrong_spread", N_("has the spread {spread:.2g}; it should be about {expected:.2g}"))
register_words("cost_too_high", N_(
    "reach a cost of {cost:.3g} in the given number of iterations; below {limit:.3g} is "
    "expected"))
register_words("cost_too_low", N_(
    "reach a cost of {cost:.3g}, far below what the given number of iterations allows; does "
    "the loop run the given number of times, with the given learning rate?"))
register_words("costs_after_the_step", N_(
    "are recorded after the step; record each before it: the cost at iteration 0 is that of "
    "the start"))
register_words("costs_of_another_training", N_(
    "are not those of the training that led to these parameters"))
