"""One activation at one score: the curve, the tangent there, and the flat parts."""

from collections.abc import Callable

import numpy as np
from matplotlib.axes import Axes

from helpers.plots.slopes import TANGENT_STEP
from helpers.plots.style import BLUE, GREY, RED, new_axes

REACH = 6.0
FLAT = 0.05  # slopes below it are shaded


def activation_at(g: Callable, z: float, ax: Axes | None = None, *, name: str = "g") -> Axes:
    """An activation with its tangent at the score z; where the slope is below 0.05 it is shaded.

    Parameters
    ----------
    g : function of an array of shape (n,) that returns an array of that shape
    z : float
        From -6 to 6.
    ax : matplotlib Axes, optional
    name : str
        How the title calls the activation.

    Returns
    -------
    matplotlib Axes
        Lines labelled "g" and "tangent"; the title tells the slope.
    """
    scores = np.linspace(-REACH, REACH, 600)  # an even number: 0, where corners are, is left out
    height, slope = float(g(np.array([z]))[0]), float(_slope(g, np.array([z]))[0])
    ax = new_axes(ax, title=f"{name} at z = {z:.2f}: g = {height:.3g}, slope {slope:.2g}",
                  xlabel="score z", ylabel="activation g(z)")
    ax.fill_between(scores, 0, 1, where=np.abs(_slope(g, scores)) < FLAT, color=GREY, alpha=0.15,
                    linewidth=0, transform=ax.get_xaxis_transform())
    ax.axhline(0, color=GREY, linewidth=0.7)
    ax.plot(scores, g(scores), color=BLUE, linewidth=2, label="g")
    half = 1.6 / np.hypot(1, 2 * slope)
    ends = np.array([z - half, z + half])
    ax.plot(ends, height + slope * (ends - z), color=RED, linewidth=2.5, label="tangent")
    ax.plot([z], [height], "o", color=RED)
    ax.set(xlim=(-REACH, REACH), ylim=(-1.4, 3.4))
    return ax


def _slope(g: Callable, z: np.ndarray) -> np.ndarray:
    rise = g(z + TANGENT_STEP) - g(z - TANGENT_STEP)
    return rise / (2 * TANGENT_STEP)
