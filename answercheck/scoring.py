"""Scoring: how an answer is measured, by its values or by their properties.

A scorer takes a reference call, an answer as plain data, and the exercise; it returns the parts of
the answer, each right or not. It also computes the fingerprint by which the mistake in a wrong
answer is recognised. An exercise chooses a scorer by its name (`scoring`). A course registers
scorers of its own for answers that are drawn at random or found by training (see `registry`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from answercheck.compare import as_numbers, compare, same
from answercheck.fingerprint import (
    Fingerprint,
    differences,
    fingerprint,
    fingerprint_of_draws,
)
from answercheck.references import ReferenceCall, ReferenceExercise
from answercheck.registry import register_scorer
from answercheck.serialize import NotPlainError, unpack
from answercheck.translation import N_
from answercheck.verdict import Mark, Part, finding

Measure = Callable[[ReferenceCall, Any, ReferenceExercise], list[Part]]

MAX_EXTRA = 5  # keys that were not asked for, of those named


def value_fingerprint(call: ReferenceCall, answer: Any, exercise: ReferenceExercise) -> Fingerprint:
    """Return the features of an answer that differ from those of the right one."""
    return differences(fingerprint(call.returned, exercise.returns),
                       fingerprint(answer, exercise.returns), exercise.tolerance)


def drawn_fingerprint(call: ReferenceCall, answer: Any, exercise: ReferenceExercise) -> Fingerprint:
    """Return the features of an answer that is drawn at random, whatever the reference drew."""
    return fingerprint_of_draws(answer, exercise.returns)


@dataclass(frozen=True)
class Scorer:
    """How the answers of an exercise are measured, and how mistakes in them are recognised.

    measure : returns the parts of an answer, each right or not
    fingerprint : returns the features in which known mistakes and an answer are compared
    every_feature : whether a mistake has to explain all features of an answer, also those at paths
        that the right answer does not have; so where answers are drawn or extra keys are wrong
    drawn : whether right answers are drawn at random, or trained from a random start
    """

    measure: Measure
    fingerprint: Callable[[ReferenceCall, Any, ReferenceExercise], Fingerprint] = value_fingerprint
    every_feature: bool = False
    drawn: bool = False

    def __call__(self, call: ReferenceCall, answer: Any,
                 exercise: ReferenceExercise) -> list[Part]:
        """Return the parts of the answer, each right or not."""
        return self.measure(call, answer, exercise)


def by_values(call: ReferenceCall, answer: Any, exercise: ReferenceExercise) -> list[Part]:
    """Measure an answer by its values, to the exercise's tolerance."""
    return compare(call.returned, answer, exercise.returns, exercise.tolerance)


def by_structure(expected: Any, answer: Any, exercise: ReferenceExercise) -> list[Part]:
    """Measure an answer by its keys and shapes; values have to be finite, no more.

    Uses `compare` on arrays of zeros, so that findings on shapes are the same everywhere.
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
    """Return 0.0 for a finite number, also for one in an array of one entry."""
    if isinstance(item, Mapping | list):
        return _hollow(item)
    number = as_numbers(item)
    return 0.0 if number is not None and number.size == 1 and np.isfinite(number).all() else item


def no_other_keys(measure: Measure) -> Measure:
    """Return a measure that also counts keys which were not asked for as wrong.

    For dictionaries whose number of keys matters, as when a caller counts them.
    """
    def strict(call: ReferenceCall, answer: Any, exercise: ReferenceExercise) -> list[Part]:
        parts = measure(call, answer, exercise)
        if isinstance(answer, dict):
            extra = [key for key in answer if key not in call.returned]
            parts += [Part(key, Mark.WRONG, finding("unexpected_key", key))
                      for key in extra[:MAX_EXTRA]]
        return parts
    return strict


def changed_argument(call: ReferenceCall, record: dict[str, Any]) -> str:
    """Return which argument a call changed in place: "argument 2", a name, or "" for none."""
    if record.get("arguments") == call.packed_arguments:
        return ""
    left_behind = unpack(record.get("arguments"))
    if not isinstance(left_behind, tuple) or [type(one) for one in left_behind] != [tuple, dict]:
        raise NotPlainError(N_("a record does not hold the arguments as they are after the call"))
    args, kwargs = left_behind
    if len(args) != len(call.args):
        raise NotPlainError(N_("a record does not hold every argument"))
    for number, (sent, left) in enumerate(zip(call.args, args, strict=True), start=1):
        if not same(sent, left):
            return f"argument {number}"
    for name, sent in call.kwargs.items():
        if not same(sent, kwargs.get(name)):
            return name
    return ""


register_scorer("values", Scorer(by_values))
register_scorer("values and keys", Scorer(no_other_keys(by_values), every_feature=True))
