"""Many settings of a network in one figure: a panel for each rate, depth against width."""

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np


def sweep(results: Sequence[Mapping[str, float]]) -> np.ndarray:
    """Accuracy over depth, width and rate, as coloured squares with the number in them.

    Parameters
    ----------
    results : sequence of dicts with the keys "depth", "width", "rate" and "accuracy"
        Hidden layers, neurons in each of them, learning rate, share of right answers from 0 to 1.

    Returns
    -------
    array of matplotlib Axes, one for each rate
    """
    depths, widths, rates = (sorted({result[key] for result in results})
                             for key in ("depth", "width", "rate"))
    figure, axes = plt.subplots(1, len(rates), squeeze=False, layout="constrained",
                                figsize=(2.6 * len(rates) + 0.9, 0.62 * len(depths) + 1.1))
    table = np.full((len(rates), len(depths), len(widths)), np.nan)
    for result in results:
        place = (rates.index(result["rate"]), depths.index(result["depth"]),
                 widths.index(result["width"]))
        table[place] = 100 * result["accuracy"]
    low, high = np.nanmin(table) - 0.5, np.nanmax(table) + 0.5
    for ax, rate, values in zip(axes[0], rates, table, strict=True):
        shown = ax.imshow(values, cmap="cividis", vmin=low, vmax=high, aspect="auto")
        ax.set(title=f"rate {rate:g}", xlabel="neurons in a layer")
        ax.set_xticks(range(len(widths)), [f"{width:g}" for width in widths])
        ax.set_yticks(range(len(depths)), [f"{depth:g}" for depth in depths])
        for row, column in np.ndindex(values.shape):
            if np.isfinite(values[row, column]):
                ax.text(column, row, f"{values[row, column]:.1f}", ha="center", va="center",
                        color="white" if values[row, column] < (low + high) / 2 else "black")
    axes[0, 0].set_ylabel("hidden layers")
    figure.colorbar(shown, ax=list(axes[0]), label="right answers (%)")
    return axes[0]
