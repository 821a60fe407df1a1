"""How far one step should go: the cost after it, for every learning rate."""

from collections.abc import Callable

import numpy as np
from matplotlib.axes import Axes

from helpers.plots.style import BLUE, GREY, RED, new_axes


def step_lengths(cost_after: Callable, *, largest: float = 10.0, ax: Axes | None = None) -> Axes:
    """The cost after one step, over the rate of that step; the best rate is marked.

    Parameters
    ----------
    cost_after : function
        learning rate -> cost in nats, a float; at rate 0 the cost before the step.
    largest : float
        The largest rate drawn.
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
    """
    ax = new_axes(ax, title="One step, at every rate", xlabel="learning rate α",
                  ylabel="cost after the step (nats)")
    rates = np.linspace(0, largest, 121)
    costs = np.array([float(cost_after(rate)) for rate in rates])
    best = int(np.argmin(costs))
    ax.axhline(costs[0], color=GREY, linestyle="--", linewidth=0.8)
    ax.annotate("before the step", (largest, costs[0]), xytext=(0, 4), color=GREY, ha="right",
                textcoords="offset points")
    ax.plot(rates, costs, color=BLUE, linewidth=2)
    ax.plot([rates[best]], [costs[best]], "o", color=RED)
    ax.annotate(f"best: {rates[best]:.2g}", (rates[best], costs[best]), xytext=(0, -16),
                textcoords="offset points", color=RED, ha="center")
    ax.margins(y=0.15)
    return ax
