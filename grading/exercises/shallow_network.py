"""Week 3: one hidden layer, on points in a plane."""

import numpy as np

from grading.exercises.description import (
    Exercise,
    Misconception,
    RightRoad,
    case,
    together,
)
from helpers import planar

ASSIGNMENT = "week3_shallow_network"


# --- What the cases are made of -----------------------------------------------------------------

def _scores(rng, shape, low=0.1, high=4.0):
    """Scores of both signs, none near 0, where some slopes have a corner."""
    signs = np.where(rng.permutation(int(np.prod(shape))) % 2 == 0, 1.0, -1.0)
    return rng.uniform(low, high, shape) * signs.reshape(shape)


def _scores_visible(rng):
    return (
        case("five scores", np.array([-2.0, -0.5, 0.25, 1.0, 3.0])),
        case("a table (2, 3)", _scores(rng, (2, 3))),
        case("whole numbers", np.array([-3, -1, 1, 2])),
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
             np.stack([_scores(rng, (6,), 12, 30), _scores(rng, (6,), 0.02, 0.2)])),
        together("three dimensions", (_scores(rng, (2, 3, 2)),), (near[None],)),
        together("a single entry, of either sign", (rng.uniform(0.1, 0.4, (1, 1)),),
                 (-rng.uniform(0.5, 2, (1, 1)),)),
    )


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


def _reference(name):
    """A reference solution of this week."""
    # Imported late: the module that reads the notebooks needs the descriptions in this package.
    from grading.reference.solutions import namespace

    return namespace(ASSIGNMENT)[name]


# --- Activations --------------------------------------------------------------------------------

_S = "s = 1 / (1 + np.exp(-z))"

SIGMOID_DERIVATIVE = Exercise(
    "sigmoid_derivative", ("slope",), _scores_visible, _scores_hidden,
    misconceptions=(
        Misconception(
            "the sigmoid itself", (("return s * (1 - s)", "return s"),),
            "You return the sigmoid, the height of the curve. Asked is how steep it is there."),
        Misconception(
            "z taken for the activation", ((_S, "s = z"),),
            "You compute z(1 − z). The argument is the score; put it through the sigmoid first, "
            "and call the result by another name."),
        Misconception(
            "the sigmoid applied twice", ((_S, "s = 1 / (1 + np.exp(-1 / (1 + np.exp(-z))))"),),
            "The score goes through the sigmoid twice, so at 0 you get 0.235 instead of 0.25."),
        Misconception(
            "a leading minus", (("return s * (1 - s)", "return -s * (1 - s)"),),
            "Your slope is negative, but the sigmoid rises everywhere. Two minus signs come from "
            "the chain rule; some notes lose one of them."),
        Misconception(
            "minus in the denominator", ((_S, "s = 1 / (1 - np.exp(-z))"),),
            "The sigmoid inside has 1 − e^(−z) in the denominator. Look at that sign."),
        Misconception(
            "bracket lost", ((_S, "s = 1 / 1 + np.exp(-z)"),),
            "1 / 1 + e^(−z) is 2 at z = 0: division comes before addition. Put the denominator in "
            "brackets."),
        Misconception(
            "the slope of tanh", (("return s * (1 - s)", "return 1 - np.tanh(z) ** 2"),),
            "This is the slope of tanh, which is 1 at 0. The sigmoid is four times flatter."),
        Misconception(
            "1 − s²", (("return s * (1 - s)", "return 1 - s**2"),),
            "1 − a² is the rule for tanh, a being tanh z. The sigmoid has a rule of its own."),
        Misconception(
            "factor forgotten", (("return s * (1 - s)", "return 1 - s"),),
            "Only one of the two factors is there. At 0 both are a half, so the slope is a "
            "quarter."),
        Misconception(
            "square forgotten", (("return s * (1 - s)", "return np.exp(-z) / (1 + np.exp(-z))"),),
            "The denominator must be squared. Compare at z = 0, where the slope is 0.25."),
    ),
    right_roads=(
        RightRoad("quotient of exponentials", '''
def sigmoid_derivative(z):
    return np.exp(-z) / (1 + np.exp(-z)) ** 2
'''),
        RightRoad("hyperbolic", '''
def sigmoid_derivative(z):
    return 0.25 / np.cosh(z / 2) ** 2
'''),
        RightRoad("through tanh", '''
def sigmoid_derivative(z):
    return (1 - np.tanh(z / 2) ** 2) / 4
'''),
        RightRoad("entry by entry", '''
def sigmoid_derivative(z):
    out = np.zeros(z.shape)
    for place in np.ndindex(z.shape):
        s = 1 / (1 + np.exp(-float(z[place])))
        out[place] = s - s * s
    return out
'''),
    ),
)

_TANH = "1 - np.tanh(z) ** 2"

TANH_DERIVATIVE = Exercise(
    "tanh_derivative", ("slope",), _scores_visible, _scores_hidden,
    misconceptions=(
        Misconception(
            "the tanh itself", ((_TANH, "np.tanh(z)"),),
            "You return tanh, the height of the curve. Asked is how steep it is there."),
        Misconception(
            "z taken for the activation", ((_TANH, "1 - z**2"),),
            "You compute 1 − z². The rule is 1 − a², and a is tanh z; the argument is the score."),
        Misconception(
            "square forgotten", ((_TANH, "1 - np.tanh(z)"),),
            "tanh is not squared, so your slope is nearly 2 on the left. It must be the same at z "
            "and −z."),
        Misconception(
            "minus lost", ((_TANH, "1 + np.tanh(z) ** 2"),),
            "Your slope grows where the curve gets flat. It is largest at 0; look at the sign "
            "before the square."),
        Misconception(
            "sign turned", ((_TANH, "np.tanh(z) ** 2 - 1"),),
            "Your slope is negative, but tanh rises everywhere. Look at which of the two terms "
            "comes first."),
        Misconception(
            "the rule of the sigmoid", ((_TANH, "np.tanh(z) * (1 - np.tanh(z))"),),
            "a(1 − a) is the rule of the sigmoid. The one of tanh has a square."),
        Misconception(
            "the slope of the sigmoid", ((_TANH, "0.25 * (1 - np.tanh(z / 2) ** 2)"),),
            "This is the slope of the sigmoid, 0.25 at 0. Tanh is four times steeper there."),
        Misconception(
            "applied twice", ((_TANH, "1 - np.tanh(np.tanh(z)) ** 2"),),
            "The score goes through tanh twice, so the slope never gets near 0. Look at what z "
            "already is when it is used."),
        Misconception(
            "nudge in place of the formula",
            ((_TANH, "(np.tanh(z + 0.001) - np.tanh(z)) / 0.001"),),
            "You nudge, which only estimates: the answer is off by about the nudge. Use the "
            "formula, which needs tanh z and nothing else."),
    ),
    right_roads=(
        RightRoad("1 over cosh squared", '''
def tanh_derivative(z):
    return 1 / np.cosh(z) ** 2
'''),
        RightRoad("exponentials", '''
def tanh_derivative(z):
    a = (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))
    return 1 - np.power(a, 2)
'''),
        RightRoad("two factors", '''
def tanh_derivative(z):
    a = np.tanh(z)
    return (1 - a) * (1 + a)
'''),
    ),
)

_RELU = "np.maximum(0, z)"

RELU = Exercise(
    "relu", ("a",), _scores_visible, _scores_hidden,
    misconceptions=(
        Misconception(
            "min for max", ((_RELU, "np.minimum(0, z)"),),
            "You keep the negative scores and drop the positive ones. Look at which of the two "
            "is the larger."),
        Misconception(
            "the largest entry", ((_RELU, "np.max(z)"),),
            "np.max looks for the one largest entry of the array. The comparison with 0 is made "
            "for each entry on its own."),
        Misconception(
            "absolute value", ((_RELU, "np.abs(z)"),),
            "Negative scores become positive, so the unit speaks where it should be silent. "
            "ReLU makes them 0; look at what happens left of 0."),
        Misconception(
            "unchanged", ((_RELU, "z"),),
            "Nothing is bent: z comes back as it was. Then a hidden layer is of no use."),
        Misconception(
            "the slope of ReLU", ((_RELU, "np.where(z > 0, 1.0, 0.0)"),),
            "You return the slope, 0 or 1. Positive scores should come back as they are."),
        Misconception(
            "cut off at 1", ((_RELU, "np.clip(z, 0, 1)"),),
            "Large scores are cut off at 1, where the slope is then 0. On the right ReLU goes "
            "on for ever; look for an upper bound."),
        Misconception(
            "cut off at 6", ((_RELU, "np.clip(z, 0, 6)"),),
            "Large scores are cut off at 6, as some networks for telephones do. Here ReLU goes "
            "on for ever; look for an upper bound."),
        Misconception(
            "leaky", ((_RELU, "np.maximum(0.01 * z, z)"),),
            "This is the leaky ReLU, which comes later. Here negative scores become exactly 0."),
        Misconception(
            "negative scores left out", ((_RELU, "z[z > 0]"),),
            "Entries with negative scores are missing, so the shape is lost. They should be there, "
            "as 0."),
        Misconception(
            "softplus", ((_RELU, "np.log(1 + np.exp(z))"),),
            "This is the softplus, a rounded relative that is never quite 0. ReLU has a corner; "
            "no exponential is needed."),
        Misconception(
            "written into z", (("return np.maximum(0, z)", "z[z < 0] = 0\n    return z"),),
            "You write zeros into the argument itself. The caller still needs z, for the slope."),
    ),
    right_roads=(
        RightRoad("z times a mask", "def relu(z):\n    return z * (z > 0)\n"),
        RightRoad("np.where", "def relu(z):\n    return np.where(z >= 0, z, 0)\n"),
        RightRoad("half of z and its size", "def relu(z):\n    return (z + np.abs(z)) / 2\n"),
        RightRoad("a copy that is written into", '''
def relu(z):
    a = z.copy()
    a[a < 0] = 0
    return a
'''),
    ),
)

