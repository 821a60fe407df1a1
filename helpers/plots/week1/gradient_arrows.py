"""Gradients as arrows: uphill, at right angles to the contour lines."""

import numpy as np
from matplotlib.axes import Axes

from answercheck.translation import translate as _
from helpers.plots.drawing import Function, surface
from helpers.plots.style import BLUE, RED, new_axes


def gradient_arrows(f: Function, gradient: Function, ax: Axes | None = None, reach: float = 2.0,
                    n_arrows: int = 6) -> Axes:
    """Contour lines of a function of two variables, with its gradient at a grid of points.

    Parameters
    ----------
    f : function of an array of shape (2,) that returns a float
    gradient : function of an array of shape (2,) that returns an array of shape (2,)
        All arrows have one scale; the longest is as long as the distance between two points.
    ax : matplotlib Axes, optional
    reach : float
        Both axes run from -reach to reach.
    n_arrows : int
        Arrows along each side, n_arrows² in all.

    Returns
    -------
    matplotlib Axes
    """
    ax = new_axes(ax, title=_("The gradient points uphill, across the contour lines"),
                  xlabel="x[0]", ylabel="x[1]", figsize=(5.2, 4.4))
    fine = np.linspace(-reach, reach, 60)
    contours = ax.contour(fine, fine, surface(f, fine), levels=8, colors=BLUE, linewidths=1)
    ax.clabel(contours, fontsize=8)
    coarse = np.linspace(-0.7 * reach, 0.7 * reach, n_arrows)  # room for arrows at the border
    points = np.array([[x0, x1] for x1 in coarse for x0 in coarse])  # (n_arrows², 2)
    arrows = np.array([gradient(point) for point in points])
    longest = np.linalg.norm(arrows, axis=1).max() or 1.0
    ax.quiver(*points.T, *arrows.T, color=RED, angles="xy", scale_units="xy",
              scale=longest / (coarse[1] - coarse[0]), width=0.007, zorder=3)
    ax.set_aspect("equal")
    return ax
