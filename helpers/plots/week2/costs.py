"""The loss over the probability and over the logit: cross-entropy and squared error."""

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from answercheck.translation import translate as _
from helpers.plots.drawing import Function, logistic
from helpers.plots.style import BLUE, GREY, ORANGE, RED, minus_signs, new_axes


def price_of_confidence(compute_cost: Function, ax: Axes | None = None) -> Axes:
    """Loss of one example against the predicted probability a, for y = 1 and for y = 0.

    Parameters
    ----------
    compute_cost : function
        (A (1, m), Y (1, m)) -> float, in nats.
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
    """
    ax = new_axes(ax, title=_("The price of confidence"), xlabel=_("predicted probability a"),
                  ylabel=_("loss (nats)"))
    a = np.linspace(0.002, 0.998, 250)
    for y, color, name in ((1, BLUE, _("the label is yes (y = 1)")),
                           (0, ORANGE, _("the label is no (y = 0)"))):
        costs = [float(compute_cost(np.array([[p]]), np.array([[y]]))) for p in a]
        ax.plot(a, costs, color=color, linewidth=2, label=name)
    ax.axhline(np.log(2), color=GREY, linewidth=0.8, linestyle="--")
    ax.annotate(_("a coin flip: log 2"), (0.5, np.log(2)), xytext=(0, -16), ha="center",
                textcoords="offset points", color=GREY)
    ax.legend(loc="upper center", frameon=False)
    return ax


def likelihood_and_cost(Y: np.ndarray, a: float) -> np.ndarray:
    """Likelihood and cost when every example gets the same probability; both marked at `a`.

    Parameters
    ----------
    Y : array, shape (1, m)
        Labels, 0 or 1, of both kinds.
    a : float
        Predicted probability of a yes, the same for all m examples, strictly between 0 and 1.

    Returns
    -------
    array of 2 matplotlib Axes
        Likelihood, cost in nats; dashed lines mark the share of ones.
    """
    m, ones = Y.size, int(np.sum(Y))
    predicted = np.linspace(0.01, 0.99, 197)
    axes = plt.subplots(1, 2, figsize=(8.6, 3.6), layout="constrained")[1]

    def likelihood(a: Any) -> Any:
        return a ** ones * (1 - a) ** (m - ones)

    def cost(a: Any) -> Any:
        return -(ones * np.log(a) + (m - ones) * np.log(1 - a)) / m

    for ax, title, label, curve in (
            (axes[0], _("Likelihood at a = {a:.2f}: {size:.3g}"), _("likelihood"), likelihood),
            (axes[1], _("Cost at a = {a:.2f}: {size:.3g}"), _("cost (nats)"), cost)):
        new_axes(ax, title=title.format(a=a, size=curve(a)), ylabel=label,
                 xlabel=_("predicted probability a\n(the same for every example)"))
        ax.plot(predicted, curve(predicted), color=BLUE, linewidth=2)
        ax.axvline(ones / m, color=GREY, linestyle="--", linewidth=0.8)
        ax.plot([a], [curve(a)], "o", color=RED)
        ax.set_ylim(bottom=0)
    return axes


def losses_over_score(z: float) -> np.ndarray:
    """Both losses of an example with label 1 against its logit, and their derivatives.

    Parameters
    ----------
    z : float
        The logit that is marked, from -10 to 10.

    Returns
    -------
    array of 2 matplotlib Axes
        Losses with their tangents at z, then their derivatives with respect to z; cross-entropy in
        blue, squared error in orange.
    """
    axes = plt.subplots(1, 2, figsize=(8.8, 3.8), layout="constrained")[1]
    new_axes(axes[0], title=_("Losses for the label yes, at z = {z:.1f}").format(z=z),
             xlabel=_("logit z"), ylabel=_("loss"))
    new_axes(axes[1], title=_("Their derivatives with respect to z"), xlabel=_("logit z"),
             ylabel="dz")
    logits = np.linspace(-10, 10, 401)
    for name, color, loss, slope in (
            (_("cross-entropy"), BLUE, _cross_entropy, _cross_entropy_slope),
            (_("squared error"), ORANGE, _squared, _squared_slope)):
        axes[0].plot(logits, loss(logits), color=color, linewidth=2, label=name)
        axes[1].plot(logits, slope(logits), color=color, linewidth=2,
                     label=minus_signs(_("{loss}: {slope:.4f}").format(loss=name, slope=slope(z))))
        near = np.array([z - 2, z + 2])
        axes[0].plot(near, loss(z) + slope(z) * (near - z), color=GREY, linewidth=1.5)
        for ax, height in ((axes[0], loss(z)), (axes[1], slope(z))):
            ax.plot([z], [height], "o", color=color, markeredgecolor="black")
    for ax in axes:
        ax.legend(frameon=False)
    axes[0].set_ylim(-0.5, 10.5)
    axes[1].set_ylim(-1.1, 0.35)
    return axes


def _cross_entropy(z: Any) -> Any:
    return np.logaddexp(0, -z)


def _cross_entropy_slope(z: Any) -> Any:
    return -logistic(-z)


def _squared(z: Any) -> Any:
    return 0.5 * logistic(-z) ** 2


def _squared_slope(z: Any) -> Any:
    return -logistic(-z) ** 2 * (1 - logistic(-z))