_STEP = "np.where(z > 0, 1.0, 0.0)"

RELU_DERIVATIVE = Exercise(
    "relu_derivative", ("slope",), _scores_visible, _scores_hidden,
    misconceptions=(
        Misconception(
            "the ReLU itself", ((_STEP, "np.maximum(0, z)"),),
            "You return ReLU, the height of the curve. Its slope on the right is 1 wherever you "
            "stand."),
        Misconception(
            "sides exchanged", ((_STEP, "np.where(z > 0, 0.0, 1.0)"),),
            "You have the slope 1 on the left, where ReLU is flat. Look at the order in the "
            "condition."),
        Misconception(
            "−1 on the left", ((_STEP, "np.sign(z)"),),
            "np.sign gives −1 for negative scores. There ReLU is flat, so the slope is 0."),
        Misconception(
            "1 everywhere", ((_STEP, "np.ones_like(z)"),),
            "You have the slope 1 everywhere: that is a straight line's. On the left ReLU is "
            "flat."),
        Misconception(
            "the threshold at 1", ((_STEP, "np.where(z > 1, 1.0, 0.0)"),),
            "Your step is at z = 1, so scores between 0 and 1 get no slope. The corner of ReLU "
            "is at 0; look at the comparison."),
        Misconception(
            "the leaky slope", ((_STEP, "np.where(z > 0, 1.0, 0.01)"),),
            "Left of 0 you have 0.01: that is the leaky ReLU's. Here it is 0."),
        Misconception(
            "one slope for all", ((_STEP, "float(np.all(z > 0))"),),
            "One number comes back for the whole array. Each entry has a slope of its own."),
        Misconception(
            "rounded to 0 or 1", ((_STEP, "np.round(1 / (1 + np.exp(-z))) * np.abs(z)"),),
            "The slope grows with the score. On the right it is 1, however large z is."),
        Misconception(
            "written into z",
            (("return np.where(z > 0, 1.0, 0.0)", "z[z < 0] = 0\n    z[z > 0] = 1\n    return z"),),
            "You write the slopes into the argument itself. The caller still needs z."),
    ),
    right_roads=(
        RightRoad("a comparison", "def relu_derivative(z):\n    return z > 0\n"),
        RightRoad("1 at the corner", "def relu_derivative(z):\n    return (z >= 0).astype(int)\n"),
        RightRoad("np.heaviside", "def relu_derivative(z):\n    return np.heaviside(z, 0.5)\n"),
        RightRoad("an array that is filled", '''
def relu_derivative(z):
    slope = np.zeros_like(z, dtype=float)
    slope[z > 0] = 1
    return slope
'''),
    ),
)

_LEAKY = "np.where(z > 0, z, 0.01 * z)"

LEAKY_RELU = Exercise(
    "leaky_relu", ("a",), _scores_visible, _scores_hidden,
    misconceptions=(
        Misconception(
            "no leak", ((_LEAKY, "np.maximum(0, z)"),),
            "Negative scores become exactly 0: that is the plain ReLU. A hundredth of them should "
            "leak through."),
        Misconception(
            "a leak of 0.1", ((_LEAKY, "np.where(z > 0, z, 0.1 * z)"),),
            "The leak is ten times too wide: what is left of 0 should hardly count. Look at the "
            "number before z; it is 0.01."),
        Misconception(
            "a leak of 0.001", ((_LEAKY, "np.where(z > 0, z, 0.001 * z)"),),
            "The leak is ten times too narrow. Look at the number before z, and count its "
            "zeros; it is 0.01."),
        Misconception(
            "a constant on the left", ((_LEAKY, "np.where(z > 0, z, 0.01)"),),
            "Left of 0 you return 0.01 whatever the score is. The leak is a share of z."),
        Misconception(
            "maximum with 0.01", ((_LEAKY, "np.maximum(0.01, z)"),),
            "You compare z with the number 0.01. The leak is a share of z: compare with that."),
        Misconception(
            "sides exchanged", ((_LEAKY, "np.where(z > 0, 0.01 * z, z)"),),
            "The positive scores are made small and the negative ones kept. Look at the order."),
        Misconception(
            "min for max", ((_LEAKY, "np.minimum(0.01 * z, z)"),),
            "np.minimum takes the smaller of the two, so the leak is on the wrong side."),
        Misconception(
            "minus at the leak", ((_LEAKY, "np.where(z > 0, z, -0.01 * z)"),),
            "Left of 0 your curve rises again, as the leak has the wrong sign. A negative score "
            "stays negative, only smaller; look for a minus."),
        Misconception(
            "the slope", ((_LEAKY, "np.where(z > 0, 1.0, 0.01)"),),
            "You return the slope, 1 or 0.01. Here the height of the curve is asked for; the "
            "slope comes next."),
        Misconception(
            "whole numbers kept", ((_LEAKY, "np.where(z > 0, z, 0.01 * z).astype(z.dtype)"),),
            "For whole numbers the leak is cut off to 0. Let the result be real."),
        Misconception(
            "written into z",
            (("return np.where(z > 0, z, 0.01 * z)",
              "z[z < 0] = 0.01 * z[z < 0]\n    return z"),),
            "You write into the argument itself. The caller still needs z, and whole numbers lose "
            "their leak."),
    ),
    right_roads=(
        RightRoad("the larger of the two",
                  "def leaky_relu(z):\n    return np.maximum(0.01 * z, z)\n"),
        RightRoad("two parts added", '''
def leaky_relu(z):
    return np.maximum(0, z) + 0.01 * np.minimum(0, z)
'''),
        RightRoad("z times its slope", '''
def leaky_relu(z):
    return z * np.where(z < 0, 1e-2, 1)
'''),
    ),
)

_LEAKY_STEP = "np.where(z > 0, 1.0, 0.01)"

LEAKY_RELU_DERIVATIVE = Exercise(
    "leaky_relu_derivative", ("slope",), _scores_visible, _scores_hidden,
    misconceptions=(
        Misconception(
            "the leaky ReLU itself", ((_LEAKY_STEP, "np.where(z > 0, z, 0.01 * z)"),),
            "You return the curve, not its slope. A straight piece has one slope all along."),
        Misconception(
            "no leak", ((_LEAKY_STEP, "np.where(z > 0, 1.0, 0.0)"),),
            "Left of 0 you have 0: that is the plain ReLU's slope. The leak has a slope too."),
        Misconception(
            "slope times z on the left", ((_LEAKY_STEP, "np.where(z > 0, 1.0, 0.01 * z)"),),
            "Left of 0 your slope depends on z. The slope of 0.01 z is the number in front."),
        Misconception(
            "sides exchanged", ((_LEAKY_STEP, "np.where(z > 0, 0.01, 1.0)"),),
            "The two slopes are exchanged. Look at the order in the condition."),
        Misconception(
            "minus on the left", ((_LEAKY_STEP, "np.where(z > 0, 1.0, -0.01)"),),
            "Left of 0 the curve still rises, if only a little: the slope is positive."),
        Misconception(
            "a leak of 0.1", ((_LEAKY_STEP, "np.where(z > 0, 1.0, 0.1)"),),
            "The slope on the left is ten times too large. It is the number before z in the "
            "leak; look at it again."),
        Misconception(
            "whole numbers", ((_LEAKY_STEP, "np.where(z > 0, 1.0, 0.01).astype(int)"),),
            "The leak was cut off to 0, for whole numbers keep no decimals. Let the result be "
            "real; look at the kind of numbers you ask for."),
        Misconception(
            "the threshold at 1", ((_LEAKY_STEP, "np.where(z > 1, 1.0, 0.01)"),),
            "Your step is at z = 1, so scores between 0 and 1 get the wrong slope. The corner "
            "is at 0; look at the comparison."),
    ),
    right_roads=(
        RightRoad("1 at the corner", '''
def leaky_relu_derivative(z):
    return np.where(z < 0, 0.01, 1)
'''),
        RightRoad("arithmetic with the mask", '''
def leaky_relu_derivative(z):
    return 0.01 + 0.99 * (z > 0)
'''),
        RightRoad("an array that is filled", '''
def leaky_relu_derivative(z):
    slope = np.ones_like(z, dtype=float)
    slope[z <= 0] = 0.01
    return slope
'''),
    ),
)


# --- Sizes and start ----------------------------------------------------------------------------

def _data(rng, n_x, n_y, m):
    return rng.normal(size=(n_x, m)), _labels(rng, (n_y, m))


def _sizes_visible(rng):
    return (
        case("the shapes of the flower", np.zeros((2, 400)), np.zeros((1, 400), dtype=np.uint8)),
        case("three inputs, two outputs, five examples", *_data(rng, 3, 2, 5)),
    )


def _sizes_hidden(rng):
    return (
        case("5 inputs, 1 output, 3 examples", *_data(rng, 5, 1, 3)),
        case("2 inputs, 3 outputs, 7 examples", *_data(rng, 2, 3, 7)),
        case("m = 1", *_data(rng, 6, 2, 1)),
        case("1 input", *_data(rng, 1, 2, 12)),
        case("as many inputs as examples", *_data(rng, 8, 1, 8)),
        case("images as columns", *_data(rng, 784, 10, 20)),
    )


