"""Week 3: one hidden layer, on points in a plane.

The visible cases of a function are some that can be computed by hand and one of every kind that is
hidden, as a rule drawn by the same lines with other numbers. What calls the student's own forward
pass has one output, for that pass promises A2 of shape (1, m).
"""

import numpy as np

from answercheck.cases import Call, Case, case, together
from helpers import planar

# --- What the cases are made of -----------------------------------------------------------------

def _network(rng, n_x, n_h, n_y, spread=1.0):
    """Parameters of a size that keeps scores moderate, with biases that matter."""
    return {
        "W1": rng.normal(0, spread / np.sqrt(n_x), (n_h, n_x)),
        "b1": rng.normal(0, 0.6 * spread, (n_h, 1)),
        "W2": rng.normal(0, 1.5 * spread / np.sqrt(n_h), (n_y, n_h)),
        "b2": rng.choice([-1, 1], (n_y, 1)) * rng.uniform(0.2, 0.6, (n_y, 1)),
    }


def _labels(rng, shape, dtype=np.uint8):
    """Labels with a yes and a no among them, if there is room for both."""
    y = rng.permutation(np.arange(int(np.prod(shape))) % 2)
    return y.reshape(shape).astype(dtype)


# --- Activations --------------------------------------------------------------------------------

def _scores(rng, shape, low=0.1, high=4.0):
    """Scores of both signs, none near 0, where some slopes have a corner."""
    signs = np.where(rng.permutation(int(np.prod(shape))) % 2 == 0, 1.0, -1.0)
    return rng.uniform(low, high, shape) * signs.reshape(shape)


def _scores_visible(rng):
    return (
        case("five scores", np.array([-2.0, -0.5, 0.25, 1.0, 3.0])),
        case("a row (1, 7)", _scores(rng, (1, 7))),
        case("a column (4, 1)", _scores(rng, (4, 1))),
        case("a table (2, 3)", _scores(rng, (2, 3))),
        case("a table (3, 2)", _scores(rng, (3, 2))),
        case("a square table, near 0", _scores(rng, (3, 3), 0.001, 0.01)),
        case("whole numbers", np.array([-3, -1, 1, 2])),
        case("far out on both sides", _scores(rng, (2, 4), 12, 30)),
        case("three dimensions", _scores(rng, (3, 2, 2))),
        together("a single entry, of either sign", (rng.uniform(0.1, 0.4, (1, 1)),),
                 (-rng.uniform(0.5, 2, (1, 1)),)),
    )


def _scores_hidden(rng):
    near = _scores(rng, (2, 2), 0.05, 0.4)  # both sides of 0, where a border set elsewhere shows
    return (
        together("an array (6,)", (_scores(rng, (6,)),), (near[0],)),
        together("a row (1, 9)", (_scores(rng, (1, 9)),), (near[:1],)),
        together("a column (5, 1)", (_scores(rng, (5, 1)),), (near[1:].T,)),
        together("a table (4, 3)", (_scores(rng, (4, 3)),), (near,)),
        together("whole numbers", (rng.permutation(np.array([-4, -3, -2, -1, 1, 2, 3, 4])),),
                 (near,)),
        case("far out on both sides, and near 0",
             np.stack([_scores(rng, (6,), 12, 30), _scores(rng, (6,), 0.001, 0.01)])),
        together("three dimensions", (_scores(rng, (2, 3, 2)),), (near[None],)),
        together("a single entry, of either sign", (rng.uniform(0.1, 0.4, (1, 1)),),
                 (-rng.uniform(0.5, 2, (1, 1)),)),
    )


# Each activation and its slope meet the same scores.
sigmoid_derivative_visible = _scores_visible
tanh_derivative_visible = _scores_visible
relu_visible = _scores_visible
relu_derivative_visible = _scores_visible
leaky_relu_visible = _scores_visible
leaky_relu_derivative_visible = _scores_visible
sigmoid_derivative_hidden = _scores_hidden
tanh_derivative_hidden = _scores_hidden
relu_hidden = _scores_hidden
relu_derivative_hidden = _scores_hidden
leaky_relu_hidden = _scores_hidden
leaky_relu_derivative_hidden = _scores_hidden


# --- Sizes and start ----------------------------------------------------------------------------

def _data(rng, n_x, n_y, m):
    return rng.normal(size=(n_x, m)), _labels(rng, (n_y, m))


def layer_sizes_visible(rng):
    return (
        case("the shapes of the flower", np.zeros((2, 400)), np.zeros((1, 400), dtype=np.uint8)),
        case("three inputs, two outputs, five examples", *_data(rng, 3, 2, 5)),
        case("m = 1", *_data(rng, 4, 3, 1)),
        case("1 input", *_data(rng, 1, 1, 8)),
        case("as many inputs as examples", *_data(rng, 6, 1, 6)),
        case("more inputs than examples", *_data(rng, 50, 5, 9)),
    )


