"""Test accuracies and their differences, with confidence intervals."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from answercheck.translation import translate as _
from helpers.plots.style import BLUE, GREY, minus_signs, new_axes


def bootstrap_interval(right: np.ndarray, minus: np.ndarray | None = None, n_draws: int = 4000,
                       seed: int = 0) -> tuple[float, float]:
    """A 95 % bootstrap interval of a mean, or of a difference of means.

    Parameters
    ----------
    right : array, shape (m,)
        True where the prediction is right.
    minus : array, shape (m,), optional
        The same for another network on the same examples; then the interval is that of the
        difference, both being resampled together (paired).
    n_draws : int
        Resamples, each of m examples drawn with replacement.
    seed : int

    Returns
    -------
    low, high : float
        From 0 to 1; with `minus`, from -1 to 1.

    References
    ----------
    Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapter 13.
    """
    score = np.asarray(right, dtype=float).ravel()
    if minus is not None:
        score = score - np.asarray(minus, dtype=float).ravel()
    drawn = np.random.default_rng(seed).integers(0, score.size, (n_draws, score.size))
    low, high = np.percentile(score[drawn].mean(axis=1), [2.5, 97.5])
    return float(low), float(high)


def accuracy_comparison(right: Mapping[str, np.ndarray]) -> np.ndarray:
    """Test accuracy of several networks, and by how much each differs from the first.

    Parameters
    ----------
    right : dict from the name of a network to a bool array, shape (m,)
        Whether each test example is classified rightly.

    Returns
    -------
    array of 2 matplotlib Axes
        Left accuracies in percent, right paired differences from the first in percentage points;
        lines are 95 % intervals.
    """
    names = list(right)
    axes = plt.subplots(1, 2, figsize=(8.8, 0.9 + 0.68 * len(names)), layout="constrained")[1]
    new_axes(axes[0], title=_("Each on its own"), xlabel=_("test accuracy (%)"))
    new_axes(axes[1], xlabel=_("difference (percentage points)"),
             title=_("Compared with {network}, on the same images").format(network=names[0]))
    for place, name in enumerate(names):
        _row(axes[0], place, 100 * np.mean(right[name]), bootstrap_interval(right[name]), "%", BLUE)
    for place, name in enumerate(names[1:], start=1):
        ahead = 100 * (np.mean(right[name]) - np.mean(right[names[0]]))
        _row(axes[1], place, ahead, bootstrap_interval(right[name], right[names[0]]), "", BLUE)
    axes[1].axvline(0, color=GREY, linestyle="--", linewidth=1)
    for ax in axes:
        ax.set_yticks(range(len(names)), names)
        ax.set_ylim(len(names) - 0.5, -0.6)
    return axes


def _row(ax: Axes, place: int, value: float, interval: tuple[float, float], unit: str,
         color: str) -> None:
    low, high = 100 * interval[0], 100 * interval[1]
    ax.plot([low, high], [place, place], color=color, linewidth=2, solid_capstyle="butt")
    ax.plot(value, place, "o", color=color)
    size = f"{value:+.1f}" if not unit else f"{value:.1f} {unit}"
    told = _("{size}  ({low:.1f} to {high:.1f})").format(size=size, low=low, high=high)
    ax.annotate(minus_signs(told), (value, place), (0, 7), ha="center",
                textcoords="offset points", fontsize=9)
