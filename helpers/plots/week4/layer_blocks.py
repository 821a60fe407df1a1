"""Layers as blocks: values run right, derivatives run left, caches connect the two."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from answercheck.translation import translate as _
from helpers.plots.drawing import ROUND_BOX, Place, block, flow_arrow
from helpers.plots.style import BLUE, GREY, RED, minus_signs, new_axes

STEP, TOP, MIDDLE, BOTTOM = 3.0, 3.4, 1.7, 0.0  # places of the blocks
HALF_WIDTH, HALF_HEIGHT = 0.62, 0.38
STUB = 1.1  # length of an arrow that begins or ends outside
SCALAR_STEP = 2.6  # in a chain of one-neuron layers: from the middle of a block to the next
SCALAR_HALF = 0.7  # half the width of a block there


def cache_flow(caches: Sequence[tuple[Any, ...]], grads: Mapping[str, np.ndarray] | None = None,
               ax: Axes | None = None) -> Axes:
    """The blocks of a network with the shapes of what passes between them.

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
    ax = new_axes(ax, figsize=(2.7 * L + 0.6, 4.6),
                  title=_("Caches: from the forward pass to the backward pass"))
    ax.axis("off")
    ax.set(xlim=(STEP - 1.85, STEP * L + 1.85), ylim=(-1.25, 4.15))
    for layer, ((A_prev, W, b), Z) in enumerate(caches, start=1):
        x = STEP * layer
        kind = "sigmoid" if layer == L else "ReLU"
        _block(ax, x, TOP, _("layer {k}\n{kind}").format(k=layer, kind=kind), BLUE)
        left = _left_end(x, layer)
        flow_arrow(ax, (left, TOP), (x - HALF_WIDTH, TOP), BLUE)
        _label(ax, (left + x - HALF_WIDTH) / 2, TOP + 0.08, f"A{layer - 1}", np.shape(A_prev), BLUE)
        stored = "\n".join(f"{name} {np.shape(value)}" for name, value in (
            (f"A{layer - 1}", A_prev), (f"W{layer}", W), (f"b{layer}", b), (f"Z{layer}", Z)))
        ax.text(x, MIDDLE, stored, ha="center", va="center", fontsize=8, gid=f"cache {layer}",
                bbox=ROUND_BOX)
        flow_arrow(ax, (x, TOP - HALF_HEIGHT), (x, MIDDLE + 0.42), GREY)
        flow_arrow(ax, (x, MIDDLE - 0.42), (x, BOTTOM + HALF_HEIGHT), GREY)
        if grads is None:
            _block(ax, x, BOTTOM, "?", GREY)
        else:
            _backward(ax, x, layer, kind, grads)
    end = STEP * L + HALF_WIDTH
    flow_arrow(ax, (end, TOP), (end + STUB, TOP), BLUE)
    _label(ax, end + STUB / 2, TOP + 0.08, f"A{L}", np.shape(caches[-1][1]), BLUE)
    if grads is not None:
        flow_arrow(ax, (end + STUB, BOTTOM), (end, BOTTOM), RED)
        _label(ax, end + STUB / 2, BOTTOM + 0.08, f"dA{L}", np.shape(caches[-1][1]), RED)
    return ax


def _left_end(x: float, layer: int) -> float:
    """Where the arrow on the left of a block ends: at the block before, if there is one."""
    return x - (HALF_WIDTH + STUB if layer == 1 else STEP - HALF_WIDTH)


def _backward(ax: Axes, x: float, layer: int, kind: str, grads: Mapping[str, np.ndarray]) -> None:
    _block(ax, x, BOTTOM, _("layer {k}\n{kind}").format(k=layer, kind=kind), RED)
    left = _left_end(x, layer)
    flow_arrow(ax, (x - HALF_WIDTH, BOTTOM), (left, BOTTOM), RED)
    _label(ax, (left + x - HALF_WIDTH) / 2, BOTTOM + 0.08, f"dA{layer - 1}",
           np.shape(grads[f"dA{layer - 1}"]), RED)
    flow_arrow(ax, (x, BOTTOM - HALF_HEIGHT), (x, BOTTOM - 0.68), RED)
    shapes = "\n".join(f"{name} {np.shape(grads[name])}" for name in (f"dW{layer}", f"db{layer}"))
    ax.text(x, BOTTOM - 0.72, shapes, ha="center", va="top", fontsize=8, color=RED)


def _block(ax: Axes, x: float, y: float, text: str, color: str) -> None:
    block(ax, (x, y), HALF_WIDTH, HALF_HEIGHT, 0.08, edgecolor=color,
          linestyle="--" if color == GREY else "-", linewidth=1.5)
    ax.text(x, y, text, ha="center", va="center", fontsize=9, color=color)


def _label(ax: Axes, x: float, y: float, name: str, shape: tuple[int, ...], color: str) -> None:
    ax.text(x, y, f"{name}\n{shape}", ha="center", va="bottom", fontsize=8, color=color,
            gid=f"passes {name}")


def scalar_blocks(weights: Sequence[float], activations: Sequence[float], da: Sequence[float],
                  dw: Sequence[float], ax: Axes | None = None) -> Axes:
    """A chain of one-neuron layers as blocks, with the numbers that pass between them.

    Parameters
    ----------
    weights : L floats
        Written into the blocks.
    activations : L + 1 floats
        a0 (the input), a1, ..., aL; in blue above.
    da : L + 1 floats
        Derivatives of the loss with respect to a0, ..., aL; in red below.
    dw : L floats
        Derivatives with respect to the weights; in red under their blocks.
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
    """
    L = len(weights)
    ax = new_axes(ax, title=_("Values run to the right, derivatives to the left"),
                  figsize=(1.7 * L + 1.9, 3.0))
    ax.axis("off")
    ax.set(xlim=(SCALAR_HALF - SCALAR_STEP, L * SCALAR_STEP - SCALAR_HALF), ylim=(-1.75, 1.25))
    for k in range(L + 1):
        left, right = (k - 1) * SCALAR_STEP + SCALAR_HALF, k * SCALAR_STEP - SCALAR_HALF
        middle = (left + right) / 2
        for y, ends, color in ((0.28, (left, right), BLUE), (-0.28, (right, left), RED)):
            flow_arrow(ax, (ends[0], y), (ends[1], y), color)
        _number(ax, (middle, 0.4), "a", k, activations[k], BLUE)
        _number(ax, (middle, -0.4), "da", k, da[k], RED)
    for k, (w, slope) in enumerate(zip(weights, dw, strict=True), start=1):
        x = (k - 1) * SCALAR_STEP
        block(ax, (x, 0.0), SCALAR_HALF, 0.6, 0.1, edgecolor=GREY, zorder=3)
        ax.text(x, 0, minus_signs(_("layer {k}\nw = {w:.2f}").format(k=k, w=w)), ha="center",
                va="center", zorder=4, fontsize=10)
        ax.annotate("", (x, -0.98), (x, -0.58), arrowprops={"arrowstyle": "-|>", "color": RED})
        _number(ax, (x, -1.02), "dw", k, slope, RED)
    return ax


def _number(ax: Axes, place: Place, name: str, layer: int, value: float, color: str) -> None:
    """A name and its value, above a place in the upper half and below one in the lower half."""
    ax.text(*place, minus_signs(f"${name}^{{[{layer}]}}$\n{value:.3f}"), color=color, ha="center",
            va="bottom" if place[1] > 0 else "top", fontsize=10, gid=f"{name}{layer}")
