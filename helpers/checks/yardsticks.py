"""How an answer is measured: by its values, or by a property where the values are drawn or found.

A yardstick takes the reference call, the answer as plain data, and the exercise; it returns the
parts of the answer, each right or not. An exercise names its yardstick (`judged_by`). A yardstick
also tells the traits by which a wrong answer's mistake is recognised.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from helpers.checks.closeness import as_numbers
from helpers.checks.compare import Outcome, Part, compare
from helpers.checks.drawn_traits import (
    drawn_traits,
    has_equal_rows,
    is_one_number,
    is_zero,
    share_a_stream,
    trained_traits,
)
from helpers.checks.references import ReferenceCall, ReferenceExercise
from helpers.checks.traits import Traits, differences, traits

Measure = Callable[[ReferenceCall, Any, ReferenceExercise], list[Part]]

# How many standard errors a drawn array's mean and spread may be off: a right answer is refused
# once in millions.
N_SIGMA = 6.0
MAX_EXTRA = 5  # keys that were not asked for, of those named


def value_traits(call: ReferenceCall, answer: Any, exercise: ReferenceExercise) -> Traits:
    """The leaves in which the answer differs from the right one."""
    return differences(traits(call.returned, exercise.returns), traits(answer, exercise.returns),
                       exercise.tolerance)


@dataclass(frozen=True)
class Yardstick:
    """How the answers of an exercise are measured, and how mistakes in them are recognised.

    `every_leaf` says that a mistake has to explain all leaves of an answer: where answers are
    drawn there is no right one to differ from, and where keys are counted none may be too many.
    `drawn` says that right answers are drawn at random, or trained from what is.
    """

    measure: Measure
    traits: Callable[[ReferenceCall, Any, ReferenceExercise], Traits] = value_traits
    every_leaf: bool = False
    drawn: bool = False

    def __call__(self, call: ReferenceCall, answer: Any,
                 exercise: ReferenceExercise) -> list[Part]:
        """The parts of the answer, each right or not."""
        return self.measure(call, answer, exercise)


def by_values(call: ReferenceCall, answer: Any, exercise: ReferenceExercise) -> list[Part]:
    """Equal to the reference's answer, to the exercise's tolerance."""
    return compare(call.returned, answer, exercise.returns, exercise.tolerance)


def by_normal_draw(spread: Callable[[int], float]) -> Measure:
    """Parameters freshly drawn: weights normal with a given spread, biases zero, shapes right.

    `spread` gives the standard deviation of a weight matrix from its number of columns.
    """
    def measure(call: ReferenceCall, answer: Any, exercise: ReferenceExercise) -> list[Part]:
        parts = _by_structure(call.returned, answer, exercise)
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


def _by_structure(expected: Any, answer: Any, exercise: ReferenceExercise) -> list[Part]:
    """The keys and shapes of the reference, with finite numbers in them; values are not looked at.

    Uses `compare` on arrays of zeros, so that the words for wrong shapes are the same everywhere.
    """
    return compare(_hollow(expected), _hollow(answer), exercise.returns, exercise.tolerance)


def _hollow(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        return np.where(np.isfinite(value.astype(float)), 0.0, value.astype(float))
    if isinstance(value, Mapping):
        return {key: _hollow(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return tuple(_hollow(item) for item in value)
    if isinstance(value, list):  # of costs, or a pair that came as a list
        return [_hollow_item(item) for item in value]
    return value


def _hollow_item(item: Any) -> Any:
    """A number of a list, also one that sits in an array of its own, as 0.0."""
    if isinstance(item, Mapping | list):
        return _hollow(item)
    number = as_numbers(item)
    return 0.0 if number is not None and number.size == 1 and np.isfinite(number).all() else item


def no_other_keys(measure: Measure) -> Measure:
    """The same measure, but a key that was not asked for is wrong.

    For parameters: half the length of their dictionary is taken for the number of layers.
    """
    def strict(call: ReferenceCall, answer: Any, exercise: ReferenceExercise) -> list[Part]:
        parts = measure(call, answer, exercise)
        if isinstance(answer, dict):
            extra = [key for key in answer if key not in call.returned]
            parts += [Part(key, Outcome.WRONG, f"{key} should not be there")
                      for key in extra[:MAX_EXTRA]]
        return parts
    return strict


def by_trained_structure(call: ReferenceCall, answer: Any,
                         exercise: ReferenceExercise) -> list[Part]:
    """Trained parameters as a student's machine can check them: keys, shapes, finite, not idle.

    What they achieve is measured by the grader, which may run a network; `helpers` may not, for
    that would give an exercise's answer away.
    """
    return _by_structure(call.returned, answer, exercise)


def _drawn(measure: Measure) -> Yardstick:
    return Yardstick(measure, drawn_traits, every_leaf=True, drawn=True)


_TRAINED = Yardstick(by_trained_structure, trained_traits, every_leaf=True, drawn=True)

YARDSTICKS: dict[str, Yardstick] = {
    "values": Yardstick(by_values),
    "values and keys": Yardstick(no_other_keys(by_values), every_leaf=True),
    "small normal": _drawn(by_normal_draw(lambda n_in: 0.01)),
    "He normal": _drawn(no_other_keys(by_normal_draw(lambda n_in: float(np.sqrt(2 / n_in))))),
    "trained shallow": _TRAINED,
    "trained deep": _TRAINED,
}
