"""A gradient beside the nudges that it must agree with."""

import numpy as np
from matplotlib.axes import Axes

from helpers.plots.style import BLUE, GREY, new_axes


def gradient_agreement(gradient: np.ndarray, estimate: np.ndarray, ax: Axes | None = None) -> Axes:
    """Each entry of a gradient over its estimate: right ones lie on the diagonal.

    Parameters
    ----------
    gradient, estimate : arrays of one shape
        By formula, and by nudging.
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
    """
    gradient, estimate = np.ravel(gradient), np.ravel(estimate)
    ax = new_axes(ax, title="On the line: the formula agrees with the nudge",
                  xlabel="slope by nudging", ylabel="slope by your formula", figsize=(4.8, 4.2))
    ends = [min(gradient.min(), estimate.min()), max(gradient.max(), estimate.max())]
    ax.plot(ends, ends, color=GREY, linewidth=0.8, linestyle="--")
    ax.plot(estimate, gradient, "o", color=BLUE)
    return ax
