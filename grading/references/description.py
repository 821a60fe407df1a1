"""The description of an exercise: returned values, cases, known mistakes, alternatives."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from answercheck.cases import Case

Edit = tuple[str, str]  # text of the solution cell, and the text in its place
Solutions = Mapping[str, Any]  # the reference solutions by name
Draw = Callable[[np.random.Generator, Solutions], Iterable[Case]]


@dataclass(frozen=True)
class KnownMistake:
    """A known mistake: edits of the solution cell, and a sentence for students."""

    name: str
    edits: tuple[Edit, ...]
    sentence: str


@dataclass(frozen=True)
class Alternative:
    """An accepted alternative: another right answer, as the whole code of a solution cell."""

    name: str
    code: str


@dataclass(frozen=True)
class Exercise:
    """One function that a student writes.

    returns : names of the value, or of the parts of a returned tuple, as the verdict calls them;
        keys of a dict are their own names
    visible, hidden : draw the cases
    tolerance : relative; an entry may differ by that share of its size (see `compare`)
    scoring : the name of a registered scorer; anything drawn at random or found by training has
        one that looks at properties
    equivalent_mutants : reasons, by the mutants that do the same as the solution
    """

    name: str
    returns: tuple[str, ...]
    visible: Draw
    hidden: Draw
    mistakes: tuple[KnownMistake, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    tolerance: float = 1e-5
    scoring: str = "values"
    equivalent_mutants: Mapping[str, str] = field(default_factory=dict)
