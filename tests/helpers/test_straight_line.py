"""The best straight line is the one that scikit-learn finds."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from helpers import planar
from helpers.straight_line import best_straight_line


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("draw", [planar.flower, planar.moons, planar.blobs])
def test_the_line_is_that_of_logistic_regression_without_a_penalty(draw, seed):
    X, Y = draw(150, seed=seed)
    judge = LogisticRegression(C=np.inf, tol=1e-10, max_iter=1000).fit(X.T, Y[0])
    w, b = best_straight_line(X, Y)
    assert w.shape == (2, 1)
    assert w[:, 0] == pytest.approx(judge.coef_[0], rel=1e-2, abs=1e-3)
    assert b == pytest.approx(judge.intercept_[0], rel=1e-2, abs=1e-3)


def test_points_that_a_line_parts_have_finite_weights_and_are_all_right():
    X, Y = np.array([[-2.0, -1.0, 1.0, 2.0]]), np.array([[0, 0, 1, 1]], dtype=np.uint8)
    w, b = best_straight_line(X, Y)
    assert np.isfinite(w).all()
    assert np.array_equal(w.T @ X + b > 0, Y == 1)
