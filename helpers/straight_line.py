"""The best that one straight line can do: logistic regression, as a baseline for a network."""

import numpy as np


def best_straight_line(X: np.ndarray, Y: np.ndarray, *, n_steps: int = 20) -> tuple[
        np.ndarray, float]:
    """Weights and bias of the neuron whose cross-entropy on the points is smallest.

    Found by Newton's method, which also uses second derivatives and converges in a few steps. A
    little L2 regularization keeps the weights finite where a line separates the points perfectly.

    Parameters
    ----------
    X : array, shape (n_x, m)
    Y : array, shape (1, m)
        Labels, 0 or 1.
    n_steps : int

    Returns
    -------
    w : float array, shape (n_x, 1)
    b : float
        The line is where wᵀx + b = 0; on its positive side the prediction is 1.

    References
    ----------
    Hastie, Tibshirani and Friedman, The Elements of Statistical Learning (2009), section 4.4.1.
    """
    points = np.vstack([np.asarray(X, dtype=float), np.ones((1, X.shape[1]))])  # (n_x + 1, m)
    y = np.asarray(Y, dtype=float).ravel()
    shrinkage = 1e-6 * len(y) * np.eye(len(points))
    shrinkage[-1, -1] = 1e-12
    theta = np.zeros(len(points))
    for _ in range(n_steps):
        a = 0.5 * (1 + np.tanh(theta @ points / 2))  # (m,)
        gradient = points @ (a - y) + shrinkage @ theta
        hessian = (points * (a - a**2)) @ points.T + shrinkage
        theta = theta - np.linalg.solve(hessian, gradient)
    return theta[:-1, None], float(theta[-1])
