"""Calling a student's function on the cases and writing down what came back.

This runs in the student's kernel. It judges nothing: what it returns is plain data, for a judge
that may sit in another process and believes only the values.
"""

import contextlib
import copy
import io
import sysconfig
import traceback
import warnings
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from helpers.checks.globals_read import data_names
from helpers.checks.plain import MAX_TEXT, NotPlainError, pack
from helpers.checks.recipes import Recipe

# Code in these folders is no student's: ours (the formulas among it), Python's and the libraries'.
_NOT_THE_STUDENTS = (str(Path(__file__).parents[1]), *(
    sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")))


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
            record["raised"] = describe(error)
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


def describe(error: BaseException) -> dict[str, str]:
    """An exception as strings: its type, its message, and the student's own line that raised it."""
    own_line = ""
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.line and not frame.filename.startswith(_NOT_THE_STUDENTS):
            own_line = frame.line
    return {"type": type(error).__name__[:MAX_TEXT], "message": _message(error),
            "line": own_line[:MAX_TEXT]}


def _message(error: BaseException) -> str:
    try:
        return str(error)[:MAX_TEXT]
    except Exception:
        return "its message could not be read"
