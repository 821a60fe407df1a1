"""The backward pass of ReLU: which derivatives are passed on."""

import matplotlib.pyplot as plt
import numpy as np

from answercheck.translation import translate as _
from helpers.plots.drawing import signed_squares


def gates(Z: np.ndarray, dA: np.ndarray, dZ: np.ndarray) -> np.ndarray:
    """Z, incoming and outgoing derivatives as coloured squares: blue positive, orange negative.

    Parameters
    ----------
    Z, dA, dZ : arrays, shape (n, m)
        One row for each neuron, one column for each example; 0 is white.

    Returns
    -------
    array of 3 matplotlib Axes
    """
    n, m = np.shape(Z)
    axes = plt.subplots(1, 3, figsize=(8.8, 1.5 + 2.6 * n / m), layout="constrained")[1]
    titles = ("Z", _("incoming dA"), _("passed on: dZ"))
    for ax, title, values in zip(axes, titles, (Z, dA, dZ), strict=True):
        signed_squares(ax, np.asarray(values, dtype=float))
        ax.set(title=title, xlabel=_("example"), xticks=[], yticks=[])
    axes[0].set_ylabel(_("neuron"))
    return axes
