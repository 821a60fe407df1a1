"""The grader scores fitted parameters by the squared error that they leave."""

import numpy as np

from answercheck.scoring import Scorer, by_structure
from answercheck.verdict import Mark, Part, finding

SLACK = 1.02  # how many times the least squared error is still a fit


def by_squared_error(call, answer, exercise):
    """Right if the parameters do about as well as the reference's."""
    parts = by_structure(call.returned, answer, exercise)
    if any(part.mark is not Mark.RIGHT for part in parts):
        return parts
    X, y = call.args[:2]
    left, least = (float(np.sum((X @ theta - y) ** 2)) for theta in (answer, call.returned))
    if left <= SLACK * least:
        return parts
    name = parts[0].name
    return [Part(name, Mark.WRONG, finding("fits_badly", name, found=left / least))]


SCORERS = {"fitted": Scorer(by_squared_error)}
