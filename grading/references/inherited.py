"""Inherited mistakes: who writes a function out instead of calling it makes its mistakes there."""

from answercheck.registry import SCORERS
from grading.course.folders import CourseFolders
from grading.references.dependencies import called
from grading.references.description import Exercise
from grading.references.exercises import exercises
from grading.references.solutions import cells


def inherits_from(folders: CourseFolders, assignment: str, exercise: Exercise) -> list[Exercise]:
    """The exercises whose mistakes may be made in this one: those that its solution calls.

    Empty if either is judged by properties, which the numbers of a mistake do not tell.
    """
    if SCORERS[exercise.scoring].drawn:
        return []
    names = called(cells(folders, assignment)[exercise.name])
    return [one for one in exercises(folders, assignment)
            if one.name in names and not SCORERS[one.scoring].drawn]
