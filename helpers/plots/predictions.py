"""Images with what the network says of them, the surest mistakes first."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from helpers.plots.image_grid import image_grid
from helpers.plots.style import GREEN, RED


def surest_mistakes_first(A: np.ndarray, Y: np.ndarray) -> np.ndarray:
    """The order of the examples from the surest mistake to the surest right answer.

    Parameters
    ----------
    A : float array, shape (1, m)
        Predicted probabilities of y = 1.
    Y : array, shape (1, m)
        Labels, 0 or 1.

    Returns
    -------
    int array, shape (m,)
        Indices, sorted by the probability given to the true label, smallest first.
    """
    a, y = np.asarray(A, dtype=float).ravel(), np.asarray(Y).ravel()
    return np.argsort(np.where(y == 1, a, 1 - a), kind="stable")


def predictions(images: np.ndarray, A: np.ndarray, Y: np.ndarray, *, n_images: int = 16,
                names: tuple[str, str] = ("even", "odd"),
                axes: Sequence[Axes] | None = None) -> np.ndarray:
    """The images with their predictions: red and the surest first where wrong, then green.

    Parameters
    ----------
    images : array, shape (m, h, w)
    A : float array, shape (1, m)
        Predicted probabilities of y = 1.
    Y : array, shape (1, m)
        Labels, 0 or 1.
    n_images : int
        At most so many are shown.
    names : pair of str
        What labels 0 and 1 are called.
    axes : Axes, optional
        As many as images are shown.

    Returns
    -------
    array of Axes
    """
    a, y = np.asarray(A, dtype=float).ravel(), np.asarray(Y).ravel()
    order = surest_mistakes_first(A, Y)[:n_images]
    said = (a > 0.5).astype(int)
    sure = np.where(said == 1, a, 1 - a)
    titles = [f"says {names[said[i]]}\n{100 * sure[i]:.1f} %" for i in order]
    n_wrong = int((said != y).sum())
    drawn = image_grid(np.asarray(images)[order], titles, axes=axes,
                       title=f"{n_wrong} of {len(y)} wrong; the surest mistakes first")
    for ax, i in zip(drawn, order, strict=True):
        ax.title.set_color(GREEN if said[i] == y[i] else RED)
    return drawn
