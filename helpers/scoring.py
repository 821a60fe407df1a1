"""Ways of scoring parameters that are drawn at random or found by training.

What trained parameters achieve is measured by the grader, which may run a network
(`exercises/scoring.py`); here it would give an exercise's answer away.
"""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from helpers.checks.compare import Outcome, Part
from helpers.checks.drawn_traits import (
    drawn_traits,
    has_equal_rows,
    is_one_number,
    is_zero,
    share_a_stream,
)
from helpers.checks.references import ReferenceCall, ReferenceExercise
from helpers.checks.registry import register_scorer
from helpers.checks.scoring import Measure, Scorer, by_structure, no_other_keys
from helpers.checks.traits import Trait, Traits, traits

# How many standard errors a drawn array's mean and spread may be off: a right answer is refused
# once in millions.
N_SIGMA = 6.0


def by_normal_draw(spread: Callable[[int], float]) -> Measure:
    """Parameters freshly drawn: weights normal with a given spread, biases zero, shapes right.

    `spread` gives the standard deviation of a weight matrix from its number of columns.
    """
    def measure(call: ReferenceCall, answer: Any, exercise: ReferenceExercise) -> list[Part]:
        parts = by_structure(call.returned, answer, exercise)
        if any(part.outcome is not Outcome.RIGHT for part in parts):
            return parts
        seen: list[np.ndarray] = []
        for number, part in enumerate(parts):
            given = np.asarray(answer[part.name], dtype=float)
            problem = (_weight_problem(given, spread(given.shape[1]), seen)
                       if part.name.startswith("W") else "" if is_zero(given) else
                       "should start at zero")
            seen.append(given)
            if problem:
                parts[number] = Part(part.name, Outcome.WRONG, f"{part.name} {problem}")
        return parts
    return measure


def _weight_problem(W: np.ndarray, spread: float, seen: list[np.ndarray]) -> str:
    if is_zero(W):
        return "is all zeros; then every unit of the layer learns the same"
    if any(share_a_stream(W, other) for other in seen):
        return "repeats the numbers of another layer; draw each layer anew, without setting a seed"
    if has_equal_rows(W):
        return "gives several units the same weights; then they learn the same for ever"
    if is_one_number(W):
        return "holds one number everywhere; draw each weight anew"
    measured = np.sqrt(np.mean(W**2))
    if abs(W.mean()) > N_SIGMA * measured / np.sqrt(W.size):
        return "is not centred on 0"
    if abs(measured - spread) > N_SIGMA * spread / np.sqrt(2 * W.size):
        return f"has the spread {measured:.2g}; it should be about {spread:.2g}"
    return ""


def by_trained_structure(call: ReferenceCall, answer: Any,
                         exercise: ReferenceExercise) -> list[Part]:
    """Trained parameters as a student's machine can check them: keys, shapes, finite."""
    return by_structure(call.returned, answer, exercise)


def trained_traits(call: ReferenceCall, answer: Any, exercise: ReferenceExercise) -> Traits:
    """For each array its shape and the logarithm of its size; of costs their first and last."""
    found = {}
    for path, trait in traits(answer, exercise.returns).items():
        size = [abs(one) for one in trait.numbers]
        if any(not math.isfinite(one) for one in size):
            found[path] = Trait(f"{trait.kind} not finite")
        elif path == "costs":
            ends = (trait.numbers[0], trait.numbers[-1]) if trait.numbers else ()
            found[path] = Trait(trait.kind, tuple(ends))
        else:
            found[path] = Trait(trait.kind, (_log_size(trait.numbers),))
    return found


def _log_size(numbers: tuple[float, ...]) -> float:
    # A bias that has not moved is 0: smaller than all that matters is all alike.
    return math.log(min(max(math.hypot(*numbers), 1e-4), 1e300))


register_scorer("small normal", Scorer(
    by_normal_draw(lambda n_in: 0.01), drawn_traits, every_leaf=True, drawn=True))
register_scorer("He normal", Scorer(
    no_other_keys(by_normal_draw(lambda n_in: float(np.sqrt(2 / n_in)))), drawn_traits,
    every_leaf=True, drawn=True))
for name in ("trained shallow", "trained deep"):
    register_scorer(name, Scorer(
        by_trained_structure, trained_traits, every_leaf=True, drawn=True))
