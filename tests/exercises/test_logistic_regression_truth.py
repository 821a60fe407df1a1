"""Week 2's reference solutions against truths of their own: hand, nudge, autograd, scikit-learn."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.preprocessing import normalize

from grading.references.solutions import namespace
from helpers.data import odd_or_even
from tests.this_course import FOLDERS


@pytest.fixture(scope="module")
def week():
    return namespace(FOLDERS, "week2_logistic_regression")


def problem(n_x, m, seed=0):
    """w, b, X, Y, with a yes and a no where there is room."""
    rng = np.random.default_rng(seed)
    Y = rng.permutation(np.arange(m) % 2).reshape(1, m)
    return rng.normal(size=(n_x, 1)), rng.normal(), rng.normal(size=(n_x, m)), Y


def cost_for_autograd(w, b, X, Y):
    A = 1 / (1 + anp.exp(-(anp.dot(w.T, X) + b)))
    return -anp.mean(Y * anp.log(A) + (1 - Y) * anp.log(1 - A))


SIZES = pytest.mark.parametrize(("n_x", "m"), [(1, 1), (1, 8), (5, 1), (3, 7), (7, 3), (4, 4)])


# --- arrays ---

@pytest.mark.parametrize("shape", [(1, 2, 3), (4, 3, 5), (3, 5, 2, 3)])
def test_every_column_is_the_image_read_row_by_row(week, shape):
    images = np.random.default_rng(0).integers(0, 256, shape)
    X = week["flatten_images"](images)
    assert X.shape == (images[0].size, len(images))
    for i, image in enumerate(images):
        assert X[:, i].tolist() == [number for row in image.tolist() for number in np.ravel(row)]


@pytest.mark.parametrize("shape", [(1, 4), (4, 1), (3, 3), (2, 6)])
def test_rows_are_normalised_as_scikit_learn_does_it(week, shape):
    x = np.random.default_rng(0).normal(size=shape)
    assert week["normalize_rows"](x) == pytest.approx(normalize(x))


def test_the_row_3_4_becomes_point_6_point_8(week):
    assert week["normalize_rows"](np.array([[3, 4]])) == pytest.approx(np.array([[0.6, 0.8]]))


# --- the neuron ---

def test_the_sigmoid_of_0_is_a_half_and_of_log_3_three_quarters(week):
    assert week["sigmoid"](0) == 0.5
    assert week["sigmoid"](np.log(3)) == pytest.approx(0.75)


@pytest.mark.parametrize("z", [0.3, 2.0, 20.0])
def test_a_score_and_its_opposite_share_one_certainty(week, z):
    assert week["sigmoid"](z) + week["sigmoid"](-z) == pytest.approx(1)


def test_the_slope_of_the_sigmoid_is_a_quarter_in_the_middle(week):
    assert autograd.grad(lambda z: 1 / (1 + anp.exp(-z)))(0.0) == 0.25
    assert (week["sigmoid"](1e-4) - week["sigmoid"](-1e-4)) / 2e-4 == pytest.approx(0.25)


def test_the_start_is_a_column_of_zeros_and_the_number_zero(week):
    w, b = week["initialize_with_zeros"](3)
    assert w.tolist() == [[0.0], [0.0], [0.0]]
    assert b == 0
    assert isinstance(b, float)


def test_a_neuron_by_hand(week):
    A = week["forward"](np.array([[1.0], [-1.0]]), 0.0, np.array([[2, np.log(3)], [2, 0]]))
    assert A.tolist()[0] == pytest.approx([0.5, 0.75])


@SIZES
def test_a_neuron_gives_the_probabilities_of_scikit_learn(week, n_x, m):
    w, b, X, _ = problem(n_x, m)
    theirs = LogisticRegression()
    theirs.classes_, theirs.coef_, theirs.intercept_ = np.array([0, 1]), w.T, np.array([b])
    assert week["forward"](w, b, X)[0] == pytest.approx(theirs.predict_proba(X.T)[:, 1])
    assert week["predict"](w, b, X)[0].tolist() == theirs.predict(X.T).tolist()


# --- cost and slopes ---

@pytest.mark.parametrize("m", [1, 2, 50])
def test_a_coin_flip_costs_log_two(week, m):
    Y = np.arange(m).reshape(1, m) % 2
    assert week["compute_cost"](np.full((1, m), 0.5), Y) == pytest.approx(np.log(2))


def test_a_sure_and_wrong_answer_is_dearer_than_a_cautious_one(week):
    cost = week["compute_cost"]
    assert cost(np.array([[0.99]]), np.array([[0]])) == pytest.approx(np.log(100))
    assert cost(np.array([[0.01]]), np.array([[1]])) == pytest.approx(np.log(100))
    assert cost(np.array([[0.99]]), np.array([[1]])) == pytest.approx(-np.log(0.99))


@pytest.mark.parametrize("m", [1, 3, 40])
def test_the_cost_is_scikit_learns_log_loss(week, m):
    rng = np.random.default_rng(m)
    A, Y = rng.uniform(0.001, 0.999, (1, m)), rng.integers(0, 2, (1, m))
    assert week["compute_cost"](A, Y) == pytest.approx(log_loss(Y[0], A[0], labels=[0, 1]))


def test_the_cost_is_the_likelihood_in_another_dress(week):
    A, Y = np.array([[0.9, 0.2, 0.7]]), np.array([[1, 0, 0]])
    likelihood = 0.9 * 0.8 * 0.3
    assert np.exp(-3 * week["compute_cost"](A, Y)) == pytest.approx(likelihood)


def test_the_slopes_by_hand(week):
    grads = week["backward"](np.array([[1.0, 2.0]]), np.array([[0.5, 0.5]]), np.array([[1, 0]]))
    assert grads["dw"] == pytest.approx(np.array([[0.25]]))
    assert grads["db"] == 0


@pytest.mark.parametrize("name", ["propagate", "propagate_loop"])
@SIZES
def test_slopes_and_cost_are_those_of_autograd(week, name, n_x, m):
    w, b, X, Y = problem(n_x, m)
    grads, cost = week[name](w, b, X, Y)
    dw, db = autograd.grad(cost_for_autograd, (0, 1))(w, b, X, Y)
    assert cost == pytest.approx(cost_for_autograd(w, b, X, Y))
    assert grads["dw"].shape == w.shape
    assert grads["dw"] == pytest.approx(dw)
    assert grads["db"] == pytest.approx(db)


@pytest.mark.parametrize("name", ["propagate", "propagate_loop"])
def test_slopes_are_what_a_nudge_measures(week, name):
    w, b, X, Y = problem(4, 9)
    grads, _ = week[name](w, b, X, Y)
    for j in range(4):
        h = np.zeros((4, 1))
        h[j] = 1e-5
        estimate = (week[name](w + h, b, X, Y)[1] - week[name](w - h, b, X, Y)[1]) / 2e-5
        assert grads["dw"][j, 0] == pytest.approx(estimate, rel=1e-6)
    estimate = (week[name](w, b + 1e-5, X, Y)[1] - week[name](w, b - 1e-5, X, Y)[1]) / 2e-5
    assert grads["db"] == pytest.approx(estimate, rel=1e-6)


def test_examples_given_twice_change_neither_cost_nor_slopes(week):
    w, b, X, Y = problem(3, 5)
    once, twice = (week["propagate"](w, b, np.tile(X, k), np.tile(Y, k)) for k in (1, 2))
    assert once[1] == pytest.approx(twice[1])
    assert once[0]["dw"] == pytest.approx(twice[0]["dw"])


# --- training ---

def test_one_step_by_hand(week):
    params, grads, costs = week["optimize"](np.zeros((1, 1)), 0.0, np.array([[1.0]]),
                                            np.array([[1]]), 1, 1.0)
    assert (params["w"].item(), params["b"]) == (0.5, 0.5)
    assert (grads["dw"].item(), grads["db"]) == (-0.5, -0.5)
    assert costs == pytest.approx([np.log(2)])


@pytest.mark.parametrize(("num_iterations", "entries"), [(1, 1), (100, 1), (101, 2), (250, 3)])
def test_a_cost_is_noted_at_every_hundredth_iteration_from_0_on(week, num_iterations, entries):
    assert len(week["optimize"](*problem(2, 4), num_iterations)[2]) == entries


def test_training_leaves_the_callers_arrays_alone(week):
    arguments = problem(3, 5)
    before = [np.copy(one) for one in arguments]
    week["optimize"](*arguments, 20, 0.5)
    for one, other in zip(arguments, before, strict=True):
        assert np.array_equal(one, other)


def test_print_cost_prints_every_hundredth_and_otherwise_nothing(week, capsys):
    week["optimize"](*problem(2, 4), 201, 0.1)
    assert capsys.readouterr().out == ""
    week["optimize"](*problem(2, 4), 201, 0.1, print_cost=True)
    assert len(capsys.readouterr().out.splitlines()) == 3


def overlapping_clouds():
    rng = np.random.default_rng(5)
    Y = np.arange(200).reshape(1, 200) % 2
    return rng.normal(size=(3, 200)) + 0.8 * Y, Y


def test_long_training_ends_where_scikit_learn_does(week):
    X, Y = overlapping_clouds()
    params, grads, costs = week["optimize"](np.zeros((3, 1)), 0.0, X, Y, 5000, 0.5)
    theirs = LogisticRegression(C=np.inf, tol=1e-10, max_iter=10_000).fit(X.T, Y[0])
    assert params["w"].ravel() == pytest.approx(theirs.coef_[0], rel=1e-4)
    assert params["b"] == pytest.approx(theirs.intercept_[0], rel=1e-3)
    assert np.abs(grads["dw"]).max() < 1e-6
    assert costs[-1] == pytest.approx(log_loss(Y[0], theirs.predict_proba(X.T)[:, 1]))


def test_the_order_of_the_examples_does_not_matter(week):
    X, Y = overlapping_clouds()
    turned = week["optimize"](np.zeros((3, 1)), 0.0, X[:, ::-1], Y[:, ::-1], 300, 0.2)
    straight = week["optimize"](np.zeros((3, 1)), 0.0, X, Y, 300, 0.2)
    assert turned[0]["w"] == pytest.approx(straight[0]["w"])


def test_the_model_learns_nothing_from_the_test(week):
    X, Y = overlapping_clouds()
    one = week["model"](X, Y, X[:, :5], Y[:, :5], 50, 0.1)
    other = week["model"](X, Y, -X[:, :9], 1 - Y[:, :9], 50, 0.1)
    assert np.array_equal(one["w"], other["w"])
    assert one["Y_prediction_test"].shape == (1, 5)
    assert other["Y_prediction_test"].shape == (1, 9)


@pytest.mark.slow
def test_the_neuron_tells_odd_from_even_as_well_as_scikit_learns(week):
    """On 1,000 real digits; a coin would be right half of the time."""
    digits = odd_or_even(1000, 1000)
    X, X_test = (week["flatten_images"](images) / 255
                 for images in (digits.train_images, digits.test_images))
    result = week["model"](X, digits.Y_train, X_test, digits.Y_test, 500, 0.5)
    right = np.mean(result["Y_prediction_test"] == digits.Y_test)
    theirs = LogisticRegression(C=0.1, max_iter=500).fit(X.T, digits.Y_train[0])
    assert right > 0.84
    assert right == pytest.approx(theirs.score(X_test.T, digits.Y_test[0]), abs=0.03)
    assert result["costs"] == sorted(result["costs"], reverse=True)
