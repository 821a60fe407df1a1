"""Calling a student's function on the cases and writing down what came back.

This runs in the student's kernel. It judges nothing: what it returns is plain data, for a judge
that may sit in another process and believes only the values.
"""

import contextlib
import copy
import dis
import io
import sys
import traceback
import warnings
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import CodeType
from typing import Any

import numpy as np

from answercheck.recipes import Recipe
from answercheck.serialize import MAX_TEXT, NotPlainError, pack

MAX_NAMES = 5  # of the notebook's own data that a function reads


class _Printed(io.TextIOBase):
    """Takes what a function prints and remembers only that it printed."""

    def __init__(self) -> None:
        self.anything = False

    def write(self, text: str) -> int:
        self.anything = self.anything or bool(text.strip())
        return len(text)


def call_all(function: Callable, calls: Iterable[tuple[tuple, Mapping]]) -> list[dict]:
    """One record for each call, in order.

    Parameters
    ----------
    function : what the student wrote
    calls : pairs (args, kwargs); the function gets copies of them

    Returns
    -------
    list of dict
        `returned` (packed value) or `raised` (type, message, line); `arguments`, packed as they
        are after the call; `printed`, whether anything was printed; `reads`, names of the
        notebook's own data that the function uses.
    """
    reads = data_names(function)
    return [{**_call(function, args, kwargs), "reads": reads} for args, kwargs in calls]


def _call(function: Callable, args: tuple, kwargs: Mapping) -> dict:
    own_args = tuple(_own(value) for value in args)
    own_kwargs = {name: _own(value) for name, value in kwargs.items()}
    printed = _Printed()
    record: dict[str, Any] = {}
    # A warning costs nothing, and what a function prints is not its answer.
    with contextlib.redirect_stdout(printed), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            record["returned"] = pack(function(*own_args, **own_kwargs))
        except NotPlainError as error:
            record["raised"] = {"type": "ValueError", "message": str(error), "line": ""}
        except KeyboardInterrupt:
            raise  # the grader's time limit, or the student's own stop button
        except BaseException as error:
            record["raised"] = describe(error, function)
    record["arguments"] = _pack_arguments(own_args, own_kwargs)
    record["printed"] = printed.anything
    return record


def _own(value: Any) -> Any:
    """An argument as the function gets it: a copy, and of a recipe its function."""
    return value.function() if isinstance(value, Recipe) else copy.deepcopy(value)


def _pack_arguments(args: tuple, kwargs: dict) -> dict:
    """The arguments as the function left them; a function may leave them unfit to be packed."""
    try:
        return pack((args, kwargs))
    except Exception:
        return pack((tuple(None for _ in args), {}))


def describe(error: BaseException, function: Callable) -> dict[str, str]:
    """An exception as strings: its type, its message, and the student's own line that raised it.

    The student's code is all that has the global names of the function, or of the notebook.
    """
    own = getattr(function, "__globals__", None) or vars(sys.modules["__main__"])
    own_line = ""
    frames = traceback.walk_tb(error.__traceback__)
    for (frame, _), described in zip(frames, traceback.extract_tb(error.__traceback__),
                                     strict=True):
        if frame.f_globals is own and described.line:
            own_line = described.line
    return {"type": type(error).__name__[:MAX_TEXT], "message": _message(error),
            "line": own_line[:MAX_TEXT]}


def _message(error: BaseException) -> str:
    try:
        return str(error)[:MAX_TEXT]
    except Exception:
        return "its message could not be read"


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
