"""Neurons that walk down to 0: where on their curve they start, and how fast they get there."""

from collections.abc import Callable, Mapping

import matplotlib.pyplot as plt
import numpy as np

from helpers.plots.style import CYCLE, GREY, new_axes


def outputs_falling(neurons: Mapping[str, Callable],
                    scores: Mapping[str, np.ndarray]) -> np.ndarray:
    """Left each activation with the point of departure; right the output, step by step.

    Parameters
    ----------
    neurons : dict from a name to an activation
        Function of an array of shape (n,) that returns an array of that shape.
    scores : dict with the same names, arrays of shape (n_steps + 1,)
        The neuron's score z at each step of learning.

    Returns
    -------
    array of 2 matplotlib Axes
        Outputs on the right are shares of the first one, so that all that start above 0 start at 1.
    """
    _, axes = plt.subplots(1, 2, figsize=(9.2, 3.6), layout="constrained")
    left = new_axes(axes[0], title="Where they start", xlabel="score z", ylabel="output a")
    right = new_axes(axes[1], title="How they get down", xlabel="step of learning",
                     ylabel="output, share of the first")
    z = np.linspace(-8, 8, 321)
    for (name, g), color in zip(neurons.items(), CYCLE, strict=False):
        left.plot(z, g(z), color=color, linewidth=2, label=name)
        left.plot(scores[name][:1], g(scores[name][:1]), "o", color=color, markersize=9)
        outputs = g(scores[name])
        right.plot(outputs / (outputs[0] or 1.0), color=color, linewidth=2, label=name)
    left.axhline(0, color=GREY, linewidth=0.8)
    right.set_ylim(-0.05, 1.1)
    for ax in axes:
        ax.legend(frameon=False)
    return axes
