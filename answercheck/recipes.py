"""Functions that travel as data.

Some exercises take a function as an argument. A hidden case may not send code, so it names a
formula that the course has registered and gives its numbers; what the student receives can be
called like any function.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from answercheck.registry import FORMULAS


@dataclass(frozen=True)
class Recipe:
    """A registered formula with its numbers filled in.

    >>> register_formula("line", lambda a, slope: slope * a)
    >>> Recipe("line", {"slope": 3.0})(2.0)
    6.0
    """

    formula: str
    parameters: Mapping = field(default_factory=dict)

    def __call__(self, x):
        return FORMULAS[self.formula](x, **self.parameters)

    def function(self) -> Callable:
        """What a student gets: a plain function, which tells nothing but its values."""
        return lambda x: self(x)
