"""How loud each layer speaks, for several starts."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from helpers.plots.style import new_axes


def signal_by_layer(runs: Mapping[str, Sequence[tuple]], ax: Axes | None = None) -> Axes:
    """Typical size of the activations, layer by layer, on a logarithmic axis.

    Parameters
    ----------
    runs : dict from the name of a start to the caches of a forward pass
        A cache is ((A_prev, W, b), Z).
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
        A line for each start: root mean square of A0 (the input), A1, ..., A(L - 1).
    """
    ax = new_axes(ax, title="Does the signal arrive?", xlabel="layer (0 is the image)",
                  ylabel="typical size of an activation\n(root mean square, log scale)")
    for name, caches in runs.items():
        sizes = [float(np.sqrt(np.mean(np.square(A_prev)))) for (A_prev, _, _), _ in caches]
        ax.plot(range(len(sizes)), sizes, marker="o", label=f"weights of spread {name}")
    ax.set_yscale("log")
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.legend(frameon=False)
    return ax