LAYER_SIZES = Exercise(
    "layer_sizes", ("n_x", "n_h", "n_y"), _sizes_visible, _sizes_hidden,
    misconceptions=(
        Misconception(
            "examples counted", (("n_x = X.shape[0]", "n_x = X.shape[1]"),),
            "n_x is read from the columns, which are the examples. A network does not know how "
            "many there are; look at the rows."),
        Misconception(
            "examples counted twice", (("n_x = X.shape[0]", "n_x = X.shape[1]"),
                                       ("n_y = Y.shape[0]", "n_y = Y.shape[1]")),
            "Both sizes are read from the columns, which are the examples. Look at the rows."),
        Misconception(
            "outputs from the columns", (("n_y = Y.shape[0]", "n_y = Y.shape[1]"),),
            "n_y is read from the columns of Y, which are the examples. Look at its rows."),
        Misconception(
            "all entries counted", (("n_x = X.shape[0]", "n_x = X.size"),
                                    ("n_y = Y.shape[0]", "n_y = Y.size")),
            ".size counts all entries, so the layer grows with the number of examples. Only the "
            "rows say how long one example is."),
        Misconception(
            "whole shapes", (("n_x = X.shape[0]", "n_x = X.shape"),
                             ("n_y = Y.shape[0]", "n_y = Y.shape")),
            "You return whole shapes. Of each only the number of rows is wanted."),
        Misconception(
            "order of the answers", (("return n_x, n_h, n_y", "return n_x, n_y, n_h"),),
            "The last two sizes are exchanged, so the network would have its layers in the "
            "wrong order. The hidden one stands in the middle."),
        Misconception(
            "from right to left", (("return n_x, n_h, n_y", "return n_y, n_h, n_x"),),
            "Input and output are exchanged, so the network would run backwards. Compare the "
            "order with the docstring."),
        Misconception(
            "hidden as many as inputs", (("n_h = 4", "n_h = X.shape[0]"),),
            "The hidden layer gets as many units as there are inputs. Here it is always 4."),
        Misconception(
            "one output taken for granted", (("n_y = Y.shape[0]", "n_y = 1"),),
            "n_y is 1 whatever Y is; another problem may have several outputs. Read it from the "
            "shape of Y."),
        Misconception(
            "two inputs taken for granted", (("n_x = X.shape[0]", "n_x = 2"),),
            "n_x is 2 whatever X is; other examples may have more numbers. Read it from the "
            "shape of X."),
        Misconception(
            "sizes of X alone", (("n_y = Y.shape[0]", "n_y = X.shape[0]"),),
            "n_y is read from X, which says nothing about answers. The outputs are the rows of "
            "Y; look at whose shape you take."),
        Misconception(
            "hidden size forgotten", (("return n_x, n_h, n_y", "return n_x, n_y"),),
            "Two sizes come back, but the caller unpacks three. The size of the hidden layer is "
            "missing in the middle."),
    ),
    right_roads=(
        RightRoad("whole numbers of numpy", '''
def layer_sizes(X, Y):
    sizes = np.array([np.shape(X)[0], 4, np.shape(Y)[0]])
    return sizes[0], sizes[1], sizes[2]
'''),
        RightRoad("len", "def layer_sizes(X, Y):\n    return len(X), 4, len(Y)\n"),
        RightRoad("unpacked shapes", '''
def layer_sizes(X, Y):
    n_x, m = X.shape
    n_y, _ = np.shape(Y)
    return [n_x, 4, n_y]
'''),
    ),
)


def _initialize_visible(rng):
    return (case("the network of the flower", 2, 4, 1), case("100 inputs, 50 units", 100, 50, 3))


def _initialize_hidden(rng):
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


INITIALIZE = Exercise(
    "initialize_parameters", ("parameters",), _initialize_visible, _initialize_hidden,
    judged_by="small normal",
    misconceptions=(
        Misconception(
            "zeros", (("W1 = np.random.randn(n_h, n_x) * 0.01", "W1 = np.zeros((n_h, n_x))"),
                      ("W2 = np.random.randn(n_y, n_h) * 0.01", "W2 = np.zeros((n_y, n_h))")),
            "All weights are zero, so all hidden units do the same for ever. Draw them at "
            "random."),
        Misconception(
            "zeros in the first layer",
            (("W1 = np.random.randn(n_h, n_x) * 0.01", "W1 = np.zeros((n_h, n_x))"),),
            "The first layer's weights are zero, so all hidden units start alike. Draw them at "
            "random."),
        Misconception(
            "zeros in the second layer",
            (("W2 = np.random.randn(n_y, n_h) * 0.01", "W2 = np.zeros((n_y, n_h))"),),
            "The second layer's weights are zero, so no error gets back to the first in the first "
            "step. Draw them at random."),
        Misconception(
            "not made small", (("(n_h, n_x) * 0.01", "(n_h, n_x)"),
                               ("(n_y, n_h) * 0.01", "(n_y, n_h)")),
            "The weights have the spread 1. Make them small, or tanh starts in its flat ends."),
        Misconception(
            "only the first layer small", (("(n_y, n_h) * 0.01", "(n_y, n_h)"),),
            "The second layer's weights have the spread 1. Both layers should be small."),
        Misconception(
            "far too large", (("(n_h, n_x) * 0.01", "(n_h, n_x) * 10"),
                              ("(n_y, n_h) * 0.01", "(n_y, n_h) * 10")),
            "The weights have the spread 10. All units start saturated; make them small."),
        Misconception(
            "ten times too large", (("(n_h, n_x) * 0.01", "(n_h, n_x) * 0.1"),
                                    ("(n_y, n_h) * 0.01", "(n_y, n_h) * 0.1")),
            "The weights have the spread 0.1, ten times what is asked for. Look at the factor "
            "behind the draw, and count its zeros."),
        Misconception(
            "spread by the number of inputs",
            (("(n_h, n_x) * 0.01", "(n_h, n_x) / np.sqrt(n_x)"),
             ("(n_y, n_h) * 0.01", "(n_y, n_h) / np.sqrt(n_h)")),
            "You divide by the root of the number of inputs. That is a good rule for deep "
            "networks and comes next week; here the spread is 0.01."),
        Misconception(
            "uniform from 0 to 1", (("np.random.randn(n_h, n_x)", "np.random.rand(n_h, n_x)"),
                                    ("np.random.randn(n_y, n_h)", "np.random.rand(n_y, n_h)")),
            "np.random.rand draws between 0 and 1, so no weight is negative. randn, with an n, is "
            "the normal one."),
        Misconception(
            "weights transposed", (("randn(n_h, n_x)", "randn(n_x, n_h)"),
                                   ("randn(n_y, n_h)", "randn(n_h, n_y)")),
            "The weights have rows and columns exchanged. A row belongs to a unit."),
        Misconception(
            "neither row nor column", (("b1 = np.zeros((n_h, 1))", "b1 = np.zeros(n_h)"),
                                       ("b2 = np.zeros((n_y, 1))", "b2 = np.zeros(n_y)")),
            "The biases have one dimension, so they are neither row nor column, and broadcasting "
            "may take them for rows. Mind the double brackets."),
        Misconception(
            "biases as rows", (("b1 = np.zeros((n_h, 1))", "b1 = np.zeros((1, n_h))"),
                               ("b2 = np.zeros((n_y, 1))", "b2 = np.zeros((1, n_y))")),
            "The biases are rows, so they would be added to examples instead of units. There is "
            "one for each unit, in a column."),
        Misconception(
            "random biases",
            (("b1 = np.zeros((n_h, 1))", "b1 = np.random.randn(n_h, 1) * 0.01"),
             ("b2 = np.zeros((n_y, 1))", "b2 = np.random.randn(n_y, 1) * 0.01")),
            "The biases are drawn at random. They may, but here they start at zero."),
        Misconception(
            "seed set between the draws",
            (("W1 = np.random.randn", "np.random.seed(3)\n    W1 = np.random.randn"),
             ("W2 = np.random.randn", "np.random.seed(3)\n    W2 = np.random.randn")),
            "A seed is set before each draw, so the second layer repeats the first one's numbers. "
            "Let the generator run on."),
        Misconception(
            "one row for all units",
            (("W1 = np.random.randn(n_h, n_x) * 0.01",
              "W1 = np.tile(np.random.randn(1, n_x) * 0.01, (n_h, 1))"),),
            "All units get the same random row, so they stay copies of one another. Draw each "
            "weight anew."),
        Misconception(
            "a constant", (("W1 = np.random.randn(n_h, n_x) * 0.01",
                            "W1 = np.full((n_h, n_x), 0.01)"),),
            "All weights are 0.01: small, but equal, so the units stay copies of one another."),
        Misconception(
            "a tuple for randn", (("randn(n_h, n_x)", "randn((n_h, n_x))"),),
            "np.random.randn takes the sizes one by one, not as a tuple. np.zeros is the one that "
            "wants a tuple."),
        Misconception(
            "np.zero", (("b1 = np.zeros((n_h, 1))", "b1 = np.zero((n_h, 1))"),),
            "numpy has no function of that name. Look closely at the spelling."),
        Misconception(
            "small letters for keys", (('{"W1": W1,', '{"w1": W1,'),),
            "A key has another name than asked for, so the next function will not find it. "
            "Capitals count: compare with the docstring."),
        Misconception(
            "a tuple returned", (('return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}',
                                  "return W1, b1, W2, b2"),),
            "A tuple comes back. The next functions look things up by name: return a dictionary."),
    ),
    right_roads=(
        RightRoad("a generator of one's own", '''
def initialize_parameters(n_x, n_h, n_y):
    rng = np.random.default_rng()
    return {
        "W1": rng.normal(0, 0.01, size=(n_h, n_x)), "b1": np.zeros((n_h, 1)),
        "W2": rng.normal(0, 0.01, size=(n_y, n_h)), "b2": np.zeros((n_y, 1)),
    }
'''),
        RightRoad("a seed at the beginning, once", '''
def initialize_parameters(n_x, n_h, n_y):
    np.random.seed(2)
    W1 = np.random.randn(n_h, n_x) * 0.01
    b1 = np.zeros(shape=(n_h, 1))
    W2 = np.random.randn(n_y, n_h) * 0.01
    b2 = np.zeros(shape=(n_y, 1))
    assert W1.shape == (n_h, n_x)
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
'''),
        RightRoad("a loop over the layers", '''
def initialize_parameters(n_x, n_h, n_y):
    parameters = {}
    sizes = [n_x, n_h, n_y]
    for layer in (1, 2):
        shape = sizes[layer], sizes[layer - 1]
        parameters[f"W{layer}"] = 0.01 * np.random.standard_normal(shape).astype(np.float32)
        parameters[f"b{layer}"] = np.zeros((shape[0], 1), dtype=int)
    return parameters
'''),
    ),
)


