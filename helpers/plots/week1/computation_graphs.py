"""Computation graphs with the values and the derivatives written on their edges."""

from collections.abc import Mapping

from matplotlib.axes import Axes

from answercheck.translation import translate as _
from helpers.plots.drawing import ROUND_BOX, Place, graph_edge
from helpers.plots.graphs import draw_graph
from helpers.plots.style import BLUE, GREY, ORANGE, PURPLE, RED, minus_signs, new_axes


def computation_graph(values: Mapping[str, float], derivatives: Mapping[str, float] | None = None,
                      ax: Axes | None = None) -> Axes:
    """The graph of J = 3(a + bc), with a number on every edge.

    Parameters
    ----------
    values : dict with floats "a", "b", "c", "u", "v", "J"
        Written in blue above the edges; a name that is missing is left out.
    derivatives : dict with floats "dv", "du", "da", "db", "dc", optional
        dJ/dname, written in red below the edges.
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
    """
    nodes: dict[str, tuple[str, Place]] = {
        "a": ("a", (0, 2.1)), "b": ("b", (0, 1.2)), "c": ("c", (0, -0.2)),
        "u": ("u = b·c", (2, 0.5)), "v": ("v = a + u", (4, 1.25)), "J": ("J = 3·v", (6, 1.25)),
    }
    edges = (("a", "v"), ("b", "u"), ("c", "u"), ("u", "v"), ("v", "J"))
    return draw_graph("J = 3(a + bc)", nodes, edges, values, derivatives, ax,
                      bent=[("b", "J")])


def shared_graph(values: Mapping[str, float], derivatives: Mapping[str, float] | None = None,
                 ax: Axes | None = None) -> Axes:
    """The graph of J = 2(ab + c + b): two edges leave b, so its numbers are written beside it.

    Parameters
    ----------
    values : dict with floats "a", "b", "c", "u", "v", "J"
        Written in blue above the edges; a name that is missing is left out.
    derivatives : dict with floats "dv", "du", "da", "db", "dc", optional
        dJ/dname, written in red below the edges.
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
    """
    nodes: dict[str, tuple[str, Place]] = {
        "a": ("a", (0, 2)), "b": ("b", (0, 1)), "c": ("c", (2, 2.3)),
        "u": ("u = a·b", (2, 0.9)), "v": ("v = u + c", (4, 1.5)), "J": ("J = 2(v + b)", (6, 0.75)),
    }
    edges = (("a", "u"), ("b", "u"), ("u", "v"), ("c", "v"), ("v", "J"), ("b", "J"))
    return draw_graph(_("J = 2(v + b): b is used twice"), nodes, edges, values, derivatives, ax)


def two_paths(a: float, b: float, ax: Axes | None = None) -> Axes:
    """J = u·b with u = a + b: the slope of every edge, and the two paths from b to J.

    Parameters
    ----------
    a, b : float
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
    """
    u = a + b
    ax = new_axes(ax, title=_("dJ/db = {b:g} (through u) + {u:g} (directly) = {sum:g}").format(
        b=b, u=u, sum=b + u),
                  figsize=(7.5, 3.9))
    ax.axis("off")
    ax.set(xlim=(-0.6, 6.7), ylim=(-1.35, 2.5))
    places = {"a": (0.0, 2.0), "b": (0.0, 0.0), "u": (3.0, 1.6), "J": (5.8, 0.6)}
    names = {"a": f"a = {a:g}", "b": f"b = {b:g}", "u": f"u = a + b = {u:g}",
             "J": f"J = u·b = {u * b:g}"}
    edges = (("a", "u", "1", GREY, 0.0, (1.35, 2.08)), ("b", "u", "1", ORANGE, 0.0, (1.35, 0.98)),
             ("u", "J", f"b = {b:g}", ORANGE, 0.0, (4.9, 1.45)),
             ("b", "J", f"u = {u:g}", PURPLE, 0.22, (3.0, -0.85)))
    for start, end, slope, color, bend, label in edges:
        graph_edge(ax, places[start], places[end], bend, color=color, linewidth=2.2,
                   mutation_scale=16, shrinkA=18, shrinkB=44)
        ax.text(*label, minus_signs(_("slope {size}").format(size=slope)), color=RED, ha="center",
                va="center", fontsize=11, gid=f"{start}{end}")
    for name, place in places.items():
        ax.text(*place, minus_signs(names[name]), ha="center", va="center", fontsize=11,
                color=BLUE, zorder=3, bbox=ROUND_BOX)
    return ax
