"""How the cost falls while a network learns, for one run or for several."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes

from answercheck.translation import N_
from answercheck.translation import translate as _
from helpers.plots.style import new_axes


def learning_curves(costs: Sequence[float] | Mapping[object, Sequence[float]], *, every: int = 100,
                    label: str = N_("rate"), ax: Axes | None = None) -> Axes:
    """Cost against iteration, one line for each run.

    Parameters
    ----------
    costs : list of float, or dict of such lists
        Costs of a run in nats, starting at iteration 0; a dict's keys name the runs.
    every : int
        Iterations between two entries.
    label : str
        What the keys are; written before each key in the legend.
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
    """
    ax = new_axes(ax, title=_("Learning curve"), xlabel=_("iteration"),
                  ylabel=_("cost (nats)"))
    if isinstance(costs, Mapping):
        for name, run in costs.items():
            ax.plot(every * np.arange(len(run)), run, marker=".", label=f"{_(label)} {name}")
        ax.set_title(_("Learning curves"))
        ax.legend(frameon=False)
    else:
        ax.plot(every * np.arange(len(costs)), costs, marker=".")
    ax.set_ylim(bottom=0)
    return ax