# --- Forward ------------------------------------------------------------------------------------

def _forward_case(rng, label, n_x, n_h, n_y, m, spread=1.0):
    return case(label, rng.normal(size=(n_x, m)), _network(rng, n_x, n_h, n_y, spread))


def _forward_visible(rng):
    return (
        case("the network by hand", np.array([[np.log(3)], [0.0]]), {
            "W1": np.eye(2), "b1": np.zeros((2, 1)),
            "W2": np.array([[1.25 * np.log(3), 7.0]]), "b2": np.zeros((1, 1))}),
        _forward_case(rng, "two inputs, four units, three examples", 2, 4, 1, 3),
        _forward_case(rng, "two outputs", 3, 5, 2, 6),
    )


def _forward_hidden(rng):
    return (
        _forward_case(rng, "more examples than units", 2, 4, 1, 11),
        _forward_case(rng, "three outputs", 3, 5, 3, 7),
        _forward_case(rng, "m = 1", 4, 3, 2, 1),
        _forward_case(rng, "every size equal", 4, 4, 4, 4),
        _forward_case(rng, "one hidden unit", 3, 1, 1, 6),
        case("inputs as uint8", rng.integers(0, 5, (5, 8), dtype=np.uint8),
             _network(rng, 5, 6, 1, 0.4)),
        _forward_case(rng, "saturated units, sure answers", 2, 6, 1, 9, spread=5.0),
    )


_Z1 = 'Z1 = parameters["W1"] @ X + parameters["b1"]'
_Z2 = 'Z2 = parameters["W2"] @ A1 + parameters["b2"]'
_A1 = "A1 = np.tanh(Z1)"
_A2 = "A2 = 1 / (1 + np.exp(-Z2))"
_CACHE = '{"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}'

FORWARD = Exercise(
    "forward_propagation", ("A2", "cache"), _forward_visible, _forward_hidden,
    misconceptions=(
        Misconception(
            "sigmoid in the hidden layer", ((_A1, "A1 = 1 / (1 + np.exp(-Z1))"),),
            "The hidden layer's activation is a sigmoid, whose answers are all positive. In "
            "this network it is tanh; look at A1."),
        Misconception(
            "ReLU in the hidden layer", ((_A1, "A1 = np.maximum(0, Z1)"),),
            "The hidden layer's activation is ReLU, which the next week uses. In this network "
            "it is tanh; look at A1."),
        Misconception(
            "no activation in the hidden layer", ((_A1, "A1 = Z1"),),
            "The hidden layer has no activation, so the network is one straight line. Put Z1 "
            "through tanh."),
        Misconception(
            "tanh at the output", ((_A2, "A2 = np.tanh(Z2)"),),
            "The output goes through tanh, so it may be negative. A probability comes from the "
            "sigmoid."),
        Misconception(
            "score instead of probability", ((_A2, "A2 = Z2"),),
            "The output has no activation. Put Z2 through the sigmoid."),
        Misconception(
            "minus in the denominator", ((_A2, "A2 = 1 / (1 - np.exp(-Z2))"),),
            "The sigmoid has 1 − e^(−z) in the denominator. Look at that sign."),
        Misconception(
            "sign of the score turned", ((_A2, "A2 = 1 / (1 + np.exp(Z2))"),),
            "You return the probability of the other answer. Look at the sign in the exponent."),
        Misconception(
            "Z1 into the second layer", ((_Z2, _Z2.replace("A1", "Z1")),),
            "The second layer gets the scores Z1 instead of the activations A1. Then the bend of "
            "tanh has no effect."),
        Misconception(
            "first bias forgotten", ((_Z1, 'Z1 = parameters["W1"] @ X'),),
            "b1 is not added. All the lines of the hidden units go through the origin then."),
        Misconception(
            "second bias forgotten", ((_Z2, 'Z2 = parameters["W2"] @ A1'),),
            "b2 is not added, so the output cannot shift its border. Every layer has a bias; "
            "compare Z1 and Z2."),
        Misconception(
            "biases exchanged sign", ((_Z1, 'Z1 = parameters["W1"] @ X - parameters["b1"]'),
                                      (_Z2, 'Z2 = parameters["W2"] @ A1 - parameters["b2"]')),
            "The biases are taken away instead of added."),
        Misconception(
            "entry by entry", ((_Z1, 'Z1 = parameters["W1"] * X + parameters["b1"]'),),
            "W1 and X are multiplied entry by entry. A score is a sum over the inputs: the matrix "
            "product."),
        Misconception(
            "transposed", ((_Z1, 'Z1 = parameters["W1"].T @ X + parameters["b1"]'),),
            "W1 is transposed. Its rows are the units already, unlike week 2's column w."),
        Misconception(
            "second layer transposed", ((_Z2, 'Z2 = parameters["W2"].T @ A1 + parameters["b2"]'),),
            "W2 is transposed. Its rows are the outputs already."),
        Misconception(
            "rounded", (("return A2,", "return np.round(A2),"),),
            "The probabilities are rounded to 0 and 1. That is for predict; the cost needs to know "
            "how sure the network is."),
        Misconception(
            "activations exchanged in the cache",
            ((_CACHE, '{"Z1": A1, "A1": Z1, "Z2": A2, "A2": Z2}'),),
            "In the cache scores and activations are exchanged. Look at which value each name "
            "gets."),
        Misconception(
            "scores left out of the cache", ((_CACHE, '{"A1": A1, "A2": A2}'),),
            "The cache lacks the scores. Other activations' slopes need them."),
        Misconception(
            "cache only", ((f"return A2, {_CACHE}", f"return {_CACHE}"),),
            "Only the cache is returned. The caller expects two values, A2 and cache."),
        Misconception(
            "order of the answers", ((f"return A2, {_CACHE}", f"return {_CACHE}, A2"),),
            "A2 and cache are returned in the wrong order. Compare with the docstring."),
        Misconception(
            "started anew",
            ((_Z1, "parameters = initialize_parameters(X.shape[0], "
              'parameters["W1"].shape[0], parameters["W2"].shape[0])\n    ' + _Z1),),
            "The parameters given are thrown away and new ones drawn. Use those of the argument."),
        Misconception(
            "sizes from outside", ((_Z1, _Z1 + " + np.zeros((n_h, 1))"),),
            "The function uses a name from outside, which is not there when it is graded. "
            "Everything it needs comes in by the arguments."),
    ),
    right_roads=(
        RightRoad("np.dot and names", '''
def forward_propagation(X, parameters):
    W1, b1, W2, b2 = (parameters[key] for key in ("W1", "b1", "W2", "b2"))
    Z1 = np.dot(W1, X) + b1
    A1 = np.tanh(Z1)
    Z2 = np.dot(W2, A1) + b2
    A2 = 0.5 * (1 + np.tanh(Z2 / 2))
    cache = {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2, "X": X}
    return A2, cache
'''),
        RightRoad("einsum", '''
def forward_propagation(X, parameters):
    Z1 = np.einsum("hx,xm->hm", parameters["W1"], X) + parameters["b1"]
    A1 = 2 / (1 + np.exp(-2 * Z1)) - 1
    Z2 = np.einsum("yh,hm->ym", parameters["W2"], A1) + parameters["b2"]
    return 1 / (1 + np.exp(-Z2)), dict(Z1=Z1, A1=A1, Z2=Z2, A2=1 / (1 + np.exp(-Z2)))
'''),
        RightRoad("one example at a time", '''
def forward_propagation(X, parameters):
    columns = {"Z1": [], "A1": [], "Z2": [], "A2": []}
    for i in range(X.shape[1]):
        z1 = parameters["W1"] @ X[:, i] + parameters["b1"][:, 0]
        a1 = np.tanh(z1)
        z2 = parameters["W2"] @ a1 + parameters["b2"][:, 0]
        a2 = 1 / (1 + np.exp(-z2))
        for key, column in zip(columns, (z1, a1, z2, a2)):
            columns[key].append(column)
    cache = {key: np.array(value).T for key, value in columns.items()}
    return cache["A2"], cache
'''),
    ),
)


# --- Cost ---------------------------------------------------------------------------------------

def _probabilities(rng, m, low=0.05, high=0.95):
    return rng.uniform(low, high, (1, m))


def _cost_visible(rng):
    return (
        case("a coin flip", np.full((1, 4), 0.5), np.array([[0, 1, 1, 0]], dtype=np.uint8)),
        case("five examples, labels uint8", _probabilities(rng, 5), _labels(rng, (1, 5))),
        case("labels as real numbers", _probabilities(rng, 3), np.array([[1.0, 0.0, 1.0]])),
    )


def _cost_hidden(rng):
    sure = rng.uniform(2e-5, 1e-3, (1, 8))
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


_TERMS = "Y * np.log(A2) + (1 - Y) * np.log(1 - A2)"
_RETURN = "return float(-log_likelihood / m)"

