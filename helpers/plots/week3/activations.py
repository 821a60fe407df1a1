"""Activation functions and their derivatives: where a unit learns, and where it saturates."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from answercheck.translation import translate as _
from helpers.plots.drawing import Function, numerical_slope
from helpers.plots.style import BLUE, GREY, RED, new_axes

REACH = 6.0  # z is drawn from -REACH to REACH
FLAT = 0.05  # derivatives below it are shaded
N_BINS = 20  # of the histogram of derivatives: the first one is the flat one, below 0.05


def activations(pairs: Mapping[str, tuple[Function, Function]], *, reach: float = REACH
                ) -> np.ndarray:
    """Each activation above its derivative; grey marks where the derivative is below 0.05.

    Parameters
    ----------
    pairs : dict from a name to (g, derivative of g)
        Functions of an array of shape (n,) that return an array of that shape.
    reach : float
        Every z axis runs from -reach to reach.

    Returns
    -------
    array of Axes, shape (2, number of pairs)
        Activations in the first row, derivatives in the second.
    """
    n = len(pairs)
    axes = plt.subplots(2, n, figsize=(max(4.2, 2.2 * n), 4.4), sharex=True, sharey="row",
                        layout="constrained", squeeze=False)[1]
    z = np.linspace(-reach, reach, 600)  # an even number: 0, where corners are, is left out
    for (name, (g, slope)), (above, below) in zip(pairs.items(), axes.T, strict=True):
        new_axes(above, title=name)
        new_axes(below, xlabel="z")
        steep = np.asarray(slope(z), dtype=float)
        above.plot(z, np.asarray(g(z), dtype=float), color=BLUE, linewidth=2)
        below.plot(z, _with_gaps(steep), color=RED, linewidth=2)
        for ax in (above, below):
            ax.axhline(0, color=GREY, linewidth=0.7)
            _shade_flat(ax, z, steep)
        below.annotate(_("largest derivative {size:.3g}").format(size=steep.max()),
                       (0.03, 0.9), color=RED, xycoords="axes fraction", fontsize=9)
    axes[0, 0].set(ylabel="g(z)", ylim=(-1.3, 3.2))
    axes[1, 0].set(ylabel=_("derivative g′(z)"), ylim=(-0.08, 1.35))
    return axes


def _with_gaps(values: np.ndarray) -> np.ndarray:
    """The values with nan where they jump, so that no line joins the two sides."""
    out = values.copy()
    out[1:][np.abs(np.diff(values)) > 0.2] = np.nan
    return out


def activation_at(g: Function, z: float, ax: Axes | None = None, *, name: str = "g") -> Axes:
    """An activation with its tangent at z; grey marks where the derivative is below 0.05.

    Parameters
    ----------
    g : function of an array of shape (n,) that returns an array of that shape
    z : float
        From -6 to 6.
    ax : matplotlib Axes, optional
    name : str
        The activation's name, for the title.

    Returns
    -------
    matplotlib Axes
        Lines labelled "g" and "tangent"; the title gives the derivative.
    """
    grid = np.linspace(-REACH, REACH, 600)  # an even number: 0, where corners are, is left out
    height, slope = float(g(np.array([z]))[0]), float(numerical_slope(g, np.array([z]))[0])
    ax = new_axes(ax, xlabel="z", ylabel=_("activation g(z)"), title=_(
        "{curve} at z = {z:.2f}: g(z) = {height:.3g}, g′(z) = {slope:.2g}").format(
            curve=name, z=z, height=height, slope=slope))
    _shade_flat(ax, grid, numerical_slope(g, grid))
    ax.axhline(0, color=GREY, linewidth=0.7)
    ax.plot(grid, g(grid), color=BLUE, linewidth=2, label="g")
    half = 1.6 / np.hypot(1, 2 * slope)
    ends = np.array([z - half, z + half])
    ax.plot(ends, height + slope * (ends - z), color=RED, linewidth=2.5, label=_("tangent"))
    ax.plot([z], [height], "o", color=RED)
    ax.set(xlim=(-REACH, REACH), ylim=(-1.4, 3.4))
    return ax


def _shade_flat(ax: Axes, z: np.ndarray, slope: np.ndarray) -> None:
    ax.fill_between(z, 0, 1, where=np.abs(slope) < FLAT, color=GREY, alpha=0.15, linewidth=0,
                    transform=ax.get_xaxis_transform())


def slope_shares(slopes: np.ndarray, ax: Axes | None = None, *, title: str = "") -> Axes:
    """Histogram of derivatives between 0 and 1, those below 0.05 in red.

    Parameters
    ----------
    slopes : array of any shape
        g′(z) for each unit and example, from 0 to 1.
    ax : matplotlib Axes, optional
    title : str
        The share of derivatives below 0.05 is added to it.

    Returns
    -------
    matplotlib Axes
    """
    shares, edges = np.histogram(slopes, bins=N_BINS, range=(0.0, 1.0))
    shares = shares / np.size(slopes)
    told = (_("{title}: {share:.0%} of the derivatives are below 0.05") if title else
            _("{share:.0%} of the derivatives are below 0.05")).format(
                title=title, share=shares[0])
    ax = new_axes(ax, title=told, xlabel=_("derivative g′(z), each unit and example"),
                  ylabel=_("share"))
    ax.bar(edges[:-1], shares, width=np.diff(edges), align="edge", edgecolor="white",
           color=[RED] + [BLUE] * (N_BINS - 1))
    ax.axvline(edges[1], color=GREY, linestyle="--", linewidth=0.8)
    ax.yaxis.set_major_formatter(PercentFormatter(1.0))
    ax.set(xlim=(0, 1), ylim=(0, 1))
    return ax
