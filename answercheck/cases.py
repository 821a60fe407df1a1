"""How a course describes the inputs of an exercise: calls of the function, under a label.

The functions of `exercises/WEEK/cases.py` return these.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Call:
    """One call of the student's function: positional and named arguments."""

    args: tuple
    kwargs: Mapping


@dataclass(frozen=True)
class Case:
    """Calls that are right or wrong together, under a label that a student may read.

    The label tells sizes and kinds ("m = 1", "integer input"), never a value.
    """

    label: str
    calls: tuple[Call, ...]


def case(label: str, *args, **kwargs) -> Case:
    """A case of one call."""
    return Case(label, (Call(args, kwargs),))


def together(label: str, *argument_lists: tuple) -> Case:
    """A case of several calls that count only if all are right.

    For answers that a constant could guess: a yes and a no belong into one case.
    """
    return Case(label, tuple(Call(tuple(arguments), {}) for arguments in argument_lists))
