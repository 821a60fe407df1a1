"""A small network that recognises digits, for experiments on the size of network and data.

Weights and bias of a layer are one array, because a row of ones is appended to its input.
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
    """Images as columns, every 2 x 2 pixels averaged into one.

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
    """Train a network by n_steps of gradient descent, each on a random mini-batch of 50 examples.

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
    targets = np.eye(10, dtype=np.float32)[:, digits]
    sizes = ((n_hidden, len(with_ones)), (10, n_hidden + 1))
    weights = [rng.normal(0, np.sqrt(2 / size[1]), size).astype(np.float32) for size in sizes]
    velocities = [np.zeros_like(layer) for layer in weights]
    for _ in range(n_steps):
        batch = rng.integers(0, with_ones.shape[1], BATCH)
        A0 = with_ones[:, batch]
        A1, A2 = _forward(weights, A0)
        dZ2 = (A2 - targets[:, batch]) / BATCH
        dZ1 = (weights[1].T @ dZ2)[:-1] * (A1[:-1] > 0)
        for W, velocity, dW in zip(weights, velocities, (dZ1 @ A0.T, dZ2 @ A1.T), strict=True):
            velocity *= MOMENTUM
            velocity -= RATE * dW
            W += velocity
    return DigitNetwork(*weights)


def name_digits(network: DigitNetwork, X: np.ndarray) -> np.ndarray:
    """The most probable digit for each column of X.

    Parameters
    ----------
    network : DigitNetwork
    X : array, shape (n_x, m)

    Returns
    -------
    int array, shape (m,)
    """
    _, A2 = _forward(network, _with_ones(np.asarray(X, dtype=np.float32)))
    return A2.argmax(axis=0)


def _with_ones(X: np.ndarray) -> np.ndarray:
    return np.vstack([X, np.ones((1, X.shape[1]), dtype=X.dtype)])


def _forward(weights: Sequence[np.ndarray], inputs: np.ndarray
             ) -> tuple[np.ndarray, np.ndarray]:
    """The hidden activations with a row of ones, and the probabilities of the ten digits."""
    A1 = _with_ones(np.maximum(weights[0] @ inputs, 0))
    Z2 = weights[1] @ A1
    e = np.exp(Z2 - Z2.max(axis=0))
    return A1, e / e.sum(axis=0)
