"""An image as the column of numbers that a neuron reads, and its weights as an image."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from answercheck.translation import N_
from answercheck.translation import translate as _
from helpers.plots.drawing import signed_squares
from helpers.plots.style import GREY, RED, new_axes


def image_as_column(image: np.ndarray, k: int) -> np.ndarray:
    """The image with its pixels numbered in reading order, and beside it the column.

    Parameters
    ----------
    image : array, shape (h, w)
        0 is paper; the largest value is the darkest ink.
    k : int
        The entry of the column that is marked, from 0 to h·w - 1.

    Returns
    -------
    array of 2 matplotlib Axes
        Image, column; a red frame marks the same pixel in both.
    """
    h, w = image.shape
    row, column = divmod(k, w)
    axes = plt.subplots(1, 2, figsize=(6.0, 4.4), layout="constrained",
                        gridspec_kw={"width_ratios": (3, 1)})[1]
    new_axes(axes[0], title=_("image, shape {shape}").format(shape=image.shape),
             xlabel=_("row {row}, column {column}").format(row=row, column=column))
    new_axes(axes[1], title=_("x, shape {shape}").format(shape=(h * w, 1)), ylabel=_("entry of x"))
    axes[0].imshow(image, cmap="gray_r", vmin=0, vmax=1.4 * image.max())
    axes[1].imshow(image.reshape(-1, 1), cmap="gray_r", vmin=0, vmax=1.4 * image.max(),
                   aspect="auto")
    for number in range(h * w):
        axes[0].annotate(str(number), (number % w, number // w), ha="center", va="center",
                         fontsize=8, color="white" if image.flat[number] else GREY)
    axes[0].set(xticks=range(w), yticks=range(h))
    axes[0].set_xticks(np.arange(w) - 0.5, minor=True)
    axes[1].set(xticks=[], yticks=range(h * w))
    axes[1].tick_params(axis="y", labelsize=8)
    for ax, corner in ((axes[0], (column, row)), (axes[1], (0, k))):
        ax.grid(False)
        ax.set_yticks(np.arange(ax.get_yticks().size) - 0.5, minor=True)
        ax.grid(which="minor", alpha=0.4)
        ax.tick_params(which="minor", length=0)
        ax.add_patch(Rectangle((corner[0] - 0.5, corner[1] - 0.5), 1, 1, fill=False,
                               edgecolor=RED, linewidth=3, clip_on=False, zorder=3))
    return axes


def weights_as_image(w: np.ndarray, shape: tuple[int, int] = (28, 28), *,
                     title: str = N_("Weights"), ax: Axes | None = None) -> Axes:
    """Each weight at its pixel: blue is evidence for yes, orange for no, white is zero.

    Parameters
    ----------
    w : array, shape (h·w, 1)
        Weights, or a gradient of that shape.
    shape : (h, w)
        Of the images.
    title : str
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
    """
    picture = np.asarray(w, dtype=float).reshape(shape)
    ax = new_axes(ax, title=_(title), figsize=(4.4, 3.8))
    ax.figure.colorbar(signed_squares(ax, picture), ax=ax, shrink=0.85)
    ax.grid(False)
    ax.spines[:].set_visible(False)
    ax.set(xticks=[], yticks=[])
    return ax
