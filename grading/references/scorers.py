"""The grader's scorers: registered ones, and those of the course for the grader alone.

These come from `exercises/scoring.py`, which no kernel may read. It travels as text, for a worker
on another machine has no folder of the course.
"""

from collections.abc import Mapping
from functools import lru_cache
from types import ModuleType

from answercheck.registry import SCORERS, ScorerLike
from grading.course.folders import CourseFolders
from grading.errors import CourseError

NAME = "exercises/scoring.py"


def scoring_source(folders: CourseFolders) -> str:
    """Return the text of the course's `exercises/scoring.py`; empty if it has none."""
    path = folders.exercises / "scoring.py"
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def grader_scorers(source: str) -> Mapping[str, ScorerLike]:
    """Return all scorers by name; those of a `scoring.py` with this text replace registered ones.

    Raises
    ------
    CourseError
        If it does not run, or has no `SCORERS`.
    """
    return {**SCORERS, **(scoring_module(source).SCORERS if source else {})}


@lru_cache(maxsize=4)
def scoring_module(source: str) -> ModuleType:
    """Return the module with this text, run once in this process.

    Raises
    ------
    CourseError
        If it does not run, or has no `SCORERS`.
    """
    module = ModuleType("scoring")
    try:
        exec(compile(source, NAME, "exec"), module.__dict__)
    except Exception as error:
        raise CourseError(f"{NAME}: {type(error).__name__}: {error}") from None
    if not isinstance(getattr(module, "SCORERS", None), Mapping):
        raise CourseError(f"{NAME}: there is no SCORERS, a dictionary of scorers by name")
    return module