COST = Exercise(
    "compute_cost", ("cost",), _cost_visible, _cost_hidden,
    # Room for those who add 1e-8 to what they take the logarithm of, or clip a little.
    tolerance=1e-4,
    misconceptions=(
        Misconception(
            "only the yes term", ((_TERMS, "Y * np.log(A2)"),),
            "Examples with the label 0 cost nothing. The second term, with 1 − y and 1 − a, is "
            "missing."),
        Misconception(
            "only the yes term, and not divided",
            ((_TERMS, "Y * np.log(A2)"), (_RETURN, "return float(-log_likelihood)")),
            "One term of two, and the sum instead of the mean: examples with the label 0 cost "
            "nothing, and 1/m is missing."),
        Misconception(
            "only the no term", ((_TERMS, "(1 - Y) * np.log(1 - A2)"),),
            "Examples with the label 1 cost nothing. The term with y and a is missing."),
        Misconception(
            "sum instead of mean", ((_RETURN, "return float(-log_likelihood)"),),
            "You add up the losses; the cost is their mean. Divide by the number of examples."),
        Misconception(
            "sign turned", ((_RETURN, "return float(log_likelihood / m)"),),
            "Your cost is negative. A minus stands before everything."),
        Misconception(
            "minus before the first term only",
            ((_TERMS, "-Y.astype(float) * np.log(A2) + (1 - Y) * np.log(1 - A2)"),
             (_RETURN, "return float(log_likelihood / m)")),
            "The minus reaches the first term only, so a sure and wrong “no” comes out cheap. It "
            "belongs before both: look at the brackets."),
        Misconception(
            "minus on unsigned labels",
            ((_TERMS, "-Y * np.log(A2) - (1 - Y) * np.log(1 - A2)"),
             (_RETURN, "return float(log_likelihood / m)")),
            "With uint8 labels −Y is not −1 but 255. Put the minus before the bracket, or turn the "
            "labels into floats first."),
        Misconception(
            "labels exchanged", ((_TERMS, "(1 - Y) * np.log(A2) + Y * np.log(1 - A2)"),),
            "Right answers are dear and wrong ones cheap: y and 1 − y are exchanged."),
        Misconception(
            "log A2 in both terms", ((_TERMS, "Y * np.log(A2) + (1 - Y) * np.log(A2)"),),
            "Both terms take the logarithm of a. For the label 0 it is 1 − a that should have been "
            "large."),
        Misconception(
            "bracket in the second logarithm",
            ((_TERMS, "Y * np.log(A2) + (1 - Y) * (1 - np.log(A2))"),),
            "The second term holds 1 − log a instead of log(1 − a). Look at the brackets."),
        Misconception(
            "squared error", ((_TERMS, "-((A2 - Y) ** 2)"),),
            "This is the squared error. The course takes the cost that follows from the "
            "likelihood."),
        Misconception(
            "logarithm of base 2", ((_TERMS, "Y * np.log2(A2) + (1 - Y) * np.log2(1 - A2)"),),
            "Your cost is in bits, by the logarithm of base 2. The course counts in nats."),
        Misconception(
            "divided by the outputs", (("m = Y.shape[1]", "m = Y.shape[0]"),),
            "You divide by the number of rows. The examples are the columns."),
        Misconception(
            "averaged twice", (("np.sum(", "np.mean("),),
            "The mean is divided by m once more, so the cost shrinks as examples are added. "
            "np.mean has divided already."),
        Misconception(
            "a table of all pairs",
            ((_TERMS, "Y * np.log(A2).T + (1 - Y) * np.log(1 - A2).T"),),
            "A row times a column with * makes an m × m table: every label meets every "
            "prediction. Either no transpose, or the matrix product."),
        Misconception(
            "not added up", (("log_likelihood = np.sum(" + _TERMS + ")",
                              "log_likelihood = " + _TERMS),
                             (_RETURN, "return -log_likelihood / m")),
            "You return one number for each example. The cost is one number for all of them."),
        Misconception(
            "a table of one entry",
            (("np.sum(" + _TERMS + ")", "Y @ np.log(A2).T + (1 - Y) @ np.log(1 - A2).T"),
             (_RETURN, "return -log_likelihood / m")),
            "The number is right, but it sits in a (1, 1) array. Take it out, with float or "
            ".item()."),
        Misconception(
            "answers rounded first",
            ((_TERMS, "Y * np.log(np.round(A2)) + (1 - Y) * np.log(1 - np.round(A2))"),),
            "The probabilities are rounded before the logarithm, and log 0 is not a number. Take "
            "A2 as it is."),
        Misconception(
            "parameters from outside", (("m = Y.shape[1]", 'm = parameters["W2"].shape[1]'),),
            "The function uses `parameters` from outside, which is not there when it is graded. "
            "A2 and Y are all it needs."),
        Misconception(
            "400 examples taken for granted", (("m = Y.shape[1]", "m = 400"),),
            "You divide by 400, the size of the flower, whatever comes. Read m from the shape."),
    ),
    right_roads=(
        RightRoad("matrix product", '''
def compute_cost(A2, Y):
    m = Y.shape[1]
    cost = -(Y @ np.log(A2).T + (1 - Y) @ np.log(1 - A2).T) / m
    return np.squeeze(cost)
'''),
        RightRoad("the probability of what came true", '''
def compute_cost(A2, Y):
    return -np.log(np.where(Y == 1, A2, 1 - A2)).mean()
'''),
        RightRoad("two steps", '''
def compute_cost(A2, Y):
    logprobs = np.multiply(np.log(A2), Y) + np.multiply(np.log(1 - A2), 1 - Y)
    cost = -np.sum(logprobs) / A2.shape[1]
    return float(np.squeeze(cost))
'''),
        RightRoad("a loop", '''
def compute_cost(A2, Y):
    total = 0
    for a, y in zip(A2[0], Y[0]):
        total -= np.log(a if y == 1 else 1 - a)
    return total / Y.size
'''),
    ),
)


# --- Backward -----------------------------------------------------------------------------------

def _backward_case(rng, label, n_x, n_h, n_y, m, dtype=np.uint8, spread=1.0):
    """parameters, cache, X, Y with the cache of the reference's own forward pass."""
    parameters = _network(rng, n_x, n_h, n_y, spread)
    X = rng.normal(size=(n_x, m))
    _, cache = _reference("forward_propagation")(X, parameters)
    return case(label, parameters, cache, X, _labels(rng, (n_y, m), dtype))


def _backward_visible(rng):
    x = np.array([[np.log(3)], [0.0]])
    by_hand = {"W1": np.eye(2), "b1": np.zeros((2, 1)),
               "W2": np.array([[1.25 * np.log(3), 7.0]]), "b2": np.zeros((1, 1))}
    _, cache = _reference("forward_propagation")(x, by_hand)
    return (
        case("the network by hand", by_hand, cache, x, np.array([[1]], dtype=np.uint8)),
        _backward_case(rng, "two inputs, four units, three examples", 2, 4, 1, 3),
        _backward_case(rng, "two outputs, labels as real numbers", 3, 5, 2, 6, np.float64),
    )


def _backward_hidden(rng):
    return (
        _backward_case(rng, "more examples than units, uint8 labels", 2, 4, 1, 13),
        _backward_case(rng, "three outputs", 3, 5, 3, 7, np.int64),
        _backward_case(rng, "m = 1", 4, 3, 2, 1),
        _backward_case(rng, "every size equal", 4, 4, 4, 4),
        _backward_case(rng, "one hidden unit", 3, 1, 1, 6, np.float64),
        _backward_case(rng, "more units than examples", 5, 9, 2, 3),
        _backward_case(rng, "some units saturated, sure answers", 2, 6, 1, 9, np.int64, spread=2.5),
    )


_DW2 = "dW2 = dZ2 @ A1.T / m"
_DB2 = "db2 = np.sum(dZ2, axis=1, keepdims=True) / m"
_DZ1 = 'dZ1 = (parameters["W2"].T @ dZ2) * (1 - A1**2)'
_DW1 = "dW1 = dZ1 @ X.T / m"
_DB1 = "db1 = np.sum(dZ1, axis=1, keepdims=True) / m"

