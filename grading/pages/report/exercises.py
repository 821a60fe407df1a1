"""The results of a class in each exercise."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from grading.pages.report.answer_kinds import NO_ANSWER, AnswerKind, answer_kind
from grading.pages.report.class_record import ClassRecord
from grading.pages.report.discrimination import Discrimination, discrimination
from grading.words import translate as _

# Below 0.2 an exercise is poor, by the rule of thumb that `discrimination` names; a value a little
# below 0 is within what chance does in a class.
POOR, WRONG_WAY = 0.2, -0.1
NEARLY_ALL, NEARLY_NONE = 0.9, 0.1  # right: then there is little to tell apart


@dataclass(frozen=True)
class ExerciseResults:
    """One exercise: the number of answers of each kind, and their mean share of the points."""

    name: str
    kinds: Mapping[AnswerKind, int]
    mean: float
    discrimination: Discrimination

    @property
    def n_submissions(self) -> int:
        """The number of graded submissions."""
        return sum(self.kinds.values())

    @property
    def pass_rate(self) -> float:
        """The share of submissions with all cases right."""
        return self.kinds[AnswerKind.RIGHT] / self.n_submissions

    @property
    def is_suspect(self) -> bool:
        """Whether the discrimination is poor although the points differ enough to expect better."""
        value = self.discrimination.value
        return value is not None and (value < WRONG_WAY or (
            value < POOR and NEARLY_NONE < self.pass_rate < NEARLY_ALL))

    @property
    def remark(self) -> str:
        """A remark on the discrimination; "" if it is good."""
        value = self.discrimination.value
        if value is None:
            return self.discrimination.why
        if value < WRONG_WAY:
            return _("those who do well elsewhere fail here: is it right?")
        if value >= POOR:
            return ""
        if self.is_suspect:
            return _("hardly tells students apart")
        return (_("nearly everyone is right") if self.pass_rate > 0.5
                else _("hardly anyone is right"))


def exercise_results(record: ClassRecord) -> list[ExerciseResults]:
    """Return the results of each exercise, in the notebook's order."""
    found = discrimination(_points(record))
    results = []
    for name, correlation in zip(record.exercises, found, strict=True):
        verdicts = [verdict for _, verdict in record.answers(name)]
        kinds = Counter(answer_kind(verdict) for verdict in verdicts)
        results.append(ExerciseResults(name, {kind: kinds[kind] for kind in AnswerKind},
                                       float(np.mean([one.score for one in verdicts])),
                                       correlation))
    return results


def _points(record: ClassRecord) -> np.ndarray:
    """Return points of those who answered something, of shape (n_students, n_exercises).

    Notebooks that are empty or cannot be read are left out: they have zero points everywhere, so
    every exercise would seem to agree with every other.
    """
    weights = record.weights or {}
    rows = []
    for one in record.graded:
        if any(answer_kind(verdict) not in NO_ANSWER for verdict in one.verdicts):
            shares = {verdict.exercise: verdict.score for verdict in one.verdicts}
            rows.append([shares.get(name, 0.0) * weights.get(name, 1.0)
                         for name in record.exercises])
    return np.array(rows).reshape(len(rows), len(record.exercises))
