"""How many units of a layer can learn: the shares of their slopes, from flat to steep."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from helpers.plots.style import BLUE, GREY, RED, new_axes

N_BINS = 20  # so that the first bin is the flat one, below 0.05


def slope_shares(slopes: np.ndarray, ax: Axes | None = None, *, title: str = "") -> Axes:
    """The shares of slopes between 0 and 1, those below 0.05 in red.

    Parameters
    ----------
    slopes : array of any shape
        g'(z) of units and examples, from 0 to 1.
    ax : matplotlib Axes, optional
    title : str
        The share of flat ones is added to it.

    Returns
    -------
    matplotlib Axes
    """
    shares, edges = np.histogram(slopes, bins=N_BINS, range=(0.0, 1.0))
    shares = shares / np.size(slopes)
    told = f"{shares[0]:.0%} of the slopes are below 0.05"
    ax = new_axes(ax, title=f"{title}: {told}" if title else told,
                  xlabel="slope g′(z) of a unit at an example", ylabel="share")
    ax.bar(edges[:-1], shares, width=np.diff(edges), align="edge", edgecolor="white",
           color=[RED] + [BLUE] * (N_BINS - 1))
    ax.axvline(edges[1], color=GREY, linestyle="--", linewidth=0.8)
    ax.yaxis.set_major_formatter(PercentFormatter(1.0))
    ax.set(xlim=(0, 1), ylim=(0, 1))
    return ax
