"""A chain of one-neuron layers: values run right above, derivatives run left below."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch

from helpers.plots.style import BLUE, GREY, RED, new_axes

STEP = 2.6  # from the middle of a block to that of the next
HALF = 0.7  # half the width of a block


def scalar_blocks(weights: Sequence[float], activations: Sequence[float], da: Sequence[float],
                  dw: Sequence[float], ax: Axes | None = None) -> Axes:
    """The blocks of a chain, with the numbers that pass between them.

    Parameters
    ----------
    weights : L floats
        Written into the blocks.
    activations : L + 1 floats
        a0 (the input), a1, ..., aL; in blue above.
    da : L + 1 floats
        Derivatives of the loss by a0, ..., aL; in red below.
    dw : L floats
        Derivatives by the weights; in red under their blocks.
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
    """
    L = len(weights)
    ax = new_axes(ax, title="values to the right, derivatives to the left",
                  figsize=(1.7 * L + 1.9, 3.0))
    ax.axis("off")
    ax.set(xlim=(HALF - STEP, L * STEP - HALF), ylim=(-1.75, 1.25))
    for k in range(L + 1):
        left, right = (k - 1) * STEP + HALF, k * STEP - HALF
        middle = (left + right) / 2
        for y, ends, color in ((0.28, (left, right), BLUE), (-0.28, (right, left), RED)):
            ax.annotate("", (ends[1], y), (ends[0], y),
                        arrowprops={"arrowstyle": "-|>", "color": color, "shrinkA": 1,
                                    "shrinkB": 1})
        ax.text(middle, 0.4, f"$a^{{[{k}]}}$\n{activations[k]:.3f}", color=BLUE, ha="center",
                va="bottom", fontsize=10, gid=f"a{k}")
        ax.text(middle, -0.4, f"$da^{{[{k}]}}$\n{da[k]:.3f}", color=RED, ha="center", va="top",
                fontsize=10, gid=f"da{k}")
    for k, (w, slope) in enumerate(zip(weights, dw, strict=True), start=1):
        x = (k - 1) * STEP
        ax.add_patch(FancyBboxPatch((x - HALF + 0.1, -0.5), 2 * HALF - 0.2, 1.0, edgecolor=GREY,
                                    facecolor="white", boxstyle="round,pad=0.1", zorder=3))
        ax.text(x, 0, f"layer {k}\nw = {w:.2f}", ha="center", va="center", zorder=4, fontsize=10)
        ax.annotate("", (x, -0.98), (x, -0.58), arrowprops={"arrowstyle": "-|>", "color": RED})
        ax.text(x, -1.02, f"$dw^{{[{k}]}}$\n{slope:.3f}", color=RED, ha="center", va="top",
                fontsize=10, gid=f"dw{k}")
    return ax
