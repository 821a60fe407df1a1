"""Ways of scoring for the grader alone: training is judged by what its parameters achieve.

The grader runs the network that the parameters describe on the case's own data, and compares its
cost with that of the parameters the reference solution found.
"""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from answercheck.compare import as_numbers
from answercheck.fingerprint import Feature, Fingerprint
from answercheck.references import ReferenceCall, ReferenceExercise
from answercheck.scoring import Scorer
from answercheck.verdict import Mark, Part, finding
from helpers.scoring import by_trained_structure, trained_fingerprint

# A run from another random start ends elsewhere: how much more the cost may be.
SLACK_SHARE, SLACK_NATS = 0.5, 0.03
# A reference cost, in nats, that tells of a case with few iterations (a coin's cost is 0.69): there
# doing far better is wrong too, for it tells of more iterations than were asked for.
HARDLY_MOVED = 0.6


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
    """Parameters score if they do about as well as the reference's; `hidden` as in `cost`."""
    def measure(call: ReferenceCall, answer: Any, exercise: ReferenceExercise) -> list[Part]:
        parts = by_trained_structure(call, answer, exercise)
        if any(part.mark is not Mark.RIGHT for part in parts):
            return parts
        X, Y = call.args[:2]
        best, given = _parameters(call.returned), _parameters(answer)
        right = cost(best, X, Y, hidden)
        with np.errstate(all="ignore"):  # huge weights overflow to nan
            found = cost({key: given[key] for key in best}, X, Y, hidden)
        allowed = right * (1 + SLACK_SHARE) + SLACK_NATS
        if not found <= allowed:
            return [Part("parameters", Mark.WRONG, finding(
                "cost_too_high", "parameters", cost=found, limit=allowed))]
        if right > HARDLY_MOVED and found < right / (1 + SLACK_SHARE) - SLACK_NATS:
            return [Part("parameters", Mark.WRONG, finding(
                "cost_too_low", "parameters", cost=found))]
        if isinstance(answer, tuple | list) and not _costs_fit(answer[1], found):
            parts = [Part("parameters", Mark.RIGHT),
                     Part("costs", Mark.WRONG, finding("costs_of_another_training", "costs"))]
        return parts

    def fingerprint(call: ReferenceCall, answer: Any, exercise: ReferenceExercise) -> Fingerprint:
        found = trained_fingerprint(call, answer, exercise)
        if all(part.mark is Mark.RIGHT
               for part in by_trained_structure(call, answer, exercise)):
            given = _parameters(answer)
            with np.errstate(all="ignore"):
                reached = cost({key: given[key] for key in _parameters(call.returned)},
                               call.args[0], call.args[1], hidden)
            if math.isfinite(reached):
                found["!cost"] = Feature("reached", (math.log(reached + 0.01),))
        return found
    return Scorer(measure, fingerprint, every_feature=True, drawn=True)


def _costs_fit(costs: Any, found: float) -> bool:
    """Whether recorded costs fall towards the cost that the parameters have."""
    recorded = as_numbers(costs)
    if recorded is None or recorded.size == 0:
        return False
    last_is_near = found <= recorded[-1] * (1 + SLACK_SHARE) + SLACK_NATS
    return bool(last_is_near and recorded[0] >= found - SLACK_NATS)


def _parameters(returned: Any) -> dict[str, np.ndarray]:
    return returned if isinstance(returned, dict) else returned[0]


# They take the place of those of the same names that students have.
SCORERS: Mapping[str, Scorer] = {
    "trained shallow": by_achievement("tanh"), "trained deep": by_achievement("relu")}
