"""The words in which an exercise is described, once; everything else is made from that."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np


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


Edit = tuple[str, str]


@dataclass(frozen=True)
class Misconception:
    """A mistake that students make: edits of the solution cell, and what to tell.

    `edits` are pairs (text in the solution cell, text in its place); each must apply exactly once.
    `sentence` says what was done, why it is wrong and where to look, without giving the line.
    """

    name: str
    edits: tuple[Edit, ...]
    sentence: str


@dataclass(frozen=True)
class RightRoad:
    """Another right answer, which must be accepted: the whole code of a solution cell."""

    name: str
    code: str


@dataclass(frozen=True)
class Exercise:
    """One function that a student writes.

    `visible` and `hidden` draw the cases from a random generator. `returns` names the value, or
    the parts of a returned tuple, as the verdict calls them; keys of a dict are their own names.
    `tolerance` is relative: an entry may differ by that share of its size (see `compare`).
    `judged_by` names the yardstick (`answercheck.yardsticks`); anything drawn at random or
    found by training has one that looks at properties.
    """

    name: str
    returns: tuple[str, ...]
    visible: Callable[[np.random.Generator], Iterable[Case]]
    hidden: Callable[[np.random.Generator], Iterable[Case]]
    misconceptions: tuple[Misconception, ...] = ()
    right_roads: tuple[RightRoad, ...] = ()
    tolerance: float = 1e-5
    judged_by: str = "values"
