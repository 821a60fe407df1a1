"""The error of a difference quotient against its step: truncation and round-off."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes

from answercheck.translation import translate as _
from helpers.plots.drawing import Function
from helpers.plots.style import BLUE, GREY, ORANGE, new_axes

STEPS = np.logspace(-15, 0, 91)


def error_against_step(methods: Mapping[str, Function], f: Function, a: float, slope: float,
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
        One line for each method, labelled with its name; x is the step, y the absolute error.
    """
    ax = new_axes(ax, title=_("Steps that are too large or too small cost digits"),
                  xlabel=_("step h (units of a, log scale)"),
                  ylabel=_("|estimate − slope| (log scale)"))
    # Some steps give the slope exactly; the floor keeps those points on a logarithmic axis.
    floor = np.finfo(float).eps * abs(slope) / 10
    for (name, method), marker in zip(methods.items(), "os^vD*" * len(methods), strict=False):
        errors = [max(abs(method(f, a, h) - slope), floor) for h in steps]
        ax.loglog(steps, errors, marker=marker, markersize=3, linewidth=1, label=name)
    roundoff = np.finfo(float).eps * abs(f(a)) / steps
    ax.loglog(steps, roundoff, color=GREY, linestyle=":",
              label=_("round-off: 2.2e−16 · |f(a)| / h"))
    ax.annotate(_("round-off"), (0.04, 0.06), xycoords="axes fraction", color=GREY)
    ax.annotate(_("truncation"), (0.98, 0.4), xycoords="axes fraction", color=GREY, ha="right")
    ax.legend(frameon=False, loc="upper center")
    return ax


def error_budget(steps: np.ndarray, errors: Mapping[str, np.ndarray],
                 truncation: Mapping[str, np.ndarray], roundoff: np.ndarray,
                 ax: Axes | None = None) -> Axes:
    """Error against step on logarithmic axes: points as measured, lines as predicted.

    Parameters
    ----------
    steps : float array, shape (n,)
        Positive steps h.
    errors : dict from one or two names to arrays, shape (n,)
        Measured absolute errors; an error of 0 is left out.
    truncation : dict with the same names, arrays of shape (n,)
        Predicted truncation error.
    roundoff : array, shape (n,)
        Bound on the round-off error, the same for every method.
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
        For each name points and a dashed line; last, the dotted line of the round-off.
    """
    ax = new_axes(ax, title=_("Points: measured. Lines: predicted"),
                  xlabel=_("step h (units of a, log scale)"),
                  ylabel=_("|estimate − slope| (log scale)"),
                  figsize=(7.6, 3.8))
    for (name, error), color, marker in zip(errors.items(), (BLUE, ORANGE), "os", strict=False):
        ax.loglog(steps, np.where(error > 0, error, np.nan), marker, color=color, markersize=3.5,
                  label=_("{method}, measured").format(method=name))
        ax.loglog(steps, truncation[name], "--", color=color, linewidth=1.2,
                  label=_("{method}, truncation").format(method=name))
    ax.loglog(steps, roundoff, ":", color=GREY, linewidth=1.8, label=_("round-off"))
    measured = np.concatenate([error[error > 0] for error in errors.values()])
    ax.set_ylim(measured.min() / 3, 10 * measured.max())
    ax.minorticks_off()  # hundreds of them on logarithmic axes: half the time of a redraw
    ax.legend(frameon=False, loc="center left", bbox_to_anchor=(1, 0.5))
    return ax
