"""Week 4: a network of any depth, its gradient check and its training.

The visible cases of a function are some that can be computed by hand and one of every kind that is
hidden, as a rule drawn by the same lines with other numbers. AL has the shape (1, m) everywhere, as
`L_model_forward` promises; only single layers and their backward halves have several outputs.
"""

from itertools import pairwise

import numpy as np

from answercheck.cases import Call, Case, case, together

# --- What the cases are made of -----------------------------------------------------------------

def _labels(rng, n, m, dtype=np.int64):
    """Labels (n, m); in each row a yes and a no, if there is room for both."""
    Y = rng.integers(0, 2, (n, m))
    if m > 1:
        for row in Y:
            row[rng.permutation(m)[:2]] = 0, 1
    return Y.astype(dtype)


def _network(rng, layer_dims):
    """Parameters that keep the signal, with biases that matter."""
    parameters = {}
    for layer, (n_in, n_out) in enumerate(pairwise(layer_dims), start=1):
        parameters[f"W{layer}"] = rng.normal(0, np.sqrt(2 / n_in), (n_out, n_in))
        parameters[f"b{layer}"] = rng.normal(0, 0.4, (n_out, 1))
    return parameters


def _lively(rng, solutions, layer_dims, m):
    """X and parameters such that in every hidden layer some gates are open and some are shut."""
    while True:
        parameters, X = _network(rng, layer_dims), rng.normal(size=(layer_dims[0], m))
        _, caches = solutions["L_model_forward"](X, parameters)
        if all((Z > 0).any() and (Z < 0).any() for _, Z in caches[:-1]):
            return X, parameters


def _scored(rng, solutions, layer_dims, m, largest=2.0):
    """X and parameters whose largest score at the end is given.

    At 4 an answer is sure, and yet an epsilon added to AL against a division by 0 costs nothing.
    """
    X, parameters = _lively(rng, solutions, layer_dims, m)
    last = len(layer_dims) - 1
    _, caches = solutions["L_model_forward"](X, parameters)
    for name in (f"W{last}", f"b{last}"):
        parameters[name] *= largest / np.abs(caches[-1][1]).max()
    return X, parameters


def _pixels(rng, layer_dims, m):
    """X as an image file holds it, uint8 from 0 to 255, and parameters that fit."""
    parameters = _network(rng, layer_dims)
    parameters["W1"] /= 128
    return rng.integers(0, 256, (layer_dims[0], m), dtype=np.uint8), parameters


# --- Dimensions ---------------------------------------------------------------------------------

def parameter_shapes_visible(rng):
    return (
        case("three layers", [5, 4, 3, 1]),
        case("two layers", [2, 3, 1]),
        case("one layer", [7, 3]),
        case("four layers, several outputs", [8, 6, 5, 4, 2]),
        case("layers of one width", [5, 5, 5, 5]),
        case("six layers that grow", [1, 2, 4, 6, 8, 10, 12]),
    )


def parameter_shapes_hidden(rng):
    return (
        case("one layer", [6, 2]),
        case("two layers, several outputs", [4, 9, 3]),
        case("three layers that grow", [2, 3, 5, 8]),
        case("four layers that shrink", [int(rng.integers(60, 99)), 20, 7, 5, 1]),
        case("layers of one width", [4, 4, 4, 4]),
        case("six layers", [int(n) for n in rng.integers(2, 12, 7)]),
    )


# --- The start ----------------------------------------------------------------------------------

def initialize_parameters_deep_visible(rng):
    return (
        case("three layers", [60, 30, 20, 1]),
        case("two layers", [40, 50, 3]),
        case("one layer, many inputs", [250, 5]),
        case("four layers", [70, 35, 20, 40, 2]),
        case("few inputs, then a wide layer", [5, 220, 6, 1]),
        case("layers of one width", [40, 40, 40]),
    )


def initialize_parameters_deep_hidden(rng):
    return (
        case("one layer, many inputs", [300, 7]),
        case("two layers", [90, 40, 1]),
        case("three layers, several outputs", [50, 30, 80, 10]),
        case("four layers", [80, 25, 30, 60, 4]),
        case("few inputs, then a wide layer", [6, 250, 8, 1]),
        case("layers of one width", [45, 45, 45]),
    )


# --- One layer, forward -------------------------------------------------------------------------

def _layer(rng, n_prev, n, m):
    """A_prev, W, b of one layer."""
    parameters = _network(rng, [n_prev, n])
    return rng.normal(size=(n_prev, m)), parameters["W1"], parameters["b1"]