BACKWARD = Exercise(
    "backward_propagation", ("grads",), _backward_visible, _backward_hidden,
    misconceptions=(
        Misconception(
            "1/m missing", ((_DW2, "dW2 = dZ2 @ A1.T"), (_DB2, _DB2.removesuffix(" / m")),
                            (_DW1, "dW1 = dZ1 @ X.T"), (_DB1, _DB1.removesuffix(" / m"))),
            "You sum over the examples; the cost is their mean, so its gradient is one too. "
            "Divide by m."),
        Misconception(
            "1/m missing for the weights", ((_DW2, "dW2 = dZ2 @ A1.T"), (_DW1, "dW1 = dZ1 @ X.T")),
            "The weights' slopes are sums over the examples, not means. The matrix product adds "
            "up; dividing by m is left to you."),
        Misconception(
            "1/m missing for the biases", ((_DB2, _DB2.removesuffix(" / m")),
                                           (_DB1, _DB1.removesuffix(" / m"))),
            "The biases' slopes are sums over the examples, not means. Divide by m."),
        Misconception(
            "1/m twice, from dZ2", (("dZ2 = A2 - Y", "dZ2 = (A2 - Y) / m"),),
            "1/m is in dZ2 already, and then once more in every slope. It belongs to dW and db "
            "alone."),
        Misconception(
            "1/m twice, from dZ1", ((_DZ1, _DZ1 + " / m"),),
            "1/m is in dZ1 already, and then once more in dW1 and db1; the second layer is right. "
            "It belongs to dW and db alone."),
        Misconception(
            "m from the wrong axis", (("m = X.shape[1]", "m = X.shape[0]"),),
            "You divide by the number of inputs. The examples are the columns of X."),
        Misconception(
            "400 examples taken for granted", (("m = X.shape[1]", "m = 400"),),
            "You divide by 400, the size of the flower, whatever comes. Read m from a shape."),
        Misconception(
            "Z for A", ((_DZ1, _DZ1.replace("A1**2", 'cache["Z1"] ** 2')),),
            "The slope of tanh is 1 − a², with the activation; you square the score Z1."),
        Misconception(
            "slope without the square", ((_DZ1, _DZ1.replace("A1**2", "A1")),),
            "The slope of tanh is 1 − a². The square is missing."),
        Misconception(
            "slope of the sigmoid", ((_DZ1, _DZ1.replace("(1 - A1**2)", "A1 * (1 - A1)")),),
            "a(1 − a) is the sigmoid's slope. The hidden layer has tanh."),
        Misconception(
            "slope forgotten", ((_DZ1, 'dZ1 = parameters["W2"].T @ dZ2'),),
            "The error does not pass through the activation: the slope of tanh is missing in "
            "dZ1."),
        Misconception(
            "matrix product for the slope",
            ((_DZ1, 'dZ1 = (parameters["W2"].T @ dZ2) @ (1 - A1**2)'),),
            "The slope goes unit by unit and example by example: multiply entry by entry, with *."),
        Misconception(
            "entry by entry for the weights",
            ((_DZ1, 'dZ1 = (parameters["W2"].T * dZ2) * (1 - A1**2)'),),
            "W2ᵀ and dZ2 are multiplied entry by entry. Every output sends its error back, and the "
            "paths are added: a matrix product."),
        Misconception(
            "W2 not transposed", ((_DZ1, _DZ1.replace('"W2"].T', '"W2"]')),),
            "W2 goes from the units to the outputs; on the way back it is transposed. Write the "
            "shapes side by side."),
        Misconception(
            "W1 for W2", ((_DZ1, _DZ1.replace('"W2"].T', '"W1"]')),),
            "The error comes back through W2, the weights between hidden layer and output; you use "
            "W1."),
        Misconception(
            "one bias for the layer", ((_DB1, "db1 = np.sum(dZ1) / m"),
                                       (_DB2, "db2 = np.sum(dZ2) / m")),
            "db is one number for the whole layer: the sum runs over units too. Sum over the "
            "examples alone; broadcasting hides this mistake in training."),
        Misconception(
            "the first layer's bias one number", ((_DB1, "db1 = np.sum(dZ1, keepdims=True) / m"),),
            "db1 is one number for the whole layer. Each unit has a bias and a slope of its own: "
            "sum along the examples."),
        Misconception(
            "biases without keepdims", ((_DB1, "db1 = np.sum(dZ1, axis=1) / m"),
                                        (_DB2, "db2 = np.sum(dZ2, axis=1) / m")),
            "db has lost its column and is neither row nor column. Keep (n, 1), with keepdims."),
        Misconception(
            "summed along the units", ((_DB1, _DB1.replace("axis=1", "axis=0")),
                                       (_DB2, _DB2.replace("axis=1", "axis=0"))),
            "You sum along axis 0, the units, so one number for each example is left. Sum along "
            "the examples."),
        Misconception(
            "sign turned", (("dZ2 = A2 - Y", "dZ2 = Y - A2"),),
            "All slopes have the opposite sign: dZ2 is the answer minus the label, not the other "
            "way round. A step would go uphill."),
        Misconception(
            "an extra slope at the output",
            (("dZ2 = A2 - Y", "dZ2 = (A2 - Y) * A2 * (1 - A2)"),),
            "dZ2 has the sigmoid's slope once too often. With cross-entropy it cancels; it stays "
            "only with the squared error."),
        Misconception(
            "dA2 for dZ2", (("dZ2 = A2 - Y", "dZ2 = (A2 - Y) / (A2 * (1 - A2))"),),
            "This is dA2, the slope by the probability. One more step, through the sigmoid, "
            "gives dZ2."),
        Misconception(
            "inputs exchanged", ((_DW2, "dW2 = dZ2 @ X.T / m"), (_DW1, "dW1 = dZ1 @ A1.T / m")),
            "The layers' inputs are exchanged. Layer 1 is fed with X, layer 2 with A1."),
        Misconception(
            "order in the product", ((_DW2, "dW2 = A1 @ dZ2.T / m"),
                                     (_DW1, "dW1 = X @ dZ1.T / m")),
            "The product is the wrong way round, so rows and columns of the slopes are exchanged. "
            "A gradient has the shape of what it differentiates."),
        Misconception(
            "transpose lost", ((_DW2, "dW2 = dZ2 @ A1 / m"),),
            "A transpose is missing in dW2. Write the shapes side by side: the examples must meet "
            "in the middle."),
        Misconception(
            "error not carried back", ((_DZ1, _DZ1.replace("@ dZ2", "@ A2")),),
            "The hidden layer is sent the answer A2 instead of the error dZ2, so it learns even "
            "where all is right. Look at what comes back through W2."),
        Misconception(
            "labels thresholded against", (("dZ2 = A2 - Y", "dZ2 = (A2 > 0.5) - 1.0 * Y"),),
            "You subtract from rounded answers, so an unsure right answer teaches nothing. Use "
            "the probabilities."),
        Misconception(
            "names of the parameters", (('"dW1": dW1', '"W1": dW1'),),
            "A key lacks its d. A slope is named d plus the name of what it differentiates."),
        Misconception(
            "layers exchanged", (('{"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}',
                                  '{"dW1": dW2, "db1": db2, "dW2": dW1, "db2": db1}'),),
            "The slopes of the two layers are exchanged in the dictionary."),
    ),
    right_roads=(
        RightRoad("the chain rule without a shortcut", '''
def backward_propagation(parameters, cache, X, Y):
    m = X.shape[1]
    A1, A2 = cache["A1"], cache["A2"]
    dA2 = -(np.divide(Y, A2) - np.divide(1 - Y, 1 - A2))
    dZ2 = dA2 * A2 * (1 - A2)
    dW2 = (1 / m) * np.dot(dZ2, A1.T)
    db2 = (1 / m) * np.sum(dZ2, axis=1, keepdims=True)
    dA1 = np.dot(parameters["W2"].T, dZ2)
    dZ1 = np.multiply(dA1, 1 - np.power(A1, 2))
    dW1 = (1 / m) * np.dot(dZ1, X.T)
    db1 = (1 / m) * np.sum(dZ1, axis=1, keepdims=True)
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dZ1": dZ1, "dW1": dW1, "db1": db1}
'''),
        RightRoad("one example at a time", '''
def backward_propagation(parameters, cache, X, Y):
    m = X.shape[1]
    grads = {f"d{key}": np.zeros(np.shape(value)) for key, value in parameters.items()}
    for i in range(m):
        dz2 = cache["A2"][:, [i]] - Y[:, [i]]
        dz1 = parameters["W2"].T @ dz2 / np.cosh(cache["Z1"][:, [i]]) ** 2
        grads["dW2"] += dz2 @ cache["A1"][:, [i]].T / m
        grads["db2"] += dz2 / m
        grads["dW1"] += dz1 @ X[:, [i]].T / m
        grads["db1"] += dz1 / m
    return grads
'''),
        RightRoad("einsum and the student's own slope", '''
def backward_propagation(parameters, cache, X, Y):
    d2 = cache["A2"] - Y
    d1 = np.einsum("yh,ym->hm", parameters["W2"], d2) * tanh_derivative(cache["Z1"])
    m = Y.shape[1]
    return {
        "dW1": np.einsum("hm,xm->hx", d1, X) / m, "db1": d1.mean(axis=1).reshape(-1, 1),
        "dW2": np.einsum("ym,hm->yh", d2, cache["A1"]) / m, "db2": d2.mean(axis=1)[:, None],
    }
'''),
        RightRoad("everything computed anew", '''
def backward_propagation(parameters, cache, X, Y):
    W1, b1, W2, b2 = parameters["W1"], parameters["b1"], parameters["W2"], parameters["b2"]
    A1 = np.tanh(W1 @ X + b1)
    error = (0.5 * (1 + np.tanh((W2 @ A1 + b2) / 2)) - Y) / X.shape[1]
    ones = np.ones((X.shape[1], 1))
    back = (W2.T @ error) * (1 - A1 * A1)
    return {"dW1": back @ X.T, "db1": back @ ones, "dW2": error @ A1.T, "db2": error @ ones}
'''),
    ),
)


# --- Update -------------------------------------------------------------------------------------

def _update_case(rng, label, n_x, n_h, n_y, *rate, **named):
    parameters = _network(rng, n_x, n_h, n_y)
    grads = {f"d{key}": rng.normal(size=value.shape) for key, value in parameters.items()}
    return case(label, parameters, grads, *rate, **named)


def _update_visible(rng):
    return (
        _update_case(rng, "the usual rate", 2, 4, 1),
        _update_case(rng, "rate 0.1", 3, 2, 2, learning_rate=0.1),
    )


def _update_hidden(rng):
    return (
        _update_case(rng, "the usual rate", 2, 5, 1),
        _update_case(rng, "a small rate, by name", 3, 4, 2, learning_rate=rng.uniform(0.01, 0.05)),
        _update_case(rng, "a large rate, by position", 4, 3, 1, rng.uniform(2, 5)),
        _update_case(rng, "one hidden unit", 5, 1, 1, rng.uniform(0.3, 0.7)),
        _update_case(rng, "three outputs", 2, 7, 3, learning_rate=rng.uniform(0.3, 0.7)),
        _update_case(rng, "every size equal", 4, 4, 4, rng.uniform(0.1, 0.3)),
    )


_UPDATES = {key: f'{key} = parameters["{key}"] - learning_rate * grads["d{key}"]'
            for key in ("W1", "b1", "W2", "b2")}


