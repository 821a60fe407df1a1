"""The curve of the sigmoid, drawn by the student's own function."""

from collections.abc import Callable

import numpy as np
from matplotlib.axes import Axes

from helpers.plots.style import BLUE, GREY, RED, new_axes


def sigmoid_curve(sigmoid: Callable, ax: Axes | None = None) -> Axes:
    """The squashing curve over z from -8 to 8, with its middle and its two flat ends.

    Parameters
    ----------
    sigmoid : function
        Array of shape (n,) -> array of the same shape.
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
    """
    ax = new_axes(ax, title="The sigmoid turns any score into a probability",
                  xlabel="score z", ylabel="a = σ(z)")
    z = np.linspace(-8, 8, 321)
    a = np.asarray(sigmoid(z), dtype=float)
    for level in (0.0, 1.0):
        ax.axhline(level, color=GREY, linewidth=0.8, linestyle="--")
    ax.plot(z, a, color=BLUE, linewidth=2)
    middle = float(np.asarray(sigmoid(np.zeros(1))).ravel()[0])
    ax.plot([0], [middle], "o", color=RED)
    ax.annotate(f"σ(0) = {middle:.3g}", (0, middle), xytext=(12, -4), textcoords="offset points",
                color=RED)
    return ax
