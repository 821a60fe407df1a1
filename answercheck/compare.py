"""Comparing an answer with the reference, and seeing what is wrong with it.

Values are compared in float64 to a relative tolerance, shapes exactly. A bool, an int or a float
that means the same is the same; a tuple may come as a list; a dictionary may hold more than was
asked for. Of a wrong array is said what the numbers show without guessing: sign, factor,
transposed, summed wrongly. Arguments are compared too, with what was sent.
"""

from typing import TYPE_CHECKING, Any

import numpy as np

from answercheck.recipes import Recipe
from answercheck.serialize import NotPlainError, Other, unpack
from answercheck.verdict import Finding, Mark, Part, finding, shortened

if TYPE_CHECKING:  # at run time references are built on this module
    from answercheck.references import ReferenceCall

# What single precision rounds to, with room for a few operations.
SINGLE_TOLERANCE = 1e-6
MAX_KEYS = 20  # of a dictionary, in a finding
NOTHING = 1e-14  # a factor that is 0 but for rounding
LAST_DIGITS = 1e4  # units in the last place that an argument may be off: 2e-12 in float64


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
        return Part(name, Mark.WRONG, values_seen(name, right, given, tolerance))
    if given.size == right.size and close(right.ravel(), given.ravel(), tolerance):
        return Part(name, Mark.SHAPE, layout_seen(name, right, given))
    return Part(name, Mark.WRONG, shape_seen(name, expected, given, tolerance))


def _compare_items(name: str, expected: list | tuple, answer: Any, tolerance: float) -> Part:
    """A list or tuple that holds arrays (a cache) as one part: its worst item speaks for it."""
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
    """Whether every entry is within the tolerance of what is expected; nan never is.

    An entry e may differ by tolerance · (|e| + 0.1 · the largest |e| of its array).
    """
    if expected.size == 0:
        return True
    size = np.where(np.isfinite(expected), np.abs(expected), 0)
    near = np.abs(given - expected) <= tolerance * (size + 0.1 * size.max()) + 1e-15
    return bool(np.all(near | (given == expected)))  # inf is inf


def tolerance_for(answer: Any, tolerance: float) -> float:
    """The tolerance, widened for an answer in single precision to what that can hold."""
    single = isinstance(answer, np.ndarray) and answer.dtype == np.float32
    return max(tolerance, SINGLE_TOLERANCE) if single else tolerance


def values_seen(name: str, expected: np.ndarray, given: np.ndarray, tolerance: float) -> Finding:
    """What is wrong with values in the right shape."""
    if not np.isfinite(given).all():
        return finding("not_finite", name, value="nan" if np.isnan(given).any() else "inf")
    factor = _factor(expected, given, tolerance)
    if factor is not None:
        return finding(_factor_code(factor), name, factor=factor, shape=given.shape)
    if given.ndim == 2 and given.shape[0] == given.shape[1] and close(
            expected, given.T, tolerance):
        return finding("transposed", name)
    return finding("wrong_values", name, shape=given.shape)


def _factor_code(factor: float) -> str:
    """Which of the factors that have words of their own this is."""
    if abs(factor) < NOTHING:
        return "zero"
    if abs(abs(factor) - 1) < 5e-4:  # "1 times too large" would tell nothing
        return "opposite_sign" if factor < 0 else "inexact"
    return "factor"


def _factor(expected: np.ndarray, given: np.ndarray, tolerance: float) -> float | None:
    """k when given = k · expected throughout, else None."""
    if not np.any(expected):
        return None
    at = np.unravel_index(np.argmax(np.abs(expected)), expected.shape)
    factor = float(given[at] / expected[at])
    return factor if close(factor * expected, given, max(tolerance, 1e-9)) else None


def layout_seen(name: str, expected: np.ndarray, given: np.ndarray) -> Finding:
    """The right values, laid out in a wrong shape."""
    return finding("right_values_wrong_shape", name, shape=given.shape,
                   expected_shape=expected.shape)


def shape_seen(name: str, expected: Any, given: np.ndarray, tolerance: float) -> Finding:
    """What is wrong with a shape whose values are not just laid out otherwise."""
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
    """Which sum was taken in place of the right one, if the numbers tell; "" if they do not."""
    if given.size == 0 or right.size == 0 or not np.isfinite(given).all():
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
    if right.size > 1 and close(right.sum(keepdims=True).ravel(), given.sum(keepdims=True).ravel(),
                                tolerance):
        return "sum_of_all" if given.size == 1 else "wrong_axis"
    if right.ndim == 2 and 1 in right.shape and given.shape == (right.size, right.size) != (1, 1):
        return "spread_to_table"
    return ""


def changed_argument(call: "ReferenceCall", record: dict) -> str:
    """Which argument differs from what was sent: "argument 2", a name, or "" if none."""
    if record.get("arguments") == call.packed_arguments:
        return ""
    left_behind = unpack(record.get("arguments"))
    if not isinstance(left_behind, tuple) or [type(one) for one in left_behind] != [tuple, dict]:
        raise NotPlainError("a record does not hold the arguments as they are after the call")
    args, kwargs = left_behind
    if len(args) != len(call.args):
        raise NotPlainError("a record does not hold every argument")
    for number, (sent, left) in enumerate(zip(call.args, args, strict=True), start=1):
        if not same(sent, left):
            return f"argument {number}"
    for name, sent in call.kwargs.items():
        if not same(sent, kwargs.get(name)):
            return name
    return ""


def same(sent: Any, left: Any) -> bool:
    """Whether a value is what it was: types, shapes, and entries up to their last digits.

    Who nudges an entry and takes the nudge back has left it as it was, though (a + h) - h may
    differ from a in the last digit.
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
    room = LAST_DIGITS * np.finfo(sent.dtype).eps
    return bool(np.all(np.isclose(left, sent, rtol=room, atol=0, equal_nan=True)))
