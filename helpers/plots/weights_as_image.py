"""Weights, one for each pixel, shown where the pixels are."""

import numpy as np
from matplotlib.axes import Axes

from helpers.plots.style import new_axes


def weights_as_image(w: np.ndarray, shape: tuple[int, int] = (28, 28), *, title: str = "Weights",
                     ax: Axes | None = None) -> Axes:
    """Each weight at its pixel: blue pulls towards yes, red towards no, white is zero.

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
    ax = new_axes(ax, title=title, figsize=(4.4, 3.8))
    # Equal and opposite ends, or white would not be zero.
    end = np.abs(picture).max() or 1.0
    shown = ax.imshow(picture, cmap="RdBu", vmin=-end, vmax=end, interpolation="nearest")
    ax.figure.colorbar(shown, ax=ax, shrink=0.85)
    ax.grid(False)
    ax.spines[:].set_visible(False)
    ax.set(xticks=[], yticks=[])
    return ax
