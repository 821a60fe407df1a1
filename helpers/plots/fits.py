"""Measured points, and the curves that several models draw through them."""

from collections.abc import Callable, Mapping

import numpy as np
from matplotlib.axes import Axes

from helpers.plots.style import GREY, new_axes


def fits(x: np.ndarray, y: np.ndarray, models: Mapping[str, Callable], span: tuple[float, float],
         ax: Axes | None = None) -> Axes:
    """Points in grey, a line for each model.

    Parameters
    ----------
    x, y : arrays, shape (m,)
    models : dict from a name to a function of an array (n,) that returns an array (n,)
    span : (lowest, highest) x for which the models are drawn
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
        High enough for the points and their surroundings; curves that leave it are cut off.
    """
    ax = new_axes(ax, xlabel="x", ylabel="y")
    ax.plot(x, y, "o", color=GREY, markersize=4, label="training points")
    line = np.linspace(*span, 300)
    for name, model in models.items():
        ax.plot(line, model(line), label=name)
    margin = 0.5 * np.ptp(y)
    ax.set(ylim=(y.min() - margin, y.max() + margin), xlim=span)
    ax.legend(frameon=False, ncols=2)
    return ax
