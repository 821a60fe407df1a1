"""A network of one hidden layer as circles and lines, with the names of its parts."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes

from answercheck.translation import ngettext
from helpers.plots.drawing import layer_places, unit
from helpers.plots.style import BLUE, GREY, ORANGE, new_axes


def network_diagram(n_x: int, n_h: int, n_y: int,
                    parameters: Mapping[str, np.ndarray] | None = None,
                    ax: Axes | None = None) -> Axes:
    """Inputs at the left, hidden units in the middle, outputs at the right.

    Parameters
    ----------
    n_x, n_h, n_y : int
        Inputs, hidden units, outputs.
    parameters : dict with "W1" (n_h, n_x) and "W2" (n_y, n_h), optional
        The thickness of a line is then the size of its weight: blue is positive, orange negative.
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
    """
    ax = new_axes(ax, figsize=(6.4, 3.6))
    ax.axis("off")
    sizes = (n_x, n_h, n_y)
    tall = max(sizes)
    places = layer_places(sizes)
    for layer in (1, 2):
        W = None if parameters is None else np.asarray(parameters[f"W{layer}"], dtype=float)
        for i, end in enumerate(places[layer]):
            for j, start in enumerate(places[layer - 1]):
                color, width = GREY, 0.8
                if W is not None:
                    color = BLUE if W[i, j] > 0 else ORANGE
                    width = 4 * abs(W[i, j]) / (np.abs(W).max() or 1.0)
                ax.plot(*zip(start, end, strict=True), color=color, linewidth=width, zorder=1)
    names = ("x", "a^{[1]}", r"a^{[2]}")
    for layer, column in enumerate(places):
        for i, place in enumerate(column, start=1):
            unit(ax, place, f"${names[layer]}_{{{i}}}$", layer == 0, markersize=26)
    under = (ngettext("input\n{n} number", "input\n{n} numbers", n_x),
             ngettext("hidden layer [1]\n{n} unit", "hidden layer [1]\n{n} units", n_h),
             ngettext("output layer [2]\n{n} unit", "output layer [2]\n{n} units", n_y))
    for layer, (text, n) in enumerate(zip(under, sizes, strict=True)):
        ax.annotate(text.format(n=n), (layer, -tall / 2 - 0.45), ha="center", va="center",
                    color=GREY)
    for layer in (1, 2):
        shape = (sizes[layer], sizes[layer - 1])
        ax.annotate(f"$W^{{[{layer}]}}$ {shape}", (layer - 0.5, tall / 2 + 0.1), ha="center",
                    color=BLUE)
    ax.set(xlim=(-0.4, 2.4), ylim=(-tall / 2 - 0.9, tall / 2 + 0.4))
    return ax
