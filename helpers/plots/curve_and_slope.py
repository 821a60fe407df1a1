"""A curve, and under it the curve of its slopes, measured with nudges."""

from collections.abc import Callable

import matplotlib.pyplot as plt
import numpy as np

from helpers.plots.slopes import TANGENT_STEP
from helpers.plots.style import BLUE, GREY, ORANGE, RED, new_axes


def curve_and_slope(f: Callable, a: float, reach: tuple[float, float], name: str = "f(a)"
                    ) -> np.ndarray:
    """The tangent at a point above; below, how steep it is there and everywhere else.

    Parameters
    ----------
    f : function of an array of shape (n,), entry by entry
    a : float
        The point, inside `reach`.
    reach : (lowest, highest) a that is drawn
        f must be defined a little beyond both.
    name : str
        How the curve is called.

    Returns
    -------
    array of 2 matplotlib Axes
        Each holds its curve first; the lower one is the slope, never taken from a formula.
    """
    figure, axes = plt.subplots(2, 1, figsize=(6.0, 5.2), sharex=True, layout="constrained")
    x = np.append(np.linspace(*reach, 200), a)
    slopes = (f(x + TANGENT_STEP) - f(x - TANGENT_STEP)) / 2 / TANGENT_STEP
    slope, x, slopes = slopes[-1], x[:-1], slopes[:-1]
    above = new_axes(axes[0], title=f"{name} at a = {a:.3g} has the slope {slope:.4g}",
                     ylabel=f"{name} (no unit)")
    below = new_axes(axes[1], xlabel="a (no unit)", ylabel="slope (no unit)")
    height = np.ptp(f(x))
    above.set_ylim(f(x).min() - 0.08 * height, f(x).max() + 0.08 * height)
    above.plot(x, f(x), color=BLUE, linewidth=2)
    above.plot(x, f(np.array(a)) + slope * (x - a), color=RED, linewidth=1.5)
    below.plot(x, slopes, color=RED, linewidth=2)
    below.axhline(0, color=GREY, linewidth=0.8)
    for ax, y in ((above, f(np.array(a))), (below, slope)):
        ax.plot([a], [y], "o", color=ORANGE, markersize=8, zorder=3)
        ax.axvline(a, color=GREY, linewidth=0.8, linestyle="--")
    figure.align_ylabels()
    return axes
