"""The cost along a straight line: from one set of parameters to another, and along one step."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes

from answercheck.translation import N_
from answercheck.translation import translate as _
from helpers.plots.drawing import Function
from helpers.plots.style import BLUE, GREY, RED, new_axes


def cost_between(cost_of: Function, start: Mapping[str, np.ndarray],
                 end: Mapping[str, np.ndarray], ax: Axes | None = None, *,
                 names: tuple[str, str] = (N_("start"), N_("end"))) -> Axes:
    """Cost at parameters (1 - t) · start + t · end, for t a little beyond 0 and 1.

    Parameters
    ----------
    cost_of : function
        parameters -> float, in nats.
    start, end : dicts of arrays with the same keys and shapes
    ax : matplotlib Axes, optional
    names : two strings
        Names of the two ends, t = 0 and t = 1.

    Returns
    -------
    matplotlib Axes
    """
    first, last = map(_, names)
    ax = new_axes(ax, xlabel=_("position t between the two"), ylabel=_("cost (nats)"), title=_(
        "Cost on the straight line from {start} to {end}").format(start=first, end=last))
    t = np.linspace(-0.15, 1.15, 131)

    def cost_at(t: float) -> float:
        return float(cost_of({key: (1 - t) * start[key] + t * end[key] for key in start}))

    ax.plot(t, [cost_at(position) for position in t], color=BLUE, linewidth=2)
    for position, name in ((0.0, first), (1.0, last)):
        height = cost_at(position)
        ax.plot([position], [height], "o", color=RED)
        ax.annotate(_("{end}: {cost:.3f}").format(end=name, cost=height), (position, height),
                    xytext=(0, -16), color=RED, textcoords="offset points", ha="center")
    ax.margins(y=0.18)
    return ax


def step_lengths(cost_after: Function, *, largest: float = 10.0, ax: Axes | None = None) -> Axes:
    """The cost after one step against its learning rate; the best rate is marked.

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
    ax = new_axes(ax, title=_("One step at each learning rate"), xlabel=_("learning rate α"),
                  ylabel=_("cost after the step (nats)"))
    rates = np.linspace(0, largest, 121)
    costs = np.array([float(cost_after(rate)) for rate in rates])
    best = int(np.argmin(costs))
    ax.axhline(costs[0], color=GREY, linestyle="--", linewidth=0.8)
    ax.annotate(_("before the step"), (largest, costs[0]), xytext=(0, 4), color=GREY, ha="right",
                textcoords="offset points")
    ax.plot(rates, costs, color=BLUE, linewidth=2)
    ax.plot([rates[best]], [costs[best]], "o", color=RED)
    ax.annotate(_("best: {rate:.2g}").format(rate=rates[best]), (rates[best], costs[best]),
                xytext=(0, -16), textcoords="offset points", color=RED, ha="center")
    ax.margins(y=0.15)
    return ax
