"""Week 3's reference solutions against other truths: hand, nudges, autograd, scikit-learn."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from sklearn.metrics import log_loss
from sklearn.neural_network import MLPClassifier

from grading.references.solutions import namespace
from helpers import planar
from tests.this_course import FOLDERS


@pytest.fixture(scope="module")
def week():
    return namespace(FOLDERS, "week3_shallow_network")


SCORES = np.array([-30.0, -2.0, -0.3, 0.4, 1.7, 12.0])
SIZES = [(2, 4, 1, 7), (3, 5, 3, 4), (4, 1, 2, 1), (1, 6, 1, 9), (4, 4, 4, 4)]


def network(rng, n_x, n_h, n_y):
    return {"W1": rng.normal(size=(n_h, n_x)), "b1": rng.normal(size=(n_h, 1)),
            "W2": rng.normal(size=(n_y, n_h)), "b2": rng.normal(size=(n_y, 1))}


def mean_cross_entropy(parameters, X, Y):
    """Summed over the outputs, averaged over the examples; in autograd's numpy."""
    Z2 = parameters["W2"] @ anp.tanh(parameters["W1"] @ X + parameters["b1"]) + parameters["b2"]
    return anp.sum(anp.logaddexp(0, Z2) - Y * Z2) / X.shape[1]


BY_HAND = {"W1": np.eye(2), "b1": np.zeros((2, 1)),
           "W2": np.array([[1.25 * np.log(3), 7.0]]), "b2": np.zeros((1, 1))}
X_BY_HAND = np.array([[np.log(3)], [0.0]])


@pytest.mark.parametrize(("name", "function"), [
    ("sigmoid_derivative", lambda z: 1 / (1 + anp.exp(-z))),
    ("tanh_derivative", anp.tanh),
    ("relu_derivative", lambda z: anp.where(z > 0, z, 0 * z)),
    ("leaky_relu_derivative", lambda z: anp.where(z > 0, z, 0.01 * z)),
])
def test_slopes_are_what_autograd_and_nudges_say(week, name, function):
    slopes = week[name](SCORES)
    assert slopes == pytest.approx(autograd.elementwise_grad(function)(SCORES), abs=1e-12)
    nudged = (function(SCORES + 1e-6) - function(SCORES - 1e-6)) / 2e-6
    assert slopes == pytest.approx(nudged, abs=1e-8)
    assert week[name](SCORES.reshape(3, 2)).shape == (3, 2)


def test_slopes_by_hand(week):
    z = np.array([0.0, np.log(3), -np.log(3)])
    assert week["sigmoid_derivative"](z) == pytest.approx([0.25, 0.1875, 0.1875])
    assert week["tanh_derivative"](z) == pytest.approx([1.0, 0.36, 0.36])
    assert week["relu_derivative"](np.array([-2, 3])).tolist() == [0, 1]
    assert week["leaky_relu_derivative"](np.array([-2, 3])).tolist() == [0.01, 1]


def test_relus_by_hand(week):
    z = np.array([[-2.0, -0.5], [0.0, 3.0]])
    assert week["relu"](z).tolist() == [[0, 0], [0, 3]]
    assert week["leaky_relu"](z).tolist() == [[-0.02, -0.005], [0, 3]]
    assert week["leaky_relu"](np.array([-2, 3])).tolist() == [-0.02, 3]


@pytest.mark.parametrize(("n_x", "n_h", "n_y", "m"), SIZES)
def test_sizes_are_rows_of_the_data(week, n_x, n_h, n_y, m):
    assert week["layer_sizes"](np.zeros((n_x, m)), np.zeros((n_y, m))) == (n_x, 4, n_y)


