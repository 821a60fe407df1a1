"""The same numbers twice: on an axis that begins anywhere, and from 0 with their uncertainty."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np

from helpers.plots.style import BLUE, GREY, new_axes


def bars_from(values: Mapping[str, float], errors: Mapping[str, float], lowest: float,
              quantity: str) -> np.ndarray:
    """Bars on a cut axis at the left, on an honest one at the right.

    Parameters
    ----------
    values : dict from a name to a positive float
    errors : dict from each name to its standard error
        At the right a line of two standard errors to each side is drawn.
    lowest : float
        Where the axis of the left figure begins; less than every value.
    quantity : str
        What is measured; written at the axes.

    Returns
    -------
    array of 2 matplotlib Axes
    """
    _, axes = plt.subplots(1, 2, figsize=(7.6, 3.6), layout="constrained")
    cut, honest = (new_axes(ax, ylabel=quantity) for ax in axes)
    for ax in (cut, honest):
        ax.bar(range(len(values)), list(values.values()), color=BLUE, alpha=0.6, width=0.6)
        ax.set_xticks(range(len(values)), list(values))
    largest = max(values.values())
    cut.set(ylim=(lowest, largest + 0.1 * (largest - lowest)), title=f"the axis from {lowest:g}")
    for place, name in enumerate(values):
        honest.plot([place, place], [values[name] - 2 * errors[name],
                                     values[name] + 2 * errors[name]],
                    color=GREY, linewidth=3, solid_capstyle="butt")
    honest.set(ylim=(0, None), title="from 0, ± 2 standard errors")
    return axes
