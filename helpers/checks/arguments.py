"""Whether a function left its arguments as they were."""

from typing import Any

import numpy as np

from helpers.checks.plain import NotPlainError, unpack
from helpers.checks.recipes import Recipe
from helpers.checks.references import ReferenceCall

LAST_DIGITS = 1e4  # units in the last place that an entry may be off: relative 2e-12 in float64


def changed_argument(call: ReferenceCall, record: dict) -> str:
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
