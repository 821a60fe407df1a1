"""Gradient descent in two weights, drawn as a path over the contour lines of the cost."""

from collections.abc import Callable, Sequence

import numpy as np
from matplotlib.axes import Axes

from helpers.plots.style import BLUE, GREEN, GREY, RED, new_axes


def descent_path(cost: Callable, gradient: Callable, start: Sequence[float], rate: float,
                 n_steps: int, *, reach: float = 5.0, ax: Axes | None = None) -> Axes:
    """Where gradient descent goes from `start`, each step rate times the gradient downhill.

    Parameters
    ----------
    cost : function of an array of shape (2,) that returns a float
    gradient : function of an array of shape (2,) that returns an array of shape (2,)
    start : two floats
    rate : float
    n_steps : int
    reach : float
        Both axes run from -reach to reach; what jumps farther leaves the picture.
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
        Contour lines, the path (red), its start (grey) and its end (green).
    """
    path = [np.asarray(start, dtype=float)]
    for _ in range(n_steps):
        path.append(path[-1] - rate * gradient(path[-1]))
    ax = new_axes(ax, title=f"Rate {rate:.3g}: cost {cost(path[-1]):.3g} after {n_steps} steps",
                  xlabel="weight w₁", ylabel="weight w₂", figsize=(5.4, 4.8))
    fine = np.linspace(-reach, reach, 60)
    heights = np.array([[cost(np.array([w1, w2])) for w1 in fine] for w2 in fine])
    # In a bowl these lines are equally far from one another.
    levels = heights.min() + np.ptp(heights) * np.linspace(0, 1, 12)[1:] ** 2
    ax.contour(fine, fine, heights, levels=levels, colors=BLUE, linewidths=0.8)
    ax.plot(*np.transpose(path), ".-", color=RED, linewidth=1.2, label="path")
    for place, color, marker, label in ((path[0], GREY, "s", "start"),
                                        (path[-1], GREEN, "o", "end")):
        ax.plot(*place, marker, color=color, markersize=9, markeredgecolor="white", label=label,
                linestyle="none")
    ax.set(xlim=(-reach, reach), ylim=(-reach, reach), aspect="equal")
    ax.legend(framealpha=0.9)
    return ax
