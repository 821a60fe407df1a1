"""Rows normalised to length 1, drawn for rows of two numbers."""

import numpy as np
from matplotlib.axes import Axes

from answercheck.translation import translate as _
from helpers.plots.drawing import Function
from helpers.plots.style import BLUE, GREY, ORANGE, new_axes


def unit_rows(normalize_rows: Function, x: np.ndarray, ax: Axes | None = None) -> Axes:
    """Rows as arrows, before and after: each keeps its direction and ends on the unit circle.

    Parameters
    ----------
    normalize_rows : function
        (n, 2) -> (n, 2).
    x : array, shape (n, 2)
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
    """
    x = np.asarray(x, dtype=float)
    unit = np.asarray(normalize_rows(x), dtype=float)
    ax = new_axes(ax, title=_("Same directions, all of length 1"), xlabel=_("first number"),
                  ylabel=_("second number"), figsize=(4.8, 4.6))
    angle = np.linspace(0, 2 * np.pi, 200)
    ax.plot(np.cos(angle), np.sin(angle), color=GREY, linewidth=0.8, linestyle="--")
    for rows, color, name in ((x, ORANGE, _("rows of x")), (unit, BLUE, _("normalised"))):
        ax.quiver(np.zeros(len(rows)), np.zeros(len(rows)), rows[:, 0], rows[:, 1], color=color,
                  angles="xy", scale_units="xy", scale=1, width=0.008, label=name)
    reach = 1.1 * max(1.0, np.abs(x).max())
    ax.set(xlim=(-reach, reach), ylim=(-reach, reach), aspect="equal")
    ax.legend(loc="lower left", frameon=False)
    return ax
