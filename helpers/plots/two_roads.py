"""A graph in which one input is used twice: what each road brings back, and their sum."""

from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch

from helpers.plots.style import BLUE, GREY, ORANGE, PURPLE, RED, new_axes


def two_roads(a: float, b: float, ax: Axes | None = None) -> Axes:
    """J = u·b with u = a + b: the slope of every edge, and the two roads from b to J.

    Parameters
    ----------
    a, b : float
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
    """
    u = a + b
    ax = new_axes(ax, figsize=(7.5, 3.9))
    ax.set_title(f"dJ/db = {b:g} by the road through u  +  {u:g} straight  =  {b + u:g}")
    ax.axis("off")
    ax.set(xlim=(-0.6, 6.7), ylim=(-1.35, 2.5))
    places = {"a": (0.0, 2.0), "b": (0.0, 0.0), "u": (3.0, 1.6), "J": (5.8, 0.6)}
    told = {"a": f"a = {a:g}", "b": f"b = {b:g}", "u": f"u = a + b = {u:g}",
            "J": f"J = u·b = {u * b:g}"}
    edges = (("a", "u", "1", GREY, 0.0, (1.35, 2.08)), ("b", "u", "1", ORANGE, 0.0, (1.35, 0.98)),
             ("u", "J", f"b = {b:g}", ORANGE, 0.0, (4.9, 1.45)),
             ("b", "J", f"u = {u:g}", PURPLE, 0.22, (3.0, -0.85)))
    for start, end, slope, color, bend, label in edges:
        ax.add_patch(FancyArrowPatch(places[start], places[end], arrowstyle="-|>", color=color,
                                     linewidth=2.2, mutation_scale=16, shrinkA=18, shrinkB=44,
                                     connectionstyle=f"arc3,rad={bend}", zorder=1))
        ax.text(*label, f"slope {slope}", color=RED, ha="center", va="center", fontsize=11,
                gid=f"{start}{end}")
    for name, place in places.items():
        ax.text(*place, told[name], ha="center", va="center", fontsize=11, color=BLUE, zorder=3,
                bbox={"boxstyle": "round,pad=0.35", "facecolor": "white", "edgecolor": GREY})
    return ax
