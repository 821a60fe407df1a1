"""A visible case that failed, as a student can try it: the call, what came back, what should have.

Of visible cases only: it holds inputs and right answers.
"""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from answercheck.cases import Recipe
from answercheck.compare import as_numbers, close, tolerance_for
from answercheck.references import ReferenceCall
from answercheck.serialize import Other
from answercheck.verdict import one_line

MAX_CALL = 200  # characters of a call with its arguments written out
MAX_SHOWN = 160  # characters of a value


@dataclass(frozen=True)
class TriedCall:
    """One call of a visible case, and how it went.

    label : of the case
    line : the call, as one line of Python
    returned : what came back, shortened; "" if nothing did
    expected : the right answer, shortened; "" if it is not the only one
    entry : the first entry that is wrong, such as "grads['dw'][0, 0]"; "" if there is none
    given, wanted : that entry, and what it should be
    """

    label: str
    line: str
    returned: str = ""
    expected: str = ""
    entry: str = ""
    given: str = ""
    wanted: str = ""


def arguments_by_name(function: Callable[..., Any], args: tuple[Any, ...],
                      kwargs: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the arguments of a call by the names of the function's parameters.

    None if the function does not take them, or has parameters that cannot be given by name.
    """
    try:
        signature = inspect.signature(function)
        bound = signature.bind(*args, **kwargs).arguments
    except (TypeError, ValueError):
        return None
    plain = inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY
    return dict(bound) if all(signature.parameters[name].kind in plain for name in bound) else None


def call_line(name: str, function: Callable[..., Any], call: ReferenceCall, label: str,
              number: int) -> str:
    """Return a line of Python that makes a call of a visible case again.

    Parameters
    ----------
    name : of the exercise
    function : the student's
    label : of the case
    number : of the call in its case, from 1
    """
    by_name = arguments_by_name(function, call.args, call.kwargs)
    written = [literal(value) for value in call.args] if by_name is None else []
    written += [f"{key}={literal(value)}" for key, value in (
        call.kwargs if by_name is None else by_name).items()]
    line = f"{name}({', '.join(written)})"
    is_plain = not any(isinstance(one, Recipe) for one in (*call.args, *call.kwargs.values()))
    if by_name is None or (is_plain and len(line) <= MAX_CALL):
        return line if is_plain else ""
    which = "" if number == 1 else f", {number}"
    return f"{name}(**check.arguments({name}, {label!r}{which}))"


def literal(value: Any) -> str:
    """Write an argument as Python that makes it.

    >>> literal({"b": (np.array([[0.5]]), 2)})
    "{'b': (np.array([[0.5]]), 2)}"
    """
    if isinstance(value, np.ndarray):
        usual = value.dtype in (np.float64, np.int64)
        return f"np.array({value.tolist()}{'' if usual else f', dtype={str(value.dtype)!r}'})"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {literal(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, tuple):
        return f"({', '.join(map(literal, value))}{',' if len(value) == 1 else ''})"
    return repr(value)


def shown(value: Any) -> str:
    """Write a value briefly, on one line."""
    with np.printoptions(precision=4, threshold=12, edgeitems=2):
        return one_line(" ".join(_text(value).split()), MAX_SHOWN)


def _text(value: Any) -> str:
    if isinstance(value, Other):
        return f"<{value.type_name}>"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {_text(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        opening, closing = "[]" if isinstance(value, list) else "()"
        return f"{opening}{', '.join(map(_text, value))}{closing}"
    return f"{value:.6g}" if isinstance(value, float) else repr(value)


def wrong_entry(expected: Any, answer: Any, returns: tuple[str, ...],
                tolerance: float) -> tuple[str, Any, Any] | None:
    """Return the first entry of an answer that is wrong: its name, its value, the right one.

    None if an answer has another form or shape than the right one, or is one number in all.
    """
    whole = as_numbers(expected)
    if whole is not None and whole.ndim == 0:
        return None
    if isinstance(expected, tuple) and len(expected) == len(returns) > 1:
        if not isinstance(answer, list | tuple) or len(answer) != len(expected):
            return None
        found = [_wrong_entry(*one, tolerance) for one in zip(returns, expected, answer,
                                                              strict=True)]
    else:
        found = [_wrong_entry(returns[0], expected, answer, tolerance)]
    return next((one for one in found if one), None)


def _wrong_entry(name: str, expected: Any, answer: Any,
                 tolerance: float) -> tuple[str, Any, Any] | None:
    if isinstance(expected, dict) and isinstance(answer, dict):
        inside = ((f"{name}[{key!r}]", right, answer[key])
                  for key, right in expected.items() if key in answer)
        return next((one for one in (_wrong_entry(*item, tolerance) for item in inside) if one),
                    None)
    right, given = as_numbers(expected), as_numbers(answer)
    if right is None or given is None or right.shape != given.shape:
        return None
    exact = tolerance_for(answer, tolerance)
    if close(right, given, exact):
        return None
    for at in np.ndindex(right.shape):
        one = np.array([right[at], np.abs(right).max()]), np.array([given[at], np.abs(right).max()])
        if not close(*one, exact):
            where = f"[{', '.join(map(str, at))}]" if at else ""
            return f"{name}{where}", float(given[at]), float(right[at])
    return None
