"""How right models are, by the number of examples they were trained on."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes

from helpers.plots.style import GREY, new_axes


def accuracy_over_data(n_examples: Sequence[int], accuracy: Mapping[str, np.ndarray],
                       guessing: float, ax: Axes | None = None) -> Axes:
    """A line for each model through the means of its runs, and every run as a dot.

    Parameters
    ----------
    n_examples : sequence of n int
    accuracy : dict from a model's name to an array, shape (n, runs)
        Share of right answers in the test, from 0 to 1.
    guessing : float
        What blind guessing reaches, from 0 to 1.
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
    """
    ax = new_axes(ax, title="More examples help; a larger model uses them",
                  xlabel="examples to learn from (log scale)",
                  ylabel="right answers in the test (%)")
    for (name, runs), marker in zip(accuracy.items(), "os^vD*" * len(accuracy), strict=False):
        line, = ax.plot(n_examples, 100 * runs.mean(axis=1), marker=marker, label=name)
        for run in runs.T:
            ax.plot(n_examples, 100 * run, ".", color=line.get_color(), alpha=0.4, zorder=1)
    ax.axhline(100 * guessing, color=GREY, linestyle="--", linewidth=1, label="guessing")
    ax.set_xscale("log")
    ax.set_xticks(n_examples, [str(n) for n in n_examples])
    ax.minorticks_off()
    ax.set_ylim(0, 100)
    ax.legend(frameon=False, loc="lower right", bbox_to_anchor=(1, 0.12))
    return ax