def _pixel_layer(rng, n_prev, n, m):
    X, parameters = _pixels(rng, [n_prev, n], m)
    return X, parameters["W1"], parameters["b1"]


def linear_forward_visible(rng):
    return (
        case("three neurons, one example", np.array([[1], [2]]),
             np.array([[1, 2], [0, -1], [3, 1]]), np.array([[0], [1], [-5]])),
        *linear_forward_hidden(rng),
    )


def linear_forward_hidden(rng):
    return (
        case("more inputs than neurons", *_layer(rng, 6, 2, 4)),
        case("more neurons than inputs", *_layer(rng, 2, 7, 3)),
        case("as many inputs, neurons and examples", *_layer(rng, 4, 4, 4)),
        case("one neuron", *_layer(rng, 5, 1, 8)),
        together("m = 1", _layer(rng, 3, 4, 1), _layer(rng, 5, 2, 1)),
        case("uint8 pixels", *_pixel_layer(rng, 9, 3, 6)),
        case("whole numbers", rng.integers(-4, 5, (3, 6)), rng.integers(-3, 4, (2, 3)) * 2 + 1,
             np.array([[2], [-1]])),
    )


def linear_activation_forward_visible(rng):
    inputs = (np.array([[1], [2]]), np.array([[1, 2], [0, -1], [3, 1]]),
              np.array([[0], [1], [-5]]))
    return (
        case("relu, three neurons", *inputs, "relu"),
        case("sigmoid, three neurons", *inputs, "sigmoid"),
        *linear_activation_forward_hidden(rng),
    )


def _lively_layer(rng, n_prev, n, m):
    """A_prev, W, b with scores on both sides of 0."""
    while True:
        A_prev, W, b = _layer(rng, n_prev, n, m)
        Z = W @ A_prev + b
        if (Z > 0.1).any() and (Z < -0.1).any():
            return A_prev, W, b


def _saturated_layer(rng, n_prev, n, m):
    """A_prev, W, b with scores up to 15 on both sides."""
    A_prev, W, b = _lively_layer(rng, n_prev, n, m)
    return A_prev, W * 15 / np.abs(W @ A_prev).max(), b


def linear_activation_forward_hidden(rng):
    return (
        case("relu, more inputs than neurons", *_lively_layer(rng, 6, 3, 5), "relu"),
        case("sigmoid, more neurons than inputs", *_lively_layer(rng, 2, 7, 4), "sigmoid"),
        case("relu, a square of everything", *_lively_layer(rng, 4, 4, 4), "relu"),
        case("sigmoid, one neuron", *_lively_layer(rng, 5, 1, 9), "sigmoid"),
        together("m = 1, either activation", (*_lively_layer(rng, 3, 4, 1), "relu"),
                 (*_lively_layer(rng, 3, 4, 1), "sigmoid")),
        case("relu, uint8 pixels", *_pixel_layer(rng, 9, 5, 7), "relu"),
        case("sigmoid, saturated", *_saturated_layer(rng, 4, 3, 6), "sigmoid"),
        case("relu, large scores", *_saturated_layer(rng, 3, 4, 7), "relu"),
        together("either activation on the same scores",
                 *((*same, name) for same in [_lively_layer(rng, 3, 5, 6)]
                   for name in ("relu", "sigmoid"))),
    )


# --- All layers, forward ------------------------------------------------------------------------

def _two_folds():
    """|x| - 1, as the notebook has it."""
    return {"W1": np.array([[1.0], [-1.0]]), "b1": np.zeros((2, 1)),
            "W2": np.array([[1.0, 1.0]]), "b2": np.array([[-1.0]])}


def L_model_forward_visible(rng, solutions):
    return (
        case("two layers that make a V", np.array([[-1.0, 0.0, 1.0]]), _two_folds()),
        *L_model_forward_hidden(rng, solutions),
    )


def L_model_forward_hidden(rng, solutions):
    return (
        case("one layer: logistic regression", rng.normal(size=(4, 6)), _network(rng, [4, 1])),
        case("two layers", *_lively(rng, solutions, [3, 6, 1], 8)),
        case("three layers", *_lively(rng, solutions, [6, 5, 4, 1], 5)),
        case("four layers", *_lively(rng, solutions, [7, 6, 5, 4, 1], 9)),
        case("hidden layers of one width", *_lively(rng, solutions, [4, 4, 4, 1], 4)),
        together("m = 1", _lively(rng, solutions, [4, 5, 3, 1], 1),
                 _lively(rng, solutions, [3, 6, 4, 4, 1], 1)),
        case("uint8 pixels", *_pixels(rng, [12, 6, 3, 1], 7)),
        case("sure answers", *_scored(rng, solutions, [4, 8, 5, 1], 7, largest=4.0)),
    )


