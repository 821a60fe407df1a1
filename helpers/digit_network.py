"""A small network that names digits, and how well it does: for experiments on its size and data.

Weights and biases of a layer stand in one array, for the input ends with a row of ones.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

BATCH, RATE, MOMENTUM = 50, 0.05, 0.9


class DigitNetwork(NamedTuple):
    """Two layers of weights, ReLU between them."""

    hidden: np.ndarray  # (n_h, n_x + 1)
    output: np.ndarray  # (10, n_h + 1)


def small_images(images: np.ndarray) -> np.ndarray:
    """Images as columns, each 2 x 2 pixels averaged into one.

    Parameters
    ----------
    images : array, shape (m, h, w)
        From 0 to 255; h and w even.

    Returns
    -------
    float32 array, shape (h w / 4, m)
        From 0 to 1.
    """
    m, h, w = images.shape
    blocks = np.asarray(images, dtype=np.float32).reshape(m, h // 2, 2, w // 2, 2)
    return blocks.mean(axis=(2, 4)).reshape(m, -1).T / 255


def train_digits(X: np.ndarray, digits: np.ndarray, n_hidden: int, *, n_steps: int = 400,
                 seed: int = 0) -> DigitNetwork:
    """A network that has seen n_steps handfuls of 50 examples, each drawn anew.

    Parameters
    ----------
    X : array, shape (n_x, m)
    digits : int array, shape (m,)
        0 to 9.
    n_hidden : int
        Neurons in the hidden layer.
    n_steps, seed : int

    Returns
    -------
    DigitNetwork

    References
    ----------
    Goodfellow, Bengio and Courville, Deep Learning (2016), sections 6.2.2.3 and 8.3.2.
    """
    rng = np.random.default_rng(seed)
    with_ones = _with_ones(np.asarray(X, dtype=np.float32))
    wanted = np.eye(10, dtype=np.float32)[:, digits]
    sizes = ((n_hidden, len(with_ones)), (10, n_hidden + 1))
    weights = [rng.normal(0, np.sqrt(2 / size[1]), size).astype(np.float32) for size in sizes]
    speeds = [np.zeros_like(layer) for layer in weights]
    for _ in range(n_steps):
        batch = rng.integers(0, with_ones.shape[1], BATCH)
        seen = with_ones[:, batch]
        alive, shares = _forward(weights, seen)
        surplus = (shares - wanted[:, batch]) / BATCH
        back = (weights[1].T @ surplus)[:-1] * (alive[:-1] > 0)
        for layer, speed, slope in zip(weights, speeds, (back @ seen.T, surplus @ alive.T),
                                       strict=True):
            speed *= MOMENTUM
            speed -= RATE * slope
            layer += speed
    return DigitNetwork(*weights)


def name_digits(network: DigitNetwork, X: np.ndarray) -> np.ndarray:
    """The digit that the network thinks most likely, for each column of X.

    Parameters
    ----------
    network : DigitNetwork
    X : array, shape (n_x, m)

    Returns
    -------
    int array, shape (m,)
    """
    _, shares = _forward(network, _with_ones(np.asarray(X, dtype=np.float32)))
    return shares.argmax(axis=0)


def _with_ones(X: np.ndarray) -> np.ndarray:
    return np.vstack([X, np.ones((1, X.shape[1]), dtype=X.dtype)])


def _forward(weights: Sequence[np.ndarray], inputs: np.ndarray
             ) -> tuple[np.ndarray, np.ndarray]:
    alive = _with_ones(np.maximum(weights[0] @ inputs, 0))
    scores = weights[1] @ alive
    shares = np.exp(scores - scores.max(axis=0))
    return alive, shares / shares.sum(axis=0)
