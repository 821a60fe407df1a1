"""Activation functions above, their slopes below: what comes out, and what comes back."""

from collections.abc import Callable, Mapping

import matplotlib.pyplot as plt
import numpy as np

from helpers.plots.style import BLUE, GREY, RED, new_axes


def activations(pairs: Mapping[str, tuple[Callable, Callable]], *, reach: float = 6.0
                ) -> np.ndarray:
    """Each activation over its slope; the shaded parts are where the slope is below 0.05.

    Parameters
    ----------
    pairs : dict from a name to (g, slope of g)
        Functions of an array of shape (n,) that return an array of that shape.
    reach : float
        Every z axis runs from -reach to reach.

    Returns
    -------
    array of Axes, shape (2, number of pairs)
        Activations in the first row, slopes in the second.
    """
    n = len(pairs)
    _, axes = plt.subplots(2, n, figsize=(max(4.2, 2.7 * n), 4.4), sharex=True, sharey="row",
                           layout="constrained", squeeze=False)
    z = np.linspace(-reach, reach, 600)  # an even number: 0, where corners are, is left out
    for (name, (g, slope)), (above, below) in zip(pairs.items(), axes.T, strict=True):
        new_axes(above, title=name)
        new_axes(below, xlabel="z")
        steep = np.asarray(slope(z), dtype=float)
        above.plot(z, np.asarray(g(z), dtype=float), color=BLUE, linewidth=2)
        below.plot(z, _with_gaps(steep), color=RED, linewidth=2)
        for ax in (above, below):
            ax.axhline(0, color=GREY, linewidth=0.7)
            ax.fill_between(z, 0, 1, where=np.abs(steep) < 0.05, color=GREY, alpha=0.15,
                            linewidth=0, transform=ax.get_xaxis_transform())
        below.annotate(f"largest slope {steep.max():.3g}", (0.03, 0.9), color=RED,
                       xycoords="axes fraction", fontsize=9)
    axes[0, 0].set(ylabel="g(z)", ylim=(-1.3, 3.2))
    axes[1, 0].set(ylabel="slope g′(z)", ylim=(-0.08, 1.35))
    return axes


def _with_gaps(values: np.ndarray) -> np.ndarray:
    """The values with nan where they leap, so that a line does not join the two sides."""
    out = values.copy()
    out[1:][np.abs(np.diff(values)) > 0.2] = np.nan
    return out
