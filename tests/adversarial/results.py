"""The result of grading a sample, and the three totals over the corpus."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nbgrader.api import Gradebook, MissingEntry

from grading.hand_ins.walk import is_text
from tests.adversarial.cheats import CHEATS
from tests.adversarial.corpus import CORPUS
from tests.adversarial.sample import HONEST, NEIGHBOUR, Expected

CLASS_STOPPED = "its class was stopped"


@dataclass(frozen=True)
class SampleResult:
    """The result of grading one sample.

    share : of the autograded points; None if there is no grade
    reasons : the sentences of its verdicts
    problem : why it could not be graded, or ""
    escapes : what it read or changed outside
    is_run : False if running it would not have been safe
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
        expected = expected_of(self.name)
        if expected == "refused":
            return self.share is None and not self.problem
        if self.share is None or self.problem:
            return True
        if expected == "some":
            return self.share == 0
        return expected == "full" and self.share < 1

    def is_explained(self) -> bool:
        """Whether there are points, or a reason why there are none."""
        return bool(self.share or self.reasons or self.problem) or not self.is_run

    def is_as_expected(self) -> bool:
        """Whether nothing is wrong with it."""
        return not (self.is_paid() or self.is_lost() or self.escapes) and self.is_explained()


def expected_of(name: str) -> Expected:
    """The points that this student's submission must get, see `Sample`."""
    return CORPUS[HONEST if name == NEIGHBOUR else name].expected


@dataclass(frozen=True)
class Totals:
    """The three totals of a grader, and the number of samples behind them.

    points : gained by cheats, in points of the assignment
    escapes : samples that read or changed something outside
    lost : samples that got no grade or less than they deserve, and classes whose last student,
        an honest one, did not get full points
    """

    points: float
    escapes: int
    lost: int
    n_paid: int
    n_cheats: int
    n_run: int
    n_not_run: int

    def are_zero(self) -> bool:
        """Whether all three totals are 0."""
        return self.points == 0 and self.escapes == 0 and self.lost == 0


def totals(results: Mapping[str, SampleResult], neighbours: Sequence[SampleResult],
           max_points: float) -> Totals:
    """Add up the results of one grader; `neighbours` are the last students of the classes."""
    everyone = [*results.values(), *neighbours]
    cheats = [results[one.name] for one in CHEATS if one.name in results]
    return Totals(
        points=round(sum(one.share or 0.0 for one in cheats) * max_points, 2),
        escapes=sum(bool(one.escapes) for one in everyone),
        lost=sum(one.is_lost() for one in everyone),
        n_paid=sum(one.is_paid() for one in cheats), n_cheats=sum(one.is_run for one in cheats),
        n_run=sum(one.is_run for one in results.values()),
        n_not_run=sum(not one.is_run for one in results.values()))


def code_share(gradebook: Gradebook, assignment: str, student: str) -> float | None:
    """The share of the points of the graded code cells; None if the student has no grades."""
    if not is_text(student):
        return None
    try:
        submission = gradebook.find_submission(assignment, student)
    except MissingEntry:
        return None
    grades = [grade for notebook in submission.notebooks for grade in notebook.grades
              if grade.cell.cell_type == "code"]
    possible = sum(grade.max_score for grade in grades)
    gained = sum(grade.score + (grade.extra_credit or 0) for grade in grades)
    return gained / possible if possible else None
