"""One probability said of every example: how likely it makes the labels, and what it costs."""

import matplotlib.pyplot as plt
import numpy as np

from helpers.plots.style import BLUE, GREY, RED, new_axes


def likelihood_and_cost(Y: np.ndarray, a: float) -> np.ndarray:
    """The likelihood of the labels over the probability, and the cost; both marked at `a`.

    Parameters
    ----------
    Y : array, shape (1, m)
        Labels, 0 or 1, of both kinds.
    a : float
        Probability of a yes that is said of all m examples, strictly between 0 and 1.

    Returns
    -------
    array of 2 matplotlib Axes
        Likelihood, cost in nats; dashed lines stand at the share of ones.
    """
    m, ones = Y.size, int(np.sum(Y))
    said = np.linspace(0.01, 0.99, 197)
    _, axes = plt.subplots(1, 2, figsize=(8.6, 3.6), layout="constrained")
    for ax, name, unit, curve in (
            (axes[0], "Likelihood", "", lambda a: a ** ones * (1 - a) ** (m - ones)),
            (axes[1], "Cost", " (nats)",
             lambda a: -(ones * np.log(a) + (m - ones) * np.log(1 - a)) / m)):
        new_axes(ax, title=f"{name} at a = {a:.2f}: {curve(a):.3g}", ylabel=name.lower() + unit,
                 xlabel="probability a of a yes, said of all")
        ax.plot(said, curve(said), color=BLUE, linewidth=2)
        ax.axvline(ones / m, color=GREY, linestyle="--", linewidth=0.8)
        ax.plot([a], [curve(a)], "o", color=RED)
        ax.set_ylim(bottom=0)
    return axes
