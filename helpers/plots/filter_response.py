"""A small filter slid over an image: image, filter, and where the filter answers."""

import matplotlib.pyplot as plt
import numpy as np


def filter_response(image: np.ndarray, kernel: np.ndarray, response: np.ndarray) -> np.ndarray:
    """Image and filter, and the map of answers, all drawn as squares.

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
        Weights and answers: purple is positive, orange negative, white 0.
    """
    _, axes = plt.subplots(1, 3, figsize=(9.0, 3.3), layout="constrained",
                           width_ratios=(3, 1.2, 3))
    axes[0].imshow(image, cmap="gray_r", interpolation="nearest")
    for ax, values in ((axes[1], kernel), (axes[2], response)):
        largest = np.abs(values).max() or 1.0
        ax.imshow(values, cmap="PuOr", vmin=-largest, vmax=largest, interpolation="nearest")
    for row, column in np.ndindex(kernel.shape):
        weight, largest = kernel[row, column], np.abs(kernel).max() or 1.0
        axes[1].text(column, row, f"{weight:g}", ha="center", va="center",
                     color="white" if abs(weight) > 0.6 * largest else "black")
    for ax, title, shape in zip(axes, ("image", "filter", "answers"),
                                (image.shape, kernel.shape, response.shape), strict=True):
        ax.set(title=f"{title} {shape[0]} × {shape[1]}", xticks=[], yticks=[])
    return axes
