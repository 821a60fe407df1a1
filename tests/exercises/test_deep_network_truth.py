"""Week 4's reference solutions against other truths: hand, nudges, autograd, scikit-learn."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from sklearn.metrics import log_loss
from sklearn.neural_network import MLPClassifier

from grading.references.solutions import namespace
from tests.this_course import FOLDERS

NETS = [([4, 1], 6), ([3, 5, 1], 8), ([5, 4, 3, 1], 7), ([6, 5, 5, 4, 1], 9), ([4, 4, 4, 4], 4),
        ([3, 6, 2], 5), ([3, 4, 1], 1)]


@pytest.fixture(scope="module")
def week():
    return namespace(FOLDERS, "week4_deep_network")


def network(rng, dims):
    return {f"{name}{k}": value for k in range(1, len(dims)) for name, value in (
        ("W", rng.normal(size=(dims[k], dims[k - 1])) / np.sqrt(dims[k - 1])),
        ("b", rng.normal(size=(dims[k], 1))))}


def problem(dims, m, seed=0):
    rng = np.random.default_rng(seed)
    return (network(rng, dims), rng.normal(size=(dims[0], m)),
            rng.integers(0, 2, (dims[-1], m)))


def last_score(parameters, X):
    """Scores of the last layer, in autograd's numpy and without a cache."""
    A = X
    for k in range(1, len(parameters) // 2 + 1):
        Z = parameters[f"W{k}"] @ A + parameters[f"b{k}"]
        A = anp.where(Z > 0, Z, 0.0)
    return Z


def true_cost(parameters, X, Y):
    """Summed over the outputs, averaged over the examples."""
    Z = last_score(parameters, X)
    return anp.sum(anp.logaddexp(0, Z) - Y * Z) / X.shape[1]


V = {"W1": np.array([[1.0], [-1.0]]), "b1": np.zeros((2, 1)),
     "W2": np.array([[1.0, 1.0]]), "b2": np.array([[-1.0]])}
SIGMA_1 = 1 / (1 + np.exp(-1))


def test_the_network_of_the_text_learns_15893_numbers(week):
    shapes = week["parameter_shapes"]([784, 20, 7, 5, 1])
    assert shapes["W1"] == (20, 784)
    assert shapes["b4"] == (1, 1)
    assert sum(rows * columns for rows, columns in shapes.values()) == 15893


def test_the_start_has_the_shapes_and_spreads_of_he(week):
    dims = [900, 300, 100, 1]
    start = week["initialize_parameters_deep"](dims)
    assert {k: v.shape for k, v in start.items()} == week["parameter_shapes"](dims)
    for k in (1, 2, 3):
        assert start[f"W{k}"].std() == pytest.approx(np.sqrt(2 / dims[k - 1]), rel=0.25)
        assert not start[f"b{k}"].any()


def test_one_layer_by_hand(week):
    W, b, x = (np.array(v) for v in ([[1, 2], [0, -1], [3, 1]], [[0], [1], [-5]], [[1], [2]]))
    Z, (A, W_kept, b_kept) = week["linear_forward"](x, W, b)
    assert Z.tolist() == [[5], [-1], [0]]
    assert (A.tolist(), W_kept.tolist(), b_kept.tolist()) == (x.tolist(), W.tolist(), b.tolist())
    A, ((_, _, _), Z) = week["linear_activation_forward"](x, W, b, "relu")
    assert (A.tolist(), Z.tolist()) == ([[5], [0], [0]], [[5], [-1], [0]])
    A, _ = week["linear_activation_forward"](x, W, b, "sigmoid")
    assert A.ravel().tolist() == pytest.approx([1 / (1 + np.exp(-5)), 1 - SIGMA_1, 0.5])


def test_the_v_by_hand(week):
    AL, caches = week["L_model_forward"](np.array([[-1.0, 0.0, 1.0, 2.0]]), V)
    assert AL[0].tolist() == pytest.approx([0.5, 1 - SIGMA_1, 0.5, SIGMA_1])
    assert len(caches) == 2


def test_the_way_back_through_the_v_by_hand(week):
    AL, caches = week["L_model_forward"](np.array([[2.0]]), V)
    grads = week["L_model_backward"](AL, np.array([[0]]), caches)
    by_hand = {"dW2": [2 * SIGMA_1, 0], "db2": [SIGMA_1], "dA1": [SIGMA_1] * 2,
               "dW1": [2 * SIGMA_1, 0], "db1": [SIGMA_1, 0], "dA0": [SIGMA_1]}
    assert {k: v.ravel().tolist() for k, v in grads.items()} == {
        k: pytest.approx(v) for k, v in by_hand.items()}


@pytest.mark.parametrize(("dims", "m"), NETS)
def test_forward_is_what_autograds_numpy_says(week, dims, m):
    parameters, X, _ = problem(dims, m)
    AL, caches = week["L_model_forward"](X, parameters)
    np.testing.assert_allclose(AL, 1 / (1 + np.exp(-last_score(parameters, X))), rtol=1e-12)
    assert [cache[1].shape for cache in caches] == [(n, m) for n in dims[1:]]


@pytest.mark.parametrize(("dims", "m"), NETS)
def test_backward_is_what_autograd_says(week, dims, m):
    parameters, X, Y = problem(dims, m)
    AL, caches = week["L_model_forward"](X, parameters)
    grads = week["L_model_backward"](AL, Y, caches)
    by_autograd = autograd.grad(true_cost)(parameters, X, Y)
    for name, slope in by_autograd.items():
        np.testing.assert_allclose(grads["d" + name], slope, rtol=1e-9, atol=1e-14)
    # dA0 is the slope of each example's own loss, so m times that of the cost.
    np.testing.assert_allclose(grads["dA0"], m * autograd.grad(true_cost, 1)(parameters, X, Y),
                               rtol=1e-9, atol=1e-14)
    assert set(grads) == {f"d{n}" for n in parameters} | {f"dA{k}" for k in range(len(dims) - 1)}


def test_the_cost_is_scikit_learns_and_a_coins_is_log_two(week):
    rng = np.random.default_rng(0)
    AL, Y = rng.uniform(0.01, 0.99, (1, 30)), rng.integers(0, 2, (1, 30))
    assert week["compute_cost"](AL, Y) == pytest.approx(log_loss(Y[0], AL[0]))
    assert week["compute_cost"](np.full((1, 7), 0.5), Y[:, :7]) == pytest.approx(np.log(2))
    assert isinstance(week["compute_cost"](AL, Y), float)


def test_linear_backward_by_hand(week):
    cache = (np.array([[1.0, 3.0], [0.0, 2.0]]), np.array([[4.0, 5.0]]), np.array([[-5.0]]))
    dA_prev, dW, db = week["linear_backward"](np.array([[1.0, 2.0]]), cache)
    assert (dA_prev.tolist(), dW.tolist(), db.tolist()) == (
        [[4, 8], [5, 10]], [[3.5, 2]], [[1.5]])
    dA_prev, dW, db = week["linear_activation_backward"](
        np.array([[1.0, 2.0]]), (cache, np.array([[-1.0, 17.0]])), "relu")
    assert (dA_prev.tolist(), dW.tolist(), db.tolist()) == ([[0, 8], [0, 10]], [[3, 2]], [[1]])


def test_one_step_by_hand_leaves_the_old_parameters(week):
    grads = {"dW1": np.array([[1.0], [2.0]]), "db1": np.array([[3.0], [4.0]]), "dA1": None,
             "dW2": np.array([[5.0, 6.0]]), "db2": np.array([[7.0]]), "dA0": None}
    stepped = week["update_parameters"](V, grads, 0.1)
    assert {k: v.ravel().tolist() for k, v in stepped.items()} == {
        "W1": pytest.approx([0.9, -1.2]), "b1": pytest.approx([-0.3, -0.4]),
        "W2": pytest.approx([0.5, 0.4]), "b2": pytest.approx([-1.7])}
    assert V["W1"].tolist() == [[1], [-1]]


@pytest.mark.parametrize(("dims", "m"), [net for net in NETS if net[0][-1] == 1])
def test_the_gradient_check_finds_the_backward_pass_right(week, dims, m):
    parameters, X, Y = problem(dims, m)
    assert week["gradient_check_deep"](parameters, X, Y) < 1e-6


def test_the_gradient_check_finds_a_doubled_gradient(week, monkeypatch):
    parameters, X, Y = problem([3, 4, 1], 6)
    right = week["L_model_backward"]
    monkeypatch.setitem(week, "L_model_backward", lambda *args: {
        name: 2 * value for name, value in right(*args).items()})
    assert week["gradient_check_deep"](parameters, X, Y) == pytest.approx(1 / 3)


def test_with_a_coarse_nudge_the_check_measures_the_curvature(week):
    # One neuron at z = 0, x = 1, y = 1: cost log(1 + e^-z); w and b are nudged alike.
    parameters = {"W1": np.zeros((1, 1)), "b1": np.zeros((1, 1))}
    h = 0.5
    estimate = (np.log1p(np.exp(-h)) - np.log1p(np.exp(h))) / (2 * h)
    expected = abs(-0.5 - estimate) / (0.5 + abs(estimate))
    found = week["gradient_check_deep"](parameters, np.ones((1, 1)), np.ones((1, 1)), h)
    assert found == pytest.approx(expected, abs=1e-12)  # 0: both are exactly -1/2
    found = week["gradient_check_deep"](parameters, 2 * np.ones((1, 1)), np.ones((1, 1)), h)
    slopes = np.array([-1.0, -0.5])
    nudged = np.array([(np.log1p(np.exp(-2 * h)) - np.log1p(np.exp(2 * h))) / (2 * h), estimate])
    assert found == pytest.approx(
        np.linalg.norm(slopes - nudged) / (np.linalg.norm(slopes) + np.linalg.norm(nudged)),
        abs=1e-12)


def two_moons_of_numbers(m=200):
    rng = np.random.default_rng(5)
    X = rng.normal(size=(2, m))
    return X, (X[:1] * X[1:] > 0).astype(int)


def test_training_from_one_start_goes_where_scikit_learn_goes(week, monkeypatch):
    X, Y = two_moons_of_numbers()
    theirs = MLPClassifier((6, 4), solver="sgd", alpha=0.0, batch_size=X.shape[1], momentum=0.0,
                           nesterovs_momentum=False, learning_rate_init=0.3, shuffle=False,
                           max_iter=1, random_state=0, warm_start=False)
    theirs.partial_fit(X.T, Y[0], classes=[0, 1])  # one step; the start is what it undoes
    start = {f"{name}{k}": value for k in range(3) for name, value in (
        ("W", theirs.coefs_[k].T.copy()), ("b", theirs.intercepts_[k].reshape(-1, 1).copy()))}
    start = {f"{name[0]}{int(name[1:]) + 1}": value for name, value in start.items()}
    monkeypatch.setitem(week, "initialize_parameters_deep", lambda dims: start)
    ours, costs = week["L_layer_model"](X, Y, [2, 6, 4, 1], 0.3, 25)
    for _ in range(25):
        theirs.partial_fit(X.T, Y[0])
    for k in (1, 2, 3):
        np.testing.assert_allclose(ours[f"W{k}"], theirs.coefs_[k - 1].T, rtol=1e-9)
        np.testing.assert_allclose(ours[f"b{k}"].ravel(), theirs.intercepts_[k - 1], rtol=1e-9)
    assert len(costs) == 1


@pytest.mark.parametrize(("num_iterations", "n_costs"), [(1, 1), (100, 1), (101, 2), (250, 3)])
def test_a_cost_is_noted_at_every_hundredth_step_from_zero(week, num_iterations, n_costs):
    X, Y = two_moons_of_numbers(20)
    _, costs = week["L_layer_model"](X, Y, [2, 3, 1], 0.1, num_iterations)
    assert len(costs) == n_costs


def test_the_printed_lines_are_those_of_the_noted_costs(week, capsys):
    X, Y = two_moons_of_numbers(20)
    _, costs = week["L_layer_model"](X, Y, [2, 3, 1], 0.1, 201, print_cost=True)
    assert capsys.readouterr().out.splitlines() == [
        f"iteration {100 * k}: cost {cost:.4f}" for k, cost in enumerate(costs)]


def test_a_deep_net_learns_what_no_straight_line_parts(week):
    np.random.seed(0)
    X, Y = two_moons_of_numbers()
    deep, _ = week["L_layer_model"](X, Y, [2, 16, 8, 1], 0.5, 1500)
    line, _ = week["L_layer_model"](X, Y, [2, 1], 0.5, 1500)
    assert np.mean(week["predict"](X, deep) == Y) > 0.95
    assert np.mean(week["predict"](X, line) == Y) < 0.75


def test_predict_by_hand(week):
    answers = week["predict"](np.array([[-3.0, 0.5, 0.0, 1.2]]), V)
    assert answers.tolist() == [[1, 0, 0, 1]]


@pytest.mark.parametrize("name", ["linear_forward", "linear_activation_forward", "L_model_forward"])
def test_the_forward_functions_leave_their_arguments_alone(week, name):
    parameters, X, _ = problem([4, 3], 5)
    args = {"linear_forward": (X, parameters["W1"], parameters["b1"]),
            "linear_activation_forward": (X, parameters["W1"], parameters["b1"], "relu"),
            "L_model_forward": (X, parameters)}[name]
    before = X.copy(), {k: v.copy() for k, v in parameters.items()}
    week[name](*args)
    np.testing.assert_array_equal(X, before[0])
    for k, value in parameters.items():
        np.testing.assert_array_equal(value, before[1][k])
