"""A neuron with a single input: the curve that its weight and bias make."""

from collections.abc import Callable

import numpy as np
from matplotlib.axes import Axes

from helpers.plots.style import BLUE, GREY, RED, new_axes


def one_neuron(forward: Callable, w: float, b: float, ax: Axes | None = None) -> Axes:
    """Output of a neuron over its one input x, with the point where it changes its mind.

    Parameters
    ----------
    forward : function
        (w (1, 1), b, X (1, m)) -> A (1, m).
    w, b : float
        Weight and bias; the neuron is undecided at x = -b / w.
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
    """
    ax = new_axes(ax, title=f"w = {w:.1f} sets the steepness, b = {b:.1f} the place",
                  xlabel="input x", ylabel="output a")
    x = np.linspace(-6, 6, 241)
    A = np.asarray(forward(np.array([[float(w)]]), float(b), x[None, :])).ravel()
    ax.axhline(0.5, color=GREY, linewidth=0.8, linestyle="--")
    ax.plot(x, A, color=BLUE, linewidth=2)
    if w != 0 and abs(b / w) <= 6:
        ax.plot([-b / w], [0.5], "o", color=RED)
        ax.annotate(f"x = −b/w = {-b / w:.2g}", (-b / w, 0.5), xytext=(10, -14),
                    textcoords="offset points", color=RED)
    ax.set(ylim=(-0.05, 1.05), xlim=(-6, 6))
    return ax
