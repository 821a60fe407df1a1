"""Gradient descent in one weight, drawn on the curve of its cost; for one cost or for several."""

from collections.abc import Callable, Mapping

import matplotlib.pyplot as plt
import numpy as np

from helpers.plots.style import BLUE, GREEN, GREY, RED, new_axes


def descents(costs: Mapping[str, tuple[Callable, Callable]], start: float, rate: float,
             n_steps: int, *, reach: tuple[float, float] = (-3.0, 6.0)) -> np.ndarray:
    """The same start, rate and number of steps on every cost.

    Parameters
    ----------
    costs : dict from a name to (cost, slope)
        Functions of a weight, a float or an array of shape (n,), that return the same kind.
    start : float
    rate : float
        Each step goes rate times the slope downhill.
    n_steps : int
    reach : pair of float
        Smallest and largest weight drawn; what jumps farther leaves the picture.

    Returns
    -------
    array of matplotlib Axes, one for each cost
        The curve, the path on it (red), its start (grey) and its end (green).
    """
    _, axes = plt.subplots(1, len(costs), figsize=(max(5.6, 4.4 * len(costs)), 3.8),
                           layout="constrained", squeeze=False)
    w = np.linspace(*reach, 301)
    for ax, (name, (cost, slope)) in zip(axes[0], costs.items(), strict=True):
        path = [start]
        for _ in range(n_steps):
            path.append(path[-1] - rate * slope(path[-1]))
        new_axes(ax, xlabel="weight w", ylabel="cost")
        ax.set_title(f"{name}: after {n_steps} steps w = {path[-1]:.4g}", fontsize="medium")
        ax.plot(w, cost(w), color=BLUE, linewidth=2)
        ax.set(xlim=reach, ylim=ax.get_ylim())
        ax.plot(path, cost(np.array(path)), ".-", color=RED, linewidth=1, label="path")
        for place, color, marker, label in ((path[0], GREY, "s", "start"),
                                            (path[-1], GREEN, "o", "end")):
            ax.plot([place], [cost(place)], marker, color=color, markersize=9, label=label,
                    markeredgecolor="white", linestyle="none")
        ax.legend(frameon=False)
    return axes[0]
