"""One look for every figure: colours that colour-blind readers can tell apart, plain axes.

The same meaning has the same colour and marker in every chapter:

=====================  =========================================================
label 1, yes           blue triangle; blue areas where 1 is predicted
label 0, no            orange circle; orange areas where 0 is predicted
positive, negative     blue, orange; white is 0 (`SIGNED`)
data without a class   black dots
input, neuron          grey, blue
values, derivatives    blue, red: forward pass and backward pass, curve and slope
the marked place       red
right, wrong           green, red
training, test         blue, orange
reference, guide       grey, mostly dashed
=====================  =========================================================

Where lines are merely several of a kind, they take the colours of `CYCLE` in turn. Figures are
drawn on white, in dark JupyterLab and on the book's dark pages too.
"""

import re
from dataclasses import replace
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.font_manager import fontManager

from answercheck.translation import current_language

# Okabe and Ito, Color Universal Design (2008).
BLUE = "#0072B2"
ORANGE = "#E69F00"
GREEN = "#009E73"
RED = "#D55E00"
PURPLE = "#CC79A7"
SKY = "#56B4E9"
GREY = "#7F7F7F"
CYCLE = (BLUE, ORANGE, GREEN, RED, PURPLE, SKY, GREY)
SIGNED = LinearSegmentedColormap.from_list("signed", [ORANGE, "white", BLUE])
CHINESE_FONT = "Noto Sans SC"


def _add_chinese_font() -> None:
    """Let matplotlib know the font, also as its own bold: it would warn that there is none."""
    fontManager.addfont(Path(__file__).parents[1] / "fonts" / "NotoSansSC.ttf")
    fontManager.ttflist.append(replace(fontManager.ttflist[-1], weight=700))


def choose_fonts() -> None:
    """Let new text have Chinese characters, whatever the language.

    In plain text matplotlib takes from the second font what the first one lacks, but not beside a
    formula, so in Chinese figures the Chinese font comes first.
    """
    others = [name for name in plt.rcParams["font.family"] if name != CHINESE_FONT]
    is_chinese = current_language().startswith("zh")
    plt.rcParams["font.family"] = [CHINESE_FONT, *others] if is_chinese else [*others, CHINESE_FONT]


_add_chinese_font()
choose_fonts()


def new_axes(ax: Axes | None = None, *, title: str = "", xlabel: str = "", ylabel: str = "",
             figsize: tuple[float, float] = (6.0, 3.8)) -> Axes:
    """The Axes given, or new ones, in the course's look, with title and labels.

    Parameters
    ----------
    ax : matplotlib Axes, optional
        Drawn into when given; otherwise a new figure is made.
    title, xlabel, ylabel : str
        Negative numbers in the title get a minus sign.
    figsize : (width, height) in inches, of a new figure

    Returns
    -------
    matplotlib Axes
    """
    choose_fonts()
    if ax is None:
        _, ax = plt.subplots(figsize=figsize, layout="constrained")
    ax.set_prop_cycle(color=CYCLE)
    ax.spines[["top", "right"]].set_visible(False)
    ax.grid(alpha=0.25, linewidth=0.6)
    ax.set(title=minus_signs(title), xlabel=xlabel, ylabel=ylabel)
    return ax


def panels_in_rows(n: int, width: float, height: float) -> np.ndarray:
    """A new figure of n panels, at most three in a row so that their text stays readable.

    Parameters
    ----------
    n : int
    width, height : inches, of a panel

    Returns
    -------
    array of n matplotlib Axes
    """
    choose_fonts()
    n_columns = min(n, 3)
    n_rows = -(-n // n_columns)
    _, axes = plt.subplots(n_rows, n_columns, figsize=(width * n_columns, height * n_rows),
                           layout="constrained", squeeze=False)
    for empty in axes.flat[n:]:
        empty.remove()
    return axes.ravel()[:n]


def minus_signs(text: str) -> str:
    """The text with a minus sign, not a hyphen, before negative numbers; hyphens in words stay."""
    return re.sub(r"(?<![^\W\de])-(?=[\d.])", "−", text)
