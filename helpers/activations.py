"""The two activations of the deep network, forward and backward; you wrote them in week 3.

The forward function also returns what the backward function will need: the activation cache.
Earlier weeks ask for the sigmoid, ReLU and their derivatives. An answer there may call these
functions, but you learn more by writing the formula yourself.
"""

import numpy as np

SMALLEST, LARGEST = np.finfo(float).tiny, np.nextafter(1.0, 0.0)  # the floats next to 0 and to 1


def sigmoid(Z: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The logistic function of every entry, 1 / (1 + e^-z), and Z itself for the backward pass.

    Parameters
    ----------
    Z : array, shape (n, m) or any other
        Logits. However large they are, nothing overflows.

    Returns
    -------
    A : float array, shape of Z
        Strictly between 0 and 1. From about z = 37 on, rounding would give exactly 1, and the cost
        would take the log of 0; the largest float below 1 is returned instead.
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
    """The rectified linear unit (ReLU) of every entry, max(0, z), and Z itself.

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
        Derivative of the cost with respect to A.
    Z : array, shape of dA
        The argument of `sigmoid`: the logit, not the activation.

    Returns
    -------
    dZ : float array, shape of Z

    Notes
    -----
    This σ is that of `sigmoid`, never exactly 0 or 1. So with dA = −Y/A + (1 − Y)/(1 − A) the
    product is A − Y however close A is to 0 or 1, and never 0/0.

    References
    ----------
    Goodfellow, Bengio and Courville, Deep Learning (2016), sections 3.10 and 6.5.

    >>> sigmoid_backward(np.array([[1.0, 4.0]]), np.array([[0.0, 0.0]])).tolist()
    [[0.25, 1.0]]
    """
    A, _ = sigmoid(Z)
    return dA * (A * (1.0 - A))


def relu_backward(dA: np.ndarray, Z: np.ndarray) -> np.ndarray:
    """From dA to dZ through ReLU: dA where Z is positive, 0 elsewhere.

    Parameters
    ----------
    dA : array, shape (n, m) or any other
        Derivative of the cost with respect to A.
    Z : array, shape of dA
        The argument of `relu`. At exactly 0, where there is no derivative, 0 is used.

    Returns
    -------
    dZ : array, shape of Z, newly made

    References
    ----------
    Goodfellow, Bengio and Courville, Deep Learning (2016), sections 6.3.1 and 6.5.

    >>> relu_backward(np.array([[5.0, 6.0, 7.0]]), np.array([[-1.0, 0.0, 2.0]])).tolist()
    [[0.0, 0.0, 7.0]]
    """
    return np.where(np.asarray(Z) > 0, dA, 0.0)
