"""Measured errors of difference quotients, on the lines that theory draws for them."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes

from helpers.plots.style import BLUE, GREY, ORANGE, new_axes


def error_budget(steps: np.ndarray, errors: Mapping[str, np.ndarray],
                 truncation: Mapping[str, np.ndarray], roundoff: np.ndarray,
                 ax: Axes | None = None) -> Axes:
    """Error over step on logarithmic axes: points as measured, lines as derived.

    Parameters
    ----------
    steps : float array, shape (n,)
        Positive steps h.
    errors : dict from one or two names to arrays, shape (n,)
        Absolute errors that were measured; an error of 0 has no place on the axis.
    truncation : dict with the same names, arrays of shape (n,)
        What the bend of the curve should cost.
    roundoff : array, shape (n,)
        What lost digits should cost at most, whatever the method.
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
        For each name a line of points and a dashed line; last the dotted line of the round-off.
    """
    ax = new_axes(ax, title="Points: measured. Lines: what the derivation says",
                  xlabel="step h (units of a, log scale)", ylabel="|estimate − slope| (log scale)",
                  figsize=(7.6, 3.8))
    for (name, error), color, marker in zip(errors.items(), (BLUE, ORANGE), "os", strict=False):
        ax.loglog(steps, np.where(error > 0, error, np.nan), marker, color=color, markersize=3.5,
                  label=f"{name}, measured")
        ax.loglog(steps, truncation[name], "--", color=color, linewidth=1.2,
                  label=f"{name}, truncation")
    ax.loglog(steps, roundoff, ":", color=GREY, linewidth=1.8, label="round-off")
    measured = np.concatenate([error[error > 0] for error in errors.values()])
    ax.set_ylim(measured.min() / 3, 10 * measured.max())
    ax.minorticks_off()  # hundreds of them on logarithmic axes: half the time of a redraw
    ax.legend(frameon=False, loc="center left", bbox_to_anchor=(1, 0.5))
    return ax
