"""Squared error and cross-entropy of one true yes, over the score: what they cost and teach."""

import matplotlib.pyplot as plt
import numpy as np

from helpers.plots.style import BLUE, GREY, ORANGE, new_axes


def losses_over_score(z: float) -> np.ndarray:
    """Both losses of an example with label 1 over its score, and their slopes by the score.

    Parameters
    ----------
    z : float
        The score that is marked, from -10 to 10.

    Returns
    -------
    array of 2 matplotlib Axes
        Losses with their tangents at z, slopes; cross-entropy in blue, squared error in orange.
    """
    _, axes = plt.subplots(1, 2, figsize=(8.8, 3.8), layout="constrained")
    new_axes(axes[0], title=f"Losses of a yes, at z = {z:.1f}", xlabel="score z", ylabel="loss")
    new_axes(axes[1], title="Their slopes by z", xlabel="score z", ylabel="slope dz")
    scores = np.linspace(-10, 10, 401)
    for name, color, loss, slope in (("cross-entropy", BLUE, _cross_entropy, _cross_entropy_slope),
                                     ("squared error", ORANGE, _squared, _squared_slope)):
        axes[0].plot(scores, loss(scores), color=color, linewidth=2, label=name)
        axes[1].plot(scores, slope(scores), color=color, linewidth=2,
                     label=f"{name}: {slope(z):.4f}")
        near = np.array([z - 2, z + 2])
        axes[0].plot(near, loss(z) + slope(z) * (near - z), color=GREY, linewidth=1.5)
        for ax, height in ((axes[0], loss(z)), (axes[1], slope(z))):
            ax.plot([z], [height], "o", color=color, markeredgecolor="black")
    for ax in axes:
        ax.legend(frameon=False)
    axes[0].set_ylim(-0.5, 10.5)
    axes[1].set_ylim(-1.1, 0.35)
    return axes


def _no(z):
    """1 - σ(z), the probability that was not given to the yes."""
    return 0.5 * (1 - np.tanh(z / 2))


def _cross_entropy(z):
    return np.logaddexp(0, -z)


def _cross_entropy_slope(z):
    return -_no(z)


def _squared(z):
    return 0.5 * _no(z) ** 2


def _squared_slope(z):
    return -_no(z) ** 2 * (1 - _no(z))
