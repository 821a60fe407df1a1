"""The error of a difference quotient against its step: two slopes and a valley between."""

from collections.abc import Callable, Mapping

import numpy as np
from matplotlib.axes import Axes

from helpers.plots.style import GREY, new_axes

STEPS = np.logspace(-15, 0, 91)


def error_against_step(methods: Mapping[str, Callable], f: Callable, a: float, slope: float,
                       ax: Axes | None = None, steps: np.ndarray = STEPS) -> Axes:
    """Error of numerical derivatives against their step h, both axes logarithmic.

    Parameters
    ----------
    methods : dict from a name to a function of (f, a, h) that returns a float
        The difference quotients to compare.
    f : function of a number
    a : float
        Where the slope is taken.
    slope : float
        The true slope of f at a, from a formula.
    ax : matplotlib Axes, optional
    steps : float array, shape (n,)
        The steps, positive, in the units of a.

    Returns
    -------
    matplotlib Axes
        One line a method, labelled with its name; x is the step, y the absolute error.
    """
    ax = new_axes(ax, title="Too large a step or too small: both cost digits",
                  xlabel="step h (units of a, log scale)",
                  ylabel="|estimate − slope| (log scale)")
    # A lucky step hits the slope exactly; the floor keeps that point on a logarithmic axis.
    floor = np.finfo(float).eps * abs(slope) / 10
    for (name, method), marker in zip(methods.items(), "os^vD*" * len(methods), strict=False):
        errors = [max(abs(method(f, a, h) - slope), floor) for h in steps]
        ax.loglog(steps, errors, marker=marker, markersize=3, linewidth=1, label=name)
    roundoff = np.finfo(float).eps * abs(f(a)) / steps
    ax.loglog(steps, roundoff, color=GREY, linestyle=":", label="rounding: 2.2e-16 · |f(a)| / h")
    ax.annotate("round-off", (0.04, 0.06), xycoords="axes fraction", color=GREY)
    ax.annotate("truncation", (0.98, 0.4), xycoords="axes fraction", color=GREY, ha="right")
    ax.legend(frameon=False, loc="upper center")
    return ax
