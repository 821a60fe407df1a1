"""Where an answer evaluated the functions that it was given.

What such a function is made of is in the kernel, and whoever looks hard enough finds it. So an
answer counts only if it evaluated the function wherever the reference solution did: then what was
found by looking saves no work. The points come back in the record of the call; a record may be
forged, but not without computing the points.
"""

import copy
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from answercheck.cases import Recipe

MAX_NUMBERS = 20_000  # in the points that are kept of one function
# Two points are the same up to rounding, as when a step is added and taken away again.
RTOL, ATOL = 1e-9, 1e-12


class Evaluations:
    """The points at which a function was evaluated, each once, in the order of first use."""

    def __init__(self) -> None:
        self._points: dict[bytes, np.ndarray] = {}
        self._n_numbers = 0

    def note(self, x: Any) -> None:
        """Keep a point, a number or an array of numbers; anything else is left out."""
        try:
            point = np.array(x, dtype=float).ravel()
        except Exception:
            return
        key = point.tobytes()
        if key not in self._points and self._n_numbers + point.size <= MAX_NUMBERS:
            self._points[key] = point
            self._n_numbers += point.size

    def points(self) -> list[np.ndarray]:
        """Return the points as the rows of arrays, one array for each number of entries."""
        sizes = dict.fromkeys(point.size for point in self._points.values())
        return [np.array([point for point in self._points.values() if point.size == size])
                for size in sizes]


def given(args: Iterable[Any], kwargs: Mapping[str, Any],
          ) -> tuple[tuple[Any, ...], dict[str, Any], list[Evaluations]]:
    """Return arguments as a function gets them, and the evaluations of those that are functions.

    A recipe becomes a plain function, any other argument a copy. The evaluations stand in the order
    of the arguments, those by name last.
    """
    evaluations: list[Evaluations] = []

    def own(value: Any) -> Any:
        if not isinstance(value, Recipe):
            return copy.deepcopy(value)
        evaluations.append(Evaluations())
        return value.function(evaluations[-1].note)
    return (tuple(own(value) for value in args),
            {name: own(value) for name, value in kwargs.items()}, evaluations)


def not_evaluated(needed: Mapping[str, list[np.ndarray]], found: Any) -> str:
    """Return the name of a function that was not evaluated at every point needed; "" if none.

    Parameters
    ----------
    needed : the points at which the reference evaluated each function, as of `Evaluations.points`
    found : the same of an answer, function by function; it may be forged, and of any form
    """
    if not isinstance(found, list) or len(found) != len(needed):
        return next(iter(needed), "")
    for (name, wanted), points in zip(needed.items(), found, strict=True):
        if not isinstance(points, list) or not all(_is_in(one, points) for one in wanted):
            return name
    return ""


def _is_in(wanted: np.ndarray, found: list[Any]) -> bool:
    """Whether each row is a row, up to rounding, of the array found that has as many columns."""
    rows = [row for one in found if isinstance(one, np.ndarray) and one.ndim == 2
            and one.dtype.kind == "f" and one.shape[1] == wanted.shape[1] for row in one]
    exact = {row.tobytes() for row in rows}
    missing = [row for row in wanted if row.tobytes() not in exact]
    if not missing or not rows:
        return not missing
    return all(np.isclose(rows, row, rtol=RTOL, atol=ATOL).all(axis=1).any() for row in missing)
