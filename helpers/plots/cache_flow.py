"""Forward above, backward below, and between them the caches that the first hands to the second."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch

from helpers.plots.style import BLUE, GREY, RED, new_axes

STEP, TOP, MIDDLE, BOTTOM = 3.0, 3.4, 1.7, 0.0  # places of the blocks
HALF_WIDTH, HALF_HEIGHT = 0.62, 0.38
STUB = 1.1  # length of an arrow that begins or ends outside


def cache_flow(caches: Sequence[tuple], grads: Mapping[str, np.ndarray] | None = None,
               ax: Axes | None = None) -> Axes:
    """The blocks of a network with the real shapes of what passes between them.

    Parameters
    ----------
    caches : list of L caches ((A_prev, W, b), Z)
    grads : dict {"dA0", ..., "dW1", "db1", ...}, optional
        Without it the backward blocks are drawn empty.
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
        Forward blocks and values in blue, backward ones in red.
    """
    L = len(caches)
    ax = new_axes(ax, figsize=(2.9 * L + 0.6, 4.6),
                  title="Caches: from the forward pass to the backward pass")
    ax.axis("off")
    ax.set(xlim=(STEP - 1.85, STEP * L + 1.85), ylim=(-1.25, 4.15))
    for layer, ((A_prev, W, b), Z) in enumerate(caches, start=1):
        x = STEP * layer
        kind = "sigmoid" if layer == L else "ReLU"
        _block(ax, x, TOP, f"layer {layer}\n{kind}", BLUE)
        left = _left_end(x, layer)
        _arrow(ax, (left, TOP), (x - HALF_WIDTH, TOP), BLUE)
        _label(ax, (left + x - HALF_WIDTH) / 2, TOP + 0.08, f"A{layer - 1}", np.shape(A_prev), BLUE)
        kept = "\n".join(f"{name} {np.shape(value)}" for name, value in (
            (f"A{layer - 1}", A_prev), (f"W{layer}", W), (f"b{layer}", b), (f"Z{layer}", Z)))
        ax.text(x, MIDDLE, kept, ha="center", va="center", fontsize=8, gid=f"cache {layer}",
                bbox={"boxstyle": "round,pad=0.35", "facecolor": "white", "edgecolor": GREY})
        _arrow(ax, (x, TOP - HALF_HEIGHT), (x, MIDDLE + 0.42), GREY)
        _arrow(ax, (x, MIDDLE - 0.42), (x, BOTTOM + HALF_HEIGHT), GREY)
        if grads is None:
            _block(ax, x, BOTTOM, "?", GREY)
        else:
            _backward(ax, x, layer, kind, grads)
    end = STEP * L + HALF_WIDTH
    _arrow(ax, (end, TOP), (end + STUB, TOP), BLUE)
    _label(ax, end + STUB / 2, TOP + 0.08, f"A{L}", np.shape(caches[-1][1]), BLUE)
    if grads is not None:
        _arrow(ax, (end + STUB, BOTTOM), (end, BOTTOM), RED)
        _label(ax, end + STUB / 2, BOTTOM + 0.08, f"dA{L}", np.shape(caches[-1][1]), RED)
    return ax


def _left_end(x: float, layer: int) -> float:
    """Where the arrow on the left of a block ends: at the block before, if there is one."""
    return x - (HALF_WIDTH + STUB if layer == 1 else STEP - HALF_WIDTH)


def _backward(ax: Axes, x: float, layer: int, kind: str, grads: Mapping[str, np.ndarray]) -> None:
    _block(ax, x, BOTTOM, f"layer {layer}\n{kind}", RED)
    left = _left_end(x, layer)
    _arrow(ax, (x - HALF_WIDTH, BOTTOM), (left, BOTTOM), RED)
    _label(ax, (left + x - HALF_WIDTH) / 2, BOTTOM + 0.08, f"dA{layer - 1}",
           np.shape(grads[f"dA{layer - 1}"]), RED)
    _arrow(ax, (x, BOTTOM - HALF_HEIGHT), (x, BOTTOM - 0.68), RED)
    told = "\n".join(f"{name} {np.shape(grads[name])}" for name in (f"dW{layer}", f"db{layer}"))
    ax.text(x, BOTTOM - 0.72, told, ha="center", va="top", fontsize=8, color=RED)


def _block(ax: Axes, x: float, y: float, text: str, color: str) -> None:
    ax.add_patch(FancyBboxPatch(
        (x - HALF_WIDTH + 0.08, y - HALF_HEIGHT + 0.08), 2 * HALF_WIDTH - 0.16,
        2 * HALF_HEIGHT - 0.16, boxstyle="round,pad=0.08", facecolor="white", edgecolor=color,
        linestyle="--" if color == GREY else "-", linewidth=1.5))
    ax.text(x, y, text, ha="center", va="center", fontsize=9, color=color)


def _arrow(ax: Axes, start: tuple[float, float], end: tuple[float, float], color: str) -> None:
    ax.annotate("", end, start, arrowprops={"arrowstyle": "-|>", "color": color, "shrinkA": 1,
                                            "shrinkB": 1})


def _label(ax: Axes, x: float, y: float, name: str, shape: tuple[int, ...], color: str) -> None:
    ax.text(x, y, f"{name}\n{shape}", ha="center", va="bottom", fontsize=8, color=color,
            gid=f"passes {name}")
