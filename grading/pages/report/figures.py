"""The report's figures: SVG pictures in the colours of a light page or of a dark one."""

import base64
import io
from dataclasses import dataclass
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from grading.pages.numbers import number
from grading.pages.report.answers import Kind
from grading.pages.report.exercises import ExerciseResults
from helpers.plots.style import BLUE, GREEN, GREY, ORANGE, RED, SKY, new_axes

WIDTH_IN = 4.4  # as it is on a phone; a wide page has two side by side
# A "$" in a name is no formula; the same data give the same bytes.
RC: Any = {"text.parse_math": False, "svg.hashsalt": "report", "font.size": 10}
MANY = 50  # submissions, from which on a distribution bears narrow columns
COLOURS = {Kind.RIGHT: GREEN, Kind.PARTLY: SKY, Kind.WRONG: RED, Kind.UNANSWERED: GREY,
           Kind.STOPPED: "#5A5A5A"}
ROOM_FOR_A_NUMBER = 0.07  # of the width of all submissions


@dataclass(frozen=True)
class Paper:
    """A page's colours."""

    ink: str
    ground: str


LIGHT, DARK = Paper("#1c2024", "#ffffff"), Paper("#e6e8ea", "#1a1d21")


def distribution(scores: list[float], max_points: float, paper: Paper) -> str:
    """A histogram of the points with the median marked; the address of a picture."""
    top = max([max_points, *scores]) or 1.0
    with mpl.rc_context(RC):
        figure, ax = _new(3.5, paper, f"points of {number(max_points)}", "submissions")
        ax.hist(scores, bins=np.linspace(0, top, 21 if len(scores) >= MANY else 11).tolist(),
                color=BLUE if paper is LIGHT else SKY, edgecolor=paper.ground, linewidth=0.8)
        median = float(np.median(scores))
        ax.axvline(median, color=ORANGE, linewidth=2.5)
        side, shift = ("right", -4) if median > top / 2 else ("left", 4)
        ax.annotate(f"median {number(round(median, 1))}", (median, 1.0), (shift, 3),
                    xycoords=("data", "axes fraction"), textcoords="offset points",
                    ha=side, color=paper.ink)
        ax.yaxis.set_major_locator(MaxNLocator(integer=True, steps=[1, 2, 5, 10]))
        ax.set_xlim(0, top)
        return _address(figure)


def kinds_by_exercise(results: list[ExerciseResults], paper: Paper) -> str:
    """For each exercise a bar of all submissions, divided by kind; the address of a picture."""
    with mpl.rc_context(RC):
        figure, ax = _new(1.2 + 0.36 * len(results), paper, "submissions")
        starts = np.zeros(len(results))
        places = np.arange(len(results))
        most = max(one.n_submissions for one in results)
        for kind, colour in COLOURS.items():
            counts = np.array([one.kinds[kind] for one in results])
            if not counts.any():
                continue
            bars = ax.barh(places, counts, left=starts, color=colour, label=kind.value,
                           edgecolor=paper.ground, linewidth=0.8, height=0.78)
            ax.bar_label(bars, [str(n) if n >= ROOM_FOR_A_NUMBER * most else "" for n in counts],
                         label_type="center", fontsize=9,
                         color="black" if kind in (Kind.PARTLY, Kind.RIGHT) else "white")
            starts = starts + counts
        ax.set_yticks(places, [one.name for one in results])
        ax.invert_yaxis()
        ax.set_xlim(0, most)
        ax.grid(visible=False)
        ax.tick_params(axis="y", length=0)
        ax.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=5, steps=[1, 2, 5, 10]))
        figure.legend(loc="outside upper left", ncols=3, frameon=False, fontsize=9,
                      labelcolor=paper.ink, handlelength=1.0, columnspacing=1.0)
        return _address(figure)


def _new(height_in: float, paper: Paper, xlabel: str, ylabel: str = "") -> tuple[Figure, Axes]:
    """A figure on no ground, so that it lies on the page's."""
    figure = Figure(figsize=(WIDTH_IN, height_in), layout="constrained")
    figure.patch.set_alpha(0)
    ax = new_axes(figure.add_subplot(), xlabel=xlabel, ylabel=ylabel)
    ax.patch.set_alpha(0)
    ax.tick_params(colors=paper.ink)
    for part in (ax.xaxis.label, ax.yaxis.label):
        part.set_color(paper.ink)
    ax.spines[:].set_color(paper.ink)
    ax.set_axisbelow(True)
    return figure, ax


def _address(figure: Figure) -> str:
    """The picture itself as the address that an <img> has."""
    file = io.BytesIO()
    figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    return "data:image/svg+xml;base64," + base64.b64encode(file.getvalue()).decode()
