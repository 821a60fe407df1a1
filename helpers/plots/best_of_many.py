"""The luck of the best: how a winner looks where it won, and how on new examples."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from helpers.plots.style import BLUE, GREY, ORANGE, new_axes


def best_of_many(won: Sequence[float], again: Sequence[float], true: float,
                 title: str = "", ax: Axes | None = None) -> Axes:
    """Two histograms over the same axis, with their means and the true accuracy as lines.

    Parameters
    ----------
    won : floats from 0 to 1
        Accuracy of the best setting where it was chosen, once for each repetition.
    again : floats from 0 to 1
        Accuracy of that same setting on new examples.
    true : float
        Accuracy that all settings really have.
    title : str
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
    """
    ax = new_axes(ax, title=title, xlabel="right answers (%)", ylabel="repetitions",
                  figsize=(7.0, 3.8))
    places = np.unique(np.round(100 * np.concatenate([np.ravel(won), np.ravel(again)]), 6))
    step = np.diff(places).min(initial=10.0)  # accuracies are whole numbers of examples
    step *= np.ceil((places[-1] - places[0]) / step / 40 + 1e-9)  # as many of them in every bin
    edges = np.arange(places[0] - step / 2, places[-1] + step, step)
    for accuracies, color, where in ((again, ORANGE, "on new examples"),
                                     (won, BLUE, "where it was chosen")):
        mean = 100 * float(np.mean(accuracies))
        ax.hist(100 * np.ravel(accuracies), bins=edges.tolist(), color=color, alpha=0.55,
                label=f"the best {where}: {mean:.1f} on average")
        ax.axvline(mean, ymax=0.72, color=color, linewidth=2)
    ax.axvline(100 * true, ymax=0.72, color=GREY, linestyle="--",
               label=f"the truth for all: {100 * true:.1f}")
    ax.set_ylim(top=1.35 * ax.get_ylim()[1])  # room for the legend
    ax.legend(frameon=False, loc="upper left")
    return ax
