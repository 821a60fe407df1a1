"""The size of signal and gradient, layer by layer."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from answercheck.translation import translate as _
from helpers.plots.style import BLUE, GREY, RED, new_axes


def signal_and_gradient(signal: Sequence[float], gradient: Sequence[float], title: str = "",
                        ax: Axes | None = None) -> Axes:
    """Size of the activations and of the gradient in each layer, on a logarithmic axis.

    Parameters
    ----------
    signal : L + 1 positive floats
        Typical size of the activations of layers 0, 1, ..., L.
    gradient : L + 1 positive floats
        Typical size of the derivatives with respect to the activations of layers 0, 1, ..., L.
    title : str
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
        The axis spans at least 0.1 to 10, so that a flat line looks flat.
    """
    ax = new_axes(ax, title=title, xlabel=_("layer"), ylabel=_("typical size (log scale)"))
    ax.axhline(1, color=GREY, linestyle="--", linewidth=0.8)
    ax.plot(range(len(signal)), signal, color=BLUE, marker="o", markersize=4,
            label=_("signal, left to right →"))
    ax.plot(range(len(gradient)), gradient, color=RED, marker="s", markersize=4,
            label=_("gradient, right to left ←"))
    _layers_over_log_sizes(ax)
    low, high = ax.get_ylim()
    ax.set_ylim(min(low, 0.1), max(high, 10))
    ax.legend(frameon=False)
    return ax


def signal_by_layer(runs: Mapping[str, Sequence[tuple[Any, ...]]], ax: Axes | None = None) -> Axes:
    """Typical size of the activations, layer by layer, on a logarithmic axis.

    Parameters
    ----------
    runs : dict from the name of an initialisation to the caches of a forward pass
        A cache is ((A_prev, W, b), Z).
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
        One line for each initialisation: root mean square of A0 (the input), A1, ..., A(L - 1).
    """
    ax = new_axes(ax, title=_("Does the signal reach the end?"), xlabel=_("layer (0 is the image)"),
                  ylabel=_("typical size of an activation\n(root mean square, log scale)"))
    for name, caches in runs.items():
        sizes = [float(np.sqrt(np.mean(np.square(linear[0])))) for linear, Z in caches]
        ax.plot(range(len(sizes)), sizes, marker="o",
                label=_("weights with spread {spread}").format(spread=name))
    _layers_over_log_sizes(ax)
    ax.legend(frameon=False)
    return ax


def _layers_over_log_sizes(ax: Axes) -> None:
    ax.set_yscale("log")
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