def _each(change):
    """The same change in each of the four lines."""
    return tuple((line, change(key, line)) for key, line in _UPDATES.items())


UPDATE = Exercise(
    "update_parameters", ("parameters",), _update_visible, _update_hidden,
    misconceptions=(
        Misconception(
            "rate of the default", _each(lambda key, line: line.replace("learning_rate", "1.2")),
            "The rate is 1.2 whatever is asked for. That is only its usual value; look for a "
            "number where the argument should stand."),
        Misconception(
            "uphill", _each(lambda key, line: line.replace("] - ", "] + ")),
            "You go along the slope, uphill. The cost shall fall: look at the sign."),
        Misconception(
            "biases forgotten", ((_UPDATES["b1"], 'b1 = parameters["b1"]'),
                                 (_UPDATES["b2"], 'b2 = parameters["b2"]')),
            "The weights move, the biases stay. They have slopes too; look at how many of the "
            "four take a step."),
        Misconception(
            "weights forgotten", ((_UPDATES["W1"], 'W1 = parameters["W1"]'),
                                  (_UPDATES["W2"], 'W2 = parameters["W2"]')),
            "The biases move, the weights stay. All four take a step; look at which of them are "
            "changed."),
        Misconception(
            "first layer forgotten", ((_UPDATES["W1"], 'W1 = parameters["W1"]'),
                                      (_UPDATES["b1"], 'b1 = parameters["b1"]')),
            "Only the second layer moves, so the hidden units stay as they were drawn. Both "
            "layers learn; look at W1 and b1."),
        Misconception(
            "old parameters returned",
            (('return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}', "return parameters"),),
            "You return the parameters as they came; the new ones are computed and lost."),
        Misconception(
            "step returned", _each(lambda key, line: f'{key} = -learning_rate * grads["d{key}"]'),
            "You return the step alone, not where it leads. Add it to where you were."),
        Misconception(
            "rate forgotten", _each(lambda key, line: line.replace("learning_rate * ", "")),
            "The slopes are taken off in full. The rate says which share of them."),
        Misconception(
            "divided by the rate",
            _each(lambda key, line: line.replace("learning_rate * ", "1 / learning_rate * ")),
            "You divide by the rate, so a small rate makes long steps. Multiply."),
        Misconception(
            "everything shrunk",
            _each(lambda key, line: f'{key} = (1 - learning_rate) * parameters["{key}"]'),
            "The slopes are not used: the parameters only shrink."),
        Misconception(
            "rate before the bracket",
            _each(lambda key, line: f'{key} = learning_rate * (parameters["{key}"] - '
                                    f'grads["d{key}"])'),
            "The rate multiplies the parameters too. It belongs to the slope alone."),
        Misconception(
            "slopes of the other layer",
            ((_UPDATES["b1"], _UPDATES["b1"].replace("db1", "db2")),
             (_UPDATES["b2"], _UPDATES["b2"].replace("db2", "db1[:1]"))),
            "The biases take the other layer's slopes. Look at the numbers in the names."),
        Misconception(
            "written into the arguments",
            tuple((line, f'{key} = parameters["{key}"]\n    '
                         f'{key} -= learning_rate * grads["d{key}"]')
                  for key, line in _UPDATES.items()),
            "`-=` writes into the caller's own arrays. Make new ones: `W1 = W1 - …`."),
        Misconception(
            "the caller's dictionary changed",
            (('return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}',
              "parameters.update(W1=W1, b1=b1, W2=W2, b2=b2)\n    return parameters"),),
            "You write into the caller's dictionary. Return a new one."),
        Misconception(
            "two steps",
            _each(lambda key, line: line.replace("learning_rate", "2 * learning_rate")),
            "The step is taken twice, as if the rate were double. Look for a second "
            "subtraction, or a loop around the update."),
    ),
    right_roads=(
        RightRoad("a comprehension", '''
def update_parameters(parameters, grads, learning_rate=1.2):
    return {key: parameters[key] - learning_rate * grads["d" + key] for key in parameters}
'''),
        RightRoad("a deep copy that is written into", '''
def update_parameters(parameters, grads, learning_rate=1.2):
    import copy
    new = copy.deepcopy(parameters)
    for layer in (1, 2):
        new[f"W{layer}"] -= learning_rate * grads[f"dW{layer}"]
        new[f"b{layer}"] -= learning_rate * grads[f"db{layer}"]
    return new
'''),
        RightRoad("a sum with minus", '''
def update_parameters(parameters, grads, learning_rate=1.2):
    step = {key: -learning_rate * np.asarray(slope) for key, slope in grads.items()}
    return {name: np.add(value, step[f"d{name}"]) for name, value in parameters.items()}
'''),
    ),
)


# --- Training -----------------------------------------------------------------------------------

def _clouds(rng, n_x, m):
    """X, Y that a straight wall parts well."""
    Y = _labels(rng, (1, m))
    return rng.normal(size=(n_x, m)) + 1.4 * (Y - 0.5), Y


def _set(rng, draw, m, **kwargs):
    return draw(m, seed=int(rng.integers(2**31)), **kwargs)


def _model_visible(rng):
    return (
        case("two clouds, three units", *planar.blobs(40, seed=1), 3, num_iterations=100),
        case("three inputs, five units, by name", *_clouds(rng, 3, 20), n_h=5, num_iterations=50),
    )


def _model_hidden(rng):
    return (
        case("two clouds", *_set(rng, planar.blobs, 60), 5, num_iterations=200),
        case("a flower, n_h by name", *_set(rng, planar.flower, 100), n_h=9, num_iterations=300),
        case("five inputs, by position", *_clouds(rng, 5, 40), 3, 60),
        case("a flower of four petals, the cost printed, labels as real numbers",
             *_set(rng, planar.flower, 90, n_petals=4, dtype=np.float64), 8, 300, True),
        case("m = 1", rng.normal(size=(3, 1)), np.array([[1]], dtype=np.uint8), 2,
             num_iterations=50),
        # A few steps do next to nothing: who stops after as many as he likes is seen here. Alone,
        # an untrained start would do for them.
        together("few iterations, and many", (*_set(rng, planar.blobs, 80), 6, 3),
                 (*_set(rng, planar.blobs, 70), 6, 150)),
    )


_FORWARD_LINE = "A2, cache = forward_propagation(X, parameters)"
_START_LINE = "parameters = initialize_parameters(n_x, n_h, n_y)"
_UPDATE_LINE = "parameters = update_parameters(parameters, grads)"

