"""ReLU on the way back: what comes in, and what the gates let through."""

import matplotlib.pyplot as plt
import numpy as np

from helpers.plots.drawing import signed_squares


def gates(Z: np.ndarray, dA: np.ndarray, dZ: np.ndarray) -> np.ndarray:
    """Scores, incoming slopes and outgoing slopes as coloured squares, white for 0.

    Parameters
    ----------
    Z, dA, dZ : arrays, shape (n, m)
        A row a neuron, a column an example.

    Returns
    -------
    array of 3 matplotlib Axes
    """
    n, m = np.shape(Z)
    _, axes = plt.subplots(1, 3, figsize=(9.6, 0.9 + 2.9 * n / m + 0.6), layout="constrained")
    titles = ("scores Z", "comes in: dA", "goes through: dZ")
    for ax, title, values in zip(axes, titles, (Z, dA, dZ), strict=True):
        signed_squares(ax, np.asarray(values, dtype=float))
        ax.set(title=title, xlabel="example", xticks=[], yticks=[])
    axes[0].set_ylabel("neuron")
    return axes
