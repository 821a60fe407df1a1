"""Computation graphs with the values and the derivatives written on their edges."""

from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch

from helpers.plots.style import BLUE, GREY, RED, new_axes

Place = tuple[float, float]


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
    return _draw("J = 3(a + bc)", nodes, edges, values, derivatives, ax)


def shared_graph(values: Mapping[str, float], derivatives: Mapping[str, float] | None = None,
                 ax: Axes | None = None) -> Axes:
    """The graph of J = 2(ab + c + b): two edges leave b, so its numbers stand beside its circle.

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
    return _draw("J = 2(v + b): b is used twice", nodes, edges, values, derivatives, ax)


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
        "w1": ("w₁", (0, 2.2)), "w2": ("w₂", (0, 1.0)), "b": ("b", (0, -0.2)),
        "z": ("z = wᵀx + b", (2.3, 1.0)), "a": ("a = σ(z)", (4.6, 1.0)),
        "L": ("L(a, y)", (6.4, 1.0)),
    }
    edges = (("w1", "z"), ("w2", "z"), ("b", "z"), ("z", "a"), ("a", "L"))
    return _draw("The loss of one example", nodes, edges, values, derivatives, ax, goal="L")


def _draw(title, nodes, edges, values, derivatives, ax, goal="J"):
    ax = new_axes(ax, title=title, figsize=(7.5, 3.4))
    ax.axis("off")
    ax.set(xlim=(-0.9, 7.3), ylim=(-0.95, 2.55))
    for start, end in edges:
        # The long way round, below the other nodes, for an edge that skips a column of the graph.
        bend = "arc3,rad=0.25" if start == "b" and end == "J" else "arc3"
        ax.add_patch(FancyArrowPatch(nodes[start][1], nodes[end][1], arrowstyle="-|>", color=GREY,
                                     mutation_scale=14, shrinkA=16, shrinkB=32,
                                     connectionstyle=bend, zorder=1))
    for name, (formula, place) in nodes.items():
        ax.text(*place, formula, ha="center", va="center", zorder=3, fontsize=11,
                bbox={"boxstyle": "round,pad=0.35", "facecolor": "white", "edgecolor": GREY})
        ends = [nodes[end][1] for start, end in edges if start == name]
        _write_numbers(ax, name, _label_place(place, ends), values, derivatives or {})
    ax.text(-0.85, -0.9, "values, left to right →", color=BLUE, fontsize=10)
    if derivatives:
        ax.text(7.25, -0.9, f"← derivatives d{goal}/d(name), right to left", color=RED, fontsize=10,
                ha="right")
    return ax


def _label_place(place: Place, ends: list[Place]) -> Place:
    """On the one edge that leaves a node; beside a node that none or several edges leave."""
    if len(ends) == 1:
        (x, y), (to_x, to_y) = place, ends[0]
        return x + 0.46 * (to_x - x), y + 0.46 * (to_y - y)
    return (place[0] + 0.85, place[1]) if not ends else (place[0] - 0.4, place[1])


def _write_numbers(ax, name, place, values, derivatives):
    x, y = place
    behind = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}  # a steep edge goes behind
    if name in values:
        ax.text(x, y + 0.06, f"{values[name]:.5g}", color=BLUE, ha="center", va="bottom",
                fontsize=12, gid=f"value {name}", zorder=4, bbox=behind)
    if f"d{name}" in derivatives:
        ax.text(x, y - 0.08, f"{derivatives['d' + name]:.5g}", color=RED, ha="center", va="top",
                fontsize=12, gid=f"derivative {name}", zorder=4, bbox=behind)
