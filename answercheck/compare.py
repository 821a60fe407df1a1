"""Comparing one answer with the reference, part by part.

Values in float64 to a relative tolerance, shapes exactly. A bool, an int or a float that means the
same is the same; a tuple may come as a list; a dictionary may hold more than was asked for.
"""

from typing import Any

import numpy as np

from answercheck.closeness import as_numbers, close, tolerance_for
from answercheck.plain import Other
from answercheck.recipes import Recipe
from answercheck.seen import layout_seen, shape_seen, values_seen
from answercheck.verdict import Finding, Outcome, Part, finding, shortened

MAX_KEYS = 20  # of a dictionary, in a finding


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
            found = finding("wrong_return", kind=kind_of(answer), expected=returns)
            return [Part(name, Outcome.WRONG, found) for name in returns]
        return [part for name, right, given in zip(returns, expected, answer, strict=True)
                for part in _compare_named(name, right, given, tolerance)]
    return _compare_named(returns[0], expected, answer, tolerance)


def _compare_named(name: str, expected: Any, answer: Any, tolerance: float) -> list[Part]:
    if not isinstance(expected, dict):
        return [_compare_value(name, expected, answer, tolerance)]
    if not isinstance(answer, dict):
        found = finding("not_a_dictionary", name, kind=kind_of(answer), keys=tuple(expected))
        return [Part(key, Outcome.WRONG, found) for key in expected]
    parts = []
    for key, right in expected.items():
        if key in answer:
            parts += _compare_named(key, right, answer[key], tolerance)
        else:
            parts.append(Part(key, Outcome.WRONG, finding(
                "missing_key", name, key=key, keys=shortened(list(answer)[:MAX_KEYS]))))
    return parts


def _compare_value(name: str, expected: Any, answer: Any, tolerance: float) -> Part:
    right = as_numbers(expected)
    if right is None and isinstance(expected, list | tuple):
        return _compare_items(name, expected, answer, tolerance)
    if right is None:
        same = type(expected) is type(answer) and expected == answer
        return Part(name, Outcome.RIGHT) if same else Part(
            name, Outcome.WRONG, _wrong_type(name, expected, answer))
    given = as_numbers(answer)
    if given is None:
        return Part(name, Outcome.WRONG, _wrong_type(name, expected, answer))
    tolerance = tolerance_for(answer, tolerance)
    if given.shape == right.shape:
        if close(right, given, tolerance):
            return Part(name, Outcome.RIGHT)
        return Part(name, Outcome.WRONG, values_seen(name, right, given, tolerance))
    if given.size == right.size and close(right.ravel(), given.ravel(), tolerance):
        return Part(name, Outcome.SHAPE, layout_seen(name, right, given))
    return Part(name, Outcome.WRONG, shape_seen(name, expected, given, tolerance))


def _compare_items(name: str, expected: list | tuple, answer: Any, tolerance: float) -> Part:
    """A list or tuple that holds arrays (a cache) as one part: its worst item speaks for it."""
    if not isinstance(answer, list | tuple) or len(answer) != len(expected):
        return Part(name, Outcome.WRONG, _wrong_type(name, expected, answer))
    parts = [part for number, (right, given) in enumerate(zip(expected, answer, strict=True))
             for part in _compare_named(f"{name}[{number}]", right, given, tolerance)]
    worst = next((part for outcome in (Outcome.WRONG, Outcome.SHAPE) for part in parts
                  if part.outcome is outcome), Part(name, Outcome.RIGHT))
    return Part(name, worst.outcome, worst.finding)


def _wrong_type(name: str, expected: Any, answer: Any) -> Finding:
    return finding("wrong_type", name, kind=kind_of(answer), expected=kind_of(expected))


def kind_of(value: Any) -> dict[str, Any]:
    """The kind of a value, as data: its "kind", and of some the "shape", "length" or "type"."""
    if isinstance(value, Other):
        if value.type_name == "function":
            return {"kind": "function"}
        is_matrix = value.type_name.startswith("numpy.matrix")
        return {"kind": "matrix"} if is_matrix else {"kind": "object", "type": value.type_name}
    if isinstance(value, np.ndarray):
        return {"kind": "array", "shape": value.shape} if value.ndim else {"kind": "number"}
    if isinstance(value, list | tuple):
        return {"kind": type(value).__name__, "length": len(value)}
    kinds = {type(None): "None", bool: "bool", int: "int", float: "number", str: "str",
             dict: "dict", Recipe: "function"}
    if type(value) in kinds:
        return {"kind": kinds[type(value)]}
    return {"kind": "object", "type": type(value).__name__}