# --- The cost -----------------------------------------------------------------------------------

def _probabilities(rng, m, low=0.05, high=0.95):
    return rng.uniform(low, high, (1, m))


def compute_cost_visible(rng):
    return (
        case("a coin flip", np.full((1, 4), 0.5), np.array([[0, 1, 1, 0]])),
        case("two examples", np.array([[0.9, 0.1]]), np.array([[1, 1]])),
        *compute_cost_hidden(rng),
    )


def compute_cost_hidden(rng):
    sure = rng.uniform(1e-3, 8e-3, (1, 8))  # so an epsilon in the log costs nothing
    sides = np.array([[0, 1, 0, 1, 0, 1, 0, 1]])  # sure yes and sure no, right and wrong
    return (
        case("3 examples", _probabilities(rng, 3), _labels(rng, 1, 3)),
        case("24 examples", _probabilities(rng, 24), _labels(rng, 1, 24)),
        together("m = 1, a yes and a no",
                 (_probabilities(rng, 1, 0.55, 0.9), np.array([[1]])),
                 (_probabilities(rng, 1, 0.55, 0.9), np.array([[0]]))),
        case("labels as real numbers", _probabilities(rng, 7), _labels(rng, 1, 7, np.float64)),
        case("every label 0", _probabilities(rng, 6), np.zeros((1, 6), dtype=np.int64)),
        case("sure answers, right and wrong ones", np.where(sides == 1, 1 - sure, sure),
             np.array([[0, 1, 1, 0, 0, 1, 1, 1]])),
    )


# --- One layer, backward ------------------------------------------------------------------------

def _weighed(rng, solutions, n_prev, n, m):
    """dZ and the cache of a real linear_forward."""
    Z, cache_ = solutions["linear_forward"](*_layer(rng, n_prev, n, m))
    return rng.normal(size=Z.shape), cache_


def linear_backward_visible(rng, solutions):
    cache_ = (np.array([[1.0, 3.0], [0.0, 2.0]]), np.array([[4.0, 5.0]]), np.array([[0.0]]))
    return (
        case("one neuron, two examples", np.array([[1.0, 2.0]]), cache_),
        *linear_backward_hidden(rng, solutions),
    )


def linear_backward_hidden(rng, solutions):
    pixels = _pixel_layer(rng, 6, 4, 5)
    return (
        case("more inputs than neurons", *_weighed(rng, solutions, 6, 2, 4)),
        case("more neurons than inputs", *_weighed(rng, solutions, 2, 5, 7)),
        case("as many inputs, neurons and examples", *_weighed(rng, solutions, 4, 4, 4)),
        case("one neuron", *_weighed(rng, solutions, 5, 1, 6)),
        together("m = 1", _weighed(rng, solutions, 3, 4, 1), _weighed(rng, solutions, 2, 3, 1)),
        case("many examples", *_weighed(rng, solutions, 3, 2, 40)),
        case("uint8 pixels", rng.normal(size=(4, 5)),
             solutions["linear_forward"](*pixels)[1]),
    )


def _activated(rng, solutions, n_prev, n, m, activation, layer=_lively_layer):
    """dA, the cache of a real linear_activation_forward, and the activation's name."""
    A, cache_ = solutions["linear_activation_forward"](*layer(rng, n_prev, n, m), activation)
    return rng.normal(size=A.shape), cache_, activation


def _both_signs(rng, solutions, n_prev, n, activation):
    """One example whose neuron 0 speaks and whose neuron 1 is silent."""
    A_prev, W, b = _layer(rng, n_prev, n, 1)
    b[:2, 0] += np.array([0.7, -0.7]) - (W @ A_prev + b)[:2, 0]
    A, cache_ = solutions["linear_activation_forward"](A_prev, W, b, activation)
    return rng.normal(size=A.shape), cache_, activation


def linear_activation_backward_visible(rng, solutions):
    layer = np.array([[1.0, 3.0], [0.0, 2.0]]), np.array([[4.0, 5.0]]), np.array([[-5.0]])
    _, cache_ = solutions["linear_activation_forward"](*layer, "relu")
    return (
        case("relu, one gate shut", np.array([[1.0, 2.0]]), cache_, "relu"),
        *linear_activation_backward_hidden(rng, solutions),
    )


