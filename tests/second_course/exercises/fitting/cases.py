"""Tables of numbers with a line in them."""

import numpy as np

from answercheck.cases import case


def _table(rng, n, n_columns=2):
    X = np.column_stack([np.ones(n), rng.normal(size=(n, n_columns - 1))])
    return X, X @ rng.normal(size=n_columns) + rng.normal(0, 0.3, n)


def gradient_visible(rng):
    return (case("five rows", *_table(rng, 5), rng.normal(size=2)),)


def gradient_hidden(rng):
    return (
        case("one row", *_table(rng, 1), rng.normal(size=2)),
        case("nine rows", *_table(rng, 9), rng.normal(size=2)),
        case("three columns", *_table(rng, 20, 3), rng.normal(size=3)),
    )


def fit_visible(rng):
    return (case("twenty rows", *_table(rng, 20)),)


def fit_hidden(rng):
    return (
        case("thirty rows", *_table(rng, 30)),
        case("three columns", *_table(rng, 40, 3)),
    )