def test_a_random_start_is_small_centred_and_new_each_time(week):
    start = week["initialize_parameters"](100, 200, 50)
    assert {name: value.shape for name, value in start.items()} == {
        "W1": (200, 100), "b1": (200, 1), "W2": (50, 200), "b2": (50, 1)}
    for name in ("W1", "W2"):
        assert start[name].std() == pytest.approx(0.01, rel=0.05)
        assert abs(start[name].mean()) < 0.0005
    assert not start["b1"].any()
    assert not start["b2"].any()
    assert not np.array_equal(start["W1"], week["initialize_parameters"](100, 200, 50)["W1"])


def test_forward_by_hand(week):
    A2, cache = week["forward_propagation"](X_BY_HAND, BY_HAND)
    assert pytest.approx(np.array([[0.75]])) == A2
    assert cache["A1"] == pytest.approx(np.array([[0.8], [0.0]]))
    assert cache["Z2"] == pytest.approx(np.array([[np.log(3)]]))


def test_forward_is_the_network_of_scikit_learn(week):
    X, Y = planar.moons(60)
    judge = MLPClassifier((5,), activation="tanh", max_iter=20, random_state=0)
    with pytest.warns(match="converged"):
        judge.fit(X.T, Y[0])
    parameters = {"W1": judge.coefs_[0].T, "b1": judge.intercepts_[0][:, None],
                  "W2": judge.coefs_[1].T, "b2": judge.intercepts_[1][:, None]}
    A2, _ = week["forward_propagation"](X, parameters)
    assert A2[0] == pytest.approx(judge.predict_proba(X.T)[:, 1])
    assert week["predict"](parameters, X)[0].tolist() == judge.predict(X.T).tolist()


@pytest.mark.parametrize("dtype", [np.uint8, np.int64, np.float64, bool])
def test_the_cost_is_the_log_loss_of_scikit_learn_whatever_the_labels_type(week, dtype):
    rng = np.random.default_rng(0)
    A2, y = rng.uniform(0.01, 0.99, (1, 25)), rng.integers(0, 2, 25)
    cost = week["compute_cost"](A2, y.reshape(1, 25).astype(dtype))
    assert isinstance(cost, float)
    assert cost == pytest.approx(log_loss(y, A2[0]))


@pytest.mark.parametrize("m", [1, 2, 50])
def test_a_coin_flip_costs_log_two(week, m):
    Y = np.arange(m).reshape(1, m) % 2
    assert week["compute_cost"](np.full((1, m), 0.5), Y) == pytest.approx(np.log(2))


def test_backward_by_hand(week):
    _, cache = week["forward_propagation"](X_BY_HAND, BY_HAND)
    grads = week["backward_propagation"](BY_HAND, cache, X_BY_HAND, np.array([[1]]))
    assert grads["db2"] == pytest.approx(np.array([[-0.25]]))
    assert grads["dW2"] == pytest.approx(np.array([[-0.2, 0.0]]))
    db1 = np.array([[-0.25 * 1.25 * np.log(3) * 0.36], [-1.75]])
    assert grads["db1"] == pytest.approx(db1)
    assert grads["dW1"] == pytest.approx(db1 @ X_BY_HAND.T)


@pytest.mark.parametrize(("n_x", "n_h", "n_y", "m"), SIZES)
@pytest.mark.parametrize("dtype", [np.uint8, np.float64])
def test_the_way_back_is_what_autograd_says(week, n_x, n_h, n_y, m, dtype):
    rng = np.random.default_rng(n_x + 10 * m)
    parameters, X = network(rng, n_x, n_h, n_y), rng.normal(size=(n_x, m))
    Y = rng.integers(0, 2, (n_y, m)).astype(dtype)
    _, cache = week["forward_propagation"](X, parameters)
    grads = week["backward_propagation"](parameters, cache, X, Y)
    by_autograd = autograd.grad(mean_cross_entropy)(parameters, X, Y.astype(float))
    for name, value in by_autograd.items():
        assert grads[f"d{name}"].shape == parameters[name].shape
        assert grads[f"d{name}"] == pytest.approx(value, rel=1e-9, abs=1e-12)