def linear_activation_backward_hidden(rng, solutions):
    return (
        case("relu, more inputs than neurons", *_activated(rng, solutions, 6, 3, 5, "relu")),
        case("sigmoid, more neurons than inputs", *_activated(rng, solutions, 2, 5, 4, "sigmoid")),
        case("relu, a square of everything", *_activated(rng, solutions, 4, 4, 4, "relu")),
        case("sigmoid, one neuron", *_activated(rng, solutions, 5, 1, 9, "sigmoid")),
        together("m = 1, either activation", _both_signs(rng, solutions, 3, 4, "relu"),
                 _both_signs(rng, solutions, 3, 4, "sigmoid")),
        case("sigmoid, saturated",
             *_activated(rng, solutions, 4, 3, 6, "sigmoid", _saturated_layer)),
        case("relu, many examples", *_activated(rng, solutions, 3, 2, 30, "relu")),
    )


# --- All layers, backward -----------------------------------------------------------------------

def _passed(rng, solutions, layer_dims, m, dtype=np.int64, **score):
    """AL, Y and the caches of a real forward pass."""
    X, parameters = _scored(rng, solutions, layer_dims, m, **score)
    AL, caches = solutions["L_model_forward"](X, parameters)
    return AL, _labels(rng, 1, m, dtype), caches


def L_model_backward_visible(rng, solutions):
    AL, caches = solutions["L_model_forward"](np.array([[2.0]]), _two_folds())
    return (
        case("two layers that make a V, one example", AL, np.array([[0]]), caches),
        *L_model_backward_hidden(rng, solutions),
    )


def L_model_backward_hidden(rng, solutions):
    return (
        case("one layer: logistic regression", *_passed(rng, solutions, [4, 1], 6)),
        case("two layers", *_passed(rng, solutions, [3, 5, 1], 7)),
        case("three layers", *_passed(rng, solutions, [5, 6, 4, 1], 4)),
        case("four layers", *_passed(rng, solutions, [6, 5, 5, 4, 1], 9)),
        case("hidden layers of one width", *_passed(rng, solutions, [4, 4, 4, 1], 4)),
        together("m = 1", _passed(rng, solutions, [3, 6, 4, 1], 1),
                 _passed(rng, solutions, [4, 5, 1], 1)),
        case("labels as real numbers", *_passed(rng, solutions, [3, 4, 3, 1], 8, dtype=np.float64)),
        case("sure answers", *_passed(rng, solutions, [5, 8, 5, 1], 12, largest=4.0)),
    )


# --- One step -----------------------------------------------------------------------------------

def _step(rng, solutions, layer_dims, m, rate):
    """Parameters, the gradients of a real backward pass, and a rate."""
    X, parameters = _lively(rng, solutions, layer_dims, m)
    AL, caches = solutions["L_model_forward"](X, parameters)
    Y = _labels(rng, layer_dims[-1], m)
    return parameters, solutions["L_model_backward"](AL, Y, caches), rate


def update_parameters_visible(rng, solutions):
    parameters = _two_folds()
    AL, caches = solutions["L_model_forward"](np.array([[2.0]]), parameters)
    grads = solutions["L_model_backward"](AL, np.array([[0]]), caches)
    return (
        case("the V, rate 0.1", parameters, grads, 0.1),
        *update_parameters_hidden(rng, solutions),
    )


def update_parameters_hidden(rng, solutions):
    return (
        case("one layer", *_step(rng, solutions, [4, 2], 5, 0.3)),
        case("two layers, a large rate", *_step(rng, solutions, [3, 5, 1], 6, 2.0)),
        case("three layers", *_step(rng, solutions, [5, 4, 3, 2], 7, rng.uniform(0.05, 0.2))),
        case("four layers", *_step(rng, solutions, [6, 5, 4, 3, 1], 8, rng.uniform(0.3, 0.6))),
        case("five layers of one width", *_step(rng, solutions, [4, 4, 4, 4, 4, 4], 6, 0.7)),
        case("rate 1, as a whole number", *_step(rng, solutions, [3, 4, 1], 4, 1)),
    )


# --- The gradient check -------------------------------------------------------------------------

def _checked(rng, solutions, layer_dims, m, epsilon, dtype=np.int64):
    """Parameters, X, Y and a nudge so large that its truncation outweighs all rounding.

    With the usual nudge a right answer is noise, 1e-8 or so; with a large one it is a number that
    belongs to the formula, in which two right programs agree to ten digits.
    """
    X, parameters = _lively(rng, solutions, layer_dims, m)
    return parameters, X, _labels(rng, 1, m, dtype), epsilon


