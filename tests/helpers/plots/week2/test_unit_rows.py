"""Rows before and after their length is made 1."""

import numpy as np
import pytest

from helpers import plots


def test_unit_rows_draws_an_arrow_for_every_row_before_and_after():
    x = np.array([[3.0, 4.0], [0.0, 2.0], [-1.0, 0.0]])
    ax = plots.unit_rows(lambda rows: rows / np.linalg.norm(rows, axis=1, keepdims=True), x)
    before, after = ax.collections
    assert np.column_stack([before.U, before.V]) == pytest.approx(x)
    assert np.hypot(after.U, after.V) == pytest.approx(np.ones(3))
