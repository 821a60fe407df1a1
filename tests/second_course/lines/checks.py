"""What the checks of this course need: the name of a factor, a way of scoring."""

import numpy as np

from answercheck.registry import register_factor, register_scorer, register_words
from answercheck.scoring import Scorer, by_structure


def n_rows(arguments):
    """The number of rows of a call's table."""
    X = arguments.get("X")
    return float(len(X)) if isinstance(X, np.ndarray) and X.ndim == 2 else None


register_factor("the number of rows", n_rows)
register_scorer("fitted", Scorer(
    lambda call, answer, exercise: by_structure(call.returned, answer, exercise)))
register_words("fits_badly", "leave {found:.3g} times the squared error of the best line")
