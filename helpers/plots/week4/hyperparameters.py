"""Accuracies of many settings of a network, and how much luck there is in the best of them."""

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from answercheck.translation import translate as _
from helpers.plots.style import BLUE, GREY, ORANGE, new_axes


def sweep(results: Sequence[Mapping[str, float]]) -> np.ndarray:
    """Accuracy for each depth, width and learning rate, as coloured squares with numbers.

    Parameters
    ----------
    results : sequence of dicts with the keys "depth", "width", "rate" and "accuracy"
        Hidden layers, neurons in each of them, learning rate, accuracy from 0 to 1.

    Returns
    -------
    array of matplotlib Axes, one for each rate
    """
    depths, widths, rates = (sorted({result[key] for result in results})
                             for key in ("depth", "width", "rate"))
    figure, axes = plt.subplots(1, len(rates), squeeze=False, layout="constrained",
                                figsize=(2.6 * len(rates) + 0.9, 0.62 * len(depths) + 1.1))
    table = np.full((len(rates), len(depths), len(widths)), np.nan)
    for result in results:
        place = (rates.index(result["rate"]), depths.index(result["depth"]),
                 widths.index(result["width"]))
        table[place] = 100 * result["accuracy"]
    low, high = np.nanmin(table) - 0.5, np.nanmax(table) + 0.5
    for ax, rate, values in zip(axes[0], rates, table, strict=True):
        shown = ax.imshow(values, cmap="cividis", vmin=low, vmax=high, aspect="auto")
        ax.set(title=_("learning rate {rate:g}").format(rate=rate),
               xlabel=_("neurons in each layer"))
        ax.set_xticks(range(len(widths)), [f"{width:g}" for width in widths])
        ax.set_yticks(range(len(depths)), [f"{depth:g}" for depth in depths])
        for row, column in np.ndindex(values.shape):
            if np.isfinite(values[row, column]):
                ax.text(column, row, f"{values[row, column]:.1f}", ha="center", va="center",
                        color="white" if values[row, column] < (low + high) / 2 else "black")
    axes[0, 0].set_ylabel(_("hidden layers"))
    figure.colorbar(shown, ax=list(axes[0]), label=_("accuracy (%)"))
    return axes[0]


def best_of_many(won: Sequence[float], again: Sequence[float], true: float,
                 title: str = "", ax: Axes | None = None) -> Axes:
    """Two histograms on the same axis, with their means and the true accuracy as lines.

    Parameters
    ----------
    won : floats from 0 to 1
        Accuracy of the best setting on the images used to choose it, once for each repetition.
    again : floats from 0 to 1
        Accuracy of that same setting on new images.
    true : float
        True accuracy of every setting.
    title : str
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
    """
    ax = new_axes(ax, title=title, xlabel=_("accuracy (%)"), ylabel=_("repetitions"),
                  figsize=(7.0, 3.8))
    places = np.unique(np.round(100 * np.concatenate([np.ravel(won), np.ravel(again)]), 6))
    step = np.diff(places).min(initial=10.0)  # accuracies are multiples of one image
    step *= np.ceil((places[-1] - places[0]) / step / 40 + 1e-9)  # as many of these in every bin
    edges = np.arange(places[0] - step / 2, places[-1] + step, step)
    for accuracies, color, label in (
            (again, ORANGE, _("the best, on new images: mean {mean:.1f} %")),
            (won, BLUE, _("the best, on the images used to choose it: mean {mean:.1f} %"))):
        mean = 100 * float(np.mean(accuracies))
        ax.hist(100 * np.ravel(accuracies), bins=edges.tolist(), color=color, alpha=0.55,
                label=label.format(mean=mean))
        ax.axvline(mean, ymax=0.72, color=color, linewidth=2)
    ax.axvline(100 * true, ymax=0.72, color=GREY, linestyle="--",
               label=_("true value of all: {percent:.1f} %").format(percent=100 * true))
    ax.set_ylim(top=1.35 * ax.get_ylim()[1])  # room for the legend
    ax.legend(frameon=False, loc="upper left")
    return ax
