"""Discrimination of an exercise: whether its points agree with those of the other exercises."""

from dataclasses import dataclass

import numpy as np

from grading.words import translate as _

MIN_STUDENTS = 10  # with fewer, one person decides the value
SAME = 1e-9  # points nearer than this are equal; sums are rounded


@dataclass(frozen=True)
class Discrimination:
    """A correlation from -1 to 1; or None, and the reason why it is not defined."""

    value: float | None
    why: str = ""


def discrimination(scores: np.ndarray) -> list[Discrimination]:
    """Return the corrected item-total correlation of each exercise.

    r_j = corr(x_j, sum_{k != j} x_k), Pearson's, over the students

    The exercise itself is left out of the total: with it, every exercise would seem to agree with
    the whole, and the more so the fewer there are.

    Parameters
    ----------
    scores : float array, shape (n_students, n_exercises)
        Points.

    Returns
    -------
    list of Discrimination
        One for each exercise. Near 1: those who fail here fail elsewhere too. Near 0: the exercise
        has nothing to do with the others, or nearly all have the same points. Clearly below 0: good
        students fail it, so the exercise may be wrong.
        Not defined for fewer than `MIN_STUDENTS`, a single exercise, or equal points.

    References
    ----------
    Kelava and Moosbrugger, Deskriptivstatistische Itemanalyse und Testwertbestimmung, in
    Testtheorie und Fragebogenkonstruktion (Springer, 2020), pages 143-158; with the bound of 0.2
    below which an item is poor, as `item_discrimination` of R's package "performance" has it.
    """
    others = scores.sum(axis=1, keepdims=True) - scores  # (n_students, n_exercises)
    return [_one(scores[:, place], others[:, place], scores.shape[1])
            for place in range(scores.shape[1])]


def _one(own: np.ndarray, others: np.ndarray, n_exercises: int) -> Discrimination:
    if len(own) < MIN_STUDENTS:
        return Discrimination(None, _(
            "fewer than {n} students with an answer").format(n=MIN_STUDENTS))
    if n_exercises < 2:
        return Discrimination(None, _("there is no other exercise"))
    if np.ptp(own) < SAME:
        return Discrimination(None, _("everyone has the same points here"))
    if np.ptp(others) < SAME:
        return Discrimination(None, _("everyone has the same points elsewhere"))
    return Discrimination(float(np.corrcoef(own, others)[0, 1]))