def _at_the_bend(rng, layer_dims, m, epsilon):
    """A check that finds something: a hidden unit whose score is exactly 0, where ReLU bends.

    The backward pass takes the slope 0 there, and centred differences half of the slope above. So
    an answer that compares two estimates, and never the backward pass, is seen.
    """
    parameters, X = _network(rng, layer_dims), rng.normal(size=(layer_dims[0], m))
    parameters["W1"][0], parameters["b1"][0] = 0.0, 0.0
    return parameters, X, _labels(rng, 1, m), epsilon


def gradient_check_deep_visible(rng, solutions):
    return (
        case("the V, a nudge of 0.1", _two_folds(), np.array([[2.0, -0.5]]), np.array([[0, 1]]),
             0.1),
        *gradient_check_deep_hidden(rng, solutions),
    )


def gradient_check_deep_hidden(rng, solutions):
    return (
        case("one layer", *_checked(rng, solutions, [4, 1], 5, rng.uniform(0.2, 0.4))),
        case("two layers", *_checked(rng, solutions, [3, 5, 1], 7, rng.uniform(0.1, 0.3))),
        case("three layers", *_checked(rng, solutions, [4, 3, 3, 1], 6, rng.uniform(0.3, 0.5))),
        case("four layers", *_checked(rng, solutions, [2, 3, 2, 3, 1], 8, rng.uniform(0.1, 0.3))),
        together("m = 1", _checked(rng, solutions, [2, 4, 1], 1, 0.25),
                 _checked(rng, solutions, [2, 3, 2, 1], 1, 0.4)),
        case("labels as real numbers",
             *_checked(rng, solutions, [5, 4, 1], 9, rng.uniform(0.4, 0.6), np.float64)),
        case("one layer, large inputs, the usual nudge", *_large_inputs(rng, 4, 7)),
        case("two layers, a unit at the bend of ReLU",
             *_at_the_bend(rng, [3, 4, 1], 6, rng.uniform(0.1, 0.3))),
        case("three layers, a unit at the bend of ReLU",
             *_at_the_bend(rng, [4, 3, 2, 1], 7, rng.uniform(0.1, 0.3))),
    )


def _large_inputs(rng, n_x, m):
    """parameters, X, Y for which even the usual tiny nudge moves the cost by more than rounding."""
    parameters = {"W1": 1e-5 * rng.normal(size=(1, n_x)), "b1": rng.uniform(0.2, 0.5, (1, 1))}
    return parameters, 1e5 * rng.normal(size=(n_x, m)), _labels(rng, 1, m)


# --- Training -----------------------------------------------------------------------------------

def _clouds(rng, n_x, m):
    """Two clouds of points that overlap: there is a best cost, and many starts reach about it."""
    Y = _labels(rng, 1, m)
    return rng.normal(size=(n_x, m)) + 2.4 / np.sqrt(n_x) * (Y - 0.5), Y


def _ring(rng, n_x, m):
    """Points near the middle against points around them; no straight border will do."""
    X = rng.normal(size=(n_x, m))
    Y = _labels(rng, 1, m)
    lengths = np.where(Y == 1, 0.6, 2.0) + rng.normal(0, 0.6, (1, m))
    return X / np.linalg.norm(X, axis=0) * lengths, Y


def _training(problem, layers_dims, rate, num_iterations):
    # print_cost=True, for answers that note the cost only where they print it.
    return (*problem, layers_dims, rate, num_iterations, True)


def L_layer_model_visible(rng):
    return (
        case("two layers, 201 steps", *_training(_clouds(rng, 2, 60), [2, 8, 1], 0.3, 201)),
        *L_layer_model_hidden(rng),
    )


USUAL_STEPS = 60  # for a case at the usual rate; the usual 3000 would take long


