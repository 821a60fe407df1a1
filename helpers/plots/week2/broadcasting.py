"""Two arrays and their sum, with the numbers that broadcasting repeats."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from answercheck.translation import translate as _
from helpers.plots.style import BLUE, GREEN, GREY, ORANGE, new_axes

Shape = tuple[int, ...]
GAP = 1.4  # between two tables, in cells


def broadcasting(first: Shape, second: Shape, ax: Axes | None = None) -> Axes:
    """An array of tens plus an array of ones, each cell drawn; repeated numbers are pale.

    Parameters
    ----------
    first, second : shapes
        With at most two axes, such as (3, 4), (3, 1), (4,) or ().
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
        The two arrays, stretched to the shape of the sum, and the sum; where the shapes do not
        fit, the two arrays alone, and a title that says so.
    """
    tens = 10 * (1 + np.arange(np.prod(first, dtype=int))).reshape(first)
    ones = 1 + np.arange(np.prod(second, dtype=int)).reshape(second)
    ax = new_axes(ax, figsize=(8.6, 3.4))
    ax.axis("off")
    try:
        shape = np.broadcast_shapes(first, second)
        drawn = [(tens, shape), (ones, shape), (tens + ones, shape)]
        ax.set_title(_("{first} + {second} gives {shape}").format(
            first=first, second=second, shape=shape))
    except ValueError:
        drawn = [(tens, first), (ones, second)]
        ax.set_title(_("{first} + {second}: the shapes are incompatible").format(
            first=first, second=second))
    right = -GAP
    for (numbers, as_shape), sign, color in zip(drawn, ("", "+", "="), (BLUE, ORANGE, GREEN),
                                                strict=False):
        ax.annotate(sign, (right + GAP / 2, 0), ha="center", va="center", fontsize=16)
        right = _table(ax, right + GAP, numbers, as_shape, color)
    ax.set(xlim=(-0.2, right + 0.2), ylim=(-2.2, 2.2), aspect="equal")
    return ax


def _table(ax: Axes, left: float, numbers: np.ndarray, shape: Shape, color: str) -> float:
    """The cells of an array stretched to a shape, from `left` on; returns where they end."""
    rows, columns = (1,) * (2 - len(shape)) + tuple(shape)
    stretched = np.broadcast_to(numbers, shape).reshape(rows, columns)
    own_rows, own_columns = (1,) * (2 - numbers.ndim) + numbers.shape
    for row in range(rows):
        for column in range(columns):
            own = row < own_rows and column < own_columns
            x, y = left + column, rows / 2 - row - 1
            ax.add_patch(Rectangle((x, y), 1, 1, facecolor=color, edgecolor=color,
                                   alpha=0.45 if own else 0.1))
            ax.annotate(str(stretched[row, column]), (x + 0.5, y + 0.5), ha="center", va="center",
                        color="black" if own else GREY)
    return left + columns
