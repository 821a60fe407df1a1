"""The cost before training, and how the weights of the hidden units move during it."""

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from answercheck.translation import translate as _
from helpers.plots.style import CYCLE, GREY, new_axes


def start_costs(scales: Sequence[float], costs: Mapping[object, Sequence[float]],
                ax: Axes | None = None) -> Axes:
    """Cost of untrained networks, a line for each random start, both axes logarithmic.

    Parameters
    ----------
    scales : standard deviations of the weights
    costs : dict from a seed to costs in nats, one for each scale
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
    """
    ax = new_axes(ax, title=_("Cost of untrained networks"),
                  xlabel=_("standard deviation of the weights (log scale)"),
                  ylabel=_("cost before training (nats, log scale)"))
    for seed, line in costs.items():
        ax.loglog(scales, line, label=_("seed {seed}").format(seed=seed))
    ax.axhline(np.log(2), color=GREY, linestyle="--", linewidth=0.8)
    ax.annotate(_("log 2: a coin flip"), (scales[0], np.log(2)), xytext=(0, 4), color=GREY,
                textcoords="offset points")
    ax.legend(frameon=False, loc="upper center")
    return ax


def weights_move(paths: Mapping[str, Sequence[Mapping[str, np.ndarray]]], *,
                 axes: Sequence[Axes] | None = None) -> np.ndarray:
    """Each hidden unit as a point (w₁, w₂) that moves; one panel for each training run.

    Parameters
    ----------
    paths : dict from a title to the parameters recorded in a training run, in order
        Each a dict whose "W1" is (n_h, 2).
    axes : one Axes for each run, optional

    Returns
    -------
    array of Axes
        One line for each unit, from an open circle (start) to a filled one (end). Later units are
        drawn thinner, so that units on the same path can all be seen.
    """
    if axes is None:
        axes = plt.subplots(1, len(paths), figsize=(2.9 * len(paths), 3.3), sharex=True,
                            sharey=True, layout="constrained")[1]
    panels = np.atleast_1d(np.asarray(axes, dtype=object))
    for ax, (title, path) in zip(panels, paths.items(), strict=True):
        new_axes(ax, title=title, xlabel=_("weight of x₁"))
        W1 = np.array([parameters["W1"] for parameters in path])  # (times, n_h, 2)
        n_h = W1.shape[1]
        for unit in range(n_h):
            color, extra = CYCLE[unit % len(CYCLE)], n_h - unit
            ax.plot(*W1[:, unit].T, color=color, linewidth=0.8 + 0.9 * extra, zorder=2)
            ax.plot(*W1[0, unit], "o", color=color, markersize=4 + 2 * extra,
                    markerfacecolor="white", zorder=3)
            ax.plot(*W1[-1, unit], "o", color=color, markersize=4 + 2 * extra, zorder=4)
        ax.axhline(0, color=GREY, linewidth=0.7)
        ax.axvline(0, color=GREY, linewidth=0.7)
    panels[0].set_ylabel(_("weight of x₂"))
    return panels
