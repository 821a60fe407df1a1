"""Which of a notebook's own data a function reads without being given them."""

import dis
from collections.abc import Callable
from functools import cache
from types import CodeType

import numpy as np

MAX_NAMES = 5


def data_names(function: Callable) -> list[str]:
    """Names of arrays, dictionaries and lists of the notebook that the function's code reads."""
    code = getattr(function, "__code__", None)
    names = getattr(function, "__globals__", None)
    if not isinstance(code, CodeType) or not isinstance(names, dict):
        return []
    return [name for name in _read(code)
            if isinstance(names.get(name), np.ndarray | dict | list)][:MAX_NAMES]


@cache
def _read(code: CodeType) -> tuple[str, ...]:
    found = dict.fromkeys(str(one.argval) for one in dis.get_instructions(code)
                          if one.opname in ("LOAD_GLOBAL", "LOAD_NAME"))
    for constant in code.co_consts:
        if isinstance(constant, CodeType):  # a function or comprehension inside
            found.update(dict.fromkeys(_read(constant)))
    return tuple(found)
