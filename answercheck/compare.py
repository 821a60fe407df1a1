"""Comparing an answer with that of the reference solution, and finding out how it differs.

Values are compared in float64 to a relative tolerance, shapes exactly. Equal numbers are the same
whether they are bool, int or float; a list may stand for a tuple; a dictionary may have more keys
than were asked for. What is found out about a wrong array is certain from its numbers: the sign, a
factor, a transpose, a sum along the wrong axis.
"""

from typing import Any

import numpy as np

from answercheck.cases import Recipe
from answercheck.serialize import Other
from answercheck.verdict import Finding, Mark, Part, finding, shortened

# What single precision rounds to, with room for a few operations.
SINGLE_TOLERANCE = 1e-6
MAX_KEYS = 20  # of a dictionary, in a finding
ZERO = 1e-14  # a factor below is 0 but for rounding
N_ULPS = 1e4  # units in the last place that an argument may be off: 2e-12 in float64


@np.errstate(all="ignore")
def compare(expected: Any, answer: Any, returns: tuple[str, ...], tolerance: float) -> list[Part]:
    """Return the parts of an answer, each right or not, in the order of the reference.

    Parameters
    ----------
    expected : what the reference solution returned
    answer : what the student's function returned, as plain data
    returns : names of the parts of a tuple, or the one name of a single value
    tolerance : relative, as of `close`; wider for answers in single precision
    """
    if isinstance(expected, tuple) and len(expected) == len(returns) > 1:
        if not isinstance(answer, list | tuple) or len(answer) != len(expected):
            found = finding("wrong_return", kind=kind_of(answer), expected=returns)
            return [Part(name, Mark.WRONG, found) for name in returns]
        return [part for name, right, given in zip(returns, expected, answer, strict=True)
                for part in _compare_named(name, right, given, tolerance)]
    return _compare_named(returns[0], expected, answer, tolerance)


def _compare_named(name: str, expected: Any, answer: Any, tolerance: float) -> list[Part]:
    if not isinstance(expected, dict):
        return [_compare_value(name, expected, answer, tolerance)]
    if not isinstance(answer, dict):
        found = finding("not_a_dictionary", name, kind=kind_of(answer), keys=tuple(expected))
        return [Part(key, Mark.WRONG, found) for key in expected]
    parts = []
    for key, right in expected.items():
        if key in answer:
            parts += _compare_named(key, right, answer[key], tolerance)
        else:
            parts.append(Part(key, Mark.WRONG, finding(
                "missing_key", name, key=key, keys=shortened(list(answer)[:MAX_KEYS]))))
    return parts


def _compare_value(name: str, expected: Any, answer: Any, tolerance: float) -> Part:
    right = as_numbers(expected)
    if right is None and isinstance(expected, list | tuple):
        return _compare_items(name, expected, answer, tolerance)
    if right is None:
        same = type(expected) is type(answer) and expected == answer
        return Part(name, Mark.RIGHT) if same else Part(
            name, Mark.WRONG, _wrong_type(name, expected, answer))
    given = as_numbers(answer)
    if given is None:
        return Part(name, Mark.WRONG, _wrong_type(name, expected, answer))
    tolerance = tolerance_for(answer, tolerance)
    if given.shape == right.shape:
        if close(right, given, tolerance):
            return Part(name, Mark.RIGHT)
        return Part(name, Mark.WRONG, _value_finding(name, right, given, tolerance))
    if given.size == right.size and close(right.ravel(), given.ravel(), tolerance):
        return Part(name, Mark.SHAPE, _layout_finding(name, right, given))
    return Part(name, Mark.WRONG, _shape_finding(name, expected, given, tolerance))


def _compare_items(name: str, expected: list[Any] | tuple[Any, ...], answer: Any,
                   tolerance: float) -> Part:
    """Compare a list or tuple that holds arrays (a cache) as one part, with its worst mark."""
    if not isinstance(answer, list | tuple) or len(answer) != len(expected):
        return Part(name, Mark.WRONG, _wrong_type(name, expected, answer))
    parts = [part for number, (right, given) in enumerate(zip(expected, answer, strict=True))
             for part in _compare_named(f"{name}[{number}]", right, given, tolerance)]
    worst = next((part for mark in (Mark.WRONG, Mark.SHAPE) for part in parts
                  if part.mark is mark), Part(name, Mark.RIGHT))
    return Part(name, worst.mark, worst.finding)


def _wrong_type(name: str, expected: Any, answer: Any) -> Finding:
    return finding("wrong_type", name, kind=kind_of(answer), expected=kind_of(expected))


def kind_of(value: Any) -> dict[str, Any]:
    """Describe what kind of value it is: "kind", and of some "shape", "length" or "type"."""
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


def as_numbers(value: Any) -> np.ndarray | None:
    """Return a number, array or list of numbers as a float64 array; None for anything else."""
    if isinstance(value, list | tuple):
        rows = [as_numbers(item) for item in value]
        if any(row is None or row.size != 1 for row in rows):
            return None
        return np.array([float(row.ravel()[0]) for row in rows if row is not None])
    if isinstance(value, bool | int | float | np.ndarray):
        return np.asarray(value, dtype=np.float64)
    return None


def close(expected: np.ndarray, given: np.ndarray, tolerance: float) -> bool:
    """Whether every entry is within the tolerance of the one expected; nan never is.

    An entry e may differ by tolerance · (|e| + 0.1 · the largest |e| of its array).
    """
    if expected.size == 0:
        return True
    size = np.where(np.isfinite(expected), np.abs(expected), 0)
    near = np.abs(given - expected) <= tolerance * (size + 0.1 * size.max()) + 1e-15
    return bool(np.all(near | (given == expected)))  # inf is inf


