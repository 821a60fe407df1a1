"""Gradients compared with numerical estimates."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes

from answercheck.translation import translate as _
from helpers.plots.style import BLUE, GREEN, GREY, RED, new_axes


def gradient_errors(errors: Mapping[str, float], tolerance: float = 1e-7,
                    ax: Axes | None = None) -> Axes:
    """Relative errors of gradients, and which of them pass.

    Parameters
    ----------
    errors : dict from a name to a relative error, a float from 0 to 1
    tolerance : float
        At or below it a gradient passes and its bar is green; above it, red.
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
        One bar for each gradient, the first at the top; x is the relative error.
    """
    ax = new_axes(ax, xlabel=_("relative error (log scale)"))
    # Room between title and axes for the name of the line.
    ax.set_title(_("Relative error of the gradient"), pad=18)
    names, sizes = list(errors), np.array(list(errors.values()))
    left = min(1e-13, tolerance / 10)
    ax.barh(names, np.maximum(sizes, 2 * left), color=np.where(sizes <= tolerance, GREEN, RED))
    for name, size in errors.items():
        ax.annotate(f" {size:.2g}", (max(size, 2 * left), name), va="center")
    ax.axvline(tolerance, color=GREY, linestyle="--")
    ax.annotate(_("tolerance {size:g}").format(size=tolerance), (tolerance, 1.0),
                xycoords=("data", "axes fraction"), ha="center", va="bottom", color=GREY,
                fontsize=9)
    ax.set_xscale("log")
    ax.set_xlim(left, 30)
    ax.invert_yaxis()
    return ax


def gradient_agreement(gradient: np.ndarray, estimate: np.ndarray, ax: Axes | None = None) -> Axes:
    """Each entry of a gradient against its estimate: right ones lie on the diagonal.

    Parameters
    ----------
    gradient, estimate : arrays of the same shape
        From a formula, and by finite differences.
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
    """
    gradient, estimate = np.ravel(gradient), np.ravel(estimate)
    ax = new_axes(ax, title=_("On the line: formula and numerical gradient agree"),
                  xlabel=_("numerical gradient"), ylabel=_("your gradient"), figsize=(4.8, 4.2))
    ends = [min(gradient.min(), estimate.min()), max(gradient.max(), estimate.max())]
    ax.plot(ends, ends, color=GREY, linewidth=0.8, linestyle="--")
    ax.plot(estimate, gradient, "o", color=BLUE)
    return ax
