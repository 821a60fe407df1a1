"""Packing values as JSON for the way between a student's kernel and the judge.

Plain data are numbers, strings, numpy arrays of numbers, and lists, tuples and dictionaries of
these. Anything else becomes an `Other`, which has only the name of its type, so no object of a
student's own class takes part in a comparison. Sizes are bounded in both directions; nothing is
pickled.
"""

import base64
import contextlib
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from answercheck.cases import Recipe
from answercheck.registry import FORMULAS
from answercheck.translation import N_

MAX_BYTES = 4 * 2**20
MAX_NODES = 10_000
MAX_SMALL_BYTES = 2**18  # of all that `pack_small` packs
MAX_SMALL_NODES = 2_000
MAX_DEPTH = 8
MAX_TEXT = 2_000
MAX_AXES = 8
DTYPE = re.compile(r"[<|][biuf][1248]")  # what `pack` writes, and all that `unpack` accepts


class NotPlainError(ValueError):
    """A packed value has a wrong form, or a value is too large to be packed."""


@dataclass(frozen=True)
class Other:
    """A value that was not plain data; `type_name` is the name of its type, as the kernel says."""

    type_name: str


@dataclass
class _Budget:
    """How many nodes of the tree and bytes of arrays a packed value may still take."""

    nodes: int = MAX_NODES
    n_bytes: int = MAX_BYTES

    def take(self, *, n_bytes: int = 0) -> None:
        self.nodes -= 1
        self.n_bytes -= n_bytes
        if self.nodes < 0 or self.n_bytes < 0:
            raise NotPlainError(N_("the value is too large to be checked"))


def pack(value: Any) -> dict[str, Any]:
    """Return the value as a tree that JSON can represent.

    Raises
    ------
    NotPlainError
        If it holds more than MAX_NODES values or MAX_BYTES of array data, or nests too deeply.
    """
    return _pack(value, _Budget(), 0)


