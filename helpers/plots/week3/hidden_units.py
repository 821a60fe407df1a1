"""The activation of each hidden unit over the plane, and the output that combines them."""

import numpy as np

from answercheck.translation import translate as _
from helpers.plots.drawing import Function, grid_points
from helpers.plots.style import SIGNED, new_axes, panels_in_rows


def hidden_units(forward_propagation: Function, parameters: dict[str, np.ndarray], *,
                 reach: float = 4.0) -> np.ndarray:
    """The activation of every unit over the plane of inputs, three units in each row.

    Parameters
    ----------
    forward_propagation : function
        X (2, m), parameters -> A2 (1, m), cache with "A1" (n_h, m).
    parameters : dict with "W1", "b1", "W2", "b2"
    reach : float
        Both axes run from -reach to reach.

    Returns
    -------
    array of n_h + 1 Axes
        The hidden units, then the output, from orange (lowest) to blue (highest); the black line is
        where a unit is undecided.
    """
    x = np.linspace(-reach, reach, 90)
    A2, cache = forward_propagation(grid_points(x, x), parameters)
    surfaces = [(_("hidden unit {k}").format(k=k), row, -1.0, 0.0)
                for k, row in enumerate(cache["A1"], start=1)]
    surfaces.append((_("output"), np.asarray(A2)[0], 0.0, 0.5))
    axes = panels_in_rows(len(surfaces), 2.7, 2.9)
    for ax, (title, values, lowest, undecided) in zip(axes, surfaces, strict=True):
        new_axes(ax, title=title, xlabel="x₁", ylabel="x₂")
        surface = np.asarray(values, dtype=float).reshape(len(x), len(x))
        ax.imshow(surface, extent=(-reach, reach, -reach, reach), origin="lower", cmap=SIGNED,
                  vmin=lowest, vmax=1)
        if surface.min() < undecided < surface.max():
            ax.contour(x, x, surface, levels=[undecided], colors="black", linewidths=1)
        ax.grid(False)
    return axes
