"""Week 4: a network of any depth, its gradient check and its training."""

from functools import cache
from itertools import pairwise

import numpy as np

from grading.exercises.description import (
    Call,
    Case,
    Exercise,
    Misconception,
    RightRoad,
    case,
    together,
)

ASSIGNMENT = "week4_deep_network"


# --- What the cases are made of -----------------------------------------------------------------

@cache
def _reference() -> dict:
    """The reference's own functions, for caches and gradients that a real pass makes."""
    # Imported late: the module that reads the notebooks needs the descriptions in this package.
    from grading.reference.solutions import namespace

    return namespace(ASSIGNMENT)


def _labels(rng, n, m, dtype=np.int64):
    """Labels (n, m); in each row a yes and a no, if there is room for both."""
    Y = rng.integers(0, 2, (n, m))
    if m > 1:
        for row in Y:
            row[rng.permutation(m)[:2]] = 0, 1
    return Y.astype(dtype)


def _network(rng, layer_dims, spread=1.0):
    """Parameters that keep the signal, with biases that matter."""
    parameters = {}
    for layer, (n_in, n_out) in enumerate(pairwise(layer_dims), start=1):
        parameters[f"W{layer}"] = rng.normal(0, spread * np.sqrt(2 / n_in), (n_out, n_in))
        parameters[f"b{layer}"] = rng.normal(0, 0.4, (n_out, 1))
    return parameters


def _lively(rng, layer_dims, m, spread=1.0):
    """X and parameters such that in every hidden layer some gates are open and some are shut."""
    while True:
        parameters, X = _network(rng, layer_dims, spread), rng.normal(size=(layer_dims[0], m))
        _, caches = _reference()["L_model_forward"](X, parameters)
        if all((Z > 0).any() and (Z < 0).any() for _, Z in caches[:-1]):
            return X, parameters


def _pixels(rng, layer_dims, m):
    """X as an image file holds it, uint8 from 0 to 255, and parameters that fit."""
    parameters = _network(rng, layer_dims)
    parameters["W1"] /= 128
    return rng.integers(0, 256, (layer_dims[0], m), dtype=np.uint8), parameters


# --- Dimensions ---------------------------------------------------------------------------------

def _shapes_visible(rng):
    return (
        case("three layers", [5, 4, 3, 1]),
        case("two layers", [2, 3, 1]),
    )


def _shapes_hidden(rng):
    return (
        case("one layer", [6, 2]),
        case("two layers, several outputs", [4, 9, 3]),
        case("three layers that grow", [2, 3, 5, 8]),
        case("four layers that shrink", [int(rng.integers(60, 99)), 20, 7, 5, 1]),
        case("layers of one width", [4, 4, 4, 4]),
        case("six layers", [int(n) for n in rng.integers(2, 12, 7)]),
    )


_PAIR = "(layer_dims[layer], layer_dims[layer - 1])"
_COLUMN = "(layer_dims[layer], 1)"
_LAYERS = "range(1, len(layer_dims))"

SHAPES = Exercise(
    "parameter_shapes", ("shapes",), _shapes_visible, _shapes_hidden,
    judged_by="values and keys",
    misconceptions=(
        Misconception(
            "W turned", ((_PAIR, "(layer_dims[layer - 1], layer_dims[layer])"),),
            "Rows and columns of W are exchanged. W stands before the activations of the layer "
            "before, so its columns count that layer's neurons."),
        Misconception(
            "b as a row", ((_COLUMN, "(1, layer_dims[layer])"),),
            "b is a row. It is added to Z, where a neuron is a row; so b is a column."),
        Misconception(
            "b neither row nor column", ((_COLUMN, "(layer_dims[layer],)"),),
            "b has one dimension only. Keep two, or broadcasting lays it along the examples."),
        Misconception(
            "last layer missing", ((_LAYERS, "range(1, len(layer_dims) - 1)"),),
            "The last layer is missing. range stops before its end already; look at the end."),
        Misconception(
            "a layer 0", ((_LAYERS, "range(len(layer_dims))"),),
            "There is a W0 that the input layer does not have: the input has no weights. "
            "(layer_dims[-1] is the last entry, so Python did not complain.)"),
        Misconception(
            "first layer missing", ((_LAYERS, "range(2, len(layer_dims))"),),
            "The first layer is missing. Layer 1 lies between entry 0 and entry 1."),
        Misconception(
            "three layers taken for granted", ((_LAYERS, "range(1, 4)"),),
            "The number of layers is written into the function. Read it from the list."),
        Misconception(
            "counted from 0",
            (('shapes[f"W{layer}"]', 'shapes[f"W{layer - 1}"]'),
             ('shapes[f"b{layer}"]', 'shapes[f"b{layer - 1}"]')),
            "The names begin at W0. The first layer with weights is layer 1."),
        Misconception(
            "one key for all", (('shapes[f"W{layer}"]', 'shapes["W"]'),
                                ('shapes[f"b{layer}"]', 'shapes["b"]')),
            "Every layer writes under the same key, so only the last one is left. The number of "
            "the layer belongs into the name; is the f before the string there?"),
        Misconception(
            "the input before every layer", ((_PAIR, "(layer_dims[layer], layer_dims[0])"),),
            "Every W has as many columns as the network has inputs. A layer sees only the layer "
            "just before it."),
        Misconception(
            "square matrices", ((_PAIR, "(layer_dims[layer], layer_dims[layer])"),),
            "Every W is square. Rows count this layer's neurons, columns those of the layer "
            "before."),
        Misconception(
            "number of weights", ((_PAIR, "layer_dims[layer] * layer_dims[layer - 1]"),),
            "You return how many weights there are, not how they are arranged."),
        Misconception(
            "b forgotten", (('        shapes[f"b{layer}"] = ' + _COLUMN + "\n", ""),),
            "The biases are missing. Every layer has a b beside its W."),
    ),
    right_roads=(
        RightRoad("neighbours in pairs", '''
def parameter_shapes(layer_dims):
    shapes = {}
    for number, (before, after) in enumerate(zip(layer_dims, layer_dims[1:]), start=1):
        shapes.update({f"W{number}": [after, before], "b" + str(number): np.array([after, 1])})
    return shapes
'''),
        RightRoad("pairs of neighbours", '''
def parameter_shapes(layer_dims):
    out = {}
    for l, (n_prev, n) in enumerate(zip(layer_dims[:-1], layer_dims[1:]), 1):
        out.update({"W" + str(l): (n, n_prev), "b" + str(l): (n, 1)})
    return out
'''),
        RightRoad("shapes of real arrays, biases first", '''
def parameter_shapes(layer_dims):
    L = len(layer_dims) - 1
    b = {"b%d" % l: np.zeros((layer_dims[l], 1)).shape for l in range(1, L + 1)}
    W = {"W%d" % l: [layer_dims[l], layer_dims[l - 1]] for l in range(L, 0, -1)}
    return b | W
'''),
    ),
)


# --- The start ----------------------------------------------------------------------------------

def _start_visible(rng):
    return (
        case("three layers", [60, 30, 20, 1]),
        case("two layers", [40, 50, 3]),
    )


def _start_hidden(rng):
    return (
        case("one layer, many inputs", [300, 7]),
        case("two layers", [90, 40, 1]),
        case("three layers, several outputs", [50, 30, 80, 10]),
        case("four layers", [80, 25, 30, 60, 4]),
        case("few inputs, then a wide layer", [6, 250, 8, 1]),
        case("layers of one width", [45, 45, 45]),
    )


_DRAW = "np.random.randn(n_out, n_in) * np.sqrt(2 / n_in)"
_ZEROS = "np.zeros((n_out, 1))"

START = Exercise(
    "initialize_parameters_deep", ("parameters",), _start_visible, _start_hidden,
    judged_by="He normal",
    misconceptions=(
        Misconception(
            "0.01", (("np.sqrt(2 / n_in)", "0.01"),),
            "The spread is 0.01 in every layer. That was right last week; here it depends on the "
            "number of inputs of the layer, or a deep net stalls."),
        Misconception(
            "not scaled", ((" * np.sqrt(2 / n_in)", ""),),
            "The spread is 1, so signals grow from layer to layer. Look for the factor that "
            "brings it to √(2/n)."),
        Misconception(
            "1 instead of 2", (("np.sqrt(2 / n_in)", "np.sqrt(1 / n_in)"),),
            "The spread is √(1/n). ReLU throws half of the signal away; the 2 makes up for it."),
        Misconception(
            "root forgotten", (("np.sqrt(2 / n_in)", "(2 / n_in)"),),
            "The spread is 2/n, which is the square of what it should be. Take the root."),
        Misconception(
            "root of the 2 only", (("np.sqrt(2 / n_in)", "np.sqrt(2) / n_in"),),
            "The root covers the 2 only. It belongs over the whole fraction."),
        Misconception(
            "neurons of this layer", (("np.sqrt(2 / n_in)", "np.sqrt(2 / n_out)"),),
            "You divide by the number of neurons of the layer itself. What a neuron adds up are "
            "its inputs: count the layer before."),
        Misconception(
            "inputs of the network", (("np.sqrt(2 / n_in)", "np.sqrt(2 / layer_dims[0])"),),
            "Every layer has the spread of the first. The number of inputs changes from layer to "
            "layer."),
        Misconception(
            "divided instead of multiplied", (("* np.sqrt(2 / n_in)", "/ np.sqrt(2 / n_in)"),),
            "You divide by √(2/n), so the weights are far too large. Multiply."),
        Misconception(
            "uniform numbers", (("np.random.randn", "np.random.rand"),),
            "The numbers lie between 0 and 1, none is negative. randn, with an n at the end, draws "
            "normal ones."),
        Misconception(
            "all weights zero", ((_DRAW, "np.zeros((n_out, n_in))"),),
            "All weights are 0, so all neurons of a layer stay equal for ever. Draw them."),
        Misconception(
            "seed set anew in each layer",
            (("n_out, n_in = layer_dims", "np.random.seed(3)\n        n_out, n_in = layer_dims"),),
            "Every layer begins with the same numbers, for the seed is set before each draw. "
            "Leave seeds out of the function."),
        Misconception(
            "W turned", (("np.random.randn(n_out, n_in)", "np.random.randn(n_in, n_out)"),),
            "W is turned: its rows should be this layer's neurons, its columns those of the layer "
            "before."),
        Misconception(
            "b random", ((_ZEROS, "np.random.randn(n_out, 1)"),),
            "The biases are random. They start at 0; the weights alone break the symmetry."),
        Misconception(
            "b ones", ((_ZEROS, "np.ones((n_out, 1))"),),
            "The biases start at 1, so every neuron has an opinion before it has seen anything. "
            "They should start at 0."),
        Misconception(
            "b as a row", ((_ZEROS, "np.zeros((1, n_out))"),),
            "b is a row; it should be a column, one row for each neuron."),
        Misconception(
            "b neither row nor column", ((_ZEROS, "np.zeros(n_out)"),),
            "b has one dimension only. Mind the double brackets in np.zeros((…, …))."),
        Misconception(
            "last layer missing", ((_LAYERS, "range(1, len(layer_dims) - 1)"),),
            "The last layer is missing, so nothing would lead to the output. range stops before "
            "its end already; look at its bounds."),
        Misconception(
            "a layer 0", ((_LAYERS, "range(len(layer_dims))"),),
            "There is a W0. The input layer has no weights; begin at layer 1."),
        Misconception(
            "one key for all", (('parameters[f"W{layer}"]', 'parameters["W"]'),
                                ('parameters[f"b{layer}"]', 'parameters["b"]')),
            "Every layer writes under the same key. The number of the layer belongs into the "
            "name."),
        Misconception(
            "nothing filled in",
            (('        parameters[f"W{layer}"] = ' + _DRAW + "\n", ""),
             ('        parameters[f"b{layer}"] = ' + _ZEROS + "\n", "")),
            "The dictionary comes back empty. Both lines of the loop have to be written."),
    ),
    right_roads=(
        RightRoad("a generator of one's own", '''
def initialize_parameters_deep(layer_dims):
    rng = np.random.default_rng()
    parameters = {}
    for l in range(1, len(layer_dims)):
        spread = (2 / layer_dims[l - 1]) ** 0.5
        parameters["W" + str(l)] = rng.normal(0, spread, (layer_dims[l], layer_dims[l - 1]))
        parameters["b" + str(l)] = np.zeros((layer_dims[l], 1))
    return parameters
'''),
        RightRoad("by the shapes, seeded once", '''
def initialize_parameters_deep(layer_dims):
    np.random.seed(3)
    return {name: (np.random.randn(*shape) * np.sqrt(2.0 / shape[1]) if name[0] == "W"
                   else np.full(shape, 0.0))
            for name, shape in parameter_shapes(layer_dims).items()}
'''),
        RightRoad("division by a root", '''
def initialize_parameters_deep(layer_dims):
    parameters, L = {}, len(layer_dims)
    for l in range(1, L):
        parameters[f"W{l}"] = np.random.standard_normal(
            (layer_dims[l], layer_dims[l - 1])) / np.sqrt(layer_dims[l - 1] / 2)
        parameters[f"b{l}"] = np.zeros((layer_dims[l], 1), dtype=int)
    return parameters
'''),
    ),
)


