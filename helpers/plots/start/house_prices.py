"""Prices of homes against their sizes, predicted by one neuron and by a sum of neurons."""

import numpy as np
from matplotlib.axes import Axes

from answercheck.translation import translate as _
from helpers.plots.style import BLUE, CYCLE, GREY, new_axes


def price_neuron(size: np.ndarray, price: np.ndarray, w: float, b: float, ax: Axes | None = None
                 ) -> Axes:
    """The neuron max(0, w · size + b) and the homes; the title gives the mean error.

    Parameters
    ----------
    size : array, shape (m,)
        In square metres.
    price : array, shape (m,)
        In thousands.
    w, b : float
        Weight in thousands per square metre, bias in thousands.
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
        Lines: the neuron's prediction, the homes, then the error for each home.
    """
    predicted = np.maximum(0, w * size + b)
    ax = new_axes(ax, xlabel=_("size (m²)"), ylabel=_("price (thousands)"),
                  title=_("w = {w:g}, b = {b:g}: mean error {error:.0f} thousand").format(
                      w=w, b=b, error=np.abs(predicted - price).mean()))
    x = np.linspace(0, 1.1 * size.max(), 200)
    ax.plot(x, np.maximum(0, w * x + b), color=BLUE, linewidth=2, label=_("the neuron"))
    ax.plot(size, price, "o", color="black", markersize=4, label=_("homes"), zorder=3)
    for home in zip(size, price, predicted, strict=True):
        ax.plot([home[0], home[0]], home[1:], color=GREY, linewidth=0.8)
    ax.set(ylim=(-30, 1.6 * price.max()), xlim=(0, x[-1]))
    ax.legend(frameon=False, loc="upper left")
    return ax


def sum_of_neurons(x: np.ndarray, parts: np.ndarray, points: tuple[np.ndarray, np.ndarray],
                   labels: tuple[str, str], ax: Axes | None = None) -> Axes:
    """Each neuron's contribution as a dashed line, their sum as a thick one.

    Parameters
    ----------
    x : array, shape (n,)
        Inputs, in order.
    parts : array, shape (n_neurons, n)
        Contribution of each neuron to the output at each input.
    points : (inputs, targets), arrays of shape (m,)
        What the sum should pass through.
    labels : labels of the two axes, with units
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
        One line for each neuron, then the sum, then the points.
    """
    ax = new_axes(ax, title=_("Each neuron adds a straight piece; the sum bends"),
                  xlabel=labels[0], ylabel=labels[1])
    for number, part in enumerate(parts, start=1):
        ax.plot(x, part, "--", color=CYCLE[number % len(CYCLE)], zorder=3,
                label=_("contribution of neuron {k}").format(k=number))
    ax.plot(x, parts.sum(axis=0), color=BLUE, linewidth=2.5, label=_("the sum"))
    ax.plot(*points, "o", color="black", markersize=4, label=_("homes"))
    ax.axhline(0, color=GREY, linewidth=0.8)
    ax.legend(frameon=False)
    return ax
