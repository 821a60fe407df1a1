"""Comparing one answer with the reference, part by part.

Values in float64 to a relative tolerance, shapes exactly. A bool, an int or a float that means the
same is the same; a tuple may come as a list; a dictionary may hold more than was asked for.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from helpers.checks.closeness import as_numbers, close, tolerance_for
from helpers.checks.plain import Other
from helpers.checks.recipes import Recipe
from helpers.checks.seen import flat_seen, shape_seen, values_seen


class Outcome(StrEnum):
    """What became of one part of an answer."""

    RIGHT = "right"
    SHAPE = "shape"  # the right values in a wrong shape
    WRONG = "wrong"


@dataclass(frozen=True)
class Part:
    """One part of an answer (dw, db, cost …): what became of it, and the sentence to tell.

    `factor` is k where the answer is k times the right one throughout.
    """

    name: str
    outcome: Outcome
    sentence: str = ""
    factor: float | None = None


@np.errstate(all="ignore")
def compare(expected: Any, answer: Any, returns: tuple[str, ...], tolerance: float) -> list[Part]:
    """The parts of an answer, each right or not, in the order of the reference.

    Parameters
    ----------
    expected : what the reference solution returned
    answer : what the student's function returned, as plain data
    returns : names of the parts of a tuple, or the one name of a single value
    tolerance : what `close` allows; an answer in single precision gets what that can hold
    """
    if isinstance(expected, tuple) and len(expected) == len(returns) > 1:
        if not isinstance(answer, list | tuple) or len(answer) != len(expected):
            told = f"the function returns {kind_of(answer)}; it should return {', '.join(returns)}"
            return [Part(name, Outcome.WRONG, told) for name in returns]
        return [part for name, right, given in zip(returns, expected, answer, strict=True)
                for part in _compare_named(name, right, given, tolerance)]
    return _compare_named(returns[0], expected, answer, tolerance)


def _compare_named(name: str, expected: Any, answer: Any, tolerance: float) -> list[Part]:
    if not isinstance(expected, dict):
        return [_compare_value(name, expected, answer, tolerance)]
    if not isinstance(answer, dict):
        told = (f"{name} is {kind_of(answer)}; it should be a dictionary "
                f"with the keys {', '.join(expected)}")
        return [Part(key, Outcome.WRONG, told) for key in expected]
    parts = []
    for key, right in expected.items():
        if key in answer:
            parts += _compare_named(key, right, answer[key], tolerance)
        else:
            has = f"it has {', '.join(list(answer)[:20])}" if answer else "it is empty"
            parts.append(Part(key, Outcome.WRONG, f'{name} has no key "{key}"; {has}'))
    return parts


def _compare_value(name: str, expected: Any, answer: Any, tolerance: float) -> Part:
    right = as_numbers(expected)
    if right is None and isinstance(expected, list | tuple):
        return _compare_items(name, expected, answer, tolerance)
    if right is None:
        same = type(expected) is type(answer) and expected == answer
        return Part(name, Outcome.RIGHT) if same else Part(
            name, Outcome.WRONG, f"{name} is {kind_of(answer)}; it should be {kind_of(expected)}")
    given = as_numbers(answer)
    if given is None:
        return Part(name, Outcome.WRONG,
                    f"{name} is {kind_of(answer)}; it should be {kind_of(expected)}")
    tolerance = tolerance_for(answer, tolerance)
    if given.shape == right.shape:
        if close(right, given, tolerance):
            return Part(name, Outcome.RIGHT)
        told, factor = values_seen(right, given, tolerance)
        return Part(name, Outcome.WRONG, f"{name} {told}", factor)
    if given.size == right.size and close(right.ravel(), given.ravel(), tolerance):
        return Part(name, Outcome.SHAPE, f"{name} {flat_seen(right, given)}")
    return Part(name, Outcome.WRONG, f"{name} {shape_seen(expected, right, given, tolerance)}")


def _compare_items(name: str, expected: list | tuple, answer: Any, tolerance: float) -> Part:
    """A list or tuple that holds arrays (a cache) as one part: its worst item speaks for it."""
    if not isinstance(answer, list | tuple) or len(answer) != len(expected):
        return Part(name, Outcome.WRONG,
                    f"{name} is {kind_of(answer)}; it should be {kind_of(expected)}")
    parts = [part for number, (right, given) in enumerate(zip(expected, answer, strict=True))
             for part in _compare_named(f"{name}[{number}]", right, given, tolerance)]
    worst = next((part for outcome in (Outcome.WRONG, Outcome.SHAPE) for part in parts
                  if part.outcome is outcome), Part(name, Outcome.RIGHT))
    return Part(name, worst.outcome, worst.sentence)


def kind_of(value: Any) -> str:
    """A value's kind in a student's words."""
    if value is None:
        return "None"
    if isinstance(value, Other) and value.type_name == "function":
        return "a function"
    if isinstance(value, Other) and value.type_name.startswith("numpy.matrix"):
        return ("a numpy matrix, for which * is another product than for arrays, "
                "not a plain number or numpy array; make it with np.array")
    if isinstance(value, Other):
        return f"an object of type {value.type_name}, not a plain number or numpy array"
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}" if value.ndim else "a number"
    if isinstance(value, list | tuple):
        return f"a {type(value).__name__} of {len(value)}"
    words = {bool: "True or False", int: "a whole number", float: "a number", str: "a string",
             dict: "a dictionary", Recipe: "a function"}
    return words.get(type(value), f"an object of type {type(value).__name__}")
