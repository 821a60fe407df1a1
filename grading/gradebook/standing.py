"""Whether the grade of a submission still holds: for this hand-in, definition and date."""

import hashlib
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import AssignLatePenalties
from traitlets.config import Config

from grading.course.assignment import AssignmentDefinition
from grading.gradebook.ledger import Ledger
from grading.hand_ins.walk import NOTEBOOK
from grading.semester.dates import Dates
from grading.semester.late_penalty import LatePenalty
from grading.words import N_

# Characters of a digest that are of the hand-in, the definition, and what the penalty follows from.
N_HAND_IN, N_DEFINITION, N_LATE = 24, 24, 16


class Standing(StrEnum):
    """What is known of a submission's grade; the value says it to a person."""

    NONE = N_("not graded yet")
    HOLDS = N_("graded")
    OTHER_HAND_IN = N_("handed in anew")
    OTHER_DEFINITION = N_("the assignment has changed")
    OTHER_DATE = N_("the due date or the penalty has changed")


class GradeDigests:
    """By what the grades of an assignment are known, as it is now.

    Parameters
    ----------
    definition : of the assignment
    config : the course's, which says what being late costs
    """

    def __init__(self, definition: AssignmentDefinition, config: Config) -> None:
        self.assignment = definition.assignment
        self.notebooks = [f"{one.notebook}{NOTEBOOK}" for one in definition.notebooks]
        self._definition = definition.digest
        plugin = AssignLatePenalties(config=config).plugin_class
        names = {cls.__name__ for cls in (*AssignLatePenalties.__mro__, *plugin.__mro__)}
        rules = [(name, sorted(config[name].items(), key=str))
                 for name in sorted(names) if name in config]
        rule = LatePenalty(config=config).rule if issubclass(plugin, LatePenalty) else None
        self._penalties = repr((rules, rule) if rule else rules)

    def of(self, hand_in: str, submission: str, late_s: float) -> str:
        """Return the digest of a grade.

        Parameters
        ----------
        hand_in : digest of what was handed in
        submission : the id of the gradebook's row, which is another one when a student or an
            assignment was removed meanwhile
        late_s : how late it is
        """
        return (hand_in[:N_HAND_IN] + _hash(self._definition, submission)[:N_DEFINITION]
                + _hash(self._penalties, f"{late_s:.3f}")[:N_LATE])


def is_of_hand_in(graded: str | None, hand_in: str) -> bool:
    """Return whether a grade, known by this digest, is of this hand-in."""
    return graded is not None and graded[:N_HAND_IN] == hand_in[:N_HAND_IN]


def note_grade(ledger: Ledger, digests: GradeDigests, student: str, hand_in: str) -> None:
    """Note what the grade is for that plain nbgrader has just given."""
    submission = ledger.submission(digests.assignment, student)
    if submission is not None:
        with ledger.transaction() as entry:
            entry.set_digest(digests.assignment, student, digests.of(hand_in, *submission))


class KnownGrades:
    """The grades of one assignment, as earlier runs have left them.

    Parameters
    ----------
    course : its folders
    digests : by what the grades are known
    ledger : the gradebook
    dates : those that count, where the gradebook may not have them yet
    """

    def __init__(self, course: CourseDirectory, digests: GradeDigests, ledger: Ledger,
                 dates: Dates | None = None) -> None:
        self._course, self._digests, self._ledger = course, digests, ledger
        self._dates = dates

    def standing(self, student: str, hand_in: str) -> Standing:
        """Compare what was graded with what is handed in now, which has the digest `hand_in`."""
        assignment = self._digests.assignment
        return self._compared(student, hand_in,
                              self._ledger.submission(assignment, student, self._dates),
                              self._ledger.digest(assignment, student))

    def at_this_moment(self) -> Callable[[str, str], Standing]:
        """Return a `standing` that asks the gradebook no more: it was read for the whole class."""
        assignment = self._digests.assignment
        submissions = self._ledger.submissions(assignment, self._dates)
        graded = self._ledger.digests(assignment)
        return lambda student, hand_in: self._compared(
            student, hand_in, submissions.get(student), graded.get(student))

    def _compared(self, student: str, hand_in: str, submission: tuple[str, float] | None,
                  graded: str | None) -> Standing:
        place = self._folder(self._course.autograded_directory, student)
        is_there = all((place / name).is_file() for name in self._digests.notebooks)
        if submission is None or not is_there or graded == "":
            return Standing.NONE
        if graded is None:
            # By plain nbgrader without us. It grades anew what has a newer timestamp; so do we.
            return (Standing.OTHER_HAND_IN if self._is_newer(student, place)
                    else Standing.HOLDS)
        now = self._digests.of(hand_in, *submission)
        if graded == now:
            return Standing.HOLDS
        if not is_of_hand_in(graded, hand_in):
            return Standing.OTHER_HAND_IN
        is_same = graded[:-N_LATE] == now[:-N_LATE]
        return Standing.OTHER_DATE if is_same else Standing.OTHER_DEFINITION

    def _is_newer(self, student: str, place: Path) -> bool:
        handed_in = self._folder(self._course.submitted_directory, student)
        submitted, graded = (self._course.get_existing_timestamp(str(path))
                             for path in (handed_in, place))
        return bool(submitted and graded and submitted > graded)

    def _folder(self, step: str, student: str) -> Path:
        return Path(self._course.format_path(step, student, self._digests.assignment))


def _hash(*parts: str) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()
