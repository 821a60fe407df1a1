"""Computation graphs of any formula."""

from collections.abc import Collection, Mapping, Sequence

from matplotlib.axes import Axes

from answercheck.translation import translate as _
from helpers.plots.drawing import ROUND_BOX, Place, graph_edge
from helpers.plots.style import BLUE, GREY, RED, minus_signs, new_axes


def draw_graph(title: str, nodes: Mapping[str, tuple[str, Place]],
               edges: Sequence[tuple[str, str]], values: Mapping[str, float],
               derivatives: Mapping[str, float] | None, ax: Axes | None, goal: str = "J",
               bent: Collection[tuple[str, str]] = ()) -> Axes:
    """Boxes with formulas, arrows between them, and one or two numbers on every arrow.

    Parameters
    ----------
    title : str
    nodes : dict from a name to (formula, place)
        Places from 0 to 6.4 across and from -0.2 to 2.3 up.
    edges : pairs of names, start and end
    values : dict from a name to a number
        Written in blue above the edges; a name that is missing is left out.
    derivatives : dict from "d" and a name to a number, or None
        Written in red below the edges.
    ax : matplotlib Axes or None
    goal : str
        The name of what is differentiated.
    bent : edges that pass below the other nodes

    Returns
    -------
    matplotlib Axes
        Each number is a text with the gid "value NAME" or "derivative NAME".
    """
    ax = new_axes(ax, title=title, figsize=(8.0, 3.6))
    ax.axis("off")
    ax.set(xlim=(-0.9, 7.8), ylim=(-0.95, 2.55))
    for start, end in edges:
        bend = 0.25 if (start, end) in bent else 0.0
        graph_edge(ax, nodes[start][1], nodes[end][1], bend, color=GREY, mutation_scale=14,
                   shrinkB=32)
    for name, (formula, place) in nodes.items():
        ax.text(*place, formula, ha="center", va="center", zorder=3, fontsize=11,
                bbox=ROUND_BOX)
        ends = [nodes[end][1] for start, end in edges if start == name]
        _write_numbers(ax, name, _label_place(place, ends), values, derivatives or {})
    ax.text(-0.85, -0.9, _("values, left to right →"), color=BLUE, fontsize=10)
    if derivatives:
        ax.text(7.75, -0.9, _("← derivatives d{goal}/d(name), right to left").format(goal=goal),
                color=RED, fontsize=10, ha="right")
    return ax


def _label_place(place: Place, ends: list[Place]) -> Place:
    """On the one edge that leaves a node; beside a node that none or several edges leave."""
    if len(ends) == 1:
        (x, y), (to_x, to_y) = place, ends[0]
        return x + 0.46 * (to_x - x), y + 0.46 * (to_y - y)
    return (place[0] + 0.85, place[1]) if not ends else (place[0] - 0.4, place[1])


def _write_numbers(ax: Axes, name: str, place: Place, values: Mapping[str, float],
                   derivatives: Mapping[str, float]) -> None:
    x, y = place
    behind = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}  # a steep edge goes behind
    if name in values:
        ax.text(x, y + 0.06, minus_signs(f"{values[name]:.5g}"), color=BLUE, ha="center",
                va="bottom", fontsize=12, gid=f"value {name}", zorder=4, bbox=behind)
    if f"d{name}" in derivatives:
        ax.text(x, y - 0.08, minus_signs(f"{derivatives['d' + name]:.5g}"), color=RED, ha="center",
                va="top", fontsize=12, gid=f"derivative {name}", zorder=4, bbox=behind)