def layer_sizes_hidden(rng):
    return (
        case("5 inputs, 1 output, 3 examples", *_data(rng, 5, 1, 3)),
        case("2 inputs, 3 outputs, 7 examples", *_data(rng, 2, 3, 7)),
        case("m = 1", *_data(rng, 6, 2, 1)),
        case("1 input", *_data(rng, 1, 2, 12)),
        case("as many inputs as examples", *_data(rng, 8, 1, 8)),
        case("images as columns", *_data(rng, 784, 10, 20)),
    )


def initialize_parameters_visible(rng):
    return (
        case("the network of the flower", 2, 4, 1),
        case("100 inputs, 50 units", 100, 50, 3),
        case("as many inputs, units and outputs", 28, 28, 28),
        case("one input", 1, 150, 4),
        case("many units", 5, 300, 10),
    )


def initialize_parameters_hidden(rng):
    # Large enough that a wrong spread or mean cannot pass for chance.
    n = [int(one) for one in rng.permutation(np.arange(16, 25))[:3]]
    return (
        case("a wide hidden layer", 3, 70, 2),
        case("many inputs", 120, 6, 3),
        case("as many inputs, units and outputs", n[0], n[0], n[0]),
        case("three different sizes", *n),
        case("a large network", 60, 80, 30),
        case("one input", 1, 200, 3),
    )


# --- Forward ------------------------------------------------------------------------------------

def _forward_case(rng, label, n_x, n_h, m, spread=1.0):
    return case(label, rng.normal(size=(n_x, m)), _network(rng, n_x, n_h, 1, spread))


def forward_propagation_visible(rng):
    return (
        case("the network by hand", np.array([[np.log(3)], [0.0]]), {
            "W1": np.eye(2), "b1": np.zeros((2, 1)),
            "W2": np.array([[1.25 * np.log(3), 7.0]]), "b2": np.zeros((1, 1))}),
        *forward_propagation_hidden(rng),
    )


def forward_propagation_hidden(rng):
    return (
        _forward_case(rng, "more examples than units", 2, 4, 11),
        _forward_case(rng, "more units than examples", 3, 9, 5),
        _forward_case(rng, "m = 1", 4, 3, 1),
        _forward_case(rng, "as many inputs, units and examples", 4, 4, 4),
        _forward_case(rng, "one hidden unit", 3, 1, 6),
        case("inputs as uint8", rng.integers(0, 5, (5, 8), dtype=np.uint8),
             _network(rng, 5, 6, 1, 0.4)),
        _forward_case(rng, "saturated units, sure answers", 2, 6, 9, spread=5.0),
    )


# --- Cost ---------------------------------------------------------------------------------------

def _probabilities(rng, m, low=0.05, high=0.95):
    return rng.uniform(low, high, (1, m))


def compute_cost_visible(rng):
    return (
        case("a coin flip", np.full((1, 4), 0.5), np.array([[0, 1, 1, 0]], dtype=np.uint8)),
        *compute_cost_hidden(rng),
    )


def compute_cost_hidden(rng):
    sure = rng.uniform(1e-3, 8e-3, (1, 8))  # so an epsilon in the log costs nothing
    sides = np.array([[0, 1, 0, 1, 0, 1, 0, 1]])  # sure yes and sure no, right and wrong
    return (
        case("3 examples, uint8 labels", _probabilities(rng, 3), _labels(rng, (1, 3))),
        case("20 examples, uint8 labels", _probabilities(rng, 20), _labels(rng, (1, 20))),
        together("m = 1, a yes and a no",
                 (_probabilities(rng, 1, 0.55, 0.9), np.array([[1]], dtype=np.uint8)),
                 (_probabilities(rng, 1, 0.55, 0.9), np.array([[0]], dtype=np.uint8))),
        case("every label 0, signed", _probabilities(rng, 6), np.zeros((1, 6), dtype=np.int64)),
        case("every label 1, real numbers", _probabilities(rng, 7), np.ones((1, 7))),
        case("sure answers, right and wrong ones", np.where(sides == 1, 1 - sure, sure),
             np.array([[0, 1, 1, 0, 0, 1, 1, 1]], dtype=np.uint8)),
        case("11 examples, labels as real numbers", _probabilities(rng, 11),
             _labels(rng, (1, 11), np.float64)),
    )


# --- Backward -----------------------------------------------------------------------------------