def pack_small(values: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return those of some named values that are plain and small, each packed."""
    budget = _Budget(MAX_SMALL_NODES, MAX_SMALL_BYTES)
    found = {}
    for name, value in values.items():
        with contextlib.suppress(Exception):  # what is no answer need not be packed
            found[name] = _pack(value, budget, 0)
    return found


def _pack(value: Any, budget: _Budget, depth: int) -> dict[str, Any]:
    budget.take()
    if depth > MAX_DEPTH:
        raise NotPlainError(N_("the value is nested too deeply to be checked"))
    if isinstance(value, np.generic) and type(value).__module__ == "numpy":
        # The judge has to know that a number is in single precision.
        value = np.asarray(value) if value.dtype == np.float32 else value.item()
    if value is None or type(value) in (bool, float):
        return {"kind": "none" if value is None else type(value).__name__,
                "value": repr(value) if type(value) is float else value}
    if type(value) is int and abs(value) < 2**63:
        return {"kind": "int", "value": value}
    if type(value) is str:
        budget.take(n_bytes=len(value))
        return {"kind": "str", "value": value[:MAX_TEXT]}
    if type(value) is np.ndarray and value.dtype.kind in "biuf" and value.dtype.itemsize <= 8:
        _check_shape(value.shape)
        budget.take(n_bytes=value.nbytes)
        little = np.ascontiguousarray(value, dtype=value.dtype.newbyteorder("<"))
        return {"kind": "array", "dtype": little.dtype.str, "shape": list(value.shape),
                "data": base64.b64encode(little.tobytes()).decode("ascii")}
    if isinstance(value, list | tuple):
        kind = "tuple" if isinstance(value, tuple) else "list"
        return {"kind": kind, "items": [_pack(item, budget, depth + 1) for item in value]}
    if isinstance(value, dict):
        entries = [[_text(str(key)[:MAX_TEXT], budget), _pack(item, budget, depth + 1)]
                   for key, item in value.items()]
        return {"kind": "dict", "entries": entries}
    if type(value) is Recipe:
        return {"kind": "recipe", "formula": value.formula,
                "parameters": _pack(dict(value.parameters), budget, depth + 1)}
    return {"kind": "other", "type": _type_name(value)}


def _check_shape(shape: tuple[int, ...]) -> None:
    # An empty array may have one huge axis, and then no copy of it can be made.
    if len(shape) > MAX_AXES or math.prod(n or 1 for n in shape) > MAX_BYTES:
        raise NotPlainError(N_("the array has too many axes or entries to be checked"))


def _type_name(value: Any) -> str:
    if isinstance(value, np.ndarray) and type(value) is np.ndarray:
        return f"array of {value.dtype}"
    kind = type(value)
    prefix = "" if kind.__module__ in ("builtins", "__main__") else f"{kind.__module__}."
    return f"{prefix}{kind.__qualname__}"[:MAX_TEXT]


def unpack(tree: Any) -> Any:
    """Return the value of a tree made by `pack`; the tree may come from an untrusted kernel.

    Raises
    ------
    NotPlainError
        If the tree is not of that form, or is too large.
    """
    try:
        return _unpack(tree, _Budget(), 0)
    except NotPlainError:
        raise
    except (KeyError, TypeError, ValueError) as error:
        raise NotPlainError(f"not a packed value: {str(error)[:MAX_TEXT]}") from None


def _unpack(tree: Any, budget: _Budget, depth: int) -> Any:
    budget.take()
    if depth > MAX_DEPTH or not isinstance(tree, dict):
        raise NotPlainError(N_("not a packed value"))
    kind = tree["kind"]
    if kind == "none":
        return None
    if kind == "bool":
        return _typed(tree["value"], bool)
    if kind == "int" and abs(_typed(tree["value"], int)) < 2**63:
        return tree["value"]
    if kind == "float":
        return float(_typed(tree["value"], str))
    if kind == "str":
        return _text(tree["value"], budget)
    if kind == "array":
        return _unpack_array(tree, budget)
    if kind in ("list", "tuple"):
        items = [_unpack(item, budget, depth + 1) for item in tree["items"]]
        return items if kind == "list" else tuple(items)
    if kind == "dict":
        return {_text(key, budget): _unpack(item, budget, depth + 1)
                for key, item in tree["entries"]}
    if kind == "recipe" and tree["formula"] in FORMULAS:
        return Recipe(tree["formula"], _unpack(tree["parameters"], budget, depth + 1))
    if kind == "other":
        return Other(_text(tree["type"], budget))
    raise NotPlainError(N_("a value of unknown kind"))


def _typed(value: Any, kind: type) -> Any:
    """Return the value if it is exactly of this type; untrusted JSON may hold any other."""
    if type(value) is not kind:
        raise NotPlainError(N_("not a packed value"))
    return value


def _text(value: Any, budget: _Budget) -> str:
    """Return a string, shortened, and take its length from the budget."""
    text = _typed(value, str)[:MAX_TEXT]
    budget.n_bytes -= len(text)
    if budget.n_bytes < 0:
        raise NotPlainError(N_("the value is too large to be checked"))
    return text


def _unpack_array(tree: dict[str, Any], budget: _Budget) -> np.ndarray:
    if not DTYPE.fullmatch(_typed(tree["dtype"], str)):
        raise NotPlainError(N_("not a plain array"))
    dtype = np.dtype(tree["dtype"])
    shape = tuple(_typed(n, int) for n in _typed(tree["shape"], list))
    if min(shape, default=0) < 0:
        raise NotPlainError(N_("not a plain array"))
    _check_shape(shape)
    n_bytes = math.prod(shape) * dtype.itemsize
    budget.take(n_bytes=n_bytes)
    data = _typed(tree["data"], str)
    if len(data) != 4 * math.ceil(n_bytes / 3):
        raise NotPlainError(N_("an array whose data do not fill its shape"))
    raw = base64.b64decode(data, validate=True)
    # The native byte order, and a copy of its own: what comes out can be written to.
    return np.frombuffer(raw, dtype=dtype).reshape(shape).astype(dtype.newbyteorder("="))
