"""What a network pays before it has learned anything, over the size of its random weights."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes

from helpers.plots.style import GREY, new_axes


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
    ax = new_axes(ax, title="Large weights: sure of themselves, and wrong",
                  xlabel="standard deviation of the weights (log scale)",
                  ylabel="cost before training (nats, log scale)")
    for seed, line in costs.items():
        ax.loglog(scales, line, label=f"seed {seed}")
    ax.axhline(np.log(2), color=GREY, linestyle="--", linewidth=0.8)
    ax.annotate("log 2: a coin", (scales[0], np.log(2)), xytext=(0, 4), color=GREY,
                textcoords="offset points")
    ax.legend(frameon=False, loc="upper center")
    return ax