def tolerance_for(answer: Any, tolerance: float) -> float:
    """Return the tolerance for an answer: in single precision at least SINGLE_TOLERANCE."""
    single = isinstance(answer, np.ndarray) and answer.dtype == np.float32
    return max(tolerance, SINGLE_TOLERANCE) if single else tolerance


def _value_finding(name: str, expected: np.ndarray, given: np.ndarray, tolerance: float) -> Finding:
    """Find out how an array of the right shape differs."""
    if not np.isfinite(given).all():
        return finding("not_finite", name, value="nan" if np.isnan(given).any() else "inf",
                       shape=given.shape)
    factor = _factor(expected, given, tolerance)
    code = "" if factor is None else _factor_code(factor)
    by_chance = code == "factor" and np.count_nonzero(expected) == 1 < given.size
    if code and not by_chance:
        return finding(code, name, factor=factor, shape=given.shape)
    if given.ndim == 2 and given.shape[0] == given.shape[1] and close(
            expected, given.T, tolerance):
        return finding("transposed", name)
    return finding("wrong_values", name, shape=given.shape)


def _factor_code(factor: float) -> str:
    """Return the code of the finding for a factor."""
    if abs(factor) < ZERO:
        return "zero"
    if abs(abs(factor) - 1) < 5e-4:  # "1 times too large" says nothing
        return "opposite_sign" if factor < 0 else "inexact"
    return "factor"


def _factor(expected: np.ndarray, given: np.ndarray, tolerance: float) -> float | None:
    """Return k if given = k · expected throughout, else None."""
    if not np.any(expected):
        return None
    at = np.unravel_index(np.argmax(np.abs(expected)), expected.shape)
    factor = float(given[at] / expected[at])
    return factor if close(factor * expected, given, max(tolerance, 1e-9)) else None


def _layout_finding(name: str, expected: np.ndarray, given: np.ndarray) -> Finding:
    """Report the right values in a wrong shape."""
    return finding("right_values_wrong_shape", name, shape=given.shape,
                   expected_shape=expected.shape)


def _shape_finding(name: str, expected: Any, given: np.ndarray, tolerance: float) -> Finding:
    """Find out how an array of a wrong shape, with other values, came about."""
    right = as_numbers(expected)
    assert right is not None
    if isinstance(expected, list):
        return finding("wrong_length", name, length=given.size, expected_length=right.size)
    if right.ndim and given.ndim == 2 and given.T.shape == right.shape:
        factor = _factor(right, given.T, tolerance)
        if factor:
            besides = {} if close(right, given.T, tolerance) else {
                "besides": {"code": _factor_code(factor), "factor": factor}}
            return finding("wrong_shape", name, shape=given.shape, expected_shape=right.shape,
                           cause="transposed", **besides)
    return finding("wrong_shape", name, shape=given.shape, expected_shape=right.shape,
                   cause=_cause(right, given, tolerance))


def _cause(right: np.ndarray, given: np.ndarray, tolerance: float) -> str:
    """Return which wrong sum or broadcast led to an array, by a code; "" if none fits."""
    if given.size == 0 or right.size == 0 or not np.isfinite(given).all():
        return ""
    if right.ndim == 2 and 1 in right.shape and given.shape == (right.size, right.size) != (1, 1):
        return "spread_to_table"
    if np.all(right == np.rint(right)):  # labels and small whole numbers add up alike by chance
        return ""
    if given.ndim == right.ndim == 2 and right.shape == (given.shape[0], 1):
        for code, sums in (("rows_not_added", given.sum(axis=1, keepdims=True)),
                           ("rows_not_averaged", given.mean(axis=1, keepdims=True))):
            if close(right, sums, tolerance):
                return code
    if right.size == 1 and given.ndim and given.size > 1:
        for code, one in (("entries_not_added", given.sum()),
                          ("entries_not_averaged", given.mean())):
            if close(right.ravel(), np.array([one]), tolerance):
                return code
    if _has_sums(right) and close(right.sum(keepdims=True).ravel(),
                                  given.sum(keepdims=True).ravel(), tolerance):
        return "sum_of_all" if given.size == 1 else "wrong_axis" if _has_sums(given) else ""
    return ""


def _has_sums(array: np.ndarray) -> bool:
    """Whether an array may hold sums along one axis: a row or a column, of more than one number."""
    return bool(np.count_nonzero(array) > 1 and max(array.shape) == array.size)


def same(sent: Any, left: Any) -> bool:
    """Whether two values have the same types and shapes, and entries equal up to rounding.

    So an argument counts as unchanged if the function added a step h to an entry and took it away
    again, though (a + h) - h may differ from a in the last digit.
    """
    if isinstance(sent, Recipe):
        return True  # a formula cannot be changed
    if isinstance(sent, np.ndarray):
        return (isinstance(left, np.ndarray) and sent.dtype == left.dtype
                and sent.shape == left.shape and _same_entries(sent, left))
    if isinstance(sent, dict):
        return isinstance(left, dict) and sent.keys() == left.keys() and all(
            same(sent[key], left[key]) for key in sent)
    if isinstance(sent, list | tuple):
        return isinstance(left, list | tuple) and len(sent) == len(left) and all(
            same(one, other) for one, other in zip(sent, left, strict=True))
    if isinstance(sent, float) and isinstance(left, float):
        return _same_entries(np.array(sent), np.array(left))
    return not isinstance(left, np.ndarray) and bool(sent == left)


def _same_entries(sent: np.ndarray, left: np.ndarray) -> bool:
    if sent.dtype.kind != "f":
        return np.array_equal(sent, left)
    rtol = N_ULPS * np.finfo(sent.dtype).eps
    return bool(np.all(np.isclose(left, sent, rtol=rtol, atol=0, equal_nan=True)))