def L_layer_model_hidden(rng):
    # Wide layers and few steps: quick, and many starts reach about the same cost. With 101 steps
    # there are two costs, with 100 only one, so a step more or less is seen.
    return (
        _counted(rng, "two layers, 101 steps",
                 *_training(_ring(rng, 2, 60), [2, 32, 1], 0.8, 101)),
        _counted(rng, "three layers, 100 steps",
                 *_training(_ring(rng, 2, 100), [2, 64, 32, 1], 0.3, 100)),
        _counted(rng, "four layers, 35 steps",
                 *_training(_clouds(rng, 4, 60), [4, 64, 32, 16, 1], 0.07, 35)),
        _counted(rng, "twelve inputs, 20 steps",
                 *_training(_clouds(rng, 12, 100), [12, 128, 1], 0.1, 20)),
        # A tenth of the usual rate would leave the first far behind, twice of it shake the second.
        Case("the usual rate", tuple(
            Call((*problem, layers_dims), {"num_iterations": USUAL_STEPS, "print_cost": True})
            for problem, layers_dims in ((_slow(rng, 150), [150, 1]),
                                         (_undecided(rng, 100), [100, 1])))),
        case("one layer, points on a line, very many steps",
             *_training(_on_a_line(rng, 120), [120, 1], 0.3, 1100)),
    )


def _counted(rng, label, *args):
    """A case of training, and points on a line beside it that tell steps and rate."""
    num_iterations, rate = int(rng.integers(50, 80)), float(rng.uniform(1, 2))
    return Case(label, (Call(args, {}), Call(
        _training(_on_a_line(rng, 120), [120, 1], rate, num_iterations), {})))


def _on_a_line(rng, n_x):
    """X, Y on two sides of the origin, which a start drawn for many inputs hardly tells apart.

    So the cost falls as one over the rate times the steps, whatever the start, and tells both.
    """
    line = rng.normal(size=(n_x, 1))
    Y = np.array([[0, 1, 1, 0]])
    return 2 * line / np.linalg.norm(line) * (2.0 * Y - 1), Y


def _slow(rng, n_x):
    """X, Y that are learned in these steps at the usual rate, but not at a tenth of it."""
    line = rng.normal(size=(n_x, 1))
    Y = np.array([[0, 1] * 10])
    points = 1.4 * line / np.linalg.norm(line) * (Y - 0.5) + 0.03 * rng.normal(size=(n_x, 20))
    return points * np.sqrt(3000 / USUAL_STEPS), Y


def _undecided(rng, n_x):
    """X, Y of which nothing can be learned, on a line, where twice the usual rate diverges."""
    line = rng.normal(size=(n_x, 1))
    X = 27 * line / np.linalg.norm(line) * np.array([[1.0, -1.0] * 8])
    return X, np.array([[0, 0, 1, 1] * 4])


# --- The answer ---------------------------------------------------------------------------------

def _decided(rng, solutions, layer_dims, m, pixels=False):
    """X and parameters with answers of both kinds, none of them close."""
    while True:
        X, parameters = (_pixels(rng, layer_dims, m) if pixels
                         else _lively(rng, solutions, layer_dims, m))
        AL, _ = solutions["L_model_forward"](X, parameters)
        clear = (np.abs(AL - 0.5) > 0.01).all()
        if clear and (AL > 0.5).any() and (AL < 0.5).any():
            return X, parameters


def _alone(rng, solutions, layer_dims):
    """Two cases of one example each, a yes and a no, of one network."""
    X, parameters = _decided(rng, solutions, layer_dims, 12)
    AL, _ = solutions["L_model_forward"](X, parameters)
    yes, no = AL[0].argmax(), AL[0].argmin()
    return (X[:, [yes]], parameters), (X[:, [no]], parameters)


def predict_visible(rng, solutions):
    return (
        case("the V", np.array([[-3.0, 0.5, 0.0, 1.2]]), _two_folds()),
        case("three layers, six examples", *_decided(rng, solutions, [4, 5, 3, 1], 6)),
        case("one layer: logistic regression", *_decided(rng, solutions, [3, 1], 7)),
        case("four layers", *_decided(rng, solutions, [5, 5, 4, 3, 1], 14)),
        together("m = 1, a yes and a no", *_alone(rng, solutions, [4, 5, 3, 1])),
        case("uint8 pixels", *_decided(rng, solutions, [10, 5, 1], 12, pixels=True)),
    )


def predict_hidden(rng, solutions):
    return (
        case("one layer: logistic regression", *_decided(rng, solutions, [4, 1], 9)),
        case("two layers", *_decided(rng, solutions, [3, 6, 1], 8)),
        case("three layers", *_decided(rng, solutions, [5, 7, 4, 1], 11)),
        case("four layers", *_decided(rng, solutions, [6, 6, 5, 4, 1], 10)),
        together("m = 1, a yes and a no", *_alone(rng, solutions, [3, 6, 4, 1])),
        case("uint8 pixels", *_decided(rng, solutions, [12, 6, 1], 13, pixels=True)),
    )
