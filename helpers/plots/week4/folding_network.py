"""Why deep: a network with two neurons in each layer folds the line once more with every layer."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np

from answercheck.translation import ngettext
from answercheck.translation import translate as _
from helpers.plots.drawing import Function
from helpers.plots.style import BLUE, new_axes


def folding_network(depth: int) -> dict[str, np.ndarray]:
    """Parameters of a network that folds the interval from 0 to 1 `depth` times.

    Each hidden layer has two ReLUs, of t and of t - 1/2; twice the first less four times the second
    is a tooth that is 0 at both ends and 1 in the middle (Telgarsky, Benefits of depth in neural
    networks, COLT 2016).

    Parameters
    ----------
    depth : int
        Hidden layers, 1 or more.

    Returns
    -------
    dict
        {"W1": (2, 1), "b1": (2, 1), "W2": (2, 2), ..., the last W (1, 2)}
    """
    tooth = np.array([[2.0, -4.0]])
    parameters = {"W1": np.ones((2, 1)), "b1": np.array([[0.0], [-0.5]])}
    for layer in range(2, depth + 1):
        parameters[f"W{layer}"] = np.vstack([tooth, tooth])
        parameters[f"b{layer}"] = parameters["b1"]
    parameters[f"W{depth + 1}"] = 10 * tooth  # steep, so that the sigmoid is close to 0 or 1
    parameters[f"b{depth + 1}"] = np.array([[-5.0]])
    return parameters


def folds(forward: Function, depths: Sequence[int] = (1, 2, 3, 5)) -> np.ndarray:
    """Outputs of folding networks of several depths along a line.

    Parameters
    ----------
    forward : function
        X (1, m), parameters -> AL (1, m), caches.
    depths : numbers of hidden layers, one panel for each

    Returns
    -------
    array of matplotlib Axes
    """
    axes = plt.subplots(1, len(depths), figsize=(2.2 * len(depths), 2.6), sharey=True,
                        layout="constrained", squeeze=False)[1]
    x = np.linspace(0, 1, 601)[None, :]  # (1, 601)
    for ax, depth in zip(axes[0], depths, strict=True):
        AL = forward(x, folding_network(depth))[0]
        title = ngettext("{n} hidden layer,\n{neurons} neurons",
                         "{n} hidden layers,\n{neurons} neurons", depth)
        new_axes(ax, title=title.format(n=depth, neurons=2 * depth), xlabel="x")
        ax.plot(x[0], np.ravel(AL), color=BLUE)
    axes[0, 0].set_ylabel(_("output (probability)"))
    return axes[0]
