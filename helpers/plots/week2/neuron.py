"""One neuron: its sigmoid, its curve over one input, and the graph of its loss."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes

from answercheck.translation import translate as _
from helpers.plots.drawing import Function, Place
from helpers.plots.graphs import draw_graph
from helpers.plots.style import BLUE, GREY, RED, minus_signs, new_axes


def sigmoid_curve(sigmoid: Function, ax: Axes | None = None) -> Axes:
    """The sigmoid for logits from -8 to 8, with its middle and its two asymptotes.

    Parameters
    ----------
    sigmoid : function
        Array of shape (n,) -> array of the same shape.
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
    """
    ax = new_axes(ax, title=_("The sigmoid turns any logit into a probability"),
                  xlabel=_("logit z"), ylabel="a = σ(z)")
    z = np.linspace(-8, 8, 321)
    a = np.asarray(sigmoid(z), dtype=float)
    for level in (0.0, 1.0):
        ax.axhline(level, color=GREY, linewidth=0.8, linestyle="--")
    ax.plot(z, a, color=BLUE, linewidth=2)
    middle = float(np.asarray(sigmoid(np.zeros(1))).ravel()[0])
    ax.plot([0], [middle], "o", color=RED)
    ax.annotate(f"σ(0) = {middle:.3g}", (0, middle), xytext=(12, -4), textcoords="offset points",
                color=RED)
    return ax


def one_neuron(forward: Function, w: float, b: float, ax: Axes | None = None) -> Axes:
    """Output of a neuron against its one input x, with the point where it is undecided.

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
    ax = new_axes(ax, xlabel=_("input x"), ylabel=_("output a"), title=_(
        "w = {w:.1f} sets the steepness, b = {b:.1f} sets the position").format(w=w, b=b))
    x = np.linspace(-6, 6, 241)
    A = np.asarray(forward(np.array([[float(w)]]), float(b), x[None, :])).ravel()
    ax.axhline(0.5, color=GREY, linewidth=0.8, linestyle="--")
    ax.plot(x, A, color=BLUE, linewidth=2)
    if w != 0 and abs(b / w) <= 6:
        ax.plot([-b / w], [0.5], "o", color=RED)
        ax.annotate(minus_signs(f"x = −b/w = {-b / w:.2g}"), (-b / w, 0.5), xytext=(10, -14),
                    textcoords="offset points", color=RED)
    ax.set(ylim=(-0.05, 1.05), xlim=(-6, 6))
    return ax


def neuron_graph(values: Mapping[str, float], derivatives: Mapping[str, float] | None = None,
                 ax: Axes | None = None) -> Axes:
    """The graph of the loss of one example, for a neuron with two inputs.

    Parameters
    ----------
    values : dict with floats "w1", "w2", "b", "z", "a", "L"
        Written in blue above the edges; a name that is missing is left out.
    derivatives : dict with floats "da", "dz", "dw1", "dw2", "db", optional
        dL/dname, written in red below the edges.
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
    """
    nodes: dict[str, tuple[str, Place]] = {
        "w1": ("w₁", (0, 2.35)), "w2": ("w₂", (0, 1.0)), "b": ("b", (0, -0.4)),
        "z": ("z = wᵀx + b", (2.35, 1.0)), "a": ("a = σ(z)", (4.55, 1.0)),
        "L": ("L(a, y)", (6.5, 1.0)),
    }
    edges = (("w1", "z"), ("w2", "z"), ("b", "z"), ("z", "a"), ("a", "L"))
    return draw_graph(_("The loss of one example"), nodes, edges, values, derivatives, ax,
                      goal="L")
