"""Many small images in a grid, each with a word about it."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes


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