def test_the_way_back_is_what_nudges_of_the_weeks_own_cost_say(week):
    rng = np.random.default_rng(3)
    parameters, X = network(rng, 2, 3, 1), rng.normal(size=(2, 5))
    Y = np.array([[0, 1, 1, 0, 1]], dtype=np.uint8)

    def cost():
        return week["compute_cost"](week["forward_propagation"](X, parameters)[0], Y)

    _, cache = week["forward_propagation"](X, parameters)
    grads = week["backward_propagation"](parameters, cache, X, Y)
    for name, value in parameters.items():
        for place in np.ndindex(value.shape):
            kept = value[place]
            value[place] = kept + 1e-5
            above = cost()
            value[place] = kept - 1e-5
            below = cost()
            value[place] = kept
            assert grads[f"d{name}"][place] == pytest.approx((above - below) / 2e-5, abs=1e-8)


def test_a_step_by_hand_leaves_its_arguments_alone(week):
    before = {"W1": np.ones((2, 2)), "b1": np.zeros((2, 1)),
              "W2": np.ones((1, 2)), "b2": np.zeros((1, 1))}
    grads = {f"d{name}": np.full(value.shape, 0.5) for name, value in before.items()}
    after = week["update_parameters"](before, grads)
    assert after["W1"].tolist() == [[0.4, 0.4], [0.4, 0.4]]
    assert after["b2"].tolist() == [[-0.6]]
    assert week["update_parameters"](before, grads, 2)["W2"].tolist() == [[0, 0]]
    assert before["W1"].tolist() == [[1, 1], [1, 1]]


def test_a_step_against_the_gradient_lowers_the_cost(week):
    rng = np.random.default_rng(5)
    parameters = network(rng, 2, 4, 1)
    X, Y = planar.circles(50)
    _, cache = week["forward_propagation"](X, parameters)
    grads = week["backward_propagation"](parameters, cache, X, Y)
    after = week["update_parameters"](parameters, grads, 0.01)
    fall = mean_cross_entropy(parameters, X, Y) - mean_cross_entropy(after, X, Y)
    square = sum(float(np.sum(slope**2)) for slope in grads.values())
    assert fall == pytest.approx(0.01 * square, rel=0.05)  # to first order


@pytest.mark.parametrize("seed", range(5))
def test_three_units_find_the_six_petals_and_two_do_not(week, seed):
    X, Y = planar.flower(200, seed=seed)
    right = {}
    for n_h in (2, 4):
        np.random.seed(seed)
        parameters = week["nn_model"](X, Y, n_h, num_iterations=2000)
        right[n_h] = np.mean(week["predict"](parameters, X) == Y)
    assert right[2] < 0.78
    assert right[4] > 0.85


def test_no_iteration_leaves_the_start_and_the_cost_of_a_coin(week):
    X, Y = planar.blobs(40)
    parameters = week["nn_model"](X, Y, 7, num_iterations=0)
    assert parameters["W1"].shape == (7, 2)
    assert mean_cross_entropy(parameters, X, Y) == pytest.approx(np.log(2), abs=1e-3)


def test_the_cost_is_printed_every_hundredth_iteration_if_asked(week, capsys):
    X, Y = planar.blobs(40)
    week["nn_model"](X, Y, 2, num_iterations=201)
    assert capsys.readouterr().out == ""
    week["nn_model"](X, Y, 2, num_iterations=201, print_cost=True)
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines] == ["iteration 0", "iteration 100",
                                                      "iteration 200"]
    assert float(lines[0].split()[-1]) == pytest.approx(np.log(2), abs=1e-3)


def test_answers_are_a_row_of_zeros_and_ones(week):
    tiny = {"W1": np.array([[1.0]]), "b1": np.array([[0.0]]),
            "W2": np.array([[2.0]]), "b2": np.array([[-1.0]])}
    assert week["predict"](tiny, np.array([[-3.0, 0.7, 3.0]])).tolist() == [[0, 1, 1]]