def _backward_case(rng, solutions, label, n_x, n_h, n_y, m, dtype=np.uint8, spread=1.0):
    """parameters, cache, X, Y with the cache of the reference's own forward pass."""
    parameters = _network(rng, n_x, n_h, n_y, spread)
    X = rng.normal(size=(n_x, m))
    _, cache = solutions["forward_propagation"](X, parameters)
    return case(label, parameters, cache, X, _labels(rng, (n_y, m), dtype))


def backward_propagation_visible(rng, solutions):
    x = np.array([[np.log(3)], [0.0]])
    by_hand = {"W1": np.eye(2), "b1": np.zeros((2, 1)),
               "W2": np.array([[1.25 * np.log(3), 7.0]]), "b2": np.zeros((1, 1))}
    _, cache = solutions["forward_propagation"](x, by_hand)
    return (
        case("the network by hand", by_hand, cache, x, np.array([[1]], dtype=np.uint8)),
        *backward_propagation_hidden(rng, solutions),
    )


def backward_propagation_hidden(rng, solutions):
    return (
        _backward_case(rng, solutions, "more examples than units, uint8 labels", 2, 4, 1, 13),
        _backward_case(rng, solutions, "three outputs", 3, 5, 3, 7, np.int64),
        _backward_case(rng, solutions, "m = 1", 4, 3, 2, 1),
        _backward_case(rng, solutions, "every size equal", 4, 4, 4, 4),
        _backward_case(rng, solutions, "one hidden unit", 3, 1, 1, 6, np.float64),
        _backward_case(rng, solutions, "more units than examples", 5, 9, 2, 3),
        _backward_case(rng, solutions, "some units saturated, sure answers", 2, 6, 1, 9,
                       np.int64, spread=2.5),
    )


# --- Update -------------------------------------------------------------------------------------

def _update_case(rng, label, n_x, n_h, n_y, *rate, **named):
    parameters = _network(rng, n_x, n_h, n_y)
    grads = {f"d{key}": rng.normal(size=value.shape) for key, value in parameters.items()}
    return case(label, parameters, grads, *rate, **named)


def update_parameters_visible(rng):
    return (
        _update_case(rng, "rate 0.1", 3, 2, 2, learning_rate=0.1),
        *update_parameters_hidden(rng),
    )


def update_parameters_hidden(rng):
    return (
        _update_case(rng, "the usual rate", 2, 5, 1),
        _update_case(rng, "a small rate, by name", 3, 4, 2, learning_rate=rng.uniform(0.01, 0.05)),
        _update_case(rng, "a large rate, by position", 4, 3, 1, rng.uniform(2, 5)),
        _update_case(rng, "one hidden unit", 5, 1, 1, rng.uniform(0.3, 0.7)),
        _update_case(rng, "three outputs", 2, 7, 3, learning_rate=rng.uniform(0.3, 0.7)),
        _update_case(rng, "every size equal", 4, 4, 4, rng.uniform(0.1, 0.3)),
    )


# --- Training -----------------------------------------------------------------------------------

def _clouds(rng, n_x, m):
    """X, Y that a straight wall parts well."""
    Y = _labels(rng, (1, m))
    return rng.normal(size=(n_x, m)) + 1.4 * (Y - 0.5), Y


def _set(rng, draw, m, **kwargs):
    return draw(m, seed=int(rng.integers(2**31)), **kwargs)


def _far(rng, n_x, m):
    """X, Y so far out that every hidden unit is saturated, at 1 or -1, and the output alone learns.

    So the cost falls as one over the iterations, whatever the start, and tells their number.
    """
    Y = np.arange(1, m + 1).reshape(1, m) % 2
    return 1e6 * rng.uniform(0.5, 1.5, (n_x, 1)) * (2.0 * Y - 1), Y


def _counted(rng, label, *args, **kwargs):
    """A case of training, and far points beside it that tell the number of iterations."""
    n_iterations = int(rng.integers(30, 60))
    return Case(label, (Call(args, kwargs), Call((*_far(rng, 2, 4), 5, n_iterations), {})))


def _mostly_no(rng, n_x, m):
    """X, Y with a yes in ten, so that the first step alone, of b2, already moves the cost."""
    return rng.normal(size=(n_x, m)), (np.arange(m) % 10 == 0).astype(np.int64).reshape(1, m)


def nn_model_visible(rng):
    return (
        case("three inputs, five units, by name", *_clouds(rng, 3, 20), n_h=5, num_iterations=50),
        *nn_model_hidden(rng),
    )


