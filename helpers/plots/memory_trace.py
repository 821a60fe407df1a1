"""A sequence, and the state of a unit that reads it from left to right."""

import matplotlib.pyplot as plt
import numpy as np

from helpers.plots.style import BLUE, GREY, ORANGE, new_axes


def memory_trace(x: np.ndarray, states: np.ndarray) -> np.ndarray:
    """Inputs above, what the unit remembers below.

    Parameters
    ----------
    x : array, shape (T,)
        The sequence.
    states : array, shape (T,)
        The unit's state after each input.

    Returns
    -------
    array of 2 matplotlib Axes
    """
    _, axes = plt.subplots(2, 1, figsize=(6.4, 3.9), sharex=True, layout="constrained")
    above = new_axes(axes[0], title="What comes in", ylabel="input")
    below = new_axes(axes[1], title="What is still remembered", xlabel="step", ylabel="state")
    steps = np.arange(1, len(x) + 1)
    for ax, values, color in ((above, x, ORANGE), (below, states, BLUE)):
        ax.vlines(steps, 0, values, color=color)
        ax.plot(steps, values, "o", color=color)
        ax.axhline(0, color=GREY, linewidth=0.8)
    return axes
