"""The registry: how a course adds formulas, ways of scoring, their words, and names of factors.

The checks know no course. What is special to one is registered by modules of the course, when they
are imported:

    # helpers/formulas.py
    from answercheck.registry import register_formula

    register_formula("line", lambda a, slope: slope * a)

and the course names these modules in `exercises/course.toml`:

    requires = ["helpers.formulas"]

Every reference file names them too. Whoever reads one has them imported first: a student's `check`,
the grader, and, before it unpacks the inputs, a graded kernel, whatever the student has imported.
They are given to students, so they may hold no answer. Ways of scoring that do (that compute one,
say) are for the grader alone: `SCORERS` of `exercises/scoring.py`, by the same names.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from answercheck.scoring import Scorer


@dataclass(frozen=True)
class Factor:
    """A number of a call by which a wrong answer may be too large or too small.

    of : gives the number, from the arguments of the call by their names; None if it has none
    only_one : what is said of answers that are right just where the number is 1; may be empty
    """

    of: Callable[[Mapping[str, Any]], float | None]
    only_one: str = ""


FORMULAS: dict[str, Callable] = {}
SCORERS: "dict[str, Scorer]" = {}
FACTORS: dict[str, Factor] = {}
WORDS: dict[str, str] = {}


def register_formula(name: str, formula: Callable) -> None:
    """Add a formula for arguments that are functions.

    Parameters
    ----------
    name : as a `Recipe` calls it
    formula : of the function's own argument and, by name, the numbers of the recipe
    """
    FORMULAS[name] = formula


def register_scorer(name: str, scorer: "Scorer") -> None:
    """Add a way of scoring; an exercise chooses it by `scoring = "name"`."""
    SCORERS[name] = scorer


def register_factor(name: str, of: Callable[[Mapping[str, Any]], float | None],
                    only_one: str = "") -> None:
    """Add a name for a factor, such as "the number of columns"; see `Factor`."""
    FACTORS[name] = Factor(of, only_one)


def register_words(code: str, words: str) -> None:
    """Add what is said of a finding that a scorer of the course makes.

    Parameters
    ----------
    code : of the finding
    words : what stands behind the name of the part, with the finding's values in braces, such as
        "has the spread {spread:.2g}"
    """
    WORDS[code] = words


def require(modules: Iterable[str]) -> None:
    """Import the modules of a course that register something.

    Raises
    ------
    ImportError
        If one cannot be imported.
    """
    for name in modules:
        import_module(name)
