"""The rows of one exercise: its mistakes, its right roads, and mutants of its solution."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from grading.exercises import ASSIGNMENTS, derivatives
from grading.exercises.description import Exercise
from grading.killing.mutants import mutants
from grading.reference.solutions import cells, edited

EQUIVALENT = Path(derivatives.__file__).parent / "equivalent"
MISTAKE, ROAD, MUTANT, EQUAL = "mistake", "right road", "mutant", "equivalent mutant"


@dataclass(frozen=True)
class Row:
    """One answer to try: of which kind, under which name, and its code."""

    assignment: str
    exercise: str
    kind: str
    name: str
    code: str


def rows(assignment: str, exercise: Exercise) -> list[Row]:
    """Everything that the exercise is tried with.

    Raises
    ------
    LookupError
        If the list of equivalent mutants names one that is not made any more.
    """
    solution = cells(assignment)[exercise.name]
    reasons = dict(equivalent(assignment).get(exercise.name, {}))
    found = [Row(assignment, exercise.name, MISTAKE, one.name, edited(solution, one.edits))
             for one in exercise.misconceptions]
    found += [Row(assignment, exercise.name, ROAD, one.name, one.code)
              for one in exercise.right_roads]
    for one in mutants(solution):
        kind = EQUAL if reasons.pop(one.name, "") else MUTANT
        found.append(Row(assignment, exercise.name, kind, one.name, one.code))
    if reasons:
        raise LookupError(f"{assignment}.toml lists mutants of {exercise.name} that are not made: "
                          f"{'; '.join(reasons)}")
    return found


@cache
def equivalent(assignment: str) -> dict[str, dict[str, str]]:
    """By exercise: mutants that do the same as the solution, each with the reason."""
    return tomllib.loads((EQUIVALENT / f"{assignment}.toml").read_text(encoding="utf-8"))


def all_rows() -> list[Row]:
    """The rows of every exercise of the course."""
    return [row for assignment, exercises in ASSIGNMENTS.items() for exercise in exercises
            for row in rows(assignment, exercise)]
