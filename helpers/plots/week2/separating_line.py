"""Two classes of points in a plane, and the line with which one neuron separates them."""

import numpy as np
from matplotlib.axes import Axes

from answercheck.translation import translate as _
from helpers.plots.drawing import Function, grid_points, two_classes
from helpers.plots.style import SIGNED, new_axes


def separating_line(forward: Function, w: np.ndarray, b: float, X: np.ndarray, Y: np.ndarray,
                    ax: Axes | None = None) -> Axes:
    """The points and the neuron's probability; the black line is its decision boundary.

    Parameters
    ----------
    forward : function
        (w (2, 1), b, X (2, m)) -> A (1, m).
    w : array, shape (2, 1)
    b : float
    X : array, shape (2, m)
    Y : array, shape (1, m)
        Labels, 0 or 1.
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
    """
    X, y = np.asarray(X, dtype=float), np.asarray(Y).ravel()
    ax = new_axes(ax, title=_("One neuron draws one straight line"), xlabel="x₁", ylabel="x₂",
                  figsize=(5.4, 4.2))
    low, high = X.min(axis=1) - 0.5, X.max(axis=1) + 0.5
    x1, x2 = np.linspace(low[0], high[0], 120), np.linspace(low[1], high[1], 120)
    A = np.asarray(forward(w, b, grid_points(x1, x2)), dtype=float).reshape(len(x2), len(x1))
    shown = ax.contourf(x1, x2, A, levels=np.linspace(0, 1, 11), cmap=SIGNED, alpha=0.6)
    ax.figure.colorbar(shown, ax=ax, label=_("predicted probability of y = 1"))
    ax.contour(x1, x2, A, levels=[0.5], colors="black", linewidths=1.5)
    two_classes(ax, X, y)
    ax.legend(loc="upper left", framealpha=0.9)
    return ax
