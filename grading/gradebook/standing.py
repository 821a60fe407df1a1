"""Whether the grade of a submission still holds: for this hand-in, and for this definition."""

import hashlib
from enum import StrEnum
from pathlib import Path

from nbgrader.coursedir import CourseDirectory

from grading.course.assignment import AssignmentDefinition
from grading.gradebook.ledger import Ledger
from grading.hand_ins.walk import NOTEBOOK

HALF = 32  # characters of a digest that are kept: 128 bits


class Standing(StrEnum):
    """What is known of a submission's grade; the value says it to a person."""

    NONE = "not graded yet"
    HOLDS = "graded"
    OTHER_HAND_IN = "handed in anew"
    OTHER_DEFINITION = "the assignment has changed"


def grade_digest(hand_in: str, definition: str, submission: str) -> str:
    """Return by what a grade is known: half of it is of the hand-in, half of all the rest.

    Parameters
    ----------
    hand_in, definition : digests of what was handed in, and of what grading knows of the assignment
    submission : the id of the gradebook's row, which is another one when a student or an
        assignment was removed meanwhile
    """
    rest = hashlib.sha256(f"{definition} {submission}".encode()).hexdigest()
    return hand_in[:HALF] + rest[:HALF]


def is_of_hand_in(graded: str | None, hand_in: str) -> bool:
    """Return whether a grade, known by this digest, is of this hand-in."""
    return graded is not None and graded[:HALF] == hand_in[:HALF]


class KnownGrades:
    """The grades of one assignment, as earlier runs have left them.

    Parameters
    ----------
    course : its folders
    definition : of the assignment, as it is now
    ledger : the gradebook
    """

    def __init__(self, course: CourseDirectory, definition: AssignmentDefinition,
                 ledger: Ledger) -> None:
        self._course, self._assignment, self._ledger = course, definition.assignment, ledger
        self._names = [f"{one.notebook}{NOTEBOOK}" for one in definition.notebooks]
        self._definition = definition.digest

    def standing(self, student: str, hand_in: str) -> Standing:
        """Compare what was graded with what is handed in now, which has the digest `hand_in`."""
        place = self._folder(self._course.autograded_directory, student)
        submission = self._ledger.submission(self._assignment, student)
        if submission is None or not all((place / name).is_file() for name in self._names):
            return Standing.NONE
        graded = self._ledger.digest(self._assignment, student)
        if graded is None:
            # By plain nbgrader, which grades anew what has a newer timestamp; so do we.
            return (Standing.OTHER_HAND_IN if self._is_newer(student, place)
                    else Standing.HOLDS)
        if graded == grade_digest(hand_in, self._definition, submission):
            return Standing.HOLDS
        if not graded:
            return Standing.NONE
        return (Standing.OTHER_DEFINITION if is_of_hand_in(graded, hand_in)
                else Standing.OTHER_HAND_IN)

    def _is_newer(self, student: str, place: Path) -> bool:
        handed_in = self._folder(self._course.submitted_directory, student)
        submitted, graded = (self._course.get_existing_timestamp(str(path))
                             for path in (handed_in, place))
        return bool(submitted and graded and submitted > graded)

    def _folder(self, step: str, student: str) -> Path:
        return Path(self._course.format_path(step, student, self._assignment))
