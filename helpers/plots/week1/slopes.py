"""Slopes: the triangle of a nudge, tangents, and the derivative as a curve of its own."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from answercheck.translation import translate as _
from helpers.plots.drawing import Function, numerical_slope
from helpers.plots.style import BLUE, GREY, RED, minus_signs, new_axes


def slope_and_nudge(f: Function, a: float, h: float, ax: Axes | None = None) -> Axes:
    """A curve near `a`, its tangent there, and the triangle of a nudge `h`.

    Parameters
    ----------
    f : function of a number
        Called with arrays too, shape (200,), so it must work entry by entry.
    a : float
        The point at which the slope is taken.
    h : float
        The nudge, not zero; negative nudges to the left.
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
        Lines labelled "f", "tangent at a" and "nudge: rise over run".

    Raises
    ------
    ValueError
        If `h` is zero: there is no triangle to draw.
    """
    if h == 0:
        raise ValueError(_("slope_and_nudge needs a nudge h other than 0"))
    nudged, tangent_slope = f(a + h), numerical_slope(f, a)
    ax = new_axes(
        ax,
        title=_("At a = {a:.4g}: slope {quotient:.5g} with a nudge of {h:.4g}, "
                "{slope:.5g} for the tangent").format(
                    a=a, quotient=(nudged - f(a)) / h, h=h, slope=tangent_slope),
        xlabel="a",
        ylabel="f(a)",
    )
    ax.title.set_fontsize("medium")
    # The triangle is always a fifth of the width: a tiny nudge is seen as if magnified.
    reach = 2.5 * abs(h)
    x = np.linspace(a - reach, a + reach, 200)
    ax.plot(x, f(x), color=BLUE, linewidth=2, label="f")
    ax.plot(x, f(a) + tangent_slope * (x - a), color=GREY, linestyle="--", label=_("tangent at a"))
    ax.plot([a, a + h, a + h], [f(a), f(a), nudged], color=RED, label=_("nudge: rise over run"))
    ax.plot([a, a + h], [f(a), nudged], "o", color=RED, zorder=3)
    ax.legend(frameon=False)
    return ax


def tangents(f: Function, derivative: Function, points: Sequence[float], ax: Axes | None = None,
             name: str = "f(a)") -> Axes:
    """A curve with a short tangent at every point, whose slope `derivative` gives.

    A right derivative touches the curve; a wrong one cuts through it.

    Parameters
    ----------
    f, derivative : functions of a number or an array of shape (n,)
    points : sequence of n floats, n >= 2
        Where to draw a tangent; the curve runs from the first point to the last.
    ax : matplotlib Axes, optional
    name : str
        The curve's name, for title and axis.

    Returns
    -------
    matplotlib Axes
        The first line is the curve, then one line for each point.
    """
    feet = np.asarray(points, dtype=float)
    slopes = derivative(feet)
    ax = new_axes(ax, title=_("{curve} and the slopes from your formula").format(curve=name),
                  xlabel="a", ylabel=name)
    x = np.linspace(feet.min(), feet.max(), 200)
    ax.plot(x, f(x), color=BLUE, linewidth=2)
    # Tangents of equal length on paper, so that a steep one does not leave the picture.
    width, height = np.ptp(x), np.ptp(f(x))
    for a, slope in zip(feet, slopes, strict=True):
        half = 0.09 * width / np.hypot(1, slope * width / height)
        ends = np.array([a - half, a + half])
        ax.plot(ends, f(a) + slope * (ends - a), color=RED, linewidth=2.5)
        # On the outer side of the curve: below a rising or falling tangent, above a level one.
        side = np.sign(slope)
        ax.annotate(minus_signs(f"{slope:.3g}"), (a, f(a)), textcoords="offset points",
                    xytext=(10 * side, -12 if side else 10), va="center", color=RED,
                    ha={-1: "right", 0: "center", 1: "left"}[int(side)])
    return ax


def curve_and_slope(f: Function, a: float, reach: tuple[float, float], name: str = "f(a)"
                    ) -> np.ndarray:
    """Above, the tangent at a point; below, the slope there and everywhere else.

    Parameters
    ----------
    f : function of an array of shape (n,), entry by entry
    a : float
        The point, inside `reach`.
    reach : (lowest, highest) value of a that is drawn
        f must be defined a little beyond both.
    name : str
        The curve's name, for title and axis.

    Returns
    -------
    array of 2 matplotlib Axes
        Each holds its curve first; the lower one is the slope, by a central difference.
    """
    figure, axes = plt.subplots(2, 1, figsize=(6.0, 5.2), sharex=True, layout="constrained")
    x = np.append(np.linspace(*reach, 200), a)
    slopes = numerical_slope(f, x)
    slope, x, slopes = slopes[-1], x[:-1], slopes[:-1]
    above = new_axes(axes[0], ylabel=name, title=_(
        "{curve} at a = {a:.3g} has slope {slope:.4g}").format(curve=name, a=a, slope=slope))
    below = new_axes(axes[1], xlabel="a", ylabel=_("slope"))
    height = np.ptp(f(x))
    above.set_ylim(f(x).min() - 0.08 * height, f(x).max() + 0.08 * height)
    above.plot(x, f(x), color=BLUE, linewidth=2)
    above.plot(x, f(np.array(a)) + slope * (x - a), color=RED, linewidth=1.5)
    below.plot(x, slopes, color=RED, linewidth=2)
    below.axhline(0, color=GREY, linewidth=0.8)
    for ax, y in ((above, f(np.array(a))), (below, slope)):
        ax.plot([a], [y], "o", color=RED, markersize=8, zorder=3)
        ax.axvline(a, color=GREY, linewidth=0.8, linestyle="--")
    figure.align_ylabels()
    return axes
