"""Matrices drawn to scale, so that one can see whether a product is defined."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from helpers.plots.style import BLUE, CYCLE, new_axes

Item = str | tuple[str, tuple[int, int]]


def matrix_shapes(*lines: Sequence[Item], ax: Axes | None = None) -> Axes:
    """One or more formulas whose matrices are drawn to scale.

    Parameters
    ----------
    lines : each a sequence of items
        A matrix as (name, (rows, columns)), or a sign between matrices as a string.
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
        One rectangle for each matrix; sides of equal length have the same colour.
    """
    lengths = sorted({n for line in lines for item in line if not isinstance(item, str)
                      for n in item[1]})
    colors = dict(zip(lengths, CYCLE * len(lengths), strict=False))
    heights = [max(item[1][0] for item in line if not isinstance(item, str)) for line in lines]
    ax = new_axes(ax, figsize=(7.0, 0.5 + 0.33 * sum(h + 2.2 for h in heights)))
    ax.axis("off")
    ax.set_aspect("equal")
    top, right = 0.0, 0.0
    for line, height in zip(lines, heights, strict=True):
        x, middle = 0.0, top - height / 2
        for item in line:
            if isinstance(item, str):
                width = 0.7 + 0.35 * len(item)
                ax.annotate(item, (x + width / 2 - 0.3, middle), ha="center", va="center",
                            fontsize=14)
                x += width
                continue
            name, (rows, columns) = item
            low = middle - rows / 2
            ax.add_patch(Rectangle((x, low), columns, rows, facecolor=BLUE, alpha=0.12))
            for ends, n in ((((x, x), (low, low + rows)), rows),
                            (((x, x + columns), (low, low)), columns)):
                ax.plot(*ends, color=colors[n], linewidth=3, solid_capstyle="butt")
            inside = columns > 1  # a narrow one has its name above
            ax.annotate(name, (x + columns / 2, middle if inside else low + rows + 0.15),
                        ha="center", va="center" if inside else "bottom", fontsize=10)
            ax.annotate(f"({rows}, {columns})", (x + columns / 2, low - 0.25), ha="center",
                        va="top", fontsize=9)
            x += columns + 0.6
        right = max(right, x)
        top -= height + 2.2
    ax.set(xlim=(-0.3, right + np.finfo(float).eps), ylim=(top + 0.6, 0.9))
    return ax
