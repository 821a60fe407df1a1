"""The report's figures: SVG pictures in the colours of a light page or of a dark one."""

import base64
import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from grading.pages.numbers import number
from grading.pages.report.answer_kinds import AnswerKind
from grading.pages.report.exercises import ExerciseResults
from grading.words import ENGLISH, current_language
from grading.words import translate as _

# Okabe and Ito, Color Universal Design (2008): colours that colour-blind readers tell apart.
BLUE, ORANGE, GREEN, RED, SKY = "#0072B2", "#E69F00", "#009E73", "#D55E00", "#56B4E9"
GREY, DARK_GREY = "#7F7F7F", "#5A5A5A"
WIDTH_IN = 4.4  # fits a phone; a wide page has two side by side
# A "$" in a name starts no formula; the salt makes the same data give the same bytes.
RC: Any = {"text.parse_math": False, "svg.hashsalt": "report", "font.size": 10,
           "legend.columnspacing": 1.0}
# In matplotlib's font there are no Chinese characters, so the browser draws the text, in a font of
# the reader's; a column of the legend is wider then than matplotlib takes it to be.
BY_BROWSER: Any = {"svg.fonttype": "none", "legend.columnspacing": 3.0}
MANY = 50  # submissions, from which on the histogram has narrow bins
COLOURS = {AnswerKind.RIGHT: GREEN, AnswerKind.PARTLY: SKY, AnswerKind.WRONG: RED,
           AnswerKind.UNANSWERED: GREY, AnswerKind.STOPPED: DARK_GREY}
LIGHT_BARS = (AnswerKind.PARTLY, AnswerKind.RIGHT)
MIN_LABELLED = 0.07  # share of the submissions, below which a bar has no label


@dataclass(frozen=True)
class Theme:
    """The colours of a page, light or dark."""

    ink: str
    ground: str


LIGHT, DARK = Theme("#1c2024", "#ffffff"), Theme("#e6e8ea", "#1a1d21")


def distribution(scores: list[float], max_points: float, theme: Theme) -> str:
    """Draw a histogram of the points with the median marked; return the picture as a data URL."""
    top = max([max_points, *scores]) or 1.0
    with _drawing():
        figure, ax = _new(3.5, theme, _("points of {possible}").format(
            possible=number(max_points)), _("submissions"))
        ax.hist(scores, bins=np.linspace(0, top, 21 if len(scores) >= MANY else 11).tolist(),
                color=BLUE if theme is LIGHT else SKY, edgecolor=theme.ground, linewidth=0.8)
        median = float(np.median(scores))
        ax.axvline(median, color=ORANGE, linewidth=2.5)
        side, shift = ("right", -4) if median > top / 2 else ("left", 4)
        ax.annotate(_("median {median}").format(median=number(round(median, 1))),
                    (median, 1.0), (shift, 3), xycoords=("data", "axes fraction"),
                    textcoords="offset points", ha=side, color=theme.ink)
        ax.yaxis.set_major_locator(MaxNLocator(integer=True, steps=[1, 2, 5, 10]))
        ax.set_xlim(0, top)
        return _data_url(figure)


def kinds_by_exercise(results: list[ExerciseResults], theme: Theme) -> str:
    """Draw a bar for each exercise, divided by kinds of answers; return it as a data URL."""
    with _drawing():
        figure, ax = _new(1.2 + 0.36 * len(results), theme, _("submissions"))
        starts = np.zeros(len(results))
        places = np.arange(len(results))
        most = max(one.n_submissions for one in results)
        for kind, colour in COLOURS.items():
            counts = np.array([one.kinds[kind] for one in results])
            if not counts.any():
                continue
            bars = ax.barh(places, counts, left=starts, color=colour, label=_(kind.value),
                           edgecolor=theme.ground, linewidth=0.8, height=0.78)
            ax.bar_label(bars, [str(n) if n >= MIN_LABELLED * most else "" for n in counts],
                         label_type="center", fontsize=9,
                         color="black" if kind in LIGHT_BARS else "white")
            starts = starts + counts
        ax.set_yticks(places, [one.name for one in results])
        ax.invert_yaxis()
        ax.set_xlim(0, most)
        ax.grid(visible=False)
        ax.tick_params(axis="y", length=0)
        ax.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=5, steps=[1, 2, 5, 10]))
        figure.legend(loc="outside upper left", ncols=3, frameon=False, fontsize=9,
                      labelcolor=theme.ink, handlelength=1.0)
        return _data_url(figure)


@contextmanager
def _drawing() -> Iterator[None]:
    if current_language() == ENGLISH:
        with mpl.rc_context(RC):
            yield
    else:
        with mpl.rc_context({**RC, **BY_BROWSER}), warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Glyph .* missing from")  # it measures the text
            yield


def _new(height_in: float, theme: Theme, xlabel: str, ylabel: str = "") -> tuple[Figure, Axes]:
    """Make a figure and axes with a transparent background, so that the page shows through."""
    figure = Figure(figsize=(WIDTH_IN, height_in), layout="constrained")
    figure.patch.set_alpha(0)
    ax = figure.add_subplot(xlabel=xlabel, ylabel=ylabel)
    ax.spines[["top", "right"]].set_visible(False)
    ax.grid(alpha=0.25, linewidth=0.6)
    ax.patch.set_alpha(0)
    ax.tick_params(colors=theme.ink)
    for part in (ax.xaxis.label, ax.yaxis.label):
        part.set_color(theme.ink)
    ax.spines[:].set_color(theme.ink)
    ax.set_axisbelow(True)
    return figure, ax


def _data_url(figure: Figure) -> str:
    """Return the picture as a data URL."""
    file = io.BytesIO()
    figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    return "data:image/svg+xml;base64," + base64.b64encode(file.getvalue()).decode()
