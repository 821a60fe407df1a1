"""Squared error and cross-entropy over the weights of one neuron: several minima against one."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from answercheck.translation import ngettext
from answercheck.translation import translate as _
from helpers.plots.drawing import logistic
from helpers.plots.style import RED, new_axes


def cost_surfaces(X: np.ndarray, Y: np.ndarray, *, reach: tuple[float, float] = (-3.0, 8.0),
                  axes: Sequence[Axes] | None = None) -> np.ndarray:
    """Both costs of a neuron with two weights and no bias, with every local minimum marked.

    Parameters
    ----------
    X : array, shape (2, m)
    Y : array, shape (1, m)
        Labels, 0 or 1.
    reach : pair of float
        Smallest and largest weight drawn, for both weights.
    axes : two Axes, optional

    Returns
    -------
    array of two Axes
        Squared error, cross-entropy.
    """
    if axes is None:
        axes = plt.subplots(1, 2, figsize=(8.8, 4.2), layout="constrained")[1]
    drawn = np.asarray(axes, dtype=object).ravel()
    w = np.linspace(*reach, 221)
    costs = surfaces(X, Y, w)
    for ax, name, cost in zip(drawn, (_("Squared error"), _("Cross-entropy")), costs, strict=True):
        deep = valleys(cost)
        title = ngettext("{cost}: {n} valley", "{cost}: {n} valleys", len(deep))
        new_axes(ax, title=title.format(cost=name, n=len(deep)), xlabel=_("weight w₁"),
                 ylabel=_("weight w₂"))
        # Levels at quantiles of the cost: the flat parts show their shape too.
        levels = np.unique(np.quantile(cost, np.linspace(0, 1, 22)))
        filled = ax.contourf(w, w, cost, levels=levels, cmap="viridis")
        ax.contour(w, w, cost, levels=levels, colors="white", linewidths=0.4, alpha=0.6)
        ax.figure.colorbar(filled, ax=ax, label=_("cost"), format="%.2f")
        ax.plot(w[deep[:, 1]], w[deep[:, 0]], "o", color=RED, markeredgecolor="white", markersize=9)
        ax.set_aspect("equal")
    return drawn


def surfaces(X: np.ndarray, Y: np.ndarray, w: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean squared error / 2 and mean cross-entropy (nats) at all pairs of weights.

    Parameters
    ----------
    X : array, shape (2, m)
    Y : array, shape (1, m)
    w : array, shape (n,)
        Values of both weights.

    Returns
    -------
    two float arrays, each (n, n)
        Rows run over the second weight, columns over the first.
    """
    X, y = np.asarray(X, dtype=float), np.asarray(Y, dtype=float).ravel()
    Z = w[None, :, None] * X[0] + w[:, None, None] * X[1]  # (n, n, m)
    # log(1 + e^z) - y z is the cross-entropy of sigmoid(z) without a log of 0.
    cross_entropy = (np.logaddexp(0, Z) - y * Z).mean(axis=2)
    squared_error = 0.5 * ((logistic(Z) - y) ** 2).mean(axis=2)
    return squared_error, cross_entropy


def valleys(cost: np.ndarray) -> np.ndarray:
    """Local minima: entries lower than all of their eight neighbours.

    Parameters
    ----------
    cost : float array, shape (n_rows, n_columns)

    Returns
    -------
    int array, shape (number of valleys, 2)
        Row and column of each, none of them on the edge.
    """
    middle = cost[1:-1, 1:-1]
    lower = np.ones(middle.shape, dtype=bool)
    for down in (0, 1, 2):
        for right in (0, 1, 2):
            if (down, right) != (1, 1):
                rows, columns = middle.shape
                lower &= middle < cost[down: down + rows, right: right + columns]
    return np.argwhere(lower) + 1
