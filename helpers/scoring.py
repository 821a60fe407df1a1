"""Ways of scoring parameters that are drawn at random or found by training.

What trained parameters achieve is measured by the grader, which may run a network
(`exercises/scoring.py`); here it would give an exercise's answer away.
"""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

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
from answercheck.verdict import Finding, Mark, Part, finding

# How many standard errors a drawn array's mean and spread may be off: a right answer is refused
# once in millions.
N_SIGMA = 6.0


def by_normal_draw(spread: Callable[[int], float]) -> Measure:
    """Parameters freshly drawn: weights normal with a given spread, biases zero, shapes right.

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


def by_trained_structure(call: ReferenceCall, answer: Any,
                         exercise: ReferenceExercise) -> list[Part]:
    """Trained parameters as a student's machine can check them: keys, shapes, finite."""
    return by_structure(call.returned, answer, exercise)


def trained_fingerprint(call: ReferenceCall, answer: Any,
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
    # A bias that has not moved is 0: smaller than all that matters is all alike.
    return math.log(min(max(math.hypot(*numbers), 1e-4), 1e300))


register_scorer("small normal", Scorer(
    by_normal_draw(lambda n_in: 0.01), drawn_fingerprint, every_feature=True, drawn=True))
register_scorer("He normal", Scorer(
    no_other_keys(by_normal_draw(lambda n_in: float(np.sqrt(2 / n_in)))), drawn_fingerprint,
    every_feature=True, drawn=True))
for name in ("trained shallow", "trained deep"):
    register_scorer(name, Scorer(
        by_trained_structure, trained_fingerprint, every_feature=True, drawn=True))

register_words("not_zero", "should start at zero")
register_words("all_zeros", "is all zeros; then every unit of the layer learns the same")
register_words("repeats_another_layer", "repeats the numbers of another layer; draw each layer "
               "anew, without setting a seed")
register_words("equal_units", "gives several units the same weights; then they learn the same for "
               "ever")
register_words("one_number", "holds one number everywhere; draw each weight anew")
register_words("not_centred", "is not centred on 0")
register_words("wrong_spread", "has the spread {spread:.2g}; it should be about {expected:.2g}")
# What only the grader finds (`exercises/scoring.py`) is said wherever a verdict is read.
register_words("cost_too_high", "reach a cost of {cost:.3g} in the given number of iterations; "
               "below {limit:.3g} is expected")
register_words("cost_too_low", "reach a cost of {cost:.3g}, far below what the given number of "
               "iterations can; does the loop run as often as it is told?")
register_words("costs_of_another_training", "do not tell of the training that led to these "
               "parameters")
