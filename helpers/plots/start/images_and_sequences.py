"""A filter that slides over an image, and a unit that reads a sequence."""

import matplotlib.pyplot as plt
import numpy as np

from answercheck.translation import translate as _
from helpers.plots.drawing import signed_squares
from helpers.plots.style import BLUE, GREY, minus_signs, new_axes


def filter_response(image: np.ndarray, kernel: np.ndarray, response: np.ndarray) -> np.ndarray:
    """Image, filter and the map of responses, all drawn as squares.

    Parameters
    ----------
    image : array, shape (h, w)
        0 is paper.
    kernel : array, shape (k, k)
        The filter's weights.
    response : array, shape (h - k + 1, w - k + 1)

    Returns
    -------
    array of 3 matplotlib Axes
        Weights and responses: blue is positive, orange negative, white 0.
    """
    axes = plt.subplots(1, 3, figsize=(8.8, 3.3), layout="constrained",
                        width_ratios=(3, 1.2, 3))[1]
    axes[0].imshow(image, cmap="gray_r", interpolation="nearest")
    for ax, values in ((axes[1], kernel), (axes[2], response)):
        signed_squares(ax, values)
    for row, column in np.ndindex(kernel.shape):
        weight, largest = kernel[row, column], np.abs(kernel).max() or 1.0
        axes[1].text(column, row, minus_signs(f"{weight:g}"), ha="center", va="center",
                     color="white" if weight > 0.6 * largest else "black")
    titles = (_("image {h} × {w}"), _("filter {h} × {w}"), _("response {h} × {w}"))
    for ax, title, (h, w) in zip(axes, titles, (image.shape, kernel.shape, response.shape),
                                 strict=True):
        ax.set(title=title.format(h=h, w=w), xticks=[], yticks=[])
    return axes


def memory_trace(x: np.ndarray, states: np.ndarray) -> np.ndarray:
    """Inputs above, the state of the unit below.

    Parameters
    ----------
    x : array, shape (T,)
        The sequence.
    states : array, shape (T,)
        The unit's state after each input.

    Returns
    -------
    array of 2 matplotlib Axes
    """
    axes = plt.subplots(2, 1, figsize=(6.4, 3.9), sharex=True, layout="constrained")[1]
    above = new_axes(axes[0], title=_("Input"), ylabel=_("input"))
    below = new_axes(axes[1], title=_("State"), xlabel=_("step"), ylabel=_("state"))
    steps = np.arange(1, len(x) + 1)
    for ax, values, color in ((above, x, GREY), (below, states, BLUE)):
        ax.vlines(steps, 0, values, color=color)
        ax.plot(steps, values, "o", color=color)
        ax.axhline(0, color=GREY, linewidth=0.8)
    return axes
