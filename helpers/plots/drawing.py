"""Parts of several figures: boxes, arrows, units, points of two classes, surfaces, slopes."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.image import AxesImage
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from helpers.plots.style import BLUE, GREY, ORANGE, SIGNED

Place = tuple[float, float]
Function = Callable[..., Any]  # from a notebook; docstrings say what it takes and returns

ROUND_BOX = {"boxstyle": "round,pad=0.35", "facecolor": "white", "edgecolor": GREY}  # around a text
TANGENT_STEP = 1e-5  # only for drawing; the error is far below the width of a line


def numerical_slope(f: Function, x: Any) -> Any:
    """Slope of f at x by a central difference, accurate enough for drawing.

    Parameters
    ----------
    f : function that works entry by entry
    x : float or array of any shape

    Returns
    -------
    float or array, as f returns them
    """
    return (f(x + TANGENT_STEP) - f(x - TANGENT_STEP)) / 2 / TANGENT_STEP


def logistic(z: Any) -> Any:
    """1 / (1 + e^-z) without overflow, of a float or of each entry of an array."""
    return 0.5 * (1 + np.tanh(z / 2))


def grid_points(x1: np.ndarray, x2: np.ndarray) -> np.ndarray:
    """All pairs of two axes as columns, shape (2, len(x1) · len(x2)); x1 varies fastest."""
    return np.stack([axis.ravel() for axis in np.meshgrid(x1, x2)])


def surface(f: Callable[..., float], x: np.ndarray) -> np.ndarray:
    """Values of a function of two variables on a square grid, shape (n, n); a row for each x[1].

    Parameters
    ----------
    f : function of an array of shape (2,)
    x : array, shape (n,)
        Values of both variables.
    """
    return np.array([[f(np.array([x0, x1])) for x0 in x] for x1 in x])


def two_classes(ax: Axes, X: np.ndarray, y: np.ndarray, **look: Any) -> None:
    """Points as orange circles (y = 0) and blue triangles (y = 1), labelled for a legend.

    Parameters
    ----------
    ax : matplotlib Axes
    X : array, shape (2, m)
    y : array, shape (m,)
    look
        What `Axes.plot` takes: the size of the markers and of their white edge.
    """
    for label, color, marker in ((0, ORANGE, "o"), (1, BLUE, "^")):
        ax.plot(*X[:, y == label], marker, color=color, markeredgecolor="white",
                label=f"y = {label}", **look)


def signed_squares(ax: Axes, values: np.ndarray) -> AxesImage:
    """An array as coloured squares: blue is positive, orange negative, 0 white."""
    end = np.abs(values).max() or 1.0
    return ax.imshow(values, cmap=SIGNED, vmin=-end, vmax=end, interpolation="nearest")


def layer_places(sizes: Sequence[int]) -> list[list[Place]]:
    """Places of the units of a network: a column for each layer, the first unit at the top."""
    return [[(layer, (size - 1) / 2 - unit) for unit in range(size)]
            for layer, size in enumerate(sizes)]


def unit(ax: Axes, place: Place, name: str, is_input: bool, markersize: float) -> None:
    """A unit of a network as a circle with its name: grey for an input, blue for a neuron."""
    # The radius in points: a circle whatever the axes' proportions.
    ax.plot(*place, "o", markersize=markersize, markerfacecolor="white", zorder=3,
            markeredgecolor=GREY if is_input else BLUE)
    ax.annotate(name, place, ha="center", va="center", zorder=4)


def graph_edge(ax: Axes, start: Place, end: Place, bend: float = 0.0, **look: Any) -> None:
    """An arrow between two boxes of a graph, curved by `bend`; `look` is FancyArrowPatch's."""
    ax.add_patch(FancyArrowPatch(start, end, arrowstyle="-|>", shrinkA=look.pop("shrinkA", 16),
                                 connectionstyle=f"arc3,rad={bend}", zorder=1, **look))


def flow_arrow(ax: Axes, start: Place, end: Place, color: str) -> None:
    """A straight arrow from `start` to `end`."""
    ax.annotate("", end, start, arrowprops={"arrowstyle": "-|>", "color": color, "shrinkA": 1,
                                            "shrinkB": 1})


def block(ax: Axes, place: Place, half_width: float, half_height: float, pad: float,
          **look: Any) -> None:
    """A white box with rounded corners around `place`; `look` is FancyBboxPatch's."""
    x, y = place
    ax.add_patch(FancyBboxPatch((x - half_width + pad, y - half_height + pad),
                                2 * (half_width - pad), 2 * (half_height - pad),
                                boxstyle=f"round,pad={pad}", facecolor="white", **look))
