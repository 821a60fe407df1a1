"""Many small images in a grid, each with a title, such as what a network predicts."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from answercheck.translation import N_
from answercheck.translation import translate as _
from helpers.plots.style import GREEN, RED


def image_grid(images: np.ndarray, titles: Sequence[str] | None = None, *, n_columns: int = 8,
               title: str = "", axes: Sequence[Axes] | None = None) -> np.ndarray:
    """Grey images side by side, dark ink on light paper.

    Parameters
    ----------
    images : array, shape (m, h, w) or (m, h, w, 3)
        0 is paper; the largest value of each image is its darkest ink. Colour images, uint8 or
        from 0 to 1, are shown as they are.
    titles : m strings, optional
        Written above the images.
    n_columns : int
        Images in each row of the grid.
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
        raise ValueError(_(
            "images must be (m, h, w) or (m, h, w, 3) with m > 0, not {shape}").format(
                shape=images.shape))
    m = len(images)
    if titles is not None and len(titles) != m:
        raise ValueError(_("{m} images need {m} titles, not {n}").format(m=m, n=len(titles)))
    if axes is None:
        n_columns = min(n_columns, m)
        n_rows = -(-m // n_columns)
        height = 1.1 + 0.22 * _lines(titles)
        figure, grid = plt.subplots(n_rows, n_columns, squeeze=False, layout="constrained",
                                    figsize=(1.1 * n_columns, height * n_rows + 0.4 * bool(title)))
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
            ax.set_title(titles[k], fontsize=9)
    return drawn


def _lines(titles: Sequence[str] | None) -> int:
    return 0 if titles is None else max(text.count("\n") + 1 for text in titles)


def surest_mistakes_first(A: np.ndarray, Y: np.ndarray) -> np.ndarray:
    """Order the examples from the most confident mistake to the most confident right answer.

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
                names: tuple[str, str] = (N_("even"), N_("odd")),
                axes: Sequence[Axes] | None = None) -> np.ndarray:
    """Images with their predictions: mistakes first, in red, the most confident at the front.

    Parameters
    ----------
    images : array, shape (m, h, w)
    A : float array, shape (1, m)
        Predicted probabilities of y = 1.
    Y : array, shape (1, m)
        Labels, 0 or 1.
    n_images : int
        The largest number of images shown.
    names : pair of str
        What labels 0 and 1 are called.
    axes : Axes, optional
        One for each image shown.

    Returns
    -------
    array of Axes
    """
    a, y = np.asarray(A, dtype=float).ravel(), np.asarray(Y).ravel()
    order = surest_mistakes_first(A, Y)[:n_images]
    predicted = (a > 0.5).astype(int)
    confidence = np.where(predicted == 1, a, 1 - a)
    titles = [f"{_(names[predicted[i]])}\n{100 * confidence[i]:.1f} %" for i in order]
    n_wrong = int((predicted != y).sum())
    title = _("{n} of {all} are wrong; the most confident mistakes come first").format(
        n=n_wrong, all=len(y))
    drawn = image_grid(np.asarray(images)[order], titles, title=title, axes=axes)
    for ax, i in zip(drawn, order, strict=True):
        ax.title.set_color(GREEN if predicted[i] == y[i] else RED)
    return drawn
