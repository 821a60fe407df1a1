"""Where in the plane a network predicts 1: for one set of points, or for many side by side."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap

from answercheck.translation import translate as _
from helpers.plots.drawing import Function, grid_points, two_classes
from helpers.plots.style import BLUE, ORANGE, new_axes, panels_in_rows


def decision_boundary(answer: Function, X: np.ndarray, Y: np.ndarray, ax: Axes | None = None, *,
                      title: str = "", n_grid: int = 160) -> Axes:
    """The points, and the prediction for every place in the plane.

    Parameters
    ----------
    answer : function
        X (2, n) -> (1, n) of 0 and 1, of bool, or of probabilities; above 0.5 is a yes.
    X : array, shape (2, m)
    Y : array, shape (1, m)
        Labels, 0 or 1.
    ax : matplotlib Axes, optional
    title : str
        The accuracy on the points is added to it.
    n_grid : int
        Grid points along each axis.

    Returns
    -------
    matplotlib Axes
    """
    X, y = np.asarray(X, dtype=float), np.asarray(Y).ravel().astype(bool)
    right = np.mean(_yes(answer, X) == y)
    told = (_("{title}: {share:.0%} right") if title else _("{share:.0%} right")).format(
        title=title, share=right)
    ax = new_axes(ax, title=told,
                  xlabel="x₁", ylabel="x₂", figsize=(4.8, 4.2))
    ax.grid(False)
    low, high = X.min(axis=1), X.max(axis=1)
    low, high = low - 0.08 * (high - low), high + 0.08 * (high - low)
    x1, x2 = (np.linspace(low[i], high[i], n_grid) for i in range(2))
    yes = _yes(answer, grid_points(x1, x2)).reshape(n_grid, n_grid)
    ax.imshow(yes, extent=(low[0], high[0], low[1], high[1]), origin="lower", aspect="auto",
              cmap=ListedColormap([ORANGE, BLUE]), vmin=0, vmax=1, alpha=0.3)
    if yes.any() and not yes.all():
        ax.contour(x1, x2, yes.astype(float), levels=[0.5], colors="black", linewidths=1)
    two_classes(ax, X, y, markersize=3.5, markeredgewidth=0.3)
    ax.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]))
    return ax


def _yes(answer: Function, X: np.ndarray) -> np.ndarray:
    """Predictions as bool, shape (n,)."""
    return np.asarray(answer(X), dtype=float).ravel() > 0.5


def boundaries(panels: Mapping[str, tuple[Function, np.ndarray, np.ndarray]]) -> np.ndarray:
    """Several decision boundaries in one figure, three in each row.

    Parameters
    ----------
    panels : dict from a title to (answer, X, Y)
        Each as `decision_boundary` takes them.

    Returns
    -------
    array of Axes, one for each panel
    """
    axes = panels_in_rows(len(panels), 2.8, 2.7)
    for ax, (title, (answer, X, Y)) in zip(axes, panels.items(), strict=True):
        decision_boundary(answer, X, Y, ax, title=title, n_grid=100)
        ax.title.set_size(11)
        ax.set(xlabel="", ylabel="", xticks=[], yticks=[])
    return axes
