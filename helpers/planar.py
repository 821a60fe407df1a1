"""Points in a plane, in two classes that no straight line separates (except `blobs`).

Every set is drawn from a seed: the same seed gives the same points. X holds the points as columns,
shape (2, m); Y holds their labels, shape (1, m), 0 or 1, equally many of each (one more 0 if m is
odd). Labels are uint8, as files often store them; beware that -Y and Y - 1 then wrap around to 255.
Choose another `dtype` to avoid this.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import DTypeLike

from answercheck.translation import translate as _


class Planar(NamedTuple):
    """Points and their labels; unpack it as `X, Y = planar.moons()`."""

    X: np.ndarray
    Y: np.ndarray


def flower(m: int = 400, *, n_petals: int = 6, noise: float = 0.2, seed: int = 0,
           dtype: DTypeLike = np.uint8) -> Planar:
    """A flower whose petals alternate between the two classes.

    Parameters
    ----------
    m : int
        Number of points, at least 2.
    n_petals : int
        An even number.
    noise : float
        Standard deviation of the scatter of each coordinate; petals are 4 long.
    seed : int
    dtype : type of the labels

    Returns
    -------
    Planar
        X (2, m) and Y (1, m).

    Notes
    -----
    Each petal is one arch of the rose curve r = 4 sin(t n / 2), studied by Grandi in 1728.
    """
    if n_petals < 2 or n_petals % 2:
        raise ValueError(_("n_petals must be even, so that the classes alternate, not {n}").format(
            n=n_petals))
    rng, y = _start(m, noise, seed)
    petal = 2 * rng.integers(0, n_petals // 2, m) + y
    t = rng.random(m)  # position along the petal, from its base round to its base
    angle = (petal + t) * 2 * np.pi / n_petals
    r = 4 * np.sin(np.pi * t)
    return _finish(np.stack([r * np.cos(angle), r * np.sin(angle)]), y, noise, rng, dtype)


def moons(m: int = 400, *, noise: float = 0.15, seed: int = 0, dtype: DTypeLike = np.uint8
          ) -> Planar:
    """Two interlocking half circles of radius 1.

    Parameters
    ----------
    m : int
        Number of points, at least 2.
    noise : float
        Standard deviation of the scatter of each coordinate.
    seed : int
    dtype : type of the labels

    Returns
    -------
    Planar
        X (2, m) and Y (1, m).

    Notes
    -----
    The shape is that of scikit-learn's `make_moons`: the second moon is the first one turned by
    half a circle about (0.5, 0.25).
    """
    rng, y = _start(m, noise, seed)
    t = np.pi * rng.random(m)
    arc = np.stack([np.cos(t), np.sin(t)])
    return _finish(np.where(y == 0, arc, [[1.0], [0.5]] - arc), y, noise, rng, dtype)


def circles(m: int = 400, *, inner: float = 0.5, noise: float = 0.1, seed: int = 0,
            dtype: DTypeLike = np.uint8) -> Planar:
    """A ring around a smaller ring; the inner one has label 1.

    Parameters
    ----------
    m : int
        Number of points, at least 2.
    inner : float
        Radius of the inner ring, between 0 and 1; the outer one has radius 1.
    noise : float
        Standard deviation of the scatter of each coordinate.
    seed : int
    dtype : type of the labels

    Returns
    -------
    Planar
        X (2, m) and Y (1, m).

    Notes
    -----
    The shape is that of scikit-learn's `make_circles`.
    """
    if not 0 < inner < 1:
        raise ValueError(_("inner must be between 0 and 1, not {inner}").format(inner=inner))
    rng, y = _start(m, noise, seed)
    t, r = 2 * np.pi * rng.random(m), np.where(y == 1, inner, 1.0)
    return _finish(r * np.stack([np.cos(t), np.sin(t)]), y, noise, rng, dtype)


def spirals(m: int = 400, *, n_turns: float = 1.0, noise: float = 0.05, seed: int = 0,
            dtype: DTypeLike = np.uint8) -> Planar:
    """Two arms that wind around each other, from radius 0.2 to 1.2.

    Parameters
    ----------
    m : int
        Number of points, at least 2.
    n_turns : float
        Turns of each arm around the centre; more are harder.
    noise : float
        Standard deviation of the scatter of each coordinate.
    seed : int
    dtype : type of the labels

    Returns
    -------
    Planar
        X (2, m) and Y (1, m).

    Notes
    -----
    The task is from Lang and Witbrock, Learning to tell two spirals apart (1988).
    """
    rng, y = _start(m, noise, seed)
    t = rng.random(m)
    angle = 2 * np.pi * n_turns * t + np.pi * y
    return _finish((0.2 + t) * np.stack([np.cos(angle), np.sin(angle)]), y, noise, rng, dtype)


def blobs(m: int = 400, *, distance: float = 3.0, noise: float = 1.0, seed: int = 0,
          dtype: DTypeLike = np.uint8) -> Planar:
    """Two round clouds side by side; the only set for which a straight line is best.

    Parameters
    ----------
    m : int
        Number of points, at least 2.
    distance : float
        Between the centres of the clouds, along the first axis.
    noise : float
        Standard deviation of each coordinate of a cloud.
    seed : int
    dtype : type of the labels

    Returns
    -------
    Planar
        X (2, m) and Y (1, m).
    """
    rng, y = _start(m, noise, seed)
    return _finish(np.stack([distance * (y - 0.5), np.zeros(m)]), y, noise, rng, dtype)


def _start(m: int, noise: float, seed: int) -> tuple[np.random.Generator, np.ndarray]:
    """A generator, and labels (m,) of both classes in random order."""
    if m < 2:
        raise ValueError(_("m must be at least 2, one point of each class, not {m}").format(m=m))
    if noise < 0:
        raise ValueError(_("noise must not be negative, not {noise}").format(noise=noise))
    rng = np.random.default_rng(seed)
    return rng, rng.permutation(np.arange(m) % 2)


def _finish(points: np.ndarray, y: np.ndarray, noise: float, rng: np.random.Generator,
            dtype: DTypeLike) -> Planar:
    """Points (2, m) with noise, and labels (m,) as a row of the given type."""
    return Planar(points + rng.normal(0, noise, points.shape), y.reshape(1, -1).astype(dtype))
