"""What an answer costs, by how sure it was."""

from collections.abc import Callable

import numpy as np
from matplotlib.axes import Axes

from helpers.plots.style import BLUE, GREY, ORANGE, new_axes


def price_of_confidence(compute_cost: Callable, ax: Axes | None = None) -> Axes:
    """Cost of one example over the predicted probability a, for a true yes and a true no.

    Parameters
    ----------
    compute_cost : function
        (A (1, m), Y (1, m)) -> float, in nats.
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
    """
    ax = new_axes(ax, title="The price of confidence", xlabel="predicted probability a of a yes",
                  ylabel="cost (nats)")
    a = np.linspace(0.002, 0.998, 250)
    for y, color, name in ((1, BLUE, "the truth is yes (y = 1)"),
                           (0, ORANGE, "the truth is no (y = 0)")):
        costs = [float(compute_cost(np.array([[p]]), np.array([[y]]))) for p in a]
        ax.plot(a, costs, color=color, linewidth=2, label=name)
    ax.axhline(np.log(2), color=GREY, linewidth=0.8, linestyle="--")
    ax.annotate("a coin flip: log 2", (0.5, np.log(2)), xytext=(0, -16), ha="center",
                textcoords="offset points", color=GREY)
    ax.legend(loc="upper center", frameon=False)
    return ax
