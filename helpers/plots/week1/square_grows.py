"""A square whose side is nudged: its area grows by two strips and a corner."""

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from answercheck.translation import translate as _
from helpers.plots.style import BLUE, ORANGE, RED, new_axes


def square_grows(a: float, h: float, ax: Axes | None = None) -> Axes:
    """The area a², the two strips a·h and the corner h² that a longer side adds.

    Parameters
    ----------
    a : float
        Side of the square, positive.
    h : float
        What is added to the side, positive, in the units of a.
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
        Four patches to scale: the square, the strips, the corner.
    """
    title = _("Gain {gain:.4g} = strips {strips:.4g} + corner {corner:.3g};  "
              "gain/h = {quotient:.4g}").format(
                  gain=2 * a * h + h**2, strips=2 * a * h, corner=h**2, quotient=2 * a + h)
    ax = new_axes(ax, xlabel=_("side (units of a)"), ylabel=_("side (units of a)"),
                  figsize=(5.6, 4.6), title=title)
    ax.title.set_fontsize("medium")
    parts = (((0, 0), a, a, BLUE), ((a, 0), h, a, ORANGE), ((0, a), a, h, ORANGE),
             ((a, a), h, h, RED))
    for corner, width, height, color in parts:
        ax.add_patch(Rectangle(corner, width, height, facecolor=color, edgecolor="white"))
    ax.annotate(f"a² = {a**2:.4g}", (a / 2, a / 2), ha="center", va="center", color="white",
                fontsize=13)
    reach = 1.3 * (a + h)
    for text, x, y, color in ((f"a·h = {a * h:.3g}", a + 1.15 * h, a / 2, "black"),
                              (f"h² = {h**2:.3g}", a + 1.15 * h, a + 1.2 * h, RED)):
        ax.annotate(text, (x, y), xytext=(4, 0), textcoords="offset points", va="center",
                    color=color)
    ax.annotate(f"a·h = {a * h:.3g}", (a / 2, a + h), xytext=(0, 5), textcoords="offset points",
                ha="center")
    ax.set(xlim=(0, 1.1 * reach), ylim=(0, reach), aspect="equal")
    ax.grid(False)
    return ax
