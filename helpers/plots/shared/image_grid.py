"""Many small images in a grid, each with a word about it, such as what a network predicts."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from helpers.plots.style import GREEN, RED


def image_grid(images: np.ndarray, titles: Sequence[str] | None = None, *, n_columns: int = 8,
               title: str = "", axes: Sequence[Axes] | None = None) -> np.ndarray:
    """Grey images side by side, dark ink on light paper.

    Parameters
    ----------
    images : array, shape (m, h, w) or (m, h, w, 3)
        0 is paper; the largest number of each image is its darkest ink. Colour images are uint8
        or from 0 to 1, and shown as they are.
    titles : m strings, optional
        Written above the images.
    n_columns : int
        Images in a row of the grid.
    title : str
        Above the whole figure.
    axes : m Axes, optional
        Drawn into when given; otherwise a new figure is made.

    Returns
    -------
    array of m Axes
    """
    images = np.asarray(images)
    if images.ndim not in (3, 4) or len(images) == 0:
        raise ValueError(f"images must be (m, h, w) or (m, h, w, 3) with m > 0, not {images.shape}")
    m = len(images)
    if titles is not None and len(titles) != m:
        raise ValueError(f"{m} images need {m} titles, not {len(titles)}")
    if axes is None:
        n_columns = min(n_columns, m)
        n_rows = -(-m // n_columns)
        height = 1.1 + 0.22 * _lines(titles)
        figure, grid = plt.subplots(n_rows, n_columns, squeeze=False, layout="constrained",
                                    figsize=(1.15 * n_columns, height * n_rows + 0.4 * bool(title)))
        if title:
            figure.suptitle(title)
        for empty in grid.ravel()[m:]:
            empty.set_axis_off()
        axes = list(grid.ravel()[:m])
    drawn = np.asarray(axes, dtype=object).ravel()
    for k, (ax, image) in enumerate(zip(drawn, images, strict=True)):
        ax.imshow(image, cmap="gray_r", interpolation="nearest")
        ax.set(xticks=[], yticks=[])
        if titles is not None:
            ax.set_title(titles[k], fontsize=8)
    return drawn


def _lines(titles: Sequence[str] | None) -> int:
    return 0 if titles is None else max(text.count("\n") + 1 for text in titles)


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
