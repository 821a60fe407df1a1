"""Whether a function left its arguments as they were."""

from typing import Any

import numpy as np

from answercheck.plain import NotPlainError, unpack
from answercheck.recipes import Recipe
from answercheck.references import ReferenceCall


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
    """Whether a value is what it was: types, shapes and entries."""
    if isinstance(sent, Recipe):
        return True  # a formula cannot be changed
    if isinstance(sent, np.ndarray):
        return isinstance(left, np.ndarray) and sent.dtype == left.dtype and np.array_equal(
            sent, left, equal_nan=True)
    if isinstance(sent, dict):
        return isinstance(left, dict) and sent.keys() == left.keys() and all(
            same(sent[key], left[key]) for key in sent)
    if isinstance(sent, list | tuple):
        return isinstance(left, list | tuple) and len(sent) == len(left) and all(
            same(one, other) for one, other in zip(sent, left, strict=True))
    if isinstance(sent, float) and isinstance(left, float) and np.isnan(sent):
        return bool(np.isnan(left))
    return not isinstance(left, np.ndarray) and bool(sent == left)
