"""The two activations of the deep network, forward and backward: given, because week 3 built them.

The forward half returns what the backward half will need, so each pair fits a cache of its own.
Earlier weeks ask for the sigmoid, ReLU and their derivatives. An answer may call these functions
there; writing the formula is what teaches it.
"""

import numpy as np

SMALLEST, LARGEST = np.finfo(float).tiny, np.nextafter(1.0, 0.0)  # next to 0 and to 1


def sigmoid(Z: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The logistic function of every entry, 1 / (1 + e^-z), and Z itself for the way back.

    Parameters
    ----------
    Z : array, shape (n, m) or any other
        Scores. However large they are, nothing overflows.

    Returns
    -------
    A : float array, shape of Z
        Strictly between 0 and 1. From about z = 37 on, rounding would give exactly 1 and the cost
        its log 0; the last float below 1 stands there instead.
    Z : the argument, not copied
        The activation cache.

    References
    ----------
    Goodfellow, Bengio and Courville, Deep Learning (2016), sections 3.10 and 6.2.2.2.

    >>> A, Z = sigmoid(np.array([[0.0, np.log(3)]]))
    >>> A.round(4).tolist()
    [[0.5, 0.75]]
    """
    e = np.exp(-np.abs(np.asarray(Z, dtype=float)))  # at most 1, so it cannot overflow
    A = np.where(np.asarray(Z) >= 0, 1.0, e) / (1.0 + e)
    return np.clip(A, SMALLEST, LARGEST), Z


def relu(Z: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The rectifier of every entry, z where it is positive and 0 elsewhere, and Z itself.

    Parameters
    ----------
    Z : array, shape (n, m) or any other

    Returns
    -------
    A : array, shape of Z
    Z : the argument, not copied
        The activation cache.

    References
    ----------
    Glorot, Bordes and Bengio, Deep sparse rectifier neural networks (AISTATS 2011).

    >>> relu(np.array([[-1.0, 0.0, 2.0]]))[0].tolist()
    [[0.0, 0.0, 2.0]]
    """
    return np.maximum(Z, 0), Z


def sigmoid_backward(dA: np.ndarray, Z: np.ndarray) -> np.ndarray:
    """From dA to dZ through the sigmoid: dZ = dA · σ(Z) (1 − σ(Z)), entry by entry.

    Parameters
    ----------
    dA : array, shape (n, m) or any other
        Derivative of the cost by A.
    Z : array, shape of dA
        What `sigmoid` was given: the score, not the activation.

    Returns
    -------
    dZ : float array, shape of Z

    Notes
    -----
    The σ in it is that of `sigmoid`, never exactly 0 or 1. So with dA = −Y/A + (1 − Y)/(1 − A) the
    product is A − Y however sure the answer, and never 0/0.

    References
    ----------
    Goodfellow, Bengio and Courville, Deep Learning (2016), sections 3.10 and 6.5.

    >>> sigmoid_backward(np.array([[1.0, 4.0]]), np.array([[0.0, 0.0]])).tolist()
    [[0.25, 1.0]]
    """
    A, _ = sigmoid(Z)
    return dA * (A * (1.0 - A))


def relu_backward(dA: np.ndarray, Z: np.ndarray) -> np.ndarray:
    """From dA to dZ through the rectifier: dA passes where Z was positive, elsewhere 0.

    Parameters
    ----------
    dA : array, shape (n, m) or any other
        Derivative of the cost by A.
    Z : array, shape of dA
        What `relu` was given. At exactly 0, where there is no derivative, 0 is taken.

    Returns
    -------
    dZ : array, shape of Z; a new one

    References
    ----------
    Goodfellow, Bengio and Courville, Deep Learning (2016), sections 6.3.1 and 6.5.

    >>> relu_backward(np.array([[5.0, 6.0, 7.0]]), np.array([[-1.0, 0.0, 2.0]])).tolist()
    [[0.0, 0.0, 7.0]]
    """
    return np.where(np.asarray(Z) > 0, dA, 0.0)
