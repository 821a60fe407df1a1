"""A network of any depth as circles and lines, with one row of one weight matrix marked."""

from collections.abc import Sequence

from matplotlib.axes import Axes

from answercheck.translation import translate as _
from helpers.plots.drawing import layer_places, unit
from helpers.plots.style import GREY, RED, new_axes


def deep_diagram(layer_dims: Sequence[int], layer: int, neuron: int, ax: Axes | None = None
                 ) -> Axes:
    """All layers side by side; the weights of one neuron are the lines that lead to it.

    Parameters
    ----------
    layer_dims : list of int
        Neurons in layer 0 (the input), 1, ..., L.
    layer : int, 1 to L
        Layer of the neuron whose weights are shown.
    neuron : int, 1 to layer_dims[layer]
        Its number, and that of its row in W.
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
        Those lines are thick and red, all others thin and grey.
    """
    n, n_prev = layer_dims[layer], layer_dims[layer - 1]
    ax = new_axes(ax, figsize=(1.6 + 1.6 * len(layer_dims), 1.5 + 0.72 * max(layer_dims)),
                  title=_("Row {k} of {W}, whose shape is {shape}").format(
                      k=neuron, W=f"$W^{{[{layer}]}}$", shape=f"({n}, {n_prev})"))
    ax.axis("off")
    places = layer_places(layer_dims)
    for column in range(1, len(layer_dims)):
        for i, end in enumerate(places[column], start=1):
            marked = (column, i) == (layer, neuron)
            for start in places[column - 1]:
                ax.plot(*zip(start, end, strict=True), color=RED if marked else GREY,
                        linewidth=3 if marked else 0.6, zorder=2 if marked else 1)
    for column, circles in enumerate(places):
        for i, place in enumerate(circles, start=1):
            unit(ax, place, f"$a^{{[{column}]}}_{{{i}}}$", column == 0, markersize=27)
        ax.annotate(_("layer {k}\n{size}").format(
            k=column, size=f"$n^{{[{column}]}}$ = {layer_dims[column]}"),
            (column, -max(layer_dims) / 2 - 0.45), ha="center", va="center", color=GREY)
    ax.set(xlim=(-0.4, len(layer_dims) - 0.6),
           ylim=(-max(layer_dims) / 2 - 0.9, max(layer_dims) / 2))
    return ax
