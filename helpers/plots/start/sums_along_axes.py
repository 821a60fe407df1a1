"""What a sum along an axis adds up, and the shape of what is left."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from answercheck.translation import translate as _
from helpers.plots.style import CYCLE, new_axes

GAP = 1.6  # between the table and its sums, in cells


def sum_along_axis(X: np.ndarray, axis: int | None = None, keepdims: bool = False,
                   ax: Axes | None = None) -> Axes:
    """A table and its sums along an axis; numbers that are added up have the colour of their sum.

    Parameters
    ----------
    X : array of whole numbers, shape (n, m)
    axis : None, 0 or 1
    keepdims : bool
        Both as `X.sum` takes them.
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
        The title names the shapes; sums with a single axis are drawn in a line, as numpy prints
        them.
    """
    groups = np.zeros(X.shape, dtype=int)  # which sum an entry goes into
    if axis is not None:
        groups += np.arange(X.shape[1 - axis]).reshape((1, -1) if axis == 0 else (-1, 1))
    sums = X.sum(axis=axis, keepdims=keepdims)
    drawn = np.atleast_2d(sums)
    ax = new_axes(ax, figsize=(6.4, 2.6))
    ax.axis("off")
    arguments = f"axis={axis}" + (", keepdims=True" if keepdims else "")
    ax.set_title(_("{call}: {shape} becomes {result}").format(
        call=f"X.sum({arguments})", shape=X.shape, result=np.shape(sums)))
    _cells(ax, 0, X, groups, alpha=0.25)
    left = X.shape[1] + GAP
    ax.annotate(_("gives"), (left - GAP / 2, 0), ha="center", va="center")
    _cells(ax, left, drawn, np.arange(drawn.size).reshape(drawn.shape), alpha=0.6)
    width = X.shape[1] + GAP + max(X.shape)  # the same for every axis, so that nothing jumps
    height = X.shape[0] / 2
    ax.set(xlim=(-0.2, width + 0.2), ylim=(-height - 0.3, height + 0.3), aspect="equal")
    return ax


def _cells(ax: Axes, left: float, numbers: np.ndarray, groups: np.ndarray, alpha: float) -> None:
    """Each number in a box, in the colour of its group, centred at the height 0."""
    for (row, column), number in np.ndenumerate(numbers):
        x, y = left + column, len(numbers) / 2 - row - 1
        color = CYCLE[groups[row, column] % len(CYCLE)]
        ax.add_patch(Rectangle((x, y), 1, 1, facecolor=color, edgecolor="white", alpha=alpha))
        ax.annotate(str(number), (x + 0.5, y + 0.5), ha="center", va="center")
