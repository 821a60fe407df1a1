"""The inputs of an exercise, as a course describes them: calls of the function, under a label.

The functions of `exercises/WEEK/cases.py` return these.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from answercheck.registry import FORMULAS


@dataclass(frozen=True)
class Recipe:
    """An argument that is a function: a registered formula with its numbers filled in.

    A hidden case may not send code, so it names a formula that the course has registered and gives
    its numbers; what the student's function receives can be called like any function.

    >>> register_formula("line", lambda a, slope: slope * a)
    >>> Recipe("line", {"slope": 3.0})(2.0)
    6.0
    """

    formula: str
    parameters: Mapping[str, Any] = field(default_factory=dict)

    def __call__(self, x: Any) -> Any:
        """Return the formula's value at x."""
        return FORMULAS[self.formula](x, **self.parameters)

    def function(self, note: Callable[[Any], None]) -> Callable[[Any], Any]:
        """Return a plain function of x, from which neither the formula nor its numbers can be read.

        Parameters
        ----------
        note : is called with each x at which the function is evaluated
        """
        def value(x: Any) -> Any:
            note(x)
            return self(x)
        # A closure shows what it calls, but this wrapper does not: of size 0 it keeps no values.
        opaque = lru_cache(maxsize=0)(value)
        del opaque.__wrapped__
        return lambda x: opaque(x)


@dataclass(frozen=True)
class Call:
    """One call of the student's function: positional and keyword arguments."""

    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]


@dataclass(frozen=True)
class Case:
    """Calls that are right or wrong together, under a label that students may read.

    The label names sizes and kinds ("m = 1", "integer input"), never a value.
    """

    label: str
    calls: tuple[Call, ...]


def case(label: str, *args: Any, **kwargs: Any) -> Case:
    """Return a case of one call with these arguments."""
    return Case(label, (Call(args, kwargs),))


def together(label: str, *argument_lists: Iterable[Any]) -> Case:
    """Return a case of several calls that counts only if all of them are right.

    For answers that a constant could guess: a yes and a no belong into one case.

    Parameters
    ----------
    label : str
    argument_lists : the positional arguments of each call
    """
    return Case(label, tuple(Call(tuple(arguments), {}) for arguments in argument_lists))
