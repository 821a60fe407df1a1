"""Deep networks for tests, written here anew."""

import numpy as np


def forward(X, parameters):
    """ReLU in every layer but the last, a sigmoid there."""
    A, caches = X, []
    L = len(parameters) // 2
    for k in range(1, L + 1):
        W, b = parameters[f"W{k}"], parameters[f"b{k}"]
        Z = W @ A + b
        caches.append(((A, W, b), Z))
        A = np.maximum(Z, 0) if k < L else 1 / (1 + np.exp(-Z))
    return A, caches


def network(rng, dims, spread=1.0):
    """Parameters of a network with random weights of the given spread, biases 0."""
    return {f"{name}{k}": value for k in range(1, len(dims)) for name, value in (
        ("W", spread * rng.normal(size=(dims[k], dims[k - 1]))), ("b", np.zeros((dims[k], 1))))}
