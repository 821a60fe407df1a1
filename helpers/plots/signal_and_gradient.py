"""How large the signal is in each layer on its way out, and the gradient on its way back."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from helpers.plots.style import BLUE, GREY, RED, new_axes


def signal_and_gradient(signal: Sequence[float], gradient: Sequence[float], title: str = "",
                        ax: Axes | None = None) -> Axes:
    """Two lines over the layers, on a logarithmic axis.

    Parameters
    ----------
    signal : L + 1 positive floats
        Typical size of the activations of layers 0, 1, ..., L.
    gradient : L + 1 positive floats
        Typical size of the slopes by the activations of layers 0, 1, ..., L.
    title : str
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
        Never less than from a tenth to ten, so that a flat line looks flat.
    """
    ax = new_axes(ax, title=title, xlabel="layer", ylabel="typical size (log scale)")
    ax.axhline(1, color=GREY, linestyle="--", linewidth=0.8)
    ax.plot(range(len(signal)), signal, color=BLUE, marker="o", markersize=4,
            label="signal, from left to right →")
    ax.plot(range(len(gradient)), gradient, color=RED, marker="s", markersize=4,
            label="gradient, from right to left ←")
    ax.set_yscale("log")
    low, high = ax.get_ylim()
    ax.set_ylim(min(low, 0.1), max(high, 10))
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.legend(frameon=False)
    return ax
