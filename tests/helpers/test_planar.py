"""The sets in the plane: their shapes, their labels, and that they are what they are called."""

import numpy as np
import pytest

from helpers import planar
from helpers.straight_line import best_straight_line

SETS = {"flower": planar.flower, "moons": planar.moons, "circles": planar.circles,
        "spirals": planar.spirals, "blobs": planar.blobs}
EACH = pytest.mark.parametrize("draw", SETS.values(), ids=SETS)


@EACH
@pytest.mark.parametrize("m", [2, 3, 101, 400])
def test_points_are_columns_and_labels_a_row(draw, m):
    X, Y = draw(m)
    assert X.shape == (2, m)
    assert X.dtype == np.float64
    assert Y.shape == (1, m)
    assert np.isfinite(X).all()


@EACH
def test_half_of_the_points_are_of_either_kind_and_in_mixed_order(draw):
    _, Y = draw(400)
    assert Y.sum() == 200
    assert 100 < np.abs(np.diff(Y.astype(int))).sum() < 300
    assert draw(401)[1].sum() == 200


@EACH
def test_labels_are_bytes_unless_another_type_is_asked_for(draw):
    assert draw(10)[1].dtype == np.uint8
    assert draw(10, dtype=np.float64)[1].dtype == np.float64
    assert draw(10, dtype=bool)[1].dtype == np.bool_
    np.testing.assert_array_equal(draw(10, dtype=np.int64)[1], draw(10)[1])


@EACH
def test_a_seed_gives_the_same_points_and_another_gives_others(draw):
    np.testing.assert_array_equal(draw(30, seed=5).X, draw(30, seed=5).X)
    assert not np.allclose(draw(30, seed=5).X, draw(30, seed=6).X)


@EACH
def test_drawing_leaves_the_global_generator_alone(draw):
    np.random.seed(1)
    first = np.random.randn()
    np.random.seed(1)
    draw(20)
    assert np.random.randn() == first


@EACH
def test_one_point_and_negative_noise_are_refused(draw):
    with pytest.raises(ValueError, match="at least 2"):
        draw(1)
    with pytest.raises(ValueError, match="noise"):
        draw(10, noise=-0.1)


@pytest.mark.parametrize("n_petals", [2, 4, 6, 8])
def test_petals_belong_to_the_kinds_in_turn(n_petals):
    X, Y = planar.flower(600, n_petals=n_petals, noise=0)
    petal = np.floor(np.arctan2(X[1], X[0]) % (2 * np.pi) / (2 * np.pi / n_petals)).astype(int)
    assert set(petal) == set(range(n_petals))
    np.testing.assert_array_equal(petal % 2, Y[0])
    assert 3.9 < np.hypot(*X).max() <= 4


def test_an_odd_number_of_petals_is_refused():
    with pytest.raises(ValueError, match="even"):
        planar.flower(n_petals=5)


def test_moons_are_half_circles_as_scikit_learn_makes_them():
    X, Y = planar.moons(300, noise=0)
    upper, lower = X[:, Y[0] == 0], X[:, Y[0] == 1]
    assert np.hypot(*upper) == pytest.approx(np.ones(150))
    assert np.hypot(*(lower - [[1.0], [0.5]])) == pytest.approx(np.ones(150))
    assert upper[1].min() >= 0
    assert lower[1].max() <= 0.5


def test_circles_have_the_radii_they_are_asked_for():
    X, Y = planar.circles(300, inner=0.3, noise=0)
    assert np.hypot(*X) == pytest.approx(np.where(Y[0] == 1, 0.3, 1.0))
    with pytest.raises(ValueError, match="between 0 and 1"):
        planar.circles(inner=1.5)


def test_one_arm_of_the_spirals_is_the_other_turned_by_half_a_circle():
    X, Y = planar.spirals(400, n_turns=1.5, noise=0)
    radius, angle = np.hypot(*X), np.arctan2(X[1], X[0])
    wound = angle - 2 * np.pi * 1.5 * (radius - 0.2)  # unwind: what is left tells the arm
    assert np.cos(wound) == pytest.approx(np.where(Y[0] == 1, -1.0, 1.0))


def test_noise_is_the_standard_deviation_of_the_scatter():
    X, Y = planar.blobs(4000, distance=5, noise=0.7)
    centred = X - np.stack([5 * (Y[0] - 0.5), np.zeros(4000)])
    assert centred.std() == pytest.approx(0.7, rel=0.05)
    assert abs(centred.mean()) < 0.05


@pytest.mark.parametrize(("name", "lowest", "highest"), [
    ("flower", 0.35, 0.6), ("circles", 0.4, 0.65), ("spirals", 0.4, 0.7), ("moons", 0.8, 0.95),
    ("blobs", 0.9, 0.96)])
def test_a_straight_line_fails_on_all_but_the_blobs(name, lowest, highest):
    X, Y = SETS[name](400)
    w, b = best_straight_line(X, Y)
    assert lowest < np.mean((w.T @ X + b > 0) == Y) < highest
