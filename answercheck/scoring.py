"""Scoring: how an answer is measured, by its values or by a property of them.

A scorer takes the reference call, the answer as plain data, and the exercise; it returns the parts
of the answer, each right or not. An exercise chooses one by name (`scoring`). A scorer also gives
the fingerprint by which a wrong answer's mistake is recognised. A course registers scorers of its
own where answers are drawn at random, or found by training (see `registry`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from answercheck.compare import as_numbers, compare
from answercheck.fingerprint import Fingerprint, differences, fingerprint
from answercheck.references import ReferenceCall, ReferenceExercise
from answercheck.registry import register_scorer
from answercheck.verdict import Mark, Part, finding

Measure = Callable[[ReferenceCall, Any, ReferenceExercise], list[Part]]

MAX_EXTRA = 5  # keys that were not asked for, of those named


def value_fingerprint(call: ReferenceCall, answer: Any, exercise: ReferenceExercise) -> Fingerprint:
    """The features in which the answer differs from the right one."""
    return differences(fingerprint(call.returned, exercise.returns),
                       fingerprint(answer, exercise.returns), exercise.tolerance)


@dataclass(frozen=True)
class Scorer:
    """How the answers of an exercise are measured, and how mistakes in them are recognised.

    `every_feature` says that a mistake has to explain all features of an answer: where answers are
    drawn there is no right one to differ from, and where keys are counted none may be too many.
    `drawn` says that right answers are drawn at random, or trained from what is.
    """

    measure: Measure
    fingerprint: Callable[[ReferenceCall, Any, ReferenceExercise], Fingerprint] = value_fingerprint
    every_feature: bool = False
    drawn: bool = False

    def __call__(self, call: ReferenceCall, answer: Any,
                 exercise: ReferenceExercise) -> list[Part]:
        """The parts of the answer, each right or not."""
        return self.measure(call, answer, exercise)


def by_values(call: ReferenceCall, answer: Any, exercise: ReferenceExercise) -> list[Part]:
    """Equal to the reference's answer, to the exercise's tolerance."""
    return compare(call.returned, answer, exercise.returns, exercise.tolerance)


def by_structure(expected: Any, answer: Any, exercise: ReferenceExercise) -> list[Part]:
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

    For dictionaries whose number of keys means something to those who are given them.
    """
    def strict(call: ReferenceCall, answer: Any, exercise: ReferenceExercise) -> list[Part]:
        parts = measure(call, answer, exercise)
        if isinstance(answer, dict):
            extra = [key for key in answer if key not in call.returned]
            parts += [Part(key, Mark.WRONG, finding("unexpected_key", key))
                      for key in extra[:MAX_EXTRA]]
        return parts
    return strict


register_scorer("values", Scorer(by_values))
register_scorer("values and keys", Scorer(no_other_keys(by_values), every_feature=True))
