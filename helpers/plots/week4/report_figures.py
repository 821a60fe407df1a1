"""Figures of a report: axes that start at 0 or not, and models that overfit."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from answercheck.translation import translate as _
from helpers.plots.drawing import Function
from helpers.plots.style import BLUE, GREY, new_axes


def bars_from(values: Mapping[str, float], errors: Mapping[str, float], lowest: float,
              quantity: str) -> np.ndarray:
    """Bars on a truncated axis at the left, on an axis from 0 at the right.

    Parameters
    ----------
    values : dict from a name to a positive float
    errors : dict from each name to its standard error
        Drawn at the right as lines of two standard errors to each side.
    lowest : float
        Where the axis of the left figure starts; less than every value.
    quantity : str
        What is measured; the label of both axes.

    Returns
    -------
    array of 2 matplotlib Axes
    """
    axes = plt.subplots(1, 2, figsize=(7.6, 3.6), layout="constrained")[1]
    cut, honest = (new_axes(ax, ylabel=quantity) for ax in axes)
    for ax in (cut, honest):
        ax.bar(range(len(values)), list(values.values()), color=BLUE, alpha=0.6, width=0.6)
        ax.set_xticks(range(len(values)), list(values))
    largest = max(values.values())
    cut.set(ylim=(lowest, largest + 0.1 * (largest - lowest)),
            title=_("Axis from {lowest:g}").format(lowest=lowest))
    for place, name in enumerate(values):
        honest.plot([place, place], [values[name] - 2 * errors[name],
                                     values[name] + 2 * errors[name]],
                    color=GREY, linewidth=3, solid_capstyle="butt")
    honest.set(ylim=(0, None), title=_("Axis from 0, ± 2 standard errors"))
    return axes


def fits(x: np.ndarray, y: np.ndarray, models: Mapping[str, Function], span: tuple[float, float],
         ax: Axes | None = None) -> Axes:
    """Points in black, a line for each model.

    Parameters
    ----------
    x, y : arrays, shape (m,)
    models : dict from a name to a function of an array (n,) that returns an array (n,)
    span : (lowest, highest) x for which the models are drawn
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
        The vertical axis spans the points and some room; curves that leave it are cut off.
    """
    ax = new_axes(ax, xlabel="x", ylabel="y")
    ax.plot(x, y, "o", color="black", markersize=4, label=_("training points"))
    line = np.linspace(*span, 300)
    for name, model in models.items():
        ax.plot(line, model(line), label=name)
    margin = 0.5 * np.ptp(y)
    ax.set(ylim=(y.min() - margin, y.max() + margin), xlim=span)
    ax.legend(frameon=False, ncols=2)
    return ax