# --- One layer, forward -------------------------------------------------------------------------

def _layer(rng, n_prev, n, m):
    """A_prev, W, b of one layer."""
    parameters = _network(rng, [n_prev, n])
    return rng.normal(size=(n_prev, m)), parameters["W1"], parameters["b1"]


def _pixel_layer(rng, n_prev, n, m):
    X, parameters = _pixels(rng, [n_prev, n], m)
    return X, parameters["W1"], parameters["b1"]


def _linear_visible(rng):
    return (
        case("three neurons, one example", np.array([[1], [2]]),
             np.array([[1, 2], [0, -1], [3, 1]]), np.array([[0], [1], [-5]])),
        case("two neurons, five examples", *_layer(rng, 4, 2, 5)),
    )


def _linear_hidden(rng):
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


LINEAR = Exercise(
    "linear_forward", ("Z", "cache"), _linear_visible, _linear_hidden,
    misconceptions=(
        Misconception(
            "bias forgotten", (("W @ A + b", "W @ A"),),
            "The bias is not added, so every border goes through the origin. Look at what "
            "follows the product in the formula."),
        Misconception(
            "bias taken away", (("W @ A + b", "W @ A - b"),),
            "The bias is taken away instead of added, so the border shifts the wrong way. Look "
            "at the sign before b."),
        Misconception(
            "entry by entry", (("W @ A", "W * A"),),
            "You multiply entry by entry. A neuron adds up over its inputs: that is the matrix "
            "product."),
        Misconception(
            "order of the product", (("W @ A", "A @ W"),),
            "The factors stand in the wrong order. Write the shapes side by side: the inner "
            "numbers must be equal."),
        Misconception(
            "W turned", (("W @ A", "W.T @ A"),),
            "W is turned over. Its rows are this layer's neurons already; logistic regression "
            "needed the transpose because w was a column."),
        Misconception(
            "A turned", (("W @ A", "W @ A.T"),),
            "A is turned over, so examples meet weights. Columns are examples and stay so."),
        Misconception(
            "cache in another order", (("return Z, (A, W, b)", "return Z, (W, A, b)"),),
            "Z is right, but the cache has another order than (A, W, b). The way back unpacks it "
            "in that order."),
        Misconception(
            "bias before W in the cache", (("return Z, (A, W, b)", "return Z, (A, b, W)"),),
            "Z is right, but W and b are exchanged in the cache. The way back unpacks (A, W, b) "
            "in that order; compare."),
        Misconception(
            "Z in the cache", (("return Z, (A, W, b)", "return Z, (Z, W, b)"),),
            "The cache keeps Z where A should be. The slope of a weight is made with what came "
            "in."),
        Misconception(
            "no cache", (("return Z, (A, W, b)", "return Z"),),
            "Only Z is returned. The way back needs the cache as well; look at the docstring "
            "for what comes second."),
        Misconception(
            "the activation as well", (("W @ A + b", "relu(W @ A + b)[0]"),),
            "The activation is applied already. This function does the linear half only."),
        Misconception(
            "a mean instead of a sum", (("W @ A + b", "W @ A / A.shape[0] + b"),),
            "The sum over the inputs is divided by their number. A neuron adds up, no more."),
    ),
    right_roads=(
        RightRoad("np.dot", '''
def linear_forward(A, W, b):
    Z = np.dot(W, A) + b
    cache = (A, W, b)
    return Z, cache
'''),
        RightRoad("loops", '''
def linear_forward(A, W, b):
    Z = np.zeros((W.shape[0], A.shape[1]))
    for j in range(W.shape[0]):
        for i in range(A.shape[1]):
            Z[j, i] = sum(W[j, k] * A[k, i] for k in range(A.shape[0])) + b[j, 0]
    return Z, [A, W, b]
'''),
        RightRoad("einsum", '''
def linear_forward(A, W, b):
    return np.einsum("jk,ki->ji", W, A) + b, (A.copy(), W.copy(), b.copy())
'''),
    ),
)


