"""The shapes in a whole network: a row of boxes for each layer, those that do not fit in red."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from answercheck.translation import translate as _
from helpers.plots.style import BLUE, GREY, ORANGE, RED, new_axes

Shape = tuple[int, ...]


def layer_shapes(shapes: Mapping[str, Shape], n_examples: int = 1, ax: Axes | None = None) -> Axes:
    """Z = W A + b of every layer, each matrix as a box with its shape.

    Parameters
    ----------
    shapes : dict {"W1": (n1, n0), "b1": (n1, 1), "W2": ...}
        W must have as many columns as the layer before has units; b must be (n, 1).
    n_examples : int
        Columns of A and Z.
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
        Sides grow with the logarithm of the dimension; parameters are orange, activations blue.
    """
    n_layers = sum(name.startswith("W") for name in shapes)
    ax = new_axes(ax, title=_("Do the shapes fit? ({n:,} examples)").format(n=n_examples),
                  figsize=(7.6, 0.6 + 1.35 * n_layers))
    ax.axis("off")
    n_prev, y = shapes["W1"][-1], 0.0
    for layer in range(1, n_layers + 1):
        W, b = shapes[f"W{layer}"], shapes[f"b{layer}"]
        n = W[0]
        y -= max(_side(n), _side(n_prev)) / 2 + 0.75
        _box(ax, 2.0, y, f"Z{layer}", (n, n_examples), BLUE)
        _sign(ax, 3.75, y, "=")
        _box(ax, 5.5, y, f"W{layer}", W, ORANGE if W[-1] == n_prev else RED)
        _box(ax, 8.5, y, f"A{layer - 1}", (n_prev, n_examples), BLUE)
        _sign(ax, 10.2, y, "+")
        _box(ax, 11.2, y, f"b{layer}", b, ORANGE if tuple(b) == (n, 1) else RED)
        ax.text(0.0, y, _("layer {k}").format(k=layer), ha="center", va="center", color=GREY)
        y -= max(_side(n), _side(n_prev)) / 2 + 0.35
        n_prev = n
    ax.set(xlim=(-0.8, 12.2), ylim=(y, 0.0))
    ax.set_aspect("equal")
    return ax


def _side(n: int) -> float:
    """Length of a box's side for a dimension n."""
    return 0.35 + 0.6 * float(np.log10(max(n, 1)))


def _box(ax: Axes, x: float, y: float, name: str, shape: Shape, color: str) -> None:
    height, width = _side(shape[0]), _side(shape[-1] if len(shape) > 1 else 1)
    ax.add_patch(Rectangle((x - width / 2, y - height / 2), width, height, facecolor=color,
                           edgecolor=color, alpha=0.35, gid=f"box {name}"))
    ax.text(x, y, name, ha="center", va="center", fontsize=9)
    ax.text(x, y + height / 2 + 0.08, str(tuple(shape)).replace("'", ""), ha="center", va="bottom",
            fontsize=8, color=RED if color == RED else "black")


def _sign(ax: Axes, x: float, y: float, sign: str) -> None:
    ax.text(x, y, sign, ha="center", va="center", fontsize=13)
