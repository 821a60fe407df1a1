"""One look for every figure: colours that colour-blind readers tell apart, quiet axes."""

import matplotlib.pyplot as plt
from matplotlib.axes import Axes

# Okabe and Ito, Color Universal Design (2008); dark enough on white, light enough on black.
BLUE = "#0072B2"
ORANGE = "#E69F00"
GREEN = "#009E73"
RED = "#D55E00"
PURPLE = "#CC79A7"
SKY = "#56B4E9"
GREY = "#7F7F7F"
CYCLE = (BLUE, ORANGE, GREEN, RED, PURPLE, SKY, GREY)


def new_axes(ax: Axes | None = None, *, title: str = "", xlabel: str = "", ylabel: str = "",
             figsize: tuple[float, float] = (6.0, 3.8)) -> Axes:
    """The Axes given, or new ones of the course's look, with title and labels.

    Parameters
    ----------
    ax : matplotlib Axes, optional
        Drawn into when given; otherwise a new figure is made.
    title, xlabel, ylabel : str
    figsize : (width, height) in inches, of a new figure

    Returns
    -------
    matplotlib Axes
    """
    if ax is None:
        _, ax = plt.subplots(figsize=figsize, layout="constrained")
    ax.set_prop_cycle(color=CYCLE)
    ax.spines[["top", "right"]].set_visible(False)
    ax.grid(alpha=0.25, linewidth=0.6)
    ax.set(title=title, xlabel=xlabel, ylabel=ylabel)
    return ax
