"""The gradient of a loss, drawn on the network itself."""

import numpy as np
from matplotlib.axes import Axes

from answercheck.translation import translate as _
from helpers.plots.shared.network_diagram import network_diagram
from helpers.plots.style import RED, minus_signs


def blame(dW1: np.ndarray, dW2: np.ndarray, dz1: np.ndarray, dz2: np.ndarray,
          ax: Axes | None = None, *, title: str = "") -> Axes:
    """A network whose lines are as thick as the derivatives dW, with dz at each unit.

    Parameters
    ----------
    dW1 : array, shape (n_h, n_x)
    dW2 : array, shape (n_y, n_h)
        Lines are blue where the derivative is positive, orange where it is negative, and left out
        where it is 0.
    dz1, dz2 : arrays of n_h and n_y numbers
        Derivatives of the loss with respect to z of each unit, written above it.
    ax : matplotlib Axes, optional
    title : str

    Returns
    -------
    matplotlib Axes
    """
    dz1, dz2 = np.ravel(dz1), np.ravel(dz2)
    (n_h, n_x), n_y = np.shape(dW1), len(dz2)
    ax = network_diagram(n_x, n_h, n_y, {"W1": dW1, "W2": dW2}, ax)
    for label in ax.texts:  # here the lines are derivatives
        if label.get_text().startswith("$W^"):
            label.set_text(_("gradient {dW}").format(dW=label.get_text().replace("$W^", "$dW^")))
    for layer, slopes in ((1, dz1), (2, dz2)):  # + 0.0 below: no "-0"
        for unit, slope in enumerate(slopes):
            place = (layer, (len(slopes) - 1) / 2 - unit)
            ax.annotate(minus_signs(f"dz = {slope + 0.0:.3g}"), place, (0, 18), ha="center",
                        va="bottom", textcoords="offset points", color=RED, fontsize=10)
    low, high = ax.get_ylim()
    ax.set(title=minus_signs(title), ylim=(low, high + 0.2))
    return ax
