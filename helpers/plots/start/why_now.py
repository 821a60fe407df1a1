"""Why networks work today: more data, larger models, activations that do not saturate."""

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from answercheck.translation import translate as _
from helpers.plots.drawing import Function
from helpers.plots.style import CYCLE, GREY, new_axes


def accuracy_over_data(n_examples: Sequence[int], accuracy: Mapping[str, np.ndarray],
                       guessing: float, ax: Axes | None = None) -> Axes:
    """A line for each model through the means of its runs, and every run as a dot.

    Parameters
    ----------
    n_examples : sequence of n int
    accuracy : dict from a model's name to an array, shape (n, runs)
        Test accuracy, from 0 to 1.
    guessing : float
        Accuracy of guessing, from 0 to 1.
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
    """
    ax = new_axes(ax, title=_("More examples help; a larger model uses them"),
                  xlabel=_("training examples (log scale)"), ylabel=_("test accuracy (%)"))
    for (name, runs), marker in zip(accuracy.items(), "os^vD*" * len(accuracy), strict=False):
        line, = ax.plot(n_examples, 100 * runs.mean(axis=1), marker=marker, label=name)
        for run in runs.T:
            ax.plot(n_examples, 100 * run, ".", color=line.get_color(), alpha=0.4, zorder=1)
    ax.axhline(100 * guessing, color=GREY, linestyle="--", linewidth=1,
               label=_("guessing"))
    ax.set_xscale("log")
    ax.set_xticks(n_examples, [str(n) for n in n_examples])
    ax.minorticks_off()
    ax.set_ylim(0, 100)
    ax.legend(frameon=False, loc="lower right", bbox_to_anchor=(1, 0.12))
    return ax


def outputs_falling(neurons: Mapping[str, Function],
                    scores: Mapping[str, np.ndarray]) -> np.ndarray:
    """Left, each activation with its starting point; right, the output at each iteration.

    Parameters
    ----------
    neurons : dict from a name to an activation
        Function of an array of shape (n,) that returns an array of that shape.
    scores : dict with the same names, arrays of shape (n_steps + 1,)
        The neuron's logit z at each iteration.

    Returns
    -------
    array of 2 matplotlib Axes
        Outputs on the right are relative to the first one, so that all that start above 0 start
        at 1.
    """
    axes = plt.subplots(1, 2, figsize=(8.8, 3.6), layout="constrained")[1]
    left = new_axes(axes[0], title=_("Where they start"), xlabel="z", ylabel=_("output a"))
    right = new_axes(axes[1], title=_("How the outputs fall"), xlabel=_("iteration"),
                     ylabel=_("output relative to the start"))
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
