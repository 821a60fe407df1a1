"""What became of a specimen, and the three numbers over the corpus."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nbgrader.api import Gradebook, MissingEntry

from tests.adversarial.cheats import CHEATS
from tests.adversarial.corpus import CORPUS
from tests.adversarial.sample import HONEST, NEIGHBOUR, Expected

STOPPED = "its class was stopped"


@dataclass(frozen=True)
class Outcome:
    """What became of one specimen.

    share : of the autograded points; None if it was lost
    reasons : what its verdicts tell the student
    problem : what stopped it, if anything
    escapes : what it read or changed outside
    is_run : False where that would not have been safe
    """

    name: str
    share: float | None
    reasons: tuple[str, ...] = ()
    problem: str = ""
    escapes: tuple[str, ...] = ()
    is_run: bool = True

    def is_paid(self) -> bool:
        """Whether a cheat got points."""
        return bool(self.share) and any(one.name == self.name for one in CHEATS)

    def is_lost(self) -> bool:
        """Whether it got no grade, or less than it deserves."""
        if not self.is_run:
            return False
        if expected(self.name) == "refused":
            return self.share is None and not self.problem
        if self.share is None or self.problem:
            return True
        if expected(self.name) == "some":
            return self.share == 0
        return expected(self.name) == "full" and self.share < 1

    def is_explained(self) -> bool:
        """Whether somebody is told why it got nothing."""
        return bool(self.share or self.reasons or self.problem) or not self.is_run

    def as_expected(self) -> bool:
        """Whether all is well."""
        return not (self.is_paid() or self.is_lost() or self.escapes) and self.is_explained()


def expected(name: str) -> Expected:
    """What this student's submission deserves."""
    return CORPUS[HONEST if name == NEIGHBOUR else name].expected


@dataclass(frozen=True)
class Figures:
    """The three numbers of a grader, and over how many specimens they were counted.

    points : those that cheats got, in points of the assignment
    escapes : specimens that read or changed something outside
    lost : those that got no grade or less than they deserve, and classes whose last student,
        an honest one, was not graded in full
    """

    points: float
    escapes: int
    lost: int
    n_paid: int
    n_cheats: int
    n_run: int
    n_not_run: int

    def are_zero(self) -> bool:
        """Whether the three numbers are 0, 0, 0."""
        return self.points == 0 and self.escapes == 0 and self.lost == 0


def figures(outcomes: Mapping[str, Outcome], neighbours: Sequence[Outcome],
            max_points: float) -> Figures:
    """The figures of one grader; `neighbours` are the last students of the classes."""
    everyone = [*outcomes.values(), *neighbours]
    cheats = [outcomes[one.name] for one in CHEATS if one.name in outcomes]
    return Figures(
        points=round(sum(one.share or 0.0 for one in cheats) * max_points, 2),
        escapes=sum(bool(one.escapes) for one in everyone),
        lost=sum(one.is_lost() for one in everyone),
        n_paid=sum(one.is_paid() for one in cheats), n_cheats=sum(one.is_run for one in cheats),
        n_run=sum(one.is_run for one in outcomes.values()),
        n_not_run=sum(not one.is_run for one in outcomes.values()))


def code_share(gradebook: Gradebook, assignment: str, student: str) -> float | None:
    """The share of the points of the graded code cells; None if the student has no grades."""
    try:
        submission = gradebook.find_submission(assignment, student)
    except MissingEntry:
        return None
    grades = [grade for notebook in submission.notebooks for grade in notebook.grades
              if grade.cell.cell_type == "code"]
    possible = sum(grade.max_score for grade in grades)
    gained = sum(grade.score + (grade.extra_credit or 0) for grade in grades)
    return gained / possible if possible else None
