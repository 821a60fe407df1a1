"""The warm-up's reference solutions against sums and products written out in plain Python."""

import numpy as np
import pytest

from grading.references.solutions import namespace
from tests.this_course import FOLDERS


@pytest.fixture(scope="module")
def week():
    return namespace(FOLDERS, "week0_numpy")


@pytest.fixture(params=[(1, 1), (1, 4), (4, 1), (3, 3), (2, 5), (6, 2)], ids=str)
def table(request):
    """A table of positive numbers as a list of rows."""
    rng = np.random.default_rng(7)
    return rng.uniform(0.5, 4, request.param).tolist()


def test_a_column_has_two_axes_and_the_numbers_of_each_row_at_one_place(week, table):
    for j in range(len(table[0])):
        assert week["column"](np.array(table), j).tolist() == [[row[j]] for row in table]


def test_each_row_gets_its_own_bias(week, table):
    biases = [10.0**i for i in range(len(table))]
    sums = week["add_bias"](np.array(table), np.array(biases))
    assert sums.tolist() == [[z + b for z in row] for row, b in zip(table, biases, strict=True)]


def test_the_outer_product_has_a_row_for_each_number_of_u(week, table):
    u, v = [row[0] for row in table], table[0]
    assert week["outer_product"](np.array(u), np.array(v)).tolist() == [
        [one * other for other in v] for one in u]


def test_a_squared_norm_adds_up_the_squares_of_a_column(week, table):
    norms = week["squared_norms"](np.array(table))
    expected = [sum(x * x for x in column) for column in zip(*table, strict=True)]
    assert norms.shape == (1, len(expected))
    assert norms[0] == pytest.approx(expected)
    assert week["squared_norms"](np.array([[3, 5], [4, 12]])).tolist() == [[25, 169]]


def test_centred_rows_have_the_mean_zero_and_keep_their_distances(week, table):
    rows = week["centre_rows"](np.array(table)).tolist()
    for old, new in zip(table, rows, strict=True):
        assert sum(new) == pytest.approx(0, abs=1e-12)
        assert [x - new[0] for x in new] == pytest.approx([x - old[0] for x in old])


def test_shares_of_a_column_add_up_to_one_and_stand_to_each_other_as_before(week, table):
    shares = week["column_shares"](np.array(table))
    assert shares.shape == np.shape(table)
    for old, new in zip(zip(*table, strict=True), shares.T.tolist(), strict=True):
        assert sum(new) == pytest.approx(1)
        assert [x / new[0] for x in new] == pytest.approx([x / old[0] for x in old])


def test_weighted_sums_are_the_three_loops_of_a_matrix_product(week, table):
    W = np.arange(1.0, 1 + 2 * len(table)).reshape(2, len(table)).tolist()
    expected = [[sum(weight * row[j] for weight, row in zip(weights, table, strict=True))
                 for j in range(len(table[0]))] for weights in W]
    sums = week["weighted_sums"](np.array(W), np.array(table))
    assert sums.tolist() == [pytest.approx(row) for row in expected]


def test_a_step_goes_against_the_derivative_and_leaves_the_weights_alone(week, table):
    w, dw = np.array(table), np.full(np.shape(table), 2.0)
    new = week["step"](w, dw, 0.25)
    assert w.tolist() == table
    assert (dw == 2).all()
    assert new.tolist() == [pytest.approx([x - 0.5 for x in row]) for row in table]
