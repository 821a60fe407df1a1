"""What each example contributes to the gradient of a weight, and their mean."""

import matplotlib.pyplot as plt
import numpy as np

from answercheck.translation import translate as _
from helpers.plots.drawing import logistic, two_classes
from helpers.plots.style import BLUE, GREY, ORANGE, RED, new_axes


def votes(x: np.ndarray, y: np.ndarray, w: float, b: float) -> np.ndarray:
    """A neuron with one input among its examples, and each example's vote x · (a - y).

    Parameters
    ----------
    x, y : arrays, shape (m,)
        Inputs, and labels 0 or 1.
    w, b : float

    Returns
    -------
    array of 2 matplotlib Axes
        Left the outputs over the input, with a grey line from each label to its output; right one
        bar for each vote, and a red line at their mean, which is dw.
    """
    x, y = np.asarray(x, dtype=float), np.asarray(y)
    fine = np.linspace(x.min() - 1, x.max() + 1, 200)
    a = logistic(w * x + b)
    vote = x * (a - y)
    error = np.round(np.mean(a - y), 3) + 0.0  # not "-0.000"
    colors = np.where(y == 1, BLUE, ORANGE)
    axes = plt.subplots(1, 2, figsize=(8.8, 3.8), layout="constrained")[1]
    new_axes(axes[0], title=f"w = {w:.1f}, b = {b:.1f}: db = {error:.3f}",
             xlabel=_("input x"), ylabel=_("output a, label y"))
    axes[0].plot(fine, logistic(w * fine + b), color="black", linewidth=1.5)
    axes[0].vlines(x, np.minimum(a, y), np.maximum(a, y), color=GREY, linewidth=2)
    two_classes(axes[0], np.stack([x, y]), y, markersize=7, zorder=3)
    new_axes(axes[1], xlabel=_("example"), ylabel=_("vote"), title=_(
        "Votes x · (a − y): their mean dw = {mean:.3f}").format(mean=vote.mean()))
    axes[1].bar(np.arange(1, len(x) + 1), vote, color=colors)
    axes[1].axhline(0, color=GREY, linewidth=0.8)
    axes[1].axhline(vote.mean(), color=RED, linewidth=2)
    axes[1].set_xticks(np.arange(1, len(x) + 1))
    reach = 1.05 * np.abs(x).max()  # no vote is larger than its input
    axes[1].set_ylim(-reach, reach)
    return axes
