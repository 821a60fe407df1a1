"""The warm-up: arrays, shapes and axes.

The visible cases of a function are one that can be computed by hand and one of every kind that is
hidden, drawn by the same lines with other numbers.
"""

import numpy as np

from answercheck.cases import case, together

# --- What the cases are made of -----------------------------------------------------------------

def _whole(rng, *shape):
    """Whole numbers of both signs, none of them 0."""
    return rng.integers(1, 20, shape) * rng.choice([-1, 1], shape)


def _positive(rng, *shape):
    return rng.uniform(0.5, 9, shape)


# --- One column ---------------------------------------------------------------------------------

def column_visible(rng):
    return (
        case("the last of three columns", np.array([[1, 2, 3], [4, 5, 6]]), 2),
        *column_hidden(rng),
    )


def column_hidden(rng):
    return (
        case("more rows than columns", rng.normal(size=(6, 3)), 1),
        case("more columns than rows", rng.normal(size=(2, 7)), int(rng.integers(3, 6))),
        case("a square table", rng.normal(size=(4, 4)), 2),
        case("the first column", rng.normal(size=(3, 5)), 0),
        case("whole numbers", _whole(rng, 5, 4), 3),
        together("one row, one column, and neither", (rng.normal(size=(1, 4)), 2),
                 (rng.normal(size=(4, 1)), 0), (rng.normal(size=(3, 3)), 1)),
    )


# --- A number for each row ----------------------------------------------------------------------

def add_bias_visible(rng):
    return (
        case("two rows", np.array([[1, 2, 3], [4, 5, 6]]), np.array([10, 20])),
        *add_bias_hidden(rng),
    )


def add_bias_hidden(rng):
    return (
        case("more rows than columns", rng.normal(size=(6, 2)), rng.normal(size=6)),
        case("more columns than rows", rng.normal(size=(3, 8)), rng.normal(size=3)),
        case("a square table", rng.normal(size=(4, 4)), rng.normal(size=4)),
        case("whole numbers", _whole(rng, 3, 5), _whole(rng, 3)),
        together("one row, one column, and neither",
                 (rng.normal(size=(1, 5)), rng.normal(size=1)),
                 (rng.normal(size=(4, 1)), rng.normal(size=4)),
                 (rng.normal(size=(3, 3)), rng.normal(size=3))),
    )


# --- A table of products ------------------------------------------------------------------------

def outer_product_visible(rng):
    return (
        case("three times two", np.array([1, 2, 3]), np.array([10, 100])),
        *outer_product_hidden(rng),
    )


def outer_product_hidden(rng):
    return (
        case("u is longer", rng.normal(size=6), rng.normal(size=2)),
        case("v is longer", rng.normal(size=3), rng.normal(size=7)),
        case("equal lengths", rng.normal(size=4), rng.normal(size=4)),
        case("whole numbers", _whole(rng, 3), _whole(rng, 5)),
        together("one number in u, one in v, and several in both",
                 (rng.normal(size=1), rng.normal(size=5)),
                 (rng.normal(size=4), rng.normal(size=1)),
                 (rng.normal(size=3), rng.normal(size=3))),
    )


# --- One table: sums and means along an axis ----------------------------------------------------

def _tables(rng):
    """A table of each kind, with numbers of both signs."""
    return (
        case("more rows than columns", rng.normal(size=(6, 2))),
        case("more columns than rows", rng.normal(size=(2, 7))),
        case("a square table", rng.normal(size=(4, 4))),
        case("whole numbers", _whole(rng, 3, 5)),
        together("one row, one column, and neither", (rng.normal(size=(1, 6)),),
                 (rng.normal(size=(5, 1)),), (rng.normal(size=(3, 3)),)),
    )


def squared_norms_visible(rng):
    return (case("two columns of length 5 and 13", np.array([[3, 5], [4, 12]])), *_tables(rng))


squared_norms_hidden = _tables


def centre_rows_visible(rng):
    return (case("rows with the means 2 and 20", np.array([[1, 3], [10, 30]])), *_tables(rng))


centre_rows_hidden = _tables


def column_shares_visible(rng):
    return (
        case("columns with the sums 4 and 10", np.array([[1, 2], [3, 8]])),
        *column_shares_hidden(rng),
    )


def column_shares_hidden(rng):
    return (
        case("more rows than columns", _positive(rng, 6, 2)),
        case("more columns than rows", _positive(rng, 2, 7)),
        case("a square table", _positive(rng, 4, 4)),
        case("whole numbers", rng.integers(1, 20, (3, 5))),
        together("one row, one column, and neither", (_positive(rng, 1, 6),),
                 (_positive(rng, 5, 1),), (_positive(rng, 3, 3),)),
    )


# --- Weighted sums ------------------------------------------------------------------------------

def weighted_sums_visible(rng):
    return (
        case("one neuron, two examples", np.array([[1, 10]]), np.array([[1, 2], [3, 4]])),
        *weighted_sums_hidden(rng),
    )


def weighted_sums_hidden(rng):
    return (
        case("more examples than neurons", rng.normal(size=(2, 3)), rng.normal(size=(3, 7))),
        case("more neurons than examples", rng.normal(size=(6, 4)), rng.normal(size=(4, 3))),
        case("square tables", rng.normal(size=(4, 4)), rng.normal(size=(4, 4))),
        case("tables of equal shapes, both square, whole numbers", _whole(rng, 3, 3),
             _whole(rng, 3, 3)),
        case("whole numbers", _whole(rng, 2, 4), _whole(rng, 4, 3)),
        together("one input, one neuron, one example",
                 (rng.normal(size=(3, 1)), rng.normal(size=(1, 4))),
                 (rng.normal(size=(1, 5)), rng.normal(size=(5, 2))),
                 (rng.normal(size=(2, 3)), rng.normal(size=(3, 1)))),
    )


# --- A step -------------------------------------------------------------------------------------

def step_visible(rng):
    return (
        case("two weights", np.array([[1.0], [2.0]]), np.array([[10.0], [-10.0]]), 0.1),
        *step_hidden(rng),
    )


def step_hidden(rng):
    def weights(*shape):
        return rng.normal(size=shape), rng.normal(size=shape), float(rng.uniform(0.05, 0.6))

    return (
        case("a column", *weights(5, 1)),
        case("more rows than columns", *weights(4, 3)),
        case("more columns than rows", *weights(2, 6)),
        case("a rate above 1", *weights(3, 2)[:2], float(rng.uniform(1.5, 4))),
        case("whole numbers", _whole(rng, 3, 4), _whole(rng, 3, 4), 0.25),
        together("a single weight, and a square table", weights(1, 1), weights(3, 3)),
    )
