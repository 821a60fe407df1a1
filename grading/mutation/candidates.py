"""Candidate answers to an exercise: mistakes, alternatives and mutants of its solution."""

from dataclasses import dataclass

from grading.course.folders import CourseFolders
from grading.errors import CourseError
from grading.mutation.mutants import mutants
from grading.references.description import Exercise
from grading.references.exercises import assignments, exercises
from grading.references.solutions import cells, edited

MISTAKE, ALTERNATIVE, MUTANT, EQUIVALENT = (
    "mistake", "alternative", "mutant", "equivalent mutant")


@dataclass(frozen=True)
class Candidate:
    """One answer to judge: its kind, name and code."""

    assignment: str
    exercise: str
    kind: str
    name: str
    code: str


def candidates(folders: CourseFolders, assignment: str, exercise: Exercise) -> list[Candidate]:
    """Return all candidates of an exercise.

    Raises
    ------
    CourseError
        If an equivalent mutant is listed that is not made any more.
    """
    solution = cells(folders, assignment)[exercise.name]
    reasons = dict(exercise.equivalent_mutants)
    found = [Candidate(assignment, exercise.name, MISTAKE, one.name, edited(solution, one.edits))
             for one in exercise.mistakes]
    found += [Candidate(assignment, exercise.name, ALTERNATIVE, one.name, one.code)
              for one in exercise.alternatives]
    for one in mutants(solution):
        kind = EQUIVALENT if reasons.pop(one.name, "") else MUTANT
        found.append(Candidate(assignment, exercise.name, kind, one.name, one.code))
    if reasons:
        raise CourseError(f"exercises/{assignment}/{exercise.name}.toml: equivalent_mutants lists "
                          f"mutants that are not made: {'; '.join(reasons)}")
    return found


def all_candidates(folders: CourseFolders) -> list[Candidate]:
    """Return the candidates of every exercise of a course."""
    return [one for assignment in assignments(folders)
            for exercise in exercises(folders, assignment)
            for one in candidates(folders, assignment, exercise)]
