"""Homes as points, size against price, with what one neuron makes of them."""

import numpy as np
from matplotlib.axes import Axes

from helpers.plots.style import BLUE, GREY, ORANGE, new_axes


def price_neuron(size: np.ndarray, price: np.ndarray, w: float, b: float, ax: Axes | None = None
                 ) -> Axes:
    """The neuron max(0, w · size + b) over the homes; the title says how far off it is.

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
        Lines: what the neuron says, the homes, then how far each home is from it.
    """
    said = np.maximum(0, w * size + b)
    ax = new_axes(ax, xlabel="size (m²)", ylabel="price (thousands)",
                  title=f"w = {w:g}, b = {b:g}: off by {np.abs(said - price).mean():.0f} thousand "
                        "on average")
    x = np.linspace(0, 1.1 * size.max(), 200)
    ax.plot(x, np.maximum(0, w * x + b), color=BLUE, linewidth=2, label="the neuron")
    ax.plot(size, price, "o", color=ORANGE, label="homes", zorder=3)
    for home in zip(size, price, said, strict=True):
        ax.plot([home[0], home[0]], home[1:], color=GREY, linewidth=0.8)
    ax.set(ylim=(-30, 1.6 * price.max()), xlim=(0, x[-1]))
    ax.legend(frameon=False, loc="upper left")
    return ax
