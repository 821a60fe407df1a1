"""Comparing one answer with the reference, part by part.

Values in float64 to a relative tolerance, shapes exactly. A bool, an int or a float that means the
same is the same; a tuple may come as a list; a dictionary may hold more than was asked for.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from helpers.checks.plain import Other
from helpers.checks.recipes import Recipe


class Outcome(StrEnum):
    """What became of one part of an answer."""

    RIGHT = "right"
    SHAPE = "shape"  # the right values in a wrong shape
    WRONG = "wrong"


@dataclass(frozen=True)
class Part:
    """One part of an answer (dw, db, cost …): what became of it, and the sentence to tell."""

    name: str
    outcome: Outcome
    sentence: str = ""


@np.errstate(all="ignore")
def compare(expected: Any, answer: Any, returns: tuple[str, ...], tolerance: float) -> list[Part]:
    """The parts of an answer, each right or not, in the order of the reference.

    Parameters
    ----------
    expected : what the reference solution returned
    answer : what the student's function returned, as plain data
    returns : names of the parts of a tuple, or the one name of a single value
    tolerance : an entry e may differ by tolerance · (|e| + 0.1 · the largest |e| of its array)
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
    if given.shape == right.shape:
        if close(right, given, tolerance):
            return Part(name, Outcome.RIGHT)
        return Part(name, Outcome.WRONG, f"{name} {_what_is_seen(right, given, tolerance)}")
    if given.size == right.size and close(right.ravel(), given.ravel(), tolerance):
        return Part(name, Outcome.SHAPE,
                    f"{name} has the right values in the shape {given.shape}; "
                    f"it should be {right.shape}")
    return Part(name, Outcome.WRONG, _wrong_shape(name, expected, right, given))


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


def as_numbers(value: Any) -> np.ndarray | None:
    """A number, an array, or a list of numbers as a float64 array; None if it is none of these."""
    if isinstance(value, list | tuple):
        rows = [as_numbers(item) for item in value]
        if any(row is None or row.size != 1 for row in rows):
            return None
        return np.array([float(row.ravel()[0]) for row in rows if row is not None])
    if isinstance(value, bool | int | float | np.ndarray):
        return np.asarray(value, dtype=np.float64)
    return None


def close(expected: np.ndarray, given: np.ndarray, tolerance: float) -> bool:
    """Whether every entry is within the tolerance of what is expected; nan never is."""
    if expected.size == 0:
        return True
    size = np.where(np.isfinite(expected), np.abs(expected), 0)
    near = np.abs(given - expected) <= tolerance * (size + 0.1 * size.max()) + 1e-15
    return bool(np.all(near | (given == expected)))  # inf is inf


def _what_is_seen(expected: np.ndarray, given: np.ndarray, tolerance: float) -> str:
    """What can be said of wrong values in the right shape, without guessing."""
    if not np.isfinite(given).all():
        word = "nan" if np.isnan(given).any() else "inf"
        return f"contains {word}"
    shape = "" if given.ndim == 0 else f" (the shape {given.shape} is right)"
    factor = _factor(expected, given, tolerance)
    if factor is None:
        return f"has wrong values{shape}"
    if factor == 0:
        return f"is 0{shape}"
    if abs(abs(factor) - 1) < 5e-4:  # "1 times too large" would tell nothing
        return f"has the opposite sign{shape}" if factor < 0 else (
            f"is nearly right, but not as exact as it can be{shape}")
    sign = " and has the opposite sign" if factor < 0 else ""
    factor = abs(factor)
    size = f"{factor:.4g} times too large" if factor > 1 else f"{1 / factor:.4g} times too small"
    return f"is {size}{sign}{shape}"


def _factor(expected: np.ndarray, given: np.ndarray, tolerance: float) -> float | None:
    """k when given = k · expected throughout, else None."""
    if not np.any(expected):
        return None
    at = np.unravel_index(np.argmax(np.abs(expected)), expected.shape)
    factor = float(given[at] / expected[at])
    return factor if close(factor * expected, given, max(tolerance, 1e-9)) else None


def _wrong_shape(name: str, expected: Any, right: np.ndarray, given: np.ndarray) -> str:
    if isinstance(expected, list):
        return f"{name} has {given.size} entries; it should have {right.size}"
    if right.ndim == 0:
        return f"{name} has the shape {given.shape}; it should be a single number"
    has = "is a single number" if given.ndim == 0 else f"has the shape {given.shape}"
    return f"{name} {has}; it should have the shape {right.shape}"


def kind_of(value: Any) -> str:
    """A value's kind in a student's words."""
    if value is None:
        return "None"
    if isinstance(value, Other) and value.type_name == "function":
        return "a function"
    if isinstance(value, Other):
        return f"an object of type {value.type_name}, not a plain number or numpy array"
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    if isinstance(value, list | tuple):
        return f"a {type(value).__name__} of {len(value)}"
    words = {bool: "True or False", int: "a whole number", float: "a number", str: "a string",
             dict: "a dictionary", Recipe: "a function"}
    return words.get(type(value), f"an object of type {type(value).__name__}")
