"""Gradient descent drawn on the cost: on its curve in one weight, on contour lines in two."""

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from answercheck.translation import translate as _
from helpers.plots.drawing import Function, surface
from helpers.plots.style import BLUE, GREEN, GREY, RED, new_axes


def descent_path(cost: Function, gradient: Function, start: Sequence[float], rate: float,
                 n_steps: int, *, reach: float = 5.0, ax: Axes | None = None) -> Axes:
    """The path of gradient descent from `start`; each step is rate times the gradient, downhill.

    Parameters
    ----------
    cost : function of an array of shape (2,) that returns a float
    gradient : function of an array of shape (2,) that returns an array of shape (2,)
    start : two floats
    rate : float
    n_steps : int
    reach : float
        Both axes run from -reach to reach; the path may leave the picture.
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
        Contour lines, the path (red), its start (grey) and its end (green).
    """
    path = _path(gradient, np.asarray(start, dtype=float), rate, n_steps)
    ax = new_axes(ax, xlabel=_("weight w₁"), ylabel=_("weight w₂"), figsize=(5.4, 4.8),
                  title=_("Rate {rate:.3g}: cost {cost:.3g} after {n} steps").format(
                      rate=rate, cost=cost(path[-1]), n=n_steps))
    fine = np.linspace(-reach, reach, 60)
    heights = surface(cost, fine)
    # In a bowl these lines are equally spaced.
    levels = heights.min() + np.ptp(heights) * np.linspace(0, 1, 12)[1:] ** 2
    ax.contour(fine, fine, heights, levels=levels, colors=BLUE, linewidths=0.8)
    ax.plot(*np.transpose(path), ".-", color=RED, linewidth=1.2, label=_("path"))
    _mark_ends(ax, path[0], path[-1])
    ax.set(xlim=(-reach, reach), ylim=(-reach, reach), aspect="equal")
    ax.legend(framealpha=0.9)
    return ax


def descents(costs: Mapping[str, tuple[Function, Function]], start: float, rate: float,
             n_steps: int, *, reach: tuple[float, float] = (-3.0, 6.0)) -> np.ndarray:
    """The same start, rate and number of steps on every cost.

    Parameters
    ----------
    costs : dict from a name to (cost, slope)
        Functions of a weight, a float or an array of shape (n,), that return the same type.
    start : float
    rate : float
        Each step is rate times the slope, downhill.
    n_steps : int
    reach : pair of float
        Smallest and largest weight drawn; the path may leave the picture.

    Returns
    -------
    array of matplotlib Axes, one for each cost
        The curve, the path on it (red), its start (grey) and its end (green).
    """
    axes = plt.subplots(1, len(costs), figsize=(max(5.6, 4.4 * len(costs)), 3.8),
                        layout="constrained", squeeze=False)[1]
    w = np.linspace(*reach, 301)
    for ax, (name, (cost, slope)) in zip(axes[0], costs.items(), strict=True):
        path = _path(slope, start, rate, n_steps)
        new_axes(ax, xlabel=_("weight w"), ylabel=_("cost"),
                 title=_("{cost}: after {n} steps w = {w:.4g}").format(
                     cost=name, n=n_steps, w=path[-1]))
        ax.title.set_fontsize("medium")
        ax.plot(w, cost(w), color=BLUE, linewidth=2)
        ax.set(xlim=reach, ylim=ax.get_ylim())
        ax.plot(path, cost(np.array(path)), ".-", color=RED, linewidth=1, label=_("path"))
        _mark_ends(ax, (path[0], cost(path[0])), (path[-1], cost(path[-1])))
        ax.legend(frameon=False)
    return axes[0]


def _path(gradient: Function, start: Any, rate: float, n_steps: int) -> list[Any]:
    """The n_steps + 1 points of gradient descent, the first of them `start`."""
    path = [start]
    for _step in range(n_steps):
        path.append(path[-1] - rate * gradient(path[-1]))
    return path


def _mark_ends(ax: Axes, start: Sequence[float], end: Sequence[float]) -> None:
    for place, color, marker, label in ((start, GREY, "s", _("start")),
                                       (end, GREEN, "o", _("end"))):
        ax.plot(*place, marker, color=color, markersize=9, markeredgecolor="white", label=label,
                linestyle="none")