def nn_model_hidden(rng):
    # A few steps do next to nothing: who stops after as many as he likes, or finds the parameters
    # otherwise, is seen there. Alone, an untrained start would do for them.
    blobs, clouds = _set(rng, planar.blobs, 60), _clouds(rng, 5, 40)
    return (
        together("two clouds, few iterations and many", (*blobs, 5, 3), (*blobs, 5, 200),
                 (*_far(rng, 2, 4), 4, 50)),
        _counted(rng, "a flower, n_h by name", *_set(rng, planar.flower, 100), n_h=9,
                 num_iterations=300),
        together("five inputs, few iterations and many", (*clouds, 3, 2), (*clouds, 3, 30),
                 (*_far(rng, 5, 4), 6, 35)),
        _counted(rng, "a flower of four petals, the cost printed, labels as real numbers",
                 *_set(rng, planar.flower, 90, n_petals=4, dtype=np.float64), 8, 300, True),
        case("m = 1, a far point", *_far(rng, 3, 1), 2, num_iterations=50),
        case("far points, very many iterations", *_far(rng, 2, 4), 3, num_iterations=1301),
        case("one iteration, mostly a no", *_mostly_no(rng, 3, 20), 5, num_iterations=1),
    )


# --- Answers ------------------------------------------------------------------------------------

def _decided(rng, solutions, n_x, n_h, scores):
    """parameters, X whose last scores are those given, so that no answer hangs on rounding."""
    parameters = _network(rng, n_x, n_h, 1)
    X = rng.normal(size=(n_x, len(scores)))
    # Hidden unit 1 listens to input 1 alone, which is then set so that the score comes out.
    parameters["W1"][0], parameters["W1"][1:, 0] = 0, 0
    parameters["W1"][0, 0], parameters["b1"][0] = 1, 0
    reach = 4 + np.abs(parameters["W2"]).sum() + np.abs(parameters["b2"]).sum()
    parameters["W2"][0, 0] = rng.choice([-1, 1]) * reach
    X[0] = 0
    _, cache = solutions["forward_propagation"](X, parameters)
    X[0] = np.arctanh((np.asarray(scores) - cache["Z2"][0]) / parameters["W2"][0, 0])
    return parameters, X


def _bands(rng, m):
    """Scores of both signs, some of them between 0 and 0.5, none near a threshold."""
    bands = [(0.1, 0.4), (-3, -0.6), (0.65, 3), (-0.4, -0.1)]
    return rng.permutation([rng.uniform(*bands[i % 4]) for i in range(m)])


def _decided_by_tanh(rng):
    """parameters, X with two units that tanh makes equally large; without it the other one wins."""
    parameters = {"W1": np.array([[rng.uniform(3, 5)], [1.0]]), "b1": np.zeros((2, 1)),
                  "W2": np.array([[1.0, -rng.uniform(1.15, 1.3)]]), "b2": np.zeros((1, 1))}
    return parameters, rng.uniform(1.8, 2.5, (1, 4)) * rng.permutation([1, -1, 1, -1])


def predict_visible(rng, solutions):
    tiny = {"W1": np.array([[1.0]]), "b1": np.array([[0.0]]),
            "W2": np.array([[2.0]]), "b2": np.array([[-1.0]])}
    return (
        case("one hidden unit", tiny, np.array([[-3.0, 0.7, 3.0]])),
        case("four units, six examples", *_decided(rng, solutions, 2, 4, _bands(rng, 6))),
        case("every size equal", *_decided(rng, solutions, 5, 5, _bands(rng, 5))),
        together("m = 1, a yes and a no",
                 _decided(rng, solutions, 2, 4, [0.4]), _decided(rng, solutions, 2, 4, [-0.4])),
        case("more units than examples", *_decided(rng, solutions, 3, 12, _bands(rng, 9))),
        case("saturated units", *_decided_by_tanh(rng)),
    )


def predict_hidden(rng, solutions):
    return (
        case("8 examples, mostly a yes",
             *_decided(rng, solutions, 2, 4, [*rng.uniform(1.5, 3, 5), *_bands(rng, 3)])),
        case("13 examples, mostly a no",
             *_decided(rng, solutions, 3, 5, [*rng.uniform(-3, -1.5, 9), *_bands(rng, 4)])),
        case("every size equal", *_decided(rng, solutions, 4, 4, _bands(rng, 4))),
        together("m = 1, a yes and a no",
                 _decided(rng, solutions, 2, 3, [0.3]), _decided(rng, solutions, 2, 3, [-0.3]),
                 _decided(rng, solutions, 3, 2, [2.0]), _decided(rng, solutions, 3, 2, [-2.0])),
        case("more units than examples", *_decided(rng, solutions, 2, 12, _bands(rng, 5))),
        case("one hidden unit", *_decided(rng, solutions, 3, 1, _bands(rng, 7))),
        case("saturated units", *_decided_by_tanh(rng)),
    )
