"""A curve that is a sum: what each neuron adds, and what comes out."""

import numpy as np
from matplotlib.axes import Axes

from helpers.plots.style import BLUE, CYCLE, GREY, new_axes


def sum_of_neurons(x: np.ndarray, parts: np.ndarray, points: tuple[np.ndarray, np.ndarray],
                   labels: tuple[str, str], ax: Axes | None = None) -> Axes:
    """Each neuron's share as a dashed line, their sum as a thick one.

    Parameters
    ----------
    x : array, shape (n,)
        Inputs, in order.
    parts : array, shape (n_neurons, n)
        What each neuron adds to the output at each input.
    points : (inputs, answers), arrays of shape (m,)
        What the sum should pass through.
    labels : (what the inputs are, what the answers are)
        With their units.
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
        One line a neuron, then the sum, then the points.
    """
    ax = new_axes(ax, title="Each neuron adds a straight piece; the sum bends",
                  xlabel=labels[0], ylabel=labels[1])
    for number, part in enumerate(parts, start=1):
        ax.plot(x, part, "--", color=CYCLE[number % len(CYCLE)], zorder=3,
                label=f"neuron {number} adds")
    ax.plot(x, parts.sum(axis=0), color=BLUE, linewidth=2.5, label="the sum")
    ax.plot(*points, "o", color="black", markersize=4, label="homes")
    ax.axhline(0, color=GREY, linewidth=0.8)
    ax.legend(frameon=False)
    return ax