def _activate_visible(rng):
    inputs = (np.array([[1], [2]]), np.array([[1, 2], [0, -1], [3, 1]]),
              np.array([[0], [1], [-5]]))
    return (
        case("relu, three neurons", *inputs, "relu"),
        case("sigmoid, three neurons", *inputs, "sigmoid"),
        case("relu, five examples", *_lively_layer(rng, 4, 3, 5), "relu"),
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


def _activate_hidden(rng):
    return (
        case("relu, more inputs than neurons", *_lively_layer(rng, 6, 3, 5), "relu"),
        case("sigmoid, more neurons than inputs", *_lively_layer(rng, 2, 7, 4), "sigmoid"),
        case("relu, a square of everything", *_lively_layer(rng, 4, 4, 4), "relu"),
        case("sigmoid, one neuron", *_lively_layer(rng, 5, 1, 9), "sigmoid"),
        together("m = 1, either activation", (*_lively_layer(rng, 3, 4, 1), "relu"),
                 (*_lively_layer(rng, 3, 4, 1), "sigmoid")),
        case("relu, uint8 pixels", *_pixel_layer(rng, 9, 5, 7), "relu"),
        case("sigmoid, saturated", *_saturated_layer(rng, 4, 3, 6), "sigmoid"),
        together("either activation on the same scores",
                 *((*same, name) for same in [_lively_layer(rng, 3, 5, 6)]
                   for name in ("relu", "sigmoid"))),
    )


_ANSWER = "return A, (linear_cache, activation_cache)"

ACTIVATE = Exercise(
    "linear_activation_forward", ("A", "cache"), _activate_visible, _activate_hidden,
    misconceptions=(
        Misconception(
            "activations exchanged", (('activation == "relu"', 'activation == "sigmoid"'),),
            "The two branches are exchanged: \"relu\" gives probabilities and \"sigmoid\" does "
            "not."),
        Misconception(
            "always the sigmoid", (("A, activation_cache = relu(Z)",
                                    "A, activation_cache = sigmoid(Z)"),),
            "The answer is the sigmoid whatever is asked for. Look at what the argument "
            "activation decides."),
        Misconception(
            "always ReLU", (("A, activation_cache = sigmoid(Z)",
                             "A, activation_cache = relu(Z)"),),
            "The answer is ReLU whatever is asked for. Look at what the argument activation "
            "decides."),
        Misconception(
            "A in the cache", ((_ANSWER, "return A, (linear_cache, A)"),),
            "A is right, but the cache keeps A in the place of Z. The slope of the activation is "
            "taken at Z, and the way back will go wrong."),
        Misconception(
            "cache turned", ((_ANSWER, "return A, (activation_cache, linear_cache)"),),
            "The two halves of the cache are exchanged. The linear one comes first."),
        Misconception(
            "flat cache", ((_ANSWER, "return A, (*linear_cache, activation_cache)"),),
            "The cache is one tuple of four. It should be a pair: the linear cache, itself a "
            "tuple, and Z."),
        Misconception(
            "only the linear cache", ((_ANSWER, "return A, linear_cache"),),
            "The cache lacks Z. It is the pair of the linear cache and the activation cache."),
        Misconception(
            "pair not unpacked", (("A, activation_cache = relu(Z)",
                                   "A = activation_cache = relu(Z)"),
                                  ("A, activation_cache = sigmoid(Z)",
                                   "A = activation_cache = sigmoid(Z)")),
            "relu and sigmoid return two things, and you keep both of them as A. Unpack the "
            "pair."),
        Misconception(
            "score instead of activation", ((_ANSWER,
                                             "return Z, (linear_cache, activation_cache)"),),
            "You return Z. The next layer takes in its activation; look at which of the two you "
            "hand on."),
        Misconception(
            "activation before the weights",
            (("linear_forward(A_prev, W, b)", "linear_forward(relu(A_prev)[0], W, b)"),),
            "The inputs go through ReLU before they are weighed. They have been activated by their "
            "own layer; weigh them as they come."),
        Misconception(
            "tanh in the hidden layers", (("A, activation_cache = relu(Z)",
                                           "A, activation_cache = np.tanh(Z), Z"),),
            "This is tanh, which week 3 had in its hidden layer. Here \"relu\" is asked for."),
        Misconception(
            "absolute value", (("A, activation_cache = relu(Z)",
                                "A, activation_cache = np.abs(Z), Z"),),
            "Negative scores come out positive, so the neuron speaks where it should be silent. "
            "ReLU makes them 0."),
    ),
    right_roads=(
        RightRoad("einsum, and the activations written out", '''
def linear_activation_forward(A_prev, W, b, activation):
    Z = np.einsum("ij,jm->im", W, A_prev) + b
    A = {"relu": lambda: Z * (Z > 0), "sigmoid": lambda: 0.5 * (1 + np.tanh(Z / 2))}[activation]()
    return A, [[A_prev, W, b], Z]
'''),
        RightRoad("as the books write it", '''
def linear_activation_forward(A_prev, W, b, activation):
    if activation == "sigmoid":
        Z, linear_cache = linear_forward(A_prev, W, b)
        A, activation_cache = sigmoid(Z)
    elif activation == "relu":
        Z, linear_cache = linear_forward(A_prev, W, b)
        A, activation_cache = relu(Z)
    cache = (linear_cache, activation_cache)
    return A, cache
'''),
        RightRoad("by hand", '''
def linear_activation_forward(A_prev, W, b, activation):
    Z = W.dot(A_prev) + b
    g = {"relu": lambda z: z * (z > 0), "sigmoid": lambda z: 1 / (1 + np.exp(-z))}
    return g[activation](Z), ((A_prev, W, b), Z)
'''),
    ),
)


# --- All layers, forward ------------------------------------------------------------------------

def _two_folds():
    """|x| - 1, as the notebook has it."""
    return {"W1": np.array([[1.0], [-1.0]]), "b1": np.zeros((2, 1)),
            "W2": np.array([[1.0, 1.0]]), "b2": np.array([[-1.0]])}


def _forward_visible(rng):
    return (
        case("two layers that make a V", np.array([[-1.0, 0.0, 1.0]]), _two_folds()),
        case("three layers, four examples", *_lively(rng, [5, 4, 3, 1], 4)),
    )


def _forward_hidden(rng):
    return (
        case("one layer: logistic regression", rng.normal(size=(4, 6)), _network(rng, [4, 1])),
        case("two layers", *_lively(rng, [3, 6, 1], 8)),
        case("three layers, several outputs", *_lively(rng, [6, 5, 4, 3], 5)),
        case("four layers", *_lively(rng, [7, 6, 5, 4, 1], 9)),
        case("layers of one width", *_lively(rng, [4, 4, 4, 4], 6)),
        together("m = 1", _lively(rng, [4, 5, 3, 1], 1), _lively(rng, [3, 6, 4, 4, 1], 1)),
        case("uint8 pixels", *_pixels(rng, [12, 6, 3, 1], 7)),
        case("sure answers", *_lively(rng, [4, 8, 5, 1], 7, spread=1.7)),
    )


_HIDDEN = 'A, cache = linear_activation_forward(A, W, b, "relu")'
_OUTPUT = 'AL, cache = linear_activation_forward(A, W, b, "sigmoid")'
_HALF = "L = len(parameters) // 2"

FORWARD = Exercise(
    "L_model_forward", ("AL", "caches"), _forward_visible, _forward_hidden,
    misconceptions=(
        Misconception(
            "ReLU at the end", ((_OUTPUT, _OUTPUT.replace("sigmoid", "relu")),),
            "The last layer has ReLU, so the answer is no probability: it may be 0, where the cost "
            "has no logarithm, or above 1."),
        Misconception(
            "sigmoid in the hidden layers", ((_HIDDEN, _HIDDEN.replace("relu", "sigmoid")),),
            "The hidden layers have the sigmoid. It belongs to the last layer only; the others "
            "have ReLU."),
        Misconception(
            "X into every layer", ((_HIDDEN, _HIDDEN.replace("(A,", "(X,")),),
            "Every hidden layer takes X. Each should take what the layer before it put out."),
        Misconception(
            "X into the last layer", ((_OUTPUT, _OUTPUT.replace("(A,", "(X,")),),
            "The last layer takes X and not the last hidden layer's activations, so all layers "
            "before it have no effect. Look at what it is given."),
        Misconception(
            "arrays counted as layers", ((_HALF, "L = len(parameters)"),),
            "The dictionary holds two arrays a layer, a W and a b, so its length is not the number "
            "of layers."),
        Misconception(
            "three layers taken for granted", ((_HALF, "L = 3"),),
            "The number of layers is written into the function. Count it from the parameters."),
        Misconception(
            "two layers taken for granted", ((_HALF, "L = 2"),),
            "The number of layers is written into the function. Count it from the parameters."),
        Misconception(
            "caches overwritten", (("        caches.append(cache)\n", "        caches = [cache]\n"),
                                   ),
            "Each layer's cache replaces the ones before it. Append it to the list."),
        Misconception(
            "last cache forgotten",
            ((_OUTPUT + "\n    caches.append(cache)", _OUTPUT),),
            "The cache of the last layer is missing: the list has one entry for each of the L "
            "layers."),
        Misconception(
            "activations collected", (("        caches.append(cache)\n",
                                       "        caches.append(A)\n"),),
            "You collect activations. What the way back needs is the whole cache of the layer."),
        Misconception(
            "caches turned", (("return AL, caches", "return AL, caches[::-1]"),),
            "The caches stand in reverse order. Entry 0 belongs to layer 1; going back is the "
            "business of the backward pass."),
        Misconception(
            "no caches", (("return AL, caches", "return AL"),),
            "Only AL is returned, and the way back would have nothing to work with. The caches "
            "are the second thing."),
        Misconception(
            "one hidden layer too few", (("range(1, L)", "range(1, L - 1)"),),
            "The last hidden layer is left out. range(1, L) stops at L − 1 already."),
        Misconception(
            "first layer left out", (("range(1, L)", "range(2, L)"),),
            "The first layer is left out, so X goes straight into the second. Layers are "
            "counted from 1; look at the bounds of the loop."),
        Misconception(
            "the last layer twice", (("range(1, L)", "range(1, L + 1)"),),
            "The last layer runs in the loop, with ReLU, and then again. The loop is for the "
            "hidden layers only."),
        Misconception(
            "the first layer again and again",
            (('W, b = parameters[f"W{layer}"], parameters[f"b{layer}"]',
              'W, b = parameters["W1"], parameters["b1"]'),),
            "Every hidden layer uses W1 and b1. Each has parameters of its own."),
        Misconception(
            "chain broken", ((_HIDDEN, _HIDDEN.replace("A, cache =", "A_next, cache =")),),
            "What a layer puts out is never handed on: A stays X. Look at the name on the left."),
        Misconception(
            "biases forgotten",
            (('W, b = parameters[f"W{layer}"], parameters[f"b{layer}"]',
              'W, b = parameters[f"W{layer}"], 0 * parameters[f"b{layer}"]'),),
            "The hidden layers run without their biases, so their borders cannot shift. Look at "
            "what you hand to each layer."),
    ),
    right_roads=(
        RightRoad("keys counted, activations written out", '''
def L_model_forward(X, parameters):
    L = max(int(name[1:]) for name in parameters)
    A, caches = X, []
    for layer in range(1, L + 1):
        W, b = parameters["W%d" % layer], parameters["b%d" % layer]
        Z = np.dot(W, A) + b
        caches.append(((A, W, b), Z))
        A = np.where(Z > 0, Z, 0) if layer < L else 1 / (1 + np.exp(-Z))
    return A, caches
'''),
        RightRoad("as the books write it", '''
def L_model_forward(X, parameters):
    caches = []
    A = X
    L = len(parameters) // 2
    for l in range(1, L):
        A_prev = A
        A, cache = linear_activation_forward(A_prev, parameters["W" + str(l)],
                                             parameters["b" + str(l)], activation="relu")
        caches.append(cache)
    AL, cache = linear_activation_forward(A, parameters["W" + str(L)], parameters["b" + str(L)],
                                          activation="sigmoid")
    caches.append(cache)
    return AL, caches
'''),
        RightRoad("one loop, everything by hand", '''
def L_model_forward(X, parameters):
    n_layers = max(int(name[1:]) for name in parameters)
    A, caches = X, ()
    for l in range(n_layers):
        W, b = parameters[f"W{l + 1}"], parameters[f"b{l + 1}"]
        Z = W @ A + b
        caches += (((A, W, b), Z),)
        A = np.maximum(0, Z) if l + 1 < n_layers else 0.5 * (1 + np.tanh(Z / 2))
    return A, caches
'''),
    ),
)


# --- The cost -----------------------------------------------------------------------------------

def _probabilities(rng, m, low=0.05, high=0.95):
    return rng.uniform(low, high, (1, m))


def _cost_visible(rng):
    return (
        case("a coin flip", np.full((1, 4), 0.5), np.array([[0, 1, 1, 0]])),
        case("two examples", np.array([[0.9, 0.1]]), np.array([[1, 1]])),
        case("five examples", _probabilities(rng, 5), _labels(rng, 1, 5)),
    )


def _cost_hidden(rng):
    sure = rng.uniform(2e-5, 1e-3, (1, 8))
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


_LOSSES = "-(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))"

COST = Exercise(
    "compute_cost", ("cost",), _cost_visible, _cost_hidden,
    # Room for those who add 1e-8 to what they take the logarithm of, or clip a little.
    tolerance=1e-4,
    misconceptions=(
        Misconception(
            "sum instead of mean", (("np.mean(losses)", "np.sum(losses)"),),
            "You add up the losses; the cost is their mean. Divide by the number of examples."),
        Misconception(
            "sign turned", ((_LOSSES, _LOSSES[1:]),),
            "Your cost is negative. A minus stands before everything, for logarithms of "
            "probabilities are negative."),
        Misconception(
            "minus before the first term only",
            ((_LOSSES, "-Y * np.log(AL) + (1 - Y) * np.log(1 - AL)"),),
            "The minus reaches the first term only, so a sure and wrong “no” is cheap. Look at the "
            "brackets."),
        Misconception(
            "only the yes term", ((_LOSSES, "-(Y * np.log(AL))"),),
            "Examples with the label 0 cost nothing, so nothing keeps the network from saying "
            "yes to all. The second term is missing."),
        Misconception(
            "only the no term", ((_LOSSES, "-((1 - Y) * np.log(1 - AL))"),),
            "Examples with the label 1 cost nothing, so nothing keeps the network from saying "
            "no to all. The first term is missing."),
        Misconception(
            "labels exchanged", ((_LOSSES, "-((1 - Y) * np.log(AL) + Y * np.log(1 - AL))"),),
            "y and 1 − y are exchanged: right answers are dear. Put y = 1 into the formula and see "
            "which term is left."),
        Misconception(
            "log a in both terms", ((_LOSSES, "-(Y * np.log(AL) + (1 - Y) * np.log(AL))"),),
            "Both terms take the logarithm of a, so the label makes no difference. For the "
            "label 0 it is 1 − a that should have been large."),
        Misconception(
            "squared error", ((_LOSSES, "(AL - Y) ** 2"),),
            "This is the squared error. The cost follows from the likelihood and has logarithms."),
        Misconception(
            "three examples taken for granted", (("np.mean(losses)", "np.sum(losses) / 3"),),
            "You divide by 3, whatever the number of examples. Read it from the shape."),
        Misconception(
            "rows taken for examples", (("np.mean(losses)", "np.sum(losses) / Y.shape[0]"),),
            "You divide by the number of rows, which is 1. Columns are examples."),
        Misconception(
            "a table of all pairs",
            ((_LOSSES, "-(Y.T * np.log(AL) + (1 - Y).T * np.log(1 - AL))"),
             ("np.mean(losses)", "np.sum(losses) / Y.shape[1]")),
            "A row and a column with * make an m × m table: every label meets every answer. Either "
            "no transpose, or the matrix product."),
        Misconception(
            "not added up", (("float(np.mean(losses))", "losses"),),
            "You return one loss for each example. The cost is one number for all of them: take "
            "their mean."),
        Misconception(
            "a table of one entry", (("float(np.mean(losses))",
                                      "np.mean(losses, axis=1, keepdims=True)"),),
            "The number is right, but it sits in a (1, 1) array. Take it out, with float or "
            "np.squeeze."),
        Misconception(
            "averaged twice", (("np.mean(losses)", "np.mean(losses) / Y.shape[1]"),),
            "The mean is divided by m once more, so the cost shrinks as examples are added. "
            "Once is enough: see what np.mean does."),
        Misconception(
            "answers rounded first",
            ((_LOSSES, "-(Y * np.log(np.round(AL)) + (1 - Y) * np.log(1 - np.round(AL)))"),),
            "The probabilities are rounded before the logarithm, and log 0 is no number. Take AL "
            "as it is."),
        Misconception(
            "logarithm of base 2",
            ((_LOSSES, "-(Y * np.log2(AL) + (1 - Y) * np.log2(1 - AL))"),),
            "Your cost is in bits. The course counts in nats, with the natural logarithm."),
    ),
    right_roads=(
        RightRoad("matrix product", '''
def compute_cost(AL, Y):
    m = Y.shape[1]
    cost = (-1 / m) * (np.dot(Y, np.log(AL).T) + np.dot(1 - Y, np.log(1 - AL).T))
    return np.squeeze(cost)
'''),
        RightRoad("the probability of what came true", '''
def compute_cost(AL, Y):
    return -np.log(np.where(Y == 1, AL, 1 - AL)).mean()
'''),
        RightRoad("clipped", '''
def compute_cost(AL, Y):
    AL = np.clip(AL, 1e-9, 1 - 1e-9)
    return -np.sum(np.multiply(np.log(AL), Y) + np.multiply(np.log(1 - AL), 1 - Y)) / Y.size
'''),
    ),
)


# --- One layer, backward ------------------------------------------------------------------------

def _weighed(rng, n_prev, n, m):
    """dZ and the cache of a real linear_forward."""
    Z, cache_ = _reference()["linear_forward"](*_layer(rng, n_prev, n, m))
    return rng.normal(size=Z.shape), cache_


def _linear_backward_visible(rng):
    cache_ = (np.array([[1.0, 3.0], [0.0, 2.0]]), np.array([[4.0, 5.0]]), np.array([[0.0]]))
    return (
        case("one neuron, two examples", np.array([[1.0, 2.0]]), cache_),
        case("three neurons, five examples", *_weighed(rng, 4, 3, 5)),
    )


def _linear_backward_hidden(rng):
    pixels = _pixel_layer(rng, 6, 4, 5)
    return (
        case("more inputs than neurons", *_weighed(rng, 6, 2, 4)),
        case("more neurons than inputs", *_weighed(rng, 2, 5, 7)),
        case("as many inputs, neurons and examples", *_weighed(rng, 4, 4, 4)),
        case("one neuron", *_weighed(rng, 5, 1, 6)),
        together("m = 1", _weighed(rng, 3, 4, 1), _weighed(rng, 2, 3, 1)),
        case("many examples", *_weighed(rng, 3, 2, 40)),
        case("uint8 pixels", rng.normal(size=(4, 5)),
             _reference()["linear_forward"](*pixels)[1]),
    )


_DW = "dZ @ A_prev.T / m"
_DB = "np.sum(dZ, axis=1, keepdims=True) / m"

LINEAR_BACKWARD = Exercise(
    "linear_backward", ("dA_prev", "dW", "db"), _linear_backward_visible, _linear_backward_hidden,
    misconceptions=(
        Misconception(
            "inputs taken for examples", (("A_prev.shape[1]", "A_prev.shape[0]"),),
            "You divide by the number of inputs. m is the number of examples, and columns are "
            "examples."),
        Misconception(
            "neurons taken for examples", (("A_prev.shape[1]", "dZ.shape[0]"),),
            "You divide by the number of neurons. m is the number of examples, and columns are "
            "examples."),
        Misconception(
            "three examples taken for granted", (("m = A_prev.shape[1]", "m = 3"),),
            "You divide by 3, whatever the number of examples. Read it from the shape."),
        Misconception(
            "summed, not averaged", (("m = A_prev.shape[1]", "m = 1"),),
            "dW and db are sums over the examples. The cost is a mean, so its slopes are means."),
        Misconception(
            "only db averaged", ((_DW, "dZ @ A_prev.T"),),
            "dW is a sum and db a mean. Both belong to the same cost, which is a mean."),
        Misconception(
            "only dW averaged", ((_DB, "np.sum(dZ, axis=1, keepdims=True)"),),
            "db is a sum and dW a mean. Both belong to the same cost, which is a mean."),
        Misconception(
            "averaged twice", ((_DB, "np.mean(dZ, axis=1, keepdims=True) / m"),),
            "db is divided by m twice: np.mean has divided already."),
        Misconception(
            "dA_prev averaged", (("W.T @ dZ", "W.T @ dZ / m"),),
            "dA_prev is divided by m. It still speaks of each example alone; m enters where the "
            "examples are added up, in dW and db."),
        Misconception(
            "db without keepdims", (("axis=1, keepdims=True", "axis=1"),),
            "db has one dimension only, (n,). It should be a column like b."),
        Misconception(
            "one db for the whole layer", ((_DB, "np.sum(dZ) / m"),),
            "db is one number for the whole layer. Each neuron has a bias of its own: sum over the "
            "examples only."),
        Misconception(
            "db over the neurons", (("axis=1", "axis=0"),),
            "db is summed over the neurons, so it has an entry for each example. Sum along the "
            "other axis."),
        Misconception(
            "db not added up", ((_DB, "dZ / m"),),
            "db has a column for each example. A bias serves all of them: add up."),
        Misconception(
            "W not turned", (("W.T @ dZ", "W @ dZ"),),
            "W must be turned over on the way back: n rows of dZ have to become n_prev rows."),
        Misconception(
            "dZ before W", (("W.T @ dZ", "dZ @ W"),),
            "The order of the product for dA_prev does not fit. Write the shapes side by side."),
        Misconception(
            "entry by entry back", (("W.T @ dZ", "W.T * dZ"),),
            "For dA_prev you multiply entry by entry. An input reaches the cost through every "
            "neuron, and paths are added: the matrix product."),
        Misconception(
            "A_prev not turned", (("dZ @ A_prev.T", "dZ @ A_prev"),),
            "The transpose is lost: (n, m) times (n_prev, m) does not fit, except when everything "
            "is square. Which one must be turned to make (n, n_prev)?"),
        Misconception(
            "dW turned", (("dZ @ A_prev.T", "A_prev @ dZ.T"),),
            "dW is turned over: it should have the shape of W. Look at the order of the product."),
        Misconception(
            "entry by entry", (("dZ @ A_prev.T", "dZ * A_prev"),),
            "For dW you multiply entry by entry. The examples are to be added up: the matrix "
            "product."),
        Misconception(
            "W instead of A_prev", (("dZ @ A_prev.T", "dZ @ W.T"),),
            "dW is made with W. The slope of a weight is made with what came in through it."),
        Misconception(
            "order of the answers", (("return dA_prev, dW, db", "return dW, db, dA_prev"),),
            "The three answers come in another order than dA_prev, dW, db, and the caller "
            "unpacks them by place. Compare with the docstring."),
    ),
    right_roads=(
        RightRoad("as the books write it", '''
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = (1 / m) * np.dot(dZ, A_prev.T)
    db = 1 / m * np.sum(dZ, axis=1, keepdims=True)
    dA_prev = np.dot(W.T, dZ)
    return dA_prev, dW, db
'''),
        RightRoad("loops over the examples", '''
def linear_backward(dZ, cache):
    A_prev, W, b = cache
    n, m = dZ.shape
    dW, db, dA_prev = np.zeros(W.shape), np.zeros((n, 1)), np.zeros(A_prev.shape)
    for i in range(m):
        dz = dZ[:, i:i + 1]
        dW += np.outer(dz, A_prev[:, i])
        db += dz
        dA_prev[:, i] = (dz.T @ W).ravel()
    return dA_prev, dW / m, db / m
'''),
        RightRoad("einsum and means", '''
def linear_backward(dZ, cache):
    A_prev, W, _ = cache
    dW = np.einsum("ji,ki->jk", dZ, A_prev) / len(dZ.T)
    return np.einsum("jk,ji->ki", W, dZ), dW, dZ.mean(axis=1).reshape(-1, 1)
'''),
    ),
)


def _activated(rng, n_prev, n, m, activation, layer=_lively_layer):
    """dA, the cache of a real linear_activation_forward, and the activation's name."""
    A, cache_ = _reference()["linear_activation_forward"](*layer(rng, n_prev, n, m), activation)
    return rng.normal(size=A.shape), cache_, activation


def _both_signs(rng, n_prev, n, activation):
    """One example whose neuron 0 speaks and whose neuron 1 is silent."""
    A_prev, W, b = _layer(rng, n_prev, n, 1)
    b[:2, 0] += np.array([0.7, -0.7]) - (W @ A_prev + b)[:2, 0]
    A, cache_ = _reference()["linear_activation_forward"](A_prev, W, b, activation)
    return rng.normal(size=A.shape), cache_, activation


def _activation_backward_visible(rng):
    linear = (np.array([[1.0, 3.0], [0.0, 2.0]]), np.array([[4.0, 5.0]]), np.array([[0.0]]))
    return (
        case("relu, one gate shut", np.array([[1.0, 2.0]]),
             (linear, np.array([[-1.0, 2.0]])), "relu"),
        case("relu, five examples", *_activated(rng, 4, 3, 5, "relu")),
        case("sigmoid, four examples", *_activated(rng, 3, 1, 4, "sigmoid")),
    )


def _activation_backward_hidden(rng):
    return (
        case("relu, more inputs than neurons", *_activated(rng, 6, 3, 5, "relu")),
        case("sigmoid, more neurons than inputs", *_activated(rng, 2, 5, 4, "sigmoid")),
        case("relu, a square of everything", *_activated(rng, 4, 4, 4, "relu")),
        case("sigmoid, one neuron", *_activated(rng, 5, 1, 9, "sigmoid")),
        together("m = 1, either activation", _both_signs(rng, 3, 4, "relu"),
                 _both_signs(rng, 3, 4, "sigmoid")),
        case("sigmoid, saturated", *_activated(rng, 4, 3, 6, "sigmoid", _saturated_layer)),
        case("relu, many examples", *_activated(rng, 3, 2, 30, "relu")),
    )


_GATE = "dZ = relu_backward(dA, activation_cache)"
_SLOPE = "dZ = sigmoid_backward(dA, activation_cache)"

ACTIVATION_BACKWARD = Exercise(
    "linear_activation_backward", ("dA_prev", "dW", "db"),
    _activation_backward_visible, _activation_backward_hidden,
    misconceptions=(
        Misconception(
            "activations exchanged", (('activation == "relu"', 'activation == "sigmoid"'),),
            "The two branches are exchanged. Compare with your linear_activation_forward."),
        Misconception(
            "always ReLU", ((_SLOPE, _GATE),),
            "dZ goes through ReLU whatever is asked for, so the last layer's slope is wrong. "
            "Look at how the argument `activation` is used."),
        Misconception(
            "always the sigmoid", ((_GATE, _SLOPE),),
            "dZ goes through the sigmoid whatever is asked for, so the hidden layers' slopes "
            "are wrong. Look at how the argument `activation` is used."),
        Misconception(
            "activation skipped", ((_GATE, "dZ = dA"), (_SLOPE, "dZ = dA")),
            "dA is handed on as if it were dZ. Between them stands the slope of the activation."),
        Misconception(
            "ReLU skipped", ((_GATE, "dZ = dA"),),
            "For ReLU dA is handed on as it is. Where Z was negative nothing may pass."),
        Misconception(
            "gate by the sign of dA", ((_GATE, "dZ = relu_backward(dA, dA)"),),
            "The gate looks at dA. Whether it is open was decided going forward, by the sign of "
            "Z."),
        Misconception(
            "gate by the inputs", ((_GATE, "dZ = relu_backward(dA, linear_cache[0])"),),
            "The gate looks at A_prev. It is the score Z of this layer that decides."),
        Misconception(
            "gate without dA", ((_GATE, "dZ = (activation_cache > 0).astype(float)"),),
            "For ReLU you return the slope, 0 or 1, and dA is lost. The chain rule multiplies."),
        Misconception(
            "value of ReLU for its slope", ((_GATE, "dZ = dA * relu(activation_cache)[0]"),),
            "dA is multiplied by ReLU itself. Its slope is wanted: 1 where Z was positive."),
        Misconception(
            "gate turned", ((_GATE, "dZ = relu_backward(dA, -activation_cache)"),),
            "The gate is open where Z was negative. It should be the other way round."),
        Misconception(
            "Z taken for the activation",
            ((_SLOPE, "dZ = dA * activation_cache * (1 - activation_cache)"),),
            "You use z(1 − z). The slope is a(1 − a), with the activation; the cache holds the "
            "score."),
        Misconception(
            "sigmoid applied twice", ((_SLOPE,
                                       "dZ = sigmoid_backward(dA, sigmoid(activation_cache)[0])"),),
            "The sigmoid is applied before sigmoid_backward, which does it itself. It wants the "
            "score Z."),
        Misconception(
            "slope without dA", ((_SLOPE, "dZ = sigmoid_backward(1, activation_cache)"),),
            "For the sigmoid you return the slope alone, and dA is lost. The chain rule "
            "multiplies."),
        Misconception(
            "halves of the cache exchanged",
            (("linear_cache, activation_cache = cache", "activation_cache, linear_cache = cache"),),
            "The two halves of the cache are unpacked the wrong way round. The linear one comes "
            "first."),
        Misconception(
            "whole cache handed on", (("linear_backward(dZ, linear_cache)",
                                       "linear_backward(dZ, cache)"),),
            "linear_backward gets the whole cache. It wants the linear half, (A_prev, W, b)."),
        Misconception(
            "dA handed on", (("linear_backward(dZ, linear_cache)",
                              "linear_backward(dA, linear_cache)"),),
            "dZ is computed, but dA goes into linear_backward, so the activation's slope is "
            "lost. Look at what you hand on."),
    ),
    right_roads=(
        RightRoad("everything written out, with einsum", '''
def linear_activation_backward(dA, cache, activation):
    (A_prev, W, b), Z = cache
    if activation == "sigmoid":
        s = 1 / (1 + np.exp(-Z))
        dZ = dA * s * (1 - s)
    else:
        dZ = dA * (Z > 0)
    m = dZ.shape[1]
    return (np.einsum("ji,jm->im", W, dZ), np.einsum("im,jm->ij", dZ, A_prev) / m,
            dZ.mean(axis=1).reshape(-1, 1))
'''),
        RightRoad("as the books write it", '''
def linear_activation_backward(dA, cache, activation):
    linear_cache, activation_cache = cache
    if activation == "relu":
        dZ = relu_backward(dA, activation_cache)
        dA_prev, dW, db = linear_backward(dZ, linear_cache)
    elif activation == "sigmoid":
        dZ = sigmoid_backward(dA, activation_cache)
        dA_prev, dW, db = linear_backward(dZ, linear_cache)
    return dA_prev, dW, db
'''),
        RightRoad("by hand", '''
def linear_activation_backward(dA, cache, activation):
    (A_prev, W, b), Z = cache
    if activation == "relu":
        dZ = np.array(dA, copy=True)
        dZ[Z <= 0] = 0
    else:
        s = 1 / (1 + np.exp(-Z))
        dZ = dA * s * (1 - s)
    m = dZ.shape[1]
    return np.dot(W.T, dZ), np.dot(dZ, A_prev.T) / m, np.sum(dZ, 1, keepdims=True) / m
'''),
    ),
)


# --- All layers, backward -----------------------------------------------------------------------

def _passed(rng, layer_dims, m, spread=1.0, dtype=np.int64):
    """AL, Y and the caches of a real forward pass."""
    X, parameters = _lively(rng, layer_dims, m, spread)
    AL, caches = _reference()["L_model_forward"](X, parameters)
    return AL, _labels(rng, layer_dims[-1], m, dtype), caches


def _backward_visible(rng):
    AL, caches = _reference()["L_model_forward"](np.array([[2.0]]), _two_folds())
    return (
        case("two layers that make a V, one example", AL, np.array([[0]]), caches),
        case("three layers, five examples", *_passed(rng, [4, 3, 3, 1], 5)),
    )


def _backward_hidden(rng):
    return (
        case("one layer: logistic regression", *_passed(rng, [4, 1], 6)),
        case("two layers", *_passed(rng, [3, 5, 1], 7)),
        case("three layers, several outputs", *_passed(rng, [5, 6, 4, 3], 4)),
        case("four layers", *_passed(rng, [6, 5, 5, 4, 1], 9)),
        case("layers of one width", *_passed(rng, [4, 4, 4, 4], 4)),
        together("m = 1", _passed(rng, [3, 6, 4, 1], 1), _passed(rng, [4, 5, 1], 1)),
        case("labels as real numbers", *_passed(rng, [3, 4, 3, 1], 8, dtype=np.float64)),
        case("sure answers", *_passed(rng, [5, 8, 5, 1], 12, spread=1.6)),
    )


_DAL = "dA = -(Y / AL - (1 - Y) / (1 - AL))"
_BLOCK = "dA, dW, db = linear_activation_backward(dA, caches[layer - 1], activation)"
_STORE = 'grads[f"dA{layer - 1}"] = dA\n'
_ORDER = "reversed(range(1, L + 1))"

BACKWARD = Exercise(
    "L_model_backward", ("grads",), _backward_visible, _backward_hidden,
    misconceptions=(
        Misconception(
            "minus forgotten", ((_DAL, _DAL.replace("-(Y", "(Y")),),
            "All slopes have the opposite sign. The minus of the cost is missing in dAL."),
        Misconception(
            "minus before the first term only",
            ((_DAL, "dA = -(Y / AL) - (1 - Y) / (1 - AL)"),),
            "The second term of dAL has the wrong sign: log(1 − a) brings a minus of its own."),
        Misconception(
            "AL instead of its slope", ((_DAL, "dA = AL"),),
            "The backward pass begins with AL. It should begin with dAL, the slope of the cost by "
            "AL."),
        Misconception(
            "AL − Y instead of dAL", ((_DAL, "dA = AL - Y"),),
            "AL − Y is dZ of the last layer. Here it goes through the sigmoid's slope a second "
            "time; begin with dAL, or skip the sigmoid."),
        Misconception(
            "averaged twice", ((_DAL, _DAL.replace("dA = -(", "dA = -1 / Y.shape[1] * (")),),
            "dAL is divided by m, and linear_backward divides again. Once is enough."),
        Misconception(
            "labels exchanged", ((_DAL, "dA = -((1 - Y) / AL - Y / (1 - AL))"),),
            "y and 1 − y are exchanged in dAL, so the network would learn the opposite. Put y = "
            "1 into it and see which term is left."),
        Misconception(
            "dAL for every layer",
            ((_BLOCK, _BLOCK.replace("dA, dW", "dA_prev, dW")),
             (_STORE, 'grads[f"dA{layer - 1}"] = dA_prev\n')),
            "Every layer takes dAL. Each should take what the layer after it sent back."),
        Misconception(
            "one dA for all hidden layers",
            ((_BLOCK, _BLOCK.replace("dA, dW", "dA_prev, dW")),
             (_STORE, 'grads[f"dA{layer - 1}"] = dA_prev\n'
                      "        if layer == L:\n            dA = dA_prev\n")),
            "Every hidden layer takes the dA that left the last layer. With two layers that is "
            "right, with three it is not: hand it on from layer to layer."),
        Misconception(
            "sigmoid in the hidden layers",
            (('"sigmoid" if layer == L else "relu"', '"sigmoid"'),),
            "The hidden layers go back through the sigmoid. Going forward they had ReLU."),
        Misconception(
            "ReLU in the last layer",
            (('"sigmoid" if layer == L else "relu"', '"relu"'),),
            "The last layer goes back through ReLU. Going forward it had the sigmoid."),
        Misconception(
            "activations exchanged",
            (('"sigmoid" if layer == L else "relu"', '"relu" if layer == L else "sigmoid"'),),
            "ReLU and sigmoid are exchanged. The sigmoid belongs to the last layer."),
        Misconception(
            "whole list of caches", (("caches[layer - 1], activation", "caches, activation"),),
            "The whole list of caches goes into one layer. Each layer takes its own."),
        Misconception(
            "half a cache",
            (("caches[layer - 1], activation", "caches[layer - 1][0], activation"),),
            "Only the linear half of a cache is handed over. The activation needs its half too."),
        Misconception(
            "cache of the wrong layer", (("caches[layer - 1], activation",
                                          "caches[layer % L], activation"),),
            "Each layer gets the cache of another. Entry 0 of the list belongs to layer 1."),
        Misconception(
            "caches read backwards", (("caches[layer - 1], activation",
                                       "caches[L - layer], activation"),),
            "The loop runs backwards, and the list is read backwards as well, so they meet only in "
            "the middle."),
        Misconception(
            "not reversed", ((_ORDER, "range(1, L + 1)"),),
            "The layers are taken from the first to the last. The slope of the cost comes in at "
            "the end: go backwards."),
        Misconception(
            "first layer left out", ((_ORDER, "reversed(range(2, L + 1))"),),
            "The first layer is left out, so its parameters would never learn. Look at the "
            "bounds of the loop."),
        Misconception(
            "last layer left out", ((_ORDER, "reversed(range(1, L))"),),
            "The last layer is left out, and with it the sigmoid. range stops before its end; "
            "look at the bounds."),
        Misconception(
            "layers from 0 to L − 1", ((_ORDER, "reversed(range(L))"),),
            "The loop runs over 0 to L − 1 and takes its number for that of a layer. The layers "
            "are 1 to L."),
        Misconception(
            "first and last layer left out", ((_ORDER, "reversed(range(2, L))"),),
            "The first and the last layer are left out. Both have parameters."),
        Misconception(
            "names of dA one too high", ((_STORE, 'grads[f"dA{layer}"] = dA\n'),),
            "The dA that leaves layer l is stored as that of layer l. It is the slope by the "
            "activations of the layer before."),
        Misconception(
            "index read two too high",
            ((_BLOCK, 'dA = dA if layer == L else grads[f"dA{layer + 1}"]\n        ' + _BLOCK),),
            "You look up a dA under a number that is one too high. What enters layer l was stored "
            "under l."),
        Misconception(
            "dA not stored", (("        " + _STORE, ""),),
            "The dA are missing in grads. Each layer's dA is asked for as well."),
        Misconception(
            "layers counted from 0",
            (('grads[f"dW{layer}"]', 'grads[f"dW{layer - 1}"]'),
             ('grads[f"db{layer}"]', 'grads[f"db{layer - 1}"]')),
            "dW and db carry numbers one too low. The first layer is layer 1."),
        Misconception(
            "dW and db exchanged", (("dA, dW, db = ", "dA, db, dW = "),),
            "dW and db are unpacked in the wrong order, so each sits under the other's name. "
            "Compare with what the layer's backward pass returns."),
    ),
    right_roads=(
        RightRoad("as the books write it", '''
def L_model_backward(AL, Y, caches):
    grads = {}
    L = len(caches)
    m = AL.shape[1]
    Y = Y.reshape(AL.shape)
    dAL = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))
    current_cache = caches[L - 1]
    dA_prev_temp, dW_temp, db_temp = linear_activation_backward(dAL, current_cache, "sigmoid")
    grads["dA" + str(L - 1)] = dA_prev_temp
    grads["dW" + str(L)] = dW_temp
    grads["db" + str(L)] = db_temp
    for l in reversed(range(L - 1)):
        current_cache = caches[l]
        dA_prev_temp, dW_temp, db_temp = linear_activation_backward(
            grads["dA" + str(l + 1)], current_cache, activation="relu")
        grads["dA" + str(l)] = dA_prev_temp
        grads["dW" + str(l + 1)] = dW_temp
        grads["db" + str(l + 1)] = db_temp
    return grads
'''),
        RightRoad("begins with dZ, everything by hand", '''
def L_model_backward(AL, Y, caches):
    grads, m = {}, AL.shape[1]
    dZ = AL - Y
    for l in range(len(caches), 0, -1):
        A_prev, W, b = caches[l - 1][0]
        grads[f"dW{l}"] = dZ @ A_prev.T / m
        grads[f"db{l}"] = dZ.mean(axis=1, keepdims=True)
        grads[f"dA{l - 1}"] = W.T @ dZ
        if l > 1:
            dZ = grads[f"dA{l - 1}"] * (caches[l - 2][1] > 0)
    return grads
'''),
        RightRoad("one fraction", '''
def L_model_backward(AL, Y, caches):
    dA = (AL - Y) / (AL * (1 - AL))
    grads = {}
    for number in range(len(caches) - 1, -1, -1):
        kind = "sigmoid" if number == len(caches) - 1 else "relu"
        dA, dW, db = linear_activation_backward(dA, caches[number], kind)
        grads.update({f"dA{number}": dA, f"dW{number + 1}": dW, f"db{number + 1}": db})
    return grads
'''),
    ),
)


# --- One step -----------------------------------------------------------------------------------

def _step(rng, layer_dims, m, rate):
    """Parameters, the gradients of a real backward pass, and a rate."""
    X, parameters = _lively(rng, layer_dims, m)
    AL, caches = _reference()["L_model_forward"](X, parameters)
    Y = _labels(rng, layer_dims[-1], m)
    return parameters, _reference()["L_model_backward"](AL, Y, caches), rate


def _update_visible(rng):
    parameters = _two_folds()
    AL, caches = _reference()["L_model_forward"](np.array([[2.0]]), parameters)
    grads = _reference()["L_model_backward"](AL, np.array([[0]]), caches)
    return (
        case("the V, rate 0.1", parameters, grads, 0.1),
        case("three layers, rate 0.5", *_step(rng, [4, 3, 3, 1], 5, 0.5)),
    )


def _update_hidden(rng):
    return (
        case("one layer", *_step(rng, [4, 2], 5, 0.3)),
        case("two layers, a large rate", *_step(rng, [3, 5, 1], 6, 2.0)),
        case("three layers", *_step(rng, [5, 4, 3, 2], 7, rng.uniform(0.05, 0.2))),
        case("four layers", *_step(rng, [6, 5, 4, 3, 1], 8, rng.uniform(0.3, 0.6))),
        case("five layers of one width", *_step(rng, [4, 4, 4, 4, 4, 4], 6, 0.7)),
        case("rate 1, as a whole number", *_step(rng, [3, 4, 1], 4, 1)),
    )


_NEW_W = 'params[f"W{layer}"] - learning_rate * grads[f"dW{layer}"]'
_NEW_B = 'params[f"b{layer}"] - learning_rate * grads[f"db{layer}"]'
_COUNT = "L = len(params) // 2"
_FROM_1 = "range(1, L + 1)"
_SET_B = '        updated[f"b{layer}"] = ' + _NEW_B + "\n"

UPDATE = Exercise(
    "update_parameters", ("params",), _update_visible, _update_hidden,
    misconceptions=(
        Misconception(
            "ascent", ((_NEW_W, _NEW_W.replace(" - ", " + ")),
                       (_NEW_B, _NEW_B.replace(" - ", " + "))),
            "The step goes uphill, so the cost would grow. The gradient points up; go against "
            "it: look at the sign."),
        Misconception(
            "biases forgotten", ((_NEW_B, 'params[f"b{layer}"]'),),
            "The biases stay as they were. They have gradients too; look at what each turn of "
            "the loop changes."),
        Misconception(
            "weights forgotten", ((_NEW_W, 'params[f"W{layer}"]'),),
            "The weights stay as they were and only the biases learn. Look at what each turn of "
            "the loop changes."),
        Misconception(
            "biases left out", ((_SET_B, ""),),
            "The biases are missing in the new dictionary, so the next forward pass will not "
            "find them. Every layer has a W and a b."),
        Misconception(
            "rate written in", ((_COUNT, _COUNT + "\n    learning_rate = 0.0075"),),
            "The rate is 0.0075 whatever is asked for. That is one choice of many; look for a "
            "number where the argument should stand."),
        Misconception(
            "rate forgotten", ((_NEW_W, _NEW_W.replace("learning_rate * ", "")),
                               (_NEW_B, _NEW_B.replace("learning_rate * ", ""))),
            "The whole gradient is taken away, a step that is far too long. The rate says which "
            "share of it; look at the argument you have not used."),
        Misconception(
            "divided by the rate", ((_NEW_W, _NEW_W.replace("learning_rate * ",
                                                            "1 / learning_rate * ")),
                                    (_NEW_B, _NEW_B.replace("learning_rate * ",
                                                            "1 / learning_rate * "))),
            "You divide by the rate. A larger rate should make a longer step."),
        Misconception(
            "only the step", ((_NEW_W, '-learning_rate * grads[f"dW{layer}"]'),
                              (_NEW_B, '-learning_rate * grads[f"db{layer}"]')),
            "You return the steps alone, so all that was learned before is lost. Take them from "
            "the parameters that came in."),
        Misconception(
            "scaled instead of moved",
            ((_NEW_W, 'params[f"W{layer}"] * (1 - learning_rate * grads[f"dW{layer}"])'),),
            "The weights are multiplied by the step. Take it away from them."),
        Misconception(
            "arrays counted as layers", ((_COUNT, "L = len(params)"),),
            "The dictionary holds two arrays a layer, so its length is not the number of layers."),
        Misconception(
            "one layer too few", ((_COUNT, "L = len(params) // 2 - 1"),),
            "The last layer is missing. Half the length of the dictionary is the number of "
            "layers."),
        Misconception(
            "range ends too early", ((_FROM_1, "range(1, L)"),),
            "The last layer is missing: range stops before its end."),
        Misconception(
            "last layer as it was", (("updated = {}", "updated = dict(params)"),
                                     (_FROM_1, "range(1, L)")),
            "The last layer stays as it was: range stops before its end."),
        Misconception(
            "two layers taken for granted", ((_COUNT, "L = 2"),),
            "The number of layers is written into the function. Count it from the parameters."),
        Misconception(
            "one step for each layer",
            (("    updated = {}\n    for layer in range(1, L + 1):\n",
              "    updated, start = {}, params\n    for layer in [k for _ in range(L) "
              "for k in range(1, L + 1)]:\n        params = {**start, **updated}\n"),),
            "The step is taken as many times as there are layers: one loop over the layers stands "
            "inside another."),
        Misconception(
            "return in the loop", (("    return updated", "        return updated"),),
            "Only the first layer comes back: the return stands inside the loop. Look at how far "
            "it is indented."),
        Misconception(
            "dictionary changed in place", (("updated = {}", "updated = params"),),
            "The caller's dictionary is changed: a second name for it is no copy. Begin with a new "
            "one."),
        Misconception(
            "arrays changed in place",
            (("updated = {}", "updated = params"),
             ('updated[f"W{layer}"] = ' + _NEW_W,
              'updated[f"W{layer}"] -= learning_rate * grads[f"dW{layer}"]'),
             ('updated[f"b{layer}"] = ' + _NEW_B,
              'updated[f"b{layer}"] -= learning_rate * grads[f"db{layer}"]')),
            "The caller's arrays are written into. The difference of two arrays is a new one; -= "
            "writes into the old one."),
        Misconception(
            "old parameters returned", (("return updated", "return params"),),
            "The new parameters are computed, but the old ones are returned, so nothing is ever "
            "learned. Look at the name in the last line."),
        Misconception(
            "gradients returned", (("return updated", "return grads"),),
            "The gradients are returned instead of the new parameters, and the next forward "
            "pass needs W and b. Look at the name in the last line."),
    ),
    right_roads=(
        RightRoad("a copy that is changed", '''
def update_parameters(params, grads, learning_rate):
    import copy
    params = copy.deepcopy(params)
    for layer in range(len(params) // 2):
        params["W" + str(layer + 1)] -= learning_rate * grads["dW" + str(layer + 1)]
        params["b" + str(layer + 1)] -= learning_rate * grads["db" + str(layer + 1)]
    return params
'''),
        RightRoad("over the names", '''
def update_parameters(params, grads, learning_rate):
    return {name: value - learning_rate * grads["d" + name] for name, value in params.items()}
'''),
        RightRoad("a deep copy first", '''
import copy

def update_parameters(params, grads, learning_rate):
    parameters = copy.deepcopy(params)
    L = len(parameters) // 2
    for l in range(L):
        parameters["W" + str(l + 1)] -= learning_rate * grads["dW" + str(l + 1)]
        parameters["b" + str(l + 1)] -= learning_rate * grads["db" + str(l + 1)]
    return parameters
'''),
    ),
)


# --- The gradient check -------------------------------------------------------------------------

def _checked(rng, layer_dims, m, epsilon, dtype=np.int64):
    """Parameters, X, Y and a nudge so large that its truncation outweighs all rounding.

    With the usual nudge a right answer is noise, 1e-8 or so; with a large one it is a number that
    belongs to the formula, in which two right programs agree to ten digits.
    """
    X, parameters = _lively(rng, layer_dims, m)
    return parameters, X, _labels(rng, 1, m, dtype), epsilon


def _check_visible(rng):
    return (
        case("two layers, a nudge of 0.1", *_checked(rng, [3, 4, 1], 5, 0.1)),
        case("three layers, a nudge of 0.3", *_checked(rng, [2, 3, 3, 1], 6, 0.3)),
    )


def _check_hidden(rng):
    return (
        case("one layer", *_checked(rng, [4, 1], 5, rng.uniform(0.2, 0.4))),
        case("two layers", *_checked(rng, [3, 5, 1], 7, rng.uniform(0.1, 0.3))),
        case("three layers", *_checked(rng, [4, 3, 3, 1], 6, rng.uniform(0.3, 0.5))),
        case("four layers", *_checked(rng, [2, 3, 2, 3, 1], 8, rng.uniform(0.1, 0.3))),
        together("m = 1", _checked(rng, [2, 4, 1], 1, 0.25), _checked(rng, [2, 3, 2, 1], 1, 0.4)),
        case("labels as real numbers", *_checked(rng, [5, 4, 1], 9, rng.uniform(0.4, 0.6),
                                                 np.float64)),
        case("one layer, large inputs, the usual nudge", *_large_inputs(rng, 4, 7)),
    )


def _large_inputs(rng, n_x, m):
    """parameters, X, Y for which even the usual tiny nudge moves the cost by more than rounding."""
    parameters = {"W1": 1e-5 * rng.normal(size=(1, n_x)), "b1": rng.uniform(0.2, 0.5, (1, 1))}
    return parameters, 1e5 * rng.normal(size=(n_x, m)), _labels(rng, 1, m)


_NORMS = "np.linalg.norm(gradient) + np.linalg.norm(estimate)"
_BELOW = "value[index] = kept - epsilon"
_QUOTIENT = "(above - below) / (2 * epsilon)"

CHECK = Exercise(
    "gradient_check_deep", ("error",), _check_visible, _check_hidden,
    misconceptions=(
        Misconception(
            "one-sided", ((_BELOW, "value[index] = kept"),
                          (_QUOTIENT, "(above - below) / epsilon")),
            "You nudge to one side only. The centred difference looks to both, and its error is "
            "far smaller."),
        Misconception(
            "2 forgotten", ((_QUOTIENT, "(above - below) / epsilon"),),
            "The estimate is twice too large: the two points lie 2ε apart."),
        Misconception(
            "brackets lost", ((_QUOTIENT, "(above - below) / 2 * epsilon"),),
            "x / 2 * ε divides by 2 and then multiplies by ε. Put 2ε in brackets."),
        Misconception(
            "step of the example", (("    nudged = {", "    epsilon = 1e-7\n    nudged = {"),),
            "The nudge is 1e-7 whatever is asked for. That is only its usual value; look for a "
            "number where epsilon should stand."),
        Misconception(
            "nudge not taken back", (("            value[index] = kept\n", ""),),
            "A nudged entry stays nudged while the next ones are measured. Put it back."),
        Misconception(
            "up and down exchanged", (("value[index] = kept + epsilon", "value[index] = kept"),
                                      (_BELOW, "value[index] = kept + epsilon")),
            "The estimate has the opposite sign. Take the cost below from the cost above."),
        Misconception(
            "not divided by the sizes",
            (("np.linalg.norm(gradient - estimate) / size",
              "np.linalg.norm(gradient - estimate)"),),
            "The distance is not divided by the sizes, so it depends on the units."),
        Misconception(
            "divided by one size", ((_NORMS, "np.linalg.norm(gradient)"),),
            "You divide by the length of one of the two. The formula has the sum of both."),
        Misconception(
            "product of the sizes", ((_NORMS, _NORMS.replace(" + ", " * ")),),
            "You divide by the product of the lengths. The formula has their sum."),
        Misconception(
            "length of the sum", ((_NORMS, "np.linalg.norm(gradient + estimate)"),),
            "You divide by the length of the sum. The formula has the sum of the lengths."),
        Misconception(
            "squared lengths",
            (("np.linalg.norm(gradient - estimate) / size",
              "np.linalg.norm(gradient - estimate) ** 2 / size ** 2"),),
            "Your error is the square of what it should be. The length has a root."),
        Misconception(
            "largest difference", (("np.linalg.norm(gradient - estimate) / size",
                                    "np.max(np.abs(gradient - estimate))"),),
            "You return the largest difference. Compare the lengths of the whole rows."),
        Misconception(
            "compared with itself",
            (('gradient.append(grads[f"d{name}"][index])',
              "gradient.append((above - below) / (2 * epsilon))"),),
            "The estimate is compared with itself, so the error is always 0. One side must come "
            "from the backward pass."),
        Misconception(
            "only the weights",
            (("for name, value in nudged.items():\n",
              'for name, value in nudged.items():\n        if name[0] == "b":\n'
              "            continue\n"),),
            "The biases are left out, so a mistake in a db would pass unseen. The error is over "
            "all parameters; look at which names you take."),
        Misconception(
            "only the last array",
            (("for name, value in nudged.items():\n",
              "for name, value in nudged.items():\n        gradient, estimate = [], []\n"),),
            "The rows begin anew for each array, so only the last one counts."),
        Misconception(
            "first layer only",
            (("for name, value in nudged.items():\n",
              'for name, value in nudged.items():\n        if name[1:] != "1":\n'
              "            continue\n"),),
            "Only layer 1 is compared, so mistakes in later layers pass unseen. The error is "
            "over all layers; look at the loop."),
        Misconception(
            "answered with yes or no",
            (("return float(np.linalg.norm(gradient - estimate) / size)",
              "return bool(np.linalg.norm(gradient - estimate) / size < 1e-7)"),),
            "You answer with True or False. Return the error; the reader decides."),
    ),
    right_roads=(
        RightRoad("copies, layer by layer, and sums of squares", '''
def gradient_check_deep(parameters, X, Y, epsilon=1e-7):
    def cost_with(name, place, nudge):
        changed = {key: np.copy(value) for key, value in parameters.items()}
        changed[name].flat[place] += nudge
        return compute_cost(L_model_forward(X, changed)[0], Y)

    grads = L_model_backward(*(lambda AL, caches: (AL, Y, caches))(*L_model_forward(X, parameters)))
    apart = one = other = 0.0
    for name in sorted(parameters):
        for place in range(parameters[name].size):
            slope = (cost_with(name, place, epsilon) - cost_with(name, place, -epsilon))
            slope = slope / epsilon / 2
            gradient = grads["d" + name].flat[place]
            apart, one, other = (apart + (gradient - slope) ** 2, one + gradient**2,
                                 other + slope**2)
    return apart**0.5 / (one**0.5 + other**0.5)
'''),
        RightRoad("one long row", '''
def gradient_check_deep(parameters, X, Y, epsilon=1e-7):
    names = list(parameters)
    theta = np.concatenate([parameters[n].ravel() for n in names])

    def cost(row):
        p, at = {}, 0
        for n in names:
            size = parameters[n].size
            p[n] = row[at:at + size].reshape(parameters[n].shape)
            at += size
        return compute_cost(L_model_forward(X, p)[0], Y)

    AL, caches = L_model_forward(X, parameters)
    grads = L_model_backward(AL, Y, caches)
    grad = np.concatenate([grads["d" + n].ravel() for n in names])
    gradapprox = np.zeros(theta.size)
    for i in range(theta.size):
        e = np.zeros(theta.size)
        e[i] = epsilon
        gradapprox[i] = (cost(theta + e) - cost(theta - e)) / (2 * epsilon)
    numerator = np.linalg.norm(grad - gradapprox)
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)
    return numerator / denominator
'''),
        RightRoad("a copy for every nudge", '''
import copy

def gradient_check_deep(parameters, X, Y, epsilon=1e-7):
    AL, caches = L_model_forward(X, parameters)
    grads = L_model_backward(AL, Y, caches)
    difference, g2, e2 = 0.0, 0.0, 0.0
    for name in parameters:
        rows, columns = parameters[name].shape
        for j in range(rows):
            for k in range(columns):
                J = []
                for sign in (1, -1):
                    p = copy.deepcopy(parameters)
                    p[name][j, k] += sign * epsilon
                    J.append(compute_cost(L_model_forward(X, p)[0], Y))
                e = (J[0] - J[1]) / epsilon / 2
                g = grads["d" + name][j, k]
                difference, g2, e2 = difference + (g - e) ** 2, g2 + g**2, e2 + e**2
    return difference**0.5 / (g2**0.5 + e2**0.5)
'''),
    ),
)


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


def _model_visible(rng):
    return (
        case("two layers, 201 steps", *_training(_clouds(rng, 2, 60), [2, 8, 1], 0.3, 201)),
        case("three layers, 250 steps", *_training(_ring(rng, 2, 80), [2, 12, 6, 1], 0.3, 250)),
    )


USUAL_STEPS = 60  # for a case at the usual rate; the usual 3000 would take long


def _model_hidden(rng):
    # Wide layers and few steps: quick, and many starts reach about the same cost.
    return (
        case("one layer, 200 steps", *_training(_clouds(rng, 3, 60), [3, 1], 1.0, 200)),
        case("two layers, 101 steps", *_training(_ring(rng, 2, 60), [2, 32, 1], 0.8, 101)),
        case("three layers, 60 steps", *_training(_ring(rng, 2, 100), [2, 64, 32, 1], 0.3, 60)),
        case("four layers, 35 steps",
             *_training(_clouds(rng, 4, 300), [4, 64, 32, 16, 1], 0.07, 35)),
        case("twelve inputs, 20 steps", *_training(_clouds(rng, 12, 100), [12, 128, 1], 0.1, 20)),
        # A tenth of the usual rate would leave the first far behind, twice of it shake the second.
        Case("the usual rate", tuple(
            Call((*problem, layers_dims), {"num_iterations": USUAL_STEPS, "print_cost": True})
            for problem, layers_dims in ((_slow(rng, 150), [150, 1]),
                                         (_undecided(rng, 100), [100, 1])))),
    )


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


_BEGIN = "parameters = initialize_parameters_deep(layers_dims)"
_MOVE = "parameters = update_parameters(parameters, grads, learning_rate)"
_WALK = "AL, caches = L_model_forward(X, parameters)"
_SLOPES = "grads = L_model_backward(AL, Y, caches)"
_LOOP = "for i in range(num_iterations):\n"

MODEL = Exercise(
    "L_layer_model", ("parameters", "costs"), _model_visible, _model_hidden,
    judged_by="trained deep",
    misconceptions=(
        Misconception(
            "small start",
            ((_BEGIN, "parameters = {name: 0.01 * value for name, value in "
              "initialize_parameters_deep(layers_dims).items()}"),),
            "The start is a hundred times too small, so signal and gradient die away between the "
            "layers and the cost stays near log 2. Take the start as it comes."),
        Misconception(
            "start with zeros",
            ((_BEGIN, "parameters = {name: 0 * value for name, value in "
              "initialize_parameters_deep(layers_dims).items()}"),),
            "Training starts from zeros, where no hidden layer has a gradient, so only the last "
            "bias learns. Take the start as it is drawn."),
        Misconception(
            "started anew in every step",
            (("    " + _BEGIN + "\n", ""), (_LOOP, _LOOP + "        " + _BEGIN + "\n")),
            "The parameters are drawn anew in every iteration, so all that was learned is lost. "
            "Draw once, before the loop."),
        Misconception(
            "step not kept", ((_MOVE, _MOVE.removeprefix("parameters = ")),),
            "What update_parameters returns is not kept, so nothing moves. It makes new "
            "parameters and leaves yours; give them their name."),
        Misconception(
            "step under another name", ((_MOVE, _MOVE.replace("parameters =", "new =")),),
            "The stepped parameters get another name, and the loop goes on with the old ones."),
        Misconception(
            "gradient of the start only",
            ((_LOOP, _WALK.replace("AL, caches", "AL, caches") + "\n    " + _SLOPES + "\n    "
              + _LOOP), ("        " + _WALK + "\n        " + _SLOPES + "\n", "")),
            "The gradient is computed once, before the loop. Every step needs the slope at the "
            "place it starts from."),
        Misconception(
            "rate not passed on", ((_MOVE, _MOVE.replace("learning_rate", "0.0075")),),
            "The rate is 0.0075 whatever is asked for. That is only its usual value; pass on "
            "what the caller gave."),
        Misconception(
            "uphill", ((_MOVE, _MOVE.replace("learning_rate", "-learning_rate")),),
            "The steps go uphill and the cost grows. update_parameters has the minus already; "
            "look at the rate you hand to it."),
        Misconception(
            "iterations written in", (("range(num_iterations)", "range(3000)"),),
            "The number of iterations is 3000 whatever is asked for. Use the argument."),
        Misconception(
            "return in the loop", (("    return parameters, costs",
                                    "        return parameters, costs"),),
            "The function returns after the first step: the return stands inside the loop. Look at "
            "how far it is indented."),
        Misconception(
            "one step in a hundred",
            (("        " + _MOVE, "            " + _MOVE),),
            "The step stands inside the if, so only every 100th iteration moves. Look at how far "
            "it is indented."),
        Misconception(
            "gradients returned", (("return parameters, costs", "return grads, costs"),),
            "The gradients are returned, which are near 0 when all is learned. The trained "
            "parameters are asked for."),
        Misconception(
            "start returned",
            ((_BEGIN, _BEGIN + "\n    start = parameters"),
             ("return parameters, costs", "return start, costs")),
            "The parameters of the start are returned, not those after the last step."),
        Misconception(
            "costs forgotten", (("return parameters, costs", "return parameters"),),
            "Only the parameters are returned. The list of costs is the second thing."),
        Misconception(
            "last cost only", (("return parameters, costs", "return parameters, cost"),),
            "Only the last cost is returned, from which no curve can be drawn. The list is "
            "asked for."),
        Misconception(
            "every cost noted", (("if i % 100 == 0:", "if True:"),),
            "The cost of every iteration is in the list. Note it at 0, 100, 200, …"),
        Misconception(
            "costs from 100 on", (("if i % 100 == 0:", "if i % 100 == 0 and i > 0:"),),
            "The cost at iteration 0 is missing. The list begins there."),
        Misconception(
            "labels exchanged", ((_SLOPES, _SLOPES.replace("Y,", "1 - Y,")),),
            "The network learns the opposite of the labels: it is sure of a yes where the truth "
            "is a no. Look at which labels go into the backward pass."),
        Misconception(
            "hidden layers left out",
            ((_BEGIN, "layers_dims = [layers_dims[0], layers_dims[-1]]\n    " + _BEGIN),),
            "The hidden layers are left out: the parameters are those of a single layer."),
    ),
    right_roads=(
        RightRoad("as the books write it", '''
def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False):
    costs = []
    parameters = initialize_parameters_deep(layers_dims)
    for i in range(0, num_iterations):
        AL, caches = L_model_forward(X, parameters)
        cost = compute_cost(AL, Y)
        grads = L_model_backward(AL, Y, caches)
        parameters = update_parameters(parameters, grads, learning_rate)
        if print_cost and i % 100 == 0:
            print("Cost after iteration %i: %f" % (i, cost))
        if print_cost and i % 100 == 0:
            costs.append(np.squeeze(cost))
    return parameters, costs
'''),
        RightRoad("seeded, the costs in an array", '''
def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False):
    np.random.seed(1)
    parameters = initialize_parameters_deep(layers_dims)
    costs = np.zeros(-(-num_iterations // 100))
    for i in range(num_iterations):
        AL, caches = L_model_forward(X, parameters)
        if not i % 100:
            costs[i // 100] = compute_cost(AL, Y)
        grads = L_model_backward(AL, Y, caches)
        for name in parameters:
            parameters[name] = parameters[name] - learning_rate * grads["d" + name]
    return parameters, costs
'''),
        RightRoad("everything by hand", '''
def L_layer_model(X, Y, layers_dims, learning_rate=0.0075, num_iterations=3000, print_cost=False):
    pairs = list(zip(layers_dims[:-1], layers_dims[1:]))
    Ws = [np.random.normal(0, (2 / n_in) ** 0.5, (n_out, n_in)) for n_in, n_out in pairs]
    bs = [np.zeros((n_out, 1)) for _, n_out in pairs]
    costs, m = [], X.shape[1]
    for i in range(num_iterations):
        As = [X]
        for l, (W, b) in enumerate(zip(Ws, bs)):
            Z = W @ As[-1] + b
            As.append(np.maximum(Z, 0) if l < len(Ws) - 1 else 1 / (1 + np.exp(-Z)))
        if i % 100 == 0:
            costs.append(-np.mean(np.log(np.where(Y == 1, As[-1], 1 - As[-1]))))
        dZ = (As[-1] - Y) / m
        for l in reversed(range(len(Ws))):
            dW, db = dZ @ As[l].T, dZ.sum(axis=1, keepdims=True)
            dZ = (Ws[l].T @ dZ) * (As[l] > 0)
            Ws[l] = Ws[l] - learning_rate * dW
            bs[l] = bs[l] - learning_rate * db
    parameters = {f"W{l}": W for l, W in enumerate(Ws, 1)}
    parameters.update({f"b{l}": b for l, b in enumerate(bs, 1)})
    return parameters, costs
'''),
    ),
)


# --- The answer ---------------------------------------------------------------------------------

def _decided(rng, layer_dims, m, pixels=False):
    """X and parameters with answers of both kinds, none of them close."""
    draw = _pixels if pixels else _lively
    while True:
        X, parameters = draw(rng, layer_dims, m)
        AL, _ = _reference()["L_model_forward"](X, parameters)
        clear = (np.abs(AL - 0.5) > 0.01).all()
        if clear and (AL > 0.5).any() and (AL < 0.5).any():
            return X, parameters


def _alone(rng, layer_dims):
    """Two cases of one example each, a yes and a no, of one network."""
    X, parameters = _decided(rng, layer_dims, 12)
    AL, _ = _reference()["L_model_forward"](X, parameters)
    yes, no = AL[0].argmax(), AL[0].argmin()
    return (X[:, [yes]], parameters), (X[:, [no]], parameters)


def _predict_visible(rng):
    return (
        case("the V", np.array([[-3.0, 0.5, 0.0, 1.2]]), _two_folds()),
        case("three layers, six examples", *_decided(rng, [4, 5, 3, 1], 6)),
    )


def _predict_hidden(rng):
    return (
        case("one layer: logistic regression", *_decided(rng, [4, 1], 9)),
        case("two layers", *_decided(rng, [3, 6, 1], 8)),
        case("three layers", *_decided(rng, [5, 7, 4, 1], 11)),
        case("four layers", *_decided(rng, [6, 6, 5, 4, 1], 10)),
        together("m = 1, a yes and a no", *_alone(rng, [3, 6, 4, 1])),
        case("uint8 pixels", *_decided(rng, [12, 6, 1], 13, pixels=True)),
    )


_THRESHOLD = "(AL > 0.5).astype(int)"

PREDICT = Exercise(
    "predict", ("Y_hat",), _predict_visible, _predict_hidden,
    misconceptions=(
        Misconception(
            "probabilities returned", ((_THRESHOLD, "AL"),),
            "You return probabilities. Answers are compared with labels, so they should be 0 or "
            "1: draw the line at one half."),
        Misconception(
            "compared with 0", (("AL > 0.5", "AL > 0"),),
            "Every answer is yes: a probability is always above 0. The border is 0.5."),
        Misconception(
            "turned round", (("AL > 0.5", "AL < 0.5"),),
            "Yes and no are exchanged. Look at the direction of the comparison."),
        Misconception(
            "probability compared like a score", (("AL > 0.5", "AL > sigmoid(0.5)[0]"),),
            "The border is too high: 0.5 is a border for probabilities, and these are "
            "probabilities already."),
        Misconception(
            "neither row nor column", ((_THRESHOLD, "(AL > 0.5).astype(int).ravel()"),),
            "The answers are right, in an array (m,). Keep the row (1, m)."),
        Misconception(
            "a column", ((_THRESHOLD, "(AL > 0.5).astype(int).T"),),
            "The answers stand in a column. Columns are examples: keep the row (1, m)."),
        Misconception(
            "cut off instead of rounded", ((_THRESHOLD, "AL.astype(int)"),),
            "Cutting off the decimals makes 0 of every probability. Compare with one half "
            "before you make whole numbers."),
        Misconception(
            "pair not unpacked", (("AL, _ = L_model_forward(X, parameters)",
                                   "AL = L_model_forward(X, parameters)"),),
            "L_model_forward returns two things, and both are compared with 0.5. Unpack them."),
        Misconception(
            "arguments exchanged", (("def predict(X, parameters)", "def predict(parameters, X)"),),
            "The arguments are taken in the wrong order: X comes first."),
        Misconception(
            "first layer only",
            (("AL, _ = L_model_forward(X, parameters)",
              'AL = sigmoid(parameters["W1"] @ X + parameters["b1"])[0]'),),
            "Only the first layer is used. Let the whole forward pass answer."),
        Misconception(
            "more likely than the average", (("AL > 0.5", "AL > AL.mean()"),),
            "The border is the mean of the probabilities, so each answer depends on the other "
            "examples. It is 0.5 for all."),
        Misconception(
            "number of yes", ((_THRESHOLD, "int(np.sum(AL > 0.5))"),),
            "You count the yes. An answer for each example is asked for."),
    ),
    right_roads=(
        RightRoad("rounded", '''
def predict(X, parameters):
    return np.round(L_model_forward(X, parameters)[0])
'''),
        RightRoad("bools", '''
def predict(X, parameters):
    AL, caches = L_model_forward(X, parameters)
    return AL >= 0.5
'''),
        RightRoad("a loop", '''
def predict(X, parameters):
    m = X.shape[1]
    p = np.zeros((1, m))
    probas, caches = L_model_forward(X, parameters)
    for i in range(0, probas.shape[1]):
        if probas[0, i] > 0.5:
            p[0, i] = 1
        else:
            p[0, i] = 0
    return p
'''),
        RightRoad("the sign of the last score", '''
def predict(X, parameters):
    _, caches = L_model_forward(X, parameters)
    return np.where(caches[-1][1] > 0, 1, 0)
'''),
    ),
)


EXERCISES = (SHAPES, START, LINEAR, ACTIVATE, FORWARD, COST, LINEAR_BACKWARD, ACTIVATION_BACKWARD,
             BACKWARD, UPDATE, CHECK, MODEL, PREDICT)
