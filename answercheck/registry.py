"""The registry: how a course adds formulas, scorers, words of their findings, and factors.

This library knows no course. Modules of a course register what it needs when they are imported:

    # helpers/formulas.py
    from answercheck.registry import register_formula

    register_formula("line", lambda a, slope: slope * a)

and the course names these modules in `exercises/course.toml`:

    requires = ["helpers.formulas"]

Every reference file names these modules too, and they are imported before it is used: by a
student's `check`, by the grader, and by a graded kernel before it unpacks inputs. They are given to
students, so they may hold no answer. Scorers that do, as when they compute one, are for the grader
alone: `SCORERS` of `exercises/scoring.py`, under the same names.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Protocol

from answercheck.verdict import Part


class ScorerLike(Protocol):
    """The interface of a scorer; courses make theirs with `scoring.Scorer`, which explains it."""

    @property
    def every_feature(self) -> bool:
        """Whether a mistake has to explain all features of an answer."""

    @property
    def drawn(self) -> bool:
        """Whether right answers are drawn at random."""

    @property
    def fingerprint(self) -> Callable[[Any, Any, Any], dict[str, Any]]:
        """Take a reference call, an answer and the exercise; return the answer's features."""

    def __call__(self, call: Any, answer: Any, exercise: Any) -> list[Part]:
        """Return the parts of an answer, each right or not."""


@dataclass(frozen=True)
class Factor:
    """A quantity of a call by which wrong answers may be too large or too small.

    of : returns the quantity, given the arguments of the call by name; None if the call has none
    only_one : sentence on answers that are right only where the quantity is 1; may be empty
    """

    of: Callable[[Mapping[str, Any]], float | None]
    only_one: str = ""


FORMULAS: dict[str, Callable[..., Any]] = {}
SCORERS: dict[str, ScorerLike] = {}
FACTORS: dict[str, Factor] = {}
WORDS: dict[str, str] = {}


def register_formula(name: str, formula: Callable[..., Any]) -> None:
    """Add a formula, for arguments that are functions.

    Parameters
    ----------
    name : by which a `Recipe` refers to it
    formula : takes the function's own argument and, by name, the parameters of the recipe
    """
    FORMULAS[name] = formula


def register_scorer(name: str, scorer: ScorerLike) -> None:
    """Add a scorer; an exercise chooses it by `scoring = "name"`."""
    SCORERS[name] = scorer


def register_factor(name: str, of: Callable[[Mapping[str, Any]], float | None],
                    only_one: str = "") -> None:
    """Add a factor under a name such as "the number of columns"; parameters as of `Factor`."""
    FACTORS[name] = Factor(of, only_one)


def register_words(code: str, words: str) -> None:
    """Add the words for a finding of one of the course's scorers.

    Parameters
    ----------
    code : of the finding
    words : what follows the name of the part, with the finding's values in braces, such as
        "has the spread {spread:.2g}"
    """
    WORDS[code] = words


def require(modules: Iterable[str]) -> None:
    """Import modules of a course, which register what it needs.

    Raises
    ------
    ImportError
        If one cannot be imported.
    """
    for name in modules:
        import_module(name)
