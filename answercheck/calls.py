"""Calling a student's function and recording what it returned, as plain data.

This runs in the student's kernel and judges nothing: the judge may be in another process, and
trusts no more of a record than its values.
"""

import contextlib
import dis
import inspect
import io
import itertools
import sys
import traceback
import warnings
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache
from types import CodeType, FrameType
from typing import Any

import numpy as np

from answercheck.evaluations import given
from answercheck.serialize import MAX_TEXT, NotPlainError, pack, pack_small
from answercheck.steps import steps
from answercheck.translation import N_

MAX_NAMES = 5  # of global data that a function reads


class _Printed(io.TextIOBase):
    """A text stream that remembers only whether anything was printed to it."""

    def __init__(self) -> None:
        self.anything = False

    def write(self, text: str) -> int:
        self.anything = self.anything or bool(text.strip())
        return len(text)


def call_all(function: Callable[..., Any],
             calls: Iterable[tuple[tuple[Any, ...], Mapping[str, Any]]],
             variables: Collection[str] = ()) -> list[dict[str, Any]]:
    """Call a function with each of these arguments; return a record of each call, in order.

    Parameters
    ----------
    function : the student's
    calls : pairs (args, kwargs); the function is given copies of them
    variables : names of local variables that are looked at when the function ends

    Returns
    -------
    list of dict
        `returned` (packed value) or `raised` (see `describe`);
        `arguments`, packed as they are after the call; `replaced`, whether an item of a dictionary
        or list among them is another object than before; `printed`, whether anything was printed;
        `evaluated`, packed points at which functions among the arguments were evaluated;
        `reads`, names of the notebook's own data that the function uses; where variables are
        looked at, `variables`, by name and packed, and the `steps` of the function.
    """
    about: dict[str, Any] = {"reads": data_names(function)}
    if variables:
        about["steps"] = steps(own_code(function))
    return [{**_call(function, args, kwargs, variables), **about} for args, kwargs in calls]


def _call(function: Callable[..., Any], args: tuple[Any, ...], kwargs: Mapping[str, Any],
          variables: Collection[str]) -> dict[str, Any]:
    own_args, own_kwargs, evaluations = given(args, kwargs)
    items = _items(own_args, own_kwargs)
    printed = _Printed()
    record: dict[str, Any] = {}
    local: dict[str, Any] = {}
    # A warning costs nothing, and what a function prints is not its answer.
    with contextlib.redirect_stdout(printed), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with _noted(function, variables, local):
                returned = function(*own_args, **own_kwargs)
            record["returned"] = pack(returned)
        except NotPlainError as error:
            record["raised"] = {"type": "ValueError", "message": str(error), "line": ""}
        except KeyboardInterrupt:
            raise  # the grader's time limit, or the student's own stop button
        except BaseException as error:
            record["raised"] = describe(error, function)
    record["arguments"] = _pack_arguments(own_args, own_kwargs)
    record["replaced"] = any(one is not other for one, other in itertools.zip_longest(
        items, _items(own_args, own_kwargs), fillvalue=_Printed))
    record["printed"] = printed.anything
    if variables:
        record["variables"] = pack_small(local)
    if evaluations:
        record["evaluated"] = pack([one.points() for one in evaluations])
    return record


@contextlib.contextmanager
def _noted(function: Callable[..., Any], variables: Collection[str],
           local: dict[str, Any]) -> Iterator[None]:
    """Note the values of a function's local variables, where it returns or raises.

    Parameters
    ----------
    variables : their names; without any nothing is looked at
    local : is filled with the values by name; of several runs with those of the last one to end
    """
    code = own_code(function) if variables else None
    if code is None:
        yield
        return

    def note(frame: FrameType, event: str, argument: Any) -> None:
        if event == "return" and frame.f_code is code:
            values = frame.f_locals
            local.clear()
            local.update((name, values[name]) for name in variables if name in values)
    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield
    finally:
        sys.setprofile(before)


def own_code(function: Callable[..., Any]) -> CodeType | None:
    """Return the code of a function, under its decorators; None if it has none."""
    try:
        code = getattr(inspect.unwrap(function), "__code__", None)
    except ValueError:  # it wraps itself
        return None
    return code if isinstance(code, CodeType) else None


def _items(args: tuple[Any, ...], kwargs: dict[str, Any]) -> list[Any]:
    """Return what the dictionaries and lists among the arguments hold."""
    return [item for one in (*args, *kwargs.values()) if isinstance(one, dict | list)
            for item in (one.values() if isinstance(one, dict) else one)]


def _pack_arguments(args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
    """Pack the arguments as the call left them, or None for each if it left them unpackable."""
    try:
        return pack((args, kwargs))
    except Exception:
        return pack((tuple(None for _ in args), {}))


def describe(error: BaseException, function: Callable[..., Any]) -> dict[str, str]:
    """Describe an exception by strings.

    Returns
    -------
    dict of str
        `type` and `message`; `line`, the line of the function itself that raised it or made the
        call in which it was raised; if that is in another function of the student's, its name as
        `inside` and its line as `inside_line`; of a NameError also the `name`. Code counts as the
        student's if it shares the globals of the function, or of the notebook.
    """
    own = getattr(function, "__globals__", None) or vars(sys.modules["__main__"])
    codes = _codes(getattr(function, "__code__", None))
    line = inside = inside_line = ""
    frames = traceback.walk_tb(error.__traceback__)
    for (frame, _), place in zip(frames, traceback.extract_tb(error.__traceback__), strict=True):
        if frame.f_globals is not own or not place.line:
            continue
        if frame.f_code in codes or not line:
            line, inside, inside_line = place.line, "", ""
        else:
            inside, inside_line = frame.f_code.co_name, place.line
    described = {"line": line, "inside": inside, "inside_line": inside_line,
                 "name": missing_name(error)}
    return {"type": type(error).__name__[:MAX_TEXT], "message": _message(error), "line": "",
            **{key: text[:MAX_TEXT] for key, text in described.items() if text}}


def _codes(code: Any) -> set[CodeType]:
    """Return the code of a function and of the functions and comprehensions inside it."""
    if not isinstance(code, CodeType):
        return set()
    return {code}.union(*map(_codes, code.co_consts))


def missing_name(error: BaseException | None) -> str:
    """Return the name for want of which a NameError was raised; "" for any other exception."""
    name = error.name if type(error) is NameError else ""
    return name if isinstance(name, str) else ""


def _message(error: BaseException) -> str:
    try:
        return str(error)[:MAX_TEXT]
    except Exception:
        return N_("its message could not be read")


def data_names(function: Callable[..., Any]) -> list[str]:
    """Return the names of the notebook's arrays, dictionaries and lists that a function reads."""
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