NN_MODEL = Exercise(
    "nn_model", ("parameters",), _model_visible, _model_hidden, judged_by="trained shallow",
    misconceptions=(
        Misconception(
            "hidden size overwritten", (("n_x, _, n_y", "n_x, n_h, n_y"),),
            "The hidden layer has 4 units whatever is asked for: n_h is overwritten by what "
            "layer_sizes returns. Use the argument."),
        Misconception(
            "hidden size constant", ((_START_LINE, _START_LINE.replace("n_h", "4")),),
            "The hidden layer has 4 units whatever is asked for. Use the argument."),
        Misconception(
            "started anew in the loop", ((_FORWARD_LINE, _START_LINE + "\n        "
                                          + _FORWARD_LINE),),
            "The parameters are drawn anew in every iteration, so nothing that was learned stays. "
            "Start once, before the loop."),
        Misconception(
            "update not kept", ((_UPDATE_LINE, "update_parameters(parameters, grads)"),),
            "update_parameters returns new parameters, and you let them go. Keep what it "
            "returns."),
        Misconception(
            "update kept under another name", ((_UPDATE_LINE, _UPDATE_LINE.replace(
                "parameters = ", "new_parameters = ")),),
            "The new parameters get a name that the loop never looks at. The next iteration must "
            "start from them."),
        Misconception(
            "slopes returned", (("return parameters", "return grads"),),
            "You return the slopes, which are near 0 when all is learned. The caller wants the "
            "trained parameters; look at the last line's name."),
        Misconception(
            "start returned", ((_START_LINE, _START_LINE + "\n    start = parameters"),
                               ("return parameters", "return start")),
            "You return the parameters of the start. Return those after the last update."),
        Misconception(
            "iterations constant", (("range(num_iterations)", "range(10000)"),),
            "The loop runs 10,000 times whatever is asked for. That is only the usual number; "
            "look for it where the argument should stand."),
        Misconception(
            "a hundred iterations", (("range(num_iterations)", "range(100)"),),
            "The loop runs 100 times whatever is asked for. The caller says how often; look for "
            "a number where the argument should stand."),
        Misconception(
            "one iteration", (("    return parameters", "        return parameters"),),
            "`return` stands inside the loop, so it ends after one iteration. Look at the "
            "indentation."),
        Misconception(
            "update after the loop", (("        " + _UPDATE_LINE, "    " + _UPDATE_LINE),),
            "The update stands behind the loop, so only one step is taken. Look at the "
            "indentation."),
        Misconception(
            "forward once",
            (("for i in range(num_iterations):\n        " + _FORWARD_LINE,
              _FORWARD_LINE + "\n    for i in range(num_iterations):"),),
            "The forward pass is done once, before the loop, so the slopes are those of the start. "
            "They must be taken anew after each step."),
        Misconception(
            "a rate far too small",
            ((_UPDATE_LINE, "parameters = update_parameters(parameters, grads, 0.01)"),),
            "The rate is far too small for these data: little is learned in the iterations given. "
            "Leave it out, and the usual one is used."),
        Misconception(
            "a rate of 0",
            ((_UPDATE_LINE, "parameters = update_parameters(parameters, grads, 0)"),),
            "The rate is 0, so no step is taken and the start comes back. Look at what you hand "
            "to update_parameters."),
        Misconception(
            "uphill", ((_UPDATE_LINE, "parameters = update_parameters(parameters, grads, -1.2)"),),
            "The steps go uphill, for the rate is negative and update_parameters has the minus "
            "already. Look at what you hand to it."),
        Misconception(
            "start from zeros",
            ((_START_LINE, _START_LINE + "\n    parameters = {key: 0 * value for key, value in "
              "parameters.items()}"),),
            "All parameters start at zero, so nothing moves. Start from random weights."),
        Misconception(
            "start from equal weights",
            ((_START_LINE, _START_LINE + "\n    parameters = {key: 0 * value + 0.01 for key, value "
              "in parameters.items()}"),),
            "All weights start equal, so the units stay copies of one another and do the work of "
            "one. Start from random weights."),
        Misconception(
            "inputs counted along the examples", (("layer_sizes(X, Y)", "layer_sizes(X.T, Y)"),),
            "The number of inputs is taken from the examples' axis. Give X as it is."),
        Misconception(
            "costs returned too",
            (("return parameters", "return parameters, compute_cost(A2, Y)"),),
            "Two values come back. The caller expects the parameters alone."),
        Misconception(
            "labels turned round",
            (("backward_propagation(parameters, cache, X, Y)",
              "backward_propagation(parameters, cache, X, 1 - Y)"),),
            "The network learns the opposite of the labels. Give Y as it is."),
    ),
    right_roads=(
        RightRoad("a while loop that notes every cost", '''
def nn_model(X, Y, n_h, num_iterations=10000, print_cost=False):
    parameters = initialize_parameters(X.shape[0], n_h, Y.shape[0])
    costs = []
    while len(costs) < num_iterations:
        A2, cache = forward_propagation(X, parameters)
        costs.append(compute_cost(A2, Y))
        if print_cost and len(costs) % 1000 == 1:
            print("Cost after iteration %i: %f" % (len(costs) - 1, costs[-1]))
        grads = backward_propagation(parameters, cache, X, Y)
        parameters = update_parameters(parameters, grads, learning_rate=1.2)
    return parameters
'''),
        RightRoad("everything in place, a seed of its own", '''
def nn_model(X, Y, n_h, num_iterations=10000, print_cost=False):
    np.random.seed(3)
    m = X.shape[1]
    W1, b1 = np.random.randn(n_h, X.shape[0]) * 0.01, np.zeros((n_h, 1))
    W2, b2 = np.random.randn(Y.shape[0], n_h) * 0.01, np.zeros((Y.shape[0], 1))
    for _ in range(num_iterations):
        A1 = np.tanh(W1 @ X + b1)
        dZ2 = (1 / (1 + np.exp(-(W2 @ A1 + b2))) - Y) / m
        dZ1 = W2.T @ dZ2 * (1 - A1**2)
        W2, b2 = W2 - 1.2 * dZ2 @ A1.T, b2 - 1.2 * dZ2.sum(axis=1, keepdims=True)
        W1, b1 = W1 - 1.2 * dZ1 @ X.T, b1 - 1.2 * dZ1.sum(axis=1, keepdims=True)
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
'''),
        RightRoad("another generator", '''
def nn_model(X, Y, n_h, num_iterations=10000, print_cost=False):
    rng = np.random.default_rng()
    start = initialize_parameters(len(X), n_h, len(Y))
    parameters = {key: rng.normal(0, 0.01, value.shape) if key[0] == "W" else value
                  for key, value in start.items()}
    for _ in range(num_iterations):
        cache = forward_propagation(X, parameters)[1]
        parameters = update_parameters(parameters, backward_propagation(parameters, cache, X, Y))
    return dict(parameters)
'''),
    ),
)


# --- Answers ------------------------------------------------------------------------------------

def _decided(rng, n_x, n_h, scores):
    """parameters, X whose last scores are those given, so that no answer hangs on rounding."""
    parameters = _network(rng, n_x, n_h, 1)
    X = rng.normal(size=(n_x, len(scores)))
    # Hidden unit 1 listens to input 1 alone, which is then set so that the score comes out.
    parameters["W1"][0], parameters["W1"][1:, 0] = 0, 0
    parameters["W1"][0, 0], parameters["b1"][0] = 1, 0
    reach = 4 + np.abs(parameters["W2"]).sum() + np.abs(parameters["b2"]).sum()
    parameters["W2"][0, 0] = rng.choice([-1, 1]) * reach
    X[0] = 0
    _, cache = _reference("forward_propagation")(X, parameters)
    X[0] = np.arctanh((np.asarray(scores) - cache["Z2"][0]) / parameters["W2"][0, 0])
    return parameters, X


def _bands(rng, m):
    """Scores of both signs, some of them between 0 and 0.5, none near a threshold."""
    bands = [(0.1, 0.4), (-3, -0.6), (0.65, 3), (-0.4, -0.1)]
    return rng.permutation([rng.uniform(*bands[i % 4]) for i in range(m)])


def _predict_visible(rng):
    tiny = {"W1": np.array([[1.0]]), "b1": np.array([[0.0]]),
            "W2": np.array([[2.0]]), "b2": np.array([[-1.0]])}
    return (
        case("one hidden unit", tiny, np.array([[-3.0, 0.7, 3.0]])),
        case("four units, six examples", *_decided(rng, 2, 4, _bands(rng, 6))),
    )


def _predict_hidden(rng):
    return (
        case("8 examples, mostly a yes",
             *_decided(rng, 2, 4, [*rng.uniform(1.5, 3, 5), *_bands(rng, 3)])),
        case("13 examples, mostly a no",
             *_decided(rng, 3, 5, [*rng.uniform(-3, -1.5, 9), *_bands(rng, 4)])),
        case("every size equal", *_decided(rng, 4, 4, _bands(rng, 4))),
        together("m = 1, a yes and a no", _decided(rng, 2, 3, [0.3]), _decided(rng, 2, 3, [-0.3]),
                 _decided(rng, 3, 2, [2.0]), _decided(rng, 3, 2, [-2.0])),
        case("more units than examples", *_decided(rng, 2, 12, _bands(rng, 5))),
        case("one hidden unit", *_decided(rng, 3, 1, _bands(rng, 7))),
    )


_ANSWER = "(A2 > 0.5).astype(int)"

PREDICT = Exercise(
    "predict", ("answers",), _predict_visible, _predict_hidden,
    misconceptions=(
        Misconception(
            "threshold 0", (("A2 > 0.5", "A2 > 0"),),
            "A probability is always above 0, so every answer is 1. Where is the middle?"),
        Misconception(
            "probabilities returned", ((_ANSWER, "A2"),),
            "You return the probabilities. Answers are compared with labels, so make up your "
            "mind: 0 or 1."),
        Misconception(
            "inverted", (("A2 > 0.5", "A2 < 0.5"),),
            "Your answers are the opposite ones. Look at the comparison."),
        Misconception(
            "score against a half",
            (("A2, _ = forward_propagation(X, parameters)",
              'A2 = forward_propagation(X, parameters)[1]["Z2"]'),),
            "You compare the score with 0.5; a score is undecided at 0. Compare the probability."),
        Misconception(
            "hidden activations",
            (("A2, _ = forward_propagation(X, parameters)",
              'A2 = forward_propagation(X, parameters)[1]["A1"]'),),
            "You return what the hidden units say, a row for each of them. The answer is the "
            "output's; look at which activations you compare."),
        Misconception(
            "threshold above a half", (("A2 > 0.5", "A2 > 0.6"),),
            "Your threshold is not in the middle, so some answers that are more likely yes than no "
            "become a no."),
        Misconception(
            "threshold 1", (("A2 > 0.5", "A2 >= 1"),),
            "No probability reaches 1, so every answer is 0. Where is the middle?"),
        Misconception(
            "cut off", ((_ANSWER, "A2.astype(int)"),),
            "astype(int) cuts off, so every probability becomes 0. Compare first."),
        Misconception(
            "−1 and 1", ((_ANSWER, "np.sign(A2 - 0.5)"),),
            "Your no is −1, which can never equal a label. Labels are 0 and 1; look at what "
            "stands for a no."),
        Misconception(
            "neither row nor column", ((_ANSWER, "(A2[0] > 0.5).astype(int)"),),
            "The answers are right, but have the shape (m,). Keep the row (1, m), or comparing "
            "with labels goes wrong."),
        Misconception(
            "a column", ((_ANSWER, "(A2 > 0.5).astype(int).T"),),
            "The answers stand in a column. Columns are examples, so the answers are a row."),
        Misconception(
            "compared with the mean", (("A2 > 0.5", "A2 > np.mean(A2)"),),
            "You compare with the mean of the probabilities, so an example's answer depends on its "
            "neighbours. The threshold is one half."),
        Misconception(
            "tuple not unpacked", (("A2, _ = forward", "A2 = forward"),),
            "forward_propagation returns two things, and you compare both with 0.5. Take the first "
            "one out."),
    ),
    right_roads=(
        RightRoad("truth values", '''
def predict(parameters, X):
    A2, cache = forward_propagation(X, parameters)
    return A2 > 0.5
'''),
        RightRoad("rounding", '''
def predict(parameters, X):
    return np.round(forward_propagation(X, parameters)[0])
'''),
        RightRoad("the sign of the score", '''
def predict(parameters, X):
    _, cache = forward_propagation(X, parameters)
    return np.where(cache["Z2"] > 0, 1, 0)
'''),
    ),
)


EXERCISES = (
    LAYER_SIZES, SIGMOID_DERIVATIVE, TANH_DERIVATIVE, RELU, RELU_DERIVATIVE, LEAKY_RELU,
    LEAKY_RELU_DERIVATIVE, INITIALIZE, FORWARD, COST, BACKWARD, UPDATE, NN_MODEL, PREDICT,
)
