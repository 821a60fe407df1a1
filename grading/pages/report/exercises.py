"""How a class did in each exercise."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from grading.pages.report.answers import NONE, Kind, kind_of
from grading.pages.report.discrimination import Discrimination, discrimination
from grading.pages.report.reading import ClassRecord

# Below 0.2 an exercise is poor, by the rule of thumb that `discrimination` names; a value a little
# below 0 is within what chance does in a class.
POOR, WRONG_WAY = 0.2, -0.1
NEARLY_ALL, NEARLY_NONE = 0.9, 0.1  # right: then there is little to tell apart


@dataclass(frozen=True)
class ExerciseResults:
    """One exercise: how many answers there are of each kind, and their mean share of the points."""

    name: str
    kinds: Mapping[Kind, int]
    mean: float
    discrimination: Discrimination

    @property
    def n_submissions(self) -> int:
        """All that are graded."""
        return sum(self.kinds.values())

    @property
    def pass_rate(self) -> float:
        """The share with all cases right."""
        return self.kinds[Kind.RIGHT] / self.n_submissions

    @property
    def is_suspect(self) -> bool:
        """Whether the discrimination is poor, and not for want of different points."""
        value = self.discrimination.value
        return value is not None and (value < WRONG_WAY or (
            value < POOR and NEARLY_NONE < self.pass_rate < NEARLY_ALL))

    @property
    def remark(self) -> str:
        """What to think of the discrimination; "" if it is as it should be."""
        value = self.discrimination.value
        if value is None:
            return self.discrimination.why
        if value < WRONG_WAY:
            return "who is good elsewhere fails here: is it right?"
        if value >= POOR:
            return ""
        if self.is_suspect:
            return "hardly tells students apart"
        return "nearly everyone is right" if self.pass_rate > 0.5 else "nearly nobody is right"


def exercise_results(record: ClassRecord) -> list[ExerciseResults]:
    """The results of each exercise, in the notebook's order."""
    found = discrimination(_points(record))
    results = []
    for name, tells in zip(record.exercises, found, strict=True):
        verdicts = [verdict for _, verdict in record.answers(name)]
        kinds = Counter(kind_of(verdict) for verdict in verdicts)
        results.append(ExerciseResults(name, {kind: kinds[kind] for kind in Kind},
                                       float(np.mean([one.score for one in verdicts])), tells))
    return results


def _points(record: ClassRecord) -> np.ndarray:
    """Points by student and exercise, of those who answered something: (n_students, n_exercises).

    A notebook that is empty or cannot be read is zero everywhere, and would make every exercise
    agree with every other.
    """
    weights = record.weights or {}
    rows = []
    for one in record.graded:
        if any(kind_of(verdict) not in NONE for verdict in one.verdicts):
            shares = {verdict.exercise: verdict.score for verdict in one.verdicts}
            rows.append([shares.get(name, 0.0) * weights.get(name, 1.0)
                         for name in record.exercises])
    return np.array(rows).reshape(len(rows), len(record.exercises))
