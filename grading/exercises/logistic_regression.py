"""Week 2: logistic regression, one neuron on images of digits."""

import numpy as np

from grading.exercises.description import (
    Exercise,
    Misconception,
    RightRoad,
    case,
    together,
)

ASSIGNMENT = "week2_logistic_regression"


# --- What the cases are made of -----------------------------------------------------------------

def _labels(rng, m, dtype=np.int64):
    """Labels (1, m) with a yes and a no among them, if there is room for both."""
    y = rng.integers(0, 2, m)
    if m > 1:
        y[rng.permutation(m)[:2]] = 0, 1
    return y.reshape(1, m).astype(dtype)


def _probabilities(rng, m, low=0.05, high=0.95):
    return rng.uniform(low, high, (1, m))


def _neuron(rng, n_x, spread=1.0):
    """Weights (n_x, 1) of a size that keeps scores moderate, and a bias that matters."""
    w = rng.normal(0, spread / np.sqrt(n_x), (n_x, 1))
    return w, float(rng.choice([-1, 1]) * rng.uniform(0.4, 1.2))


def _problem(rng, n_x, m, dtype=np.int64):
    """w, b, X, Y of moderate scores."""
    return (*_neuron(rng, n_x), rng.normal(size=(n_x, m)), _labels(rng, m, dtype))


def _pixels(rng, n_x, m):
    """w, b, X, Y with X as an image file holds it: uint8, 0 to 255."""
    w, b = _neuron(rng, n_x, spread=1 / 128)
    return w, b, rng.integers(0, 256, (n_x, m), dtype=np.uint8), _labels(rng, m)


def _sure(rng, n_x, m):
    """w, b, X, Y with scores up to about 8: sure answers, without a log of 0."""
    w, b = _neuron(rng, n_x)
    X = rng.normal(size=(n_x, m))
    X *= 7 / np.abs(w.T @ X).max()
    return w, b, X, _labels(rng, m)


def _with_scores(rng, n_x, scores):
    """w, b, X whose scores wᵀX + b are those given, so that no answer hangs on rounding."""
    w, b = _neuron(rng, n_x)
    w[0] = rng.choice([-1, 1]) * rng.uniform(0.5, 1.5)
    X = rng.normal(size=(n_x, len(scores)))
    X[0] += (np.asarray(scores) - (w.T @ X + b)[0]) / w[0, 0]
    return w, b, X


def _two_clouds(rng, n_x, m):
    """X, Y that one neuron learns well, though not perfectly."""
    Y = _labels(rng, m)
    return rng.normal(size=(n_x, m)) + 1.2 * (Y - 0.5), Y


# --- Images as columns --------------------------------------------------------------------------

def _images(rng, *shape):
    return rng.integers(0, 256, shape, dtype=np.uint8)


def _flatten_visible(rng):
    return (
        case("two images of 2 × 3", np.arange(12).reshape(2, 2, 3)),
        case("three images of 4 × 2 in three colours", _images(rng, 3, 4, 2, 3)),
    )


def _flatten_hidden(rng):
    return (
        case("5 square images", _images(rng, 5, 4, 4)),
        case("wide images", _images(rng, 4, 3, 6)),
        case("tall images, real numbers", rng.random((6, 5, 2))),
        case("colour images, not square", _images(rng, 3, 2, 5, 3)),
        case("more images than pixels, four channels", _images(rng, 19, 2, 2, 4)),
        together("one image, and two", (_images(rng, 1, 3, 4),), (_images(rng, 2, 3, 4, 3),)),
    )


FLATTEN = Exercise(
    "flatten_images", ("X",), _flatten_visible, _flatten_hidden,
    misconceptions=(
        Misconception(
            "reshape alone", (("images.reshape(m, -1).T", "images.reshape(-1, m)"),),
            "The shape is right, but each column holds pixels of several images: reshape reads on "
            "without regard to where an image ends. Look at what each image must be first, "
            "before rows become columns."),
        Misconception(
            "images as rows", (("images.reshape(m, -1).T", "images.reshape(m, -1)"),),
            "Each image is a row here; in this course columns are examples. One step is missing "
            "at the end."),
        Misconception(
            "one long column", (("images.reshape(m, -1).T", "images.reshape(-1, 1)"),),
            "All images stand in one single column. Each image needs a column of its own; "
            "look at how many columns there must be."),
        Misconception(
            "columns of the image first",
            (("images.reshape(m, -1).T",
              "np.swapaxes(images, 1, 2).reshape(m, -1).T"),),
            "The pixels of each image are read column by column; the course reads them row by row. "
            "Look at whether an axis was swapped before the reshape."),
        Misconception(
            "the other reading order", (("images.reshape(m, -1).T",
                                         'images.reshape(m, -1, order="F").T'),),
            'order="F" counts the first index fastest, so pixels of each image are read in another '
            "order. Look at the arguments of reshape."),
        Misconception(
            "an image with its own columns",
            (("images.reshape(m, -1).T",
              "images.reshape(images.shape[0] * images.shape[1], -1)"),),
            "Only two of the axes were joined, so an image still has several columns. Everything "
            "that belongs to one image goes into one column."),
        Misconception(
            "one colour only",
            (("images.reshape(m, -1).T",
              "(images[..., 0] if images.ndim == 4 else images).reshape(m, -1).T"),),
            "Only the first colour is kept. Each pixel brings all its channels into the column."),
        Misconception(
            "28 pixels taken for granted", (("m, -1", "m, 28 * 28"),),
            "The size 28 × 28 is written into the function; images of any size may come. "
            "Let the shape of the argument decide."),
        Misconception(
            "divided by 255 as well",
            (("images.reshape(m, -1).T", "images.reshape(m, -1).T / 255"),),
            "The columns are right, but their numbers were divided by 255. Scaling is a step of "
            "its own in the notebook; here the numbers stay as they are."),
        Misconception(
            "the last axis taken for the examples",
            (("m = images.shape[0]", "m = images.shape[-1]"),),
            "The number of examples is read from the last axis; the images are stacked along the "
            "first one. Look at which entry of the shape you use."),
    ),
    right_roads=(
        RightRoad("one image at a time", '''
def flatten_images(images):
    columns = [image.ravel() for image in images]
    return np.array(columns).T
'''),
        RightRoad("sizes multiplied", '''
def flatten_images(images):
    shape = images.shape
    return np.transpose(np.reshape(images, (shape[0], int(np.prod(shape[1:])))))
'''),
        RightRoad("a loop that fills", '''
def flatten_images(images):
    X = np.zeros((images[0].size, len(images)))
    for i in range(len(images)):
        X[:, i] = images[i].flatten()
    return X
'''),
        RightRoad("axis moved to the end", '''
def flatten_images(images):
    return np.moveaxis(images, 0, -1).reshape(-1, images.shape[0])
'''),
    ),
)


# --- Broadcasting -------------------------------------------------------------------------------

def _rows(rng, n, p):
    """Rows of clearly different lengths, none near zero and none of length 1."""
    x = rng.normal(size=(n, p))
    lengths = rng.uniform(1.5, 9, (n, 1))
    return x / np.linalg.norm(x, axis=1, keepdims=True) * lengths


def _normalize_visible(rng):
    return (
        case("two rows of two", np.array([[3, 4], [0, 2]])),
        case("three rows of four", _rows(rng, 3, 4)),
    )


def _normalize_hidden(rng):
    return (
        case("more rows than columns", _rows(rng, 6, 2)),
        case("more columns than rows", _rows(rng, 2, 7)),
        case("a square table", _rows(rng, 4, 4)),
        case("whole numbers", rng.integers(1, 20, (3, 5)) * rng.choice([-1, 1], (3, 5))),
        case("one row of whole numbers", rng.integers(2, 20, (1, 5))),
        together("one column: only the sign remains", (_rows(rng, 4, 1),), (-_rows(rng, 3, 3),)),
    )


NORMALIZE = Exercise(
    "normalize_rows", ("rows",), _normalize_visible, _normalize_hidden,
    misconceptions=(
        Misconception(
            "columns instead of rows", (("axis=1", "axis=0"),),
            "The columns have length 1 now, not the rows. The axis you name is the one that is "
            "added up: along a row one walks over the columns."),
        Misconception(
            "keepdims forgotten", ((", keepdims=True", ""),),
            "The lengths come as an array (n,), which numpy lays along the columns; in a square "
            "table this even runs. Keep the lengths as a column (n, 1)."),
        Misconception(
            "the whole table", (("x, axis=1, keepdims=True", "x"),),
            "All rows are divided by the length of the whole table. Each row has a length of its "
            "own; look at how to measure along one axis."),
        Misconception(
            "root forgotten", (("np.linalg.norm(x, axis=1, keepdims=True)",
                                "np.sum(x**2, axis=1, keepdims=True)"),),
            "You divide by the sum of the squares; the length is its square root."),
        Misconception(
            "sum instead of length", (("np.linalg.norm(x, axis=1, keepdims=True)",
                                       "np.sum(x, axis=1, keepdims=True)"),),
            "You divide by the sum of the row, so its entries add up to 1; its length is another "
            "number: the root of the sum of squares."),
        Misconception(
            "absolute values added", (("np.linalg.norm(x, axis=1, keepdims=True)",
                                       "np.sum(np.abs(x), axis=1, keepdims=True)"),),
            "You measure rows by the sum of absolute values. The length meant here is that of "
            "Pythagoras: square, add, take the root."),
        Misconception(
            "the largest entry", (("np.linalg.norm(x, axis=1, keepdims=True)",
                                   "np.max(np.abs(x), axis=1, keepdims=True)"),),
            "The largest entry of each row is 1 now. The length is the root of the sum of all "
            "squares of the row."),
        Misconception(
            "multiplied", (("x / lengths", "x * lengths"),),
            "The rows are multiplied by their lengths, so long ones grow longer. Look at the "
            "last operation."),
        Misconception(
            "centred as well", (("return x / lengths",
                                 "return (x - x.mean(axis=1, keepdims=True)) / lengths"),),
            "The mean of each row was taken away too, so directions change. Only divide."),
        Misconception(
            "lengths returned", (("return x / lengths", "return lengths"),),
            "You return the lengths. They are the step before: the rows are to be divided by "
            "them."),
        Misconception(
            "whole numbers kept", (("return x / lengths", "return (x / lengths).astype(x.dtype)"),),
            "For whole numbers the answer is cut off to whole numbers. Let the result be real."),
    ),
    right_roads=(
        RightRoad("row by row", '''
def normalize_rows(x):
    out = np.zeros(x.shape)
    for i in range(x.shape[0]):
        out[i] = x[i] / sum(v**2 for v in x[i]) ** 0.5
    return out
'''),
        RightRoad("einsum and a new axis", '''
def normalize_rows(x):
    return x / np.sqrt(np.einsum("np,np->n", x, x))[:, None]
'''),
        RightRoad("reshaped lengths", '''
def normalize_rows(x):
    x_norm = np.linalg.norm(x, ord=2, axis=1).reshape(-1, 1)
    return np.divide(x, x_norm)
'''),
        RightRoad("through the transpose", '''
def normalize_rows(x):
    return (x.T / np.sqrt((x**2).sum(axis=1))).T
'''),
    ),
)


# --- The sigmoid --------------------------------------------------------------------------------

def _sigmoid_visible(rng):
    return (
        case("a number", 0.0),
        case("three scores", np.array([0.0, np.log(3), -np.log(3)])),
        case("a table (2, 3)", rng.normal(0, 2, (2, 3))),
    )


def _sigmoid_hidden(rng):
    return (
        together("numbers", (float(rng.uniform(0.5, 2)),), (float(-rng.uniform(0.5, 2)),),
                 (int(rng.integers(1, 4)),)),
        case("an array (5,)", rng.normal(0, 2, 5)),
        case("a row (1, 7)", rng.normal(0, 2, (1, 7))),
        case("a table (4, 3)", rng.normal(0, 3, (4, 3))),
        case("whole numbers", np.concatenate([rng.integers(-4, 0, 3), rng.integers(1, 5, 3)])),
        together("sure scores, far out on both sides, and unsure ones",
                 (rng.uniform(15, 35, (2, 4)) * np.array([1, -1, 1, -1]),),
                 (rng.normal(0, 1, (2, 4)),)),
        case("three dimensions", rng.normal(0, 1, (2, 3, 2))),
    )


SIGMOID = Exercise(
    "sigmoid", ("a",), _sigmoid_visible, _sigmoid_hidden,
    misconceptions=(
        Misconception(
            "minus in the denominator", (("1 + np.exp", "1 - np.exp"),),
            "The denominator is 1 − e^(−z), which is 0 at z = 0, so the answer leaves the range "
            "from 0 to 1. Some notes print it so. Look at the sign between the two terms."),
        Misconception(
            "bracket lost", (("1 / (1 + np.exp(-z))", "1 / 1 + np.exp(-z)"),),
            "You compute 1/1 + e^(−z), which is 2 at z = 0: division comes before addition. Put "
            "the whole denominator in brackets."),
        Misconception(
            "sign of z turned", (("np.exp(-z)", "np.exp(z)"),),
            "Your curve falls: large scores give small probabilities. Look at the sign in the "
            "exponent."),
        Misconception(
            "tanh", (("1 / (1 + np.exp(-z))", "np.tanh(z)"),),
            "This is tanh, a relative of the sigmoid that runs from −1 to 1. A probability runs "
            "from 0 to 1 and is 0.5 at z = 0."),
        Misconception(
            "the slope of the sigmoid",
            (("1 / (1 + np.exp(-z))", "np.exp(-z) / (1 + np.exp(-z)) ** 2"),),
            "This is the slope of the sigmoid, not the sigmoid: it is 0.25 at z = 0 and falls on "
            "both sides. Look at the numerator and the power."),
        Misconception(
            "softmax", (("1 / (1 + np.exp(-z))", "np.exp(z) / np.sum(np.exp(z))"),),
            "Your entries add up to 1 over the whole array. The sigmoid treats every entry on its "
            "own, without knowing the others."),
        Misconception(
            "only the exponential", (("1 / (1 + np.exp(-z))", "1 / np.exp(-z)"),),
            "The 1 in the denominator is missing, so the answer grows without bound. Compare with "
            "the formula at z = 0: it must be 0.5."),
        Misconception(
            "applied twice", (("return 1 / (1 + np.exp(-z))",
                               "z = 1 / (1 + np.exp(-z))\n    return 1 / (1 + np.exp(-z))"),),
            "The sigmoid is applied to a value that has been through it already, so all answers "
            "lie between 0.5 and 0.73. Once is enough."),
        Misconception(
            "a step", (("1 / (1 + np.exp(-z))", "np.where(np.asarray(z) > 0, 1.0, 0.0)"),),
            "You answer with 0 or 1. A probability may lie in between: that is what tells how sure "
            "the neuron is."),
        Misconception(
            "printed, not returned", (("return 1 / (1 + np.exp(-z))",
                                       "print(1 / (1 + np.exp(-z)))"),),
            "The value is printed, but the function returns nothing. Other functions can only use "
            "what is returned."),
        Misconception(
            "math.exp", (("return 1 / (1 + np.exp(-z))",
                          "import math\n    return 1 / (1 + math.exp(-z))"),),
            "math.exp takes a single number only. numpy has an exponential that takes arrays as "
            "well."),
        Misconception(
            "10 as the base", (("np.exp(-z)", "10.0 ** (-z)"),),
            "Powers of 10 stand where powers of e belong, so the curve is too steep. Look at "
            "the base of the exponential."),
    ),
    right_roads=(
        RightRoad("through tanh", '''
def sigmoid(z):
    return 0.5 * (1 + np.tanh(z / 2))
'''),
        RightRoad("the exponential above and below", '''
def sigmoid(z):
    e = np.exp(z)
    return e / (e + 1.0)
'''),
        RightRoad("careful with large scores", '''
def sigmoid(z):
    z = np.asarray(z, dtype=float)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))
'''),
        RightRoad("entry by entry", '''
import math

def sigmoid(z):
    if np.ndim(z) == 0:
        return 1.0 / (1.0 + math.exp(-z))
    return np.array([sigmoid(one) for one in z])
'''),
        RightRoad("single precision", '''
def sigmoid(z):
    return 1 / (1 + np.exp(-np.asarray(z, dtype=np.float32)))
'''),
    ),
)


# --- The start ----------------------------------------------------------------------------------

def _initialize_visible(rng):
    return (case("3 inputs", 3), case("1 input", 1))


def _initialize_hidden(rng):
    return (
        case("2 inputs", 2),
        case("as many inputs as an image has pixels", 784),
        case("an odd number of inputs", int(rng.integers(3, 20) * 2 + 1)),
        case("an even number of inputs", int(rng.integers(3, 20) * 2)),
        together("1 input, and several", (1,), (int(rng.integers(4, 9)),)),
    )


INITIALIZE = Exercise(
    "initialize_with_zeros", ("w", "b"), _initialize_visible, _initialize_hidden,
    misconceptions=(
        Misconception(
            "neither row nor column", (("np.zeros((dim, 1))", "np.zeros(dim)"),),
            "w has the shape (dim,), which is neither a row nor a column, and its transpose does "
            "nothing. Ask for two dimensions; mind the double brackets."),
        Misconception(
            "a row", (("np.zeros((dim, 1))", "np.zeros((1, dim))"),),
            "w is a row. The neuron's formula has its transpose, so w itself is a column."),
        Misconception(
            "ones", (("np.zeros", "np.ones"),),
            "The weights begin at 1, not at 0. Look at the name of the function that makes them."),
        Misconception(
            "a square table", (("np.zeros((dim, 1))", "np.zeros((dim, dim))"),),
            "w has one weight for each pair of inputs; a single neuron has one for each input."),
        Misconception(
            "b as an array", (("b = 0.0", "b = np.zeros((1, 1))"),),
            "b is a table of one entry; here it is a plain number. The shape would leak into "
            "everything that b is added to."),
        Misconception(
            "b as a column", (("b = 0.0", "b = np.zeros((dim, 1))"),),
            "b has an entry for each input. A neuron has one bias, whatever the number of inputs."),
        Misconception(
            "b is 1", (("b = 0.0", "b = 1.0"),),
            "The bias begins at 1, so the neuron has an opinion before it has seen anything."),
        Misconception(
            "b forgotten", (("return w, b", "return w"),),
            "Only w is returned. The caller expects two values, w and b."),
        Misconception(
            "order of the answers", (("return w, b", "return b, w"),),
            "w and b are returned in the wrong order. Compare with the docstring."),
        Misconception(
            "np.zero", (("np.zeros", "np.zero"),),
            "numpy has no function of that name. Look closely at the spelling."),
        Misconception(
            "np.float", (("np.zeros((dim, 1))", "np.zeros((dim, 1), dtype=np.float)"),),
            "np.float was taken out of numpy some years ago, so a new version raises an error. "
            "Old notes still print it; look at the kind of numbers you ask for."),
        Misconception(
            "all but one", (("np.zeros((dim, 1))", "np.zeros((dim - 1, 1))"),),
            "One weight is missing, so w would not fit the inputs. There is one for each of "
            "them: look at the shape you ask for."),
    ),
    right_roads=(
        RightRoad("a list of rows", '''
def initialize_with_zeros(dim):
    return np.array([[0.0]] * dim), 0.0
'''),
        RightRoad("whole zeros", '''
def initialize_with_zeros(dim):
    w = np.zeros(shape=(dim, 1), dtype=np.int64)
    b = 0
    return w, b
'''),
        RightRoad("reshaped", '''
def initialize_with_zeros(dim):
    w = np.full(dim, 0.0).reshape(-1, 1)
    return [w, float(0)]
'''),
    ),
)


# --- The neuron ---------------------------------------------------------------------------------

def _forward_visible(rng):
    return (
        case("two inputs, two examples", np.array([[1.0], [-1.0]]), 0.0,
             np.array([[2.0, np.log(3)], [2.0, 0.0]])),
        case("three inputs, four examples, a bias", *_problem(rng, 3, 4)[:3]),
    )


def _forward_hidden(rng):
    return (
        case("more examples than inputs", *_problem(rng, 2, 9)[:3]),
        case("more inputs than examples", *_problem(rng, 7, 3)[:3]),
        case("as many inputs as examples", *_problem(rng, 4, 4)[:3]),
        together("m = 1", _problem(rng, 5, 1)[:3], _problem(rng, 3, 1)[:3]),
        case("one input", *_problem(rng, 1, 6)[:3]),
        case("uint8 pixels", *_pixels(rng, 6, 5)[:3]),
        case("sure answers", *_sure(rng, 3, 8)[:3]),
    )


FORWARD = Exercise(
    "forward", ("A",), _forward_visible, _forward_hidden,
    misconceptions=(
        Misconception(
            "bias forgotten", (("w.T @ X + b", "w.T @ X"),),
            "The bias is not added. It moves the place where the neuron changes its mind."),
        Misconception(
            "bias taken away", (("w.T @ X + b", "w.T @ X - b"),),
            "The bias is taken away instead of added. If you wrote the exponential out, its minus "
            "reaches wᵀX but not b: it belongs to the whole score, so look at the brackets."),
        Misconception(
            "bias after the sigmoid", (("w.T @ X + b", "w.T @ X"),
                                       ("return sigmoid(Z)", "return sigmoid(Z) + b")),
            "The bias is added after the sigmoid, so the answer may leave the range from 0 to 1. "
            "It is a part of the score."),
        Misconception(
            "score instead of probability", (("return sigmoid(Z)", "return Z"),),
            "You return the score, which may be any number. One more step turns it into a "
            "probability; look at what you do with Z."),
        Misconception(
            "entry by entry", (("w.T @ X + b", "w * X + b"),),
            "You multiply entry by entry and do not add up, so there is one number for each input "
            "of each example. A neuron has one score for each example; look at the kind of "
            "product."),
        Misconception(
            "not transposed", (("w.T @ X", "w @ X"),),
            "w stands as a column before X, and the inner sizes do not fit. Write both shapes side "
            "by side and see what must be turned."),
        Misconception(
            "sign of the score turned", (("sigmoid(Z)", "sigmoid(-Z)"),),
            "You return the probability of the other answer, 1 − a. Look for a minus too many."),
        Misconception(
            "mean of the inputs", (("w.T @ X + b", "w.T @ X / X.shape[0] + b"),),
            "The score is divided by the number of inputs. It is a sum, not a mean."),
        Misconception(
            "rounded", (("return sigmoid(Z)", "return np.round(sigmoid(Z))"),),
            "The probabilities are rounded to 0 and 1. Making up one's mind comes later, in "
            "predict; the cost needs to know how sure the neuron is."),
        Misconception(
            "a column of answers", (("w.T @ X + b", "X.T @ w + b"),),
            "The answers stand in a column (m, 1). Columns are examples, so A is a row (1, m)."),
        Misconception(
            "neither row nor column", (("w.T @ X + b", "(w * X).sum(axis=0) + b"),),
            "The numbers are right, but the shape is (m,), neither row nor column. Keep (1, m), "
            "or labels (1, m) beside it may spread to a table later."),
        Misconception(
            "pixels scaled again", (("w.T @ X + b", "w.T @ (X / 255) + b"),),
            "The inputs are divided by 255 inside the neuron. The scaling was done once, outside; "
            "the neuron takes X as it comes."),
    ),
    right_roads=(
        RightRoad("np.dot", '''
def forward(w, b, X):
    return sigmoid(np.dot(w.T, X) + b)
'''),
        RightRoad("loops", '''
def forward(w, b, X):
    n_x, m = X.shape
    A = np.zeros((1, m))
    for i in range(m):
        z = b
        for j in range(n_x):
            z += w[j][0] * X[j, i]
        A[0, i] = 1 / (1 + np.exp(-z))
    return A
'''),
        RightRoad("einsum", '''
def forward(w, b, X):
    Z = np.einsum("jk,ji->ki", w, X) + b
    return 0.5 * (1 + np.tanh(Z / 2))
'''),
        RightRoad("through the transpose", '''
def forward(w, b, X):
    return sigmoid(X.T.dot(w) + b).T
'''),
        RightRoad("single precision", '''
def forward(w, b, X):
    return sigmoid((w.T.astype(np.float32) @ X.astype(np.float32)) + np.float32(b))
'''),
    ),
)


# --- The cost -----------------------------------------------------------------------------------

def _cost_visible(rng):
    return (
        case("a coin flip", np.full((1, 4), 0.5), np.array([[0, 1, 1, 0]])),
        case("five examples", _probabilities(rng, 5), _labels(rng, 5)),
    )


def _cost_hidden(rng):
    sure = rng.uniform(2e-5, 1e-3, (1, 8))
    sides = np.array([[0, 1, 0, 1, 0, 1, 0, 1]])  # sure yes and sure no, right and wrong
    return (
        case("3 examples", _probabilities(rng, 3), _labels(rng, 3)),
        case("20 examples", _probabilities(rng, 20), _labels(rng, 20)),
        together("m = 1, a yes and a no",
                 (_probabilities(rng, 1, 0.55, 0.9), np.array([[1]])),
                 (_probabilities(rng, 1, 0.55, 0.9), np.array([[0]]))),
        case("every label 0", _probabilities(rng, 6), np.zeros((1, 6), dtype=np.int64)),
        case("every label 1, as real numbers", _probabilities(rng, 7), np.ones((1, 7))),
        case("sure answers, right and wrong ones", np.where(sides == 1, 1 - sure, sure),
             np.array([[0, 1, 1, 0, 0, 1, 1, 1]])),
        case("labels as real numbers", _probabilities(rng, 11), _labels(rng, 11, np.float64)),
    )


_LOSSES = "-(Y * np.log(A) + (1 - Y) * np.log(1 - A))"

COST = Exercise(
    "compute_cost", ("cost",), _cost_visible, _cost_hidden,
    # Room for those who add 1e-8 to what they take the logarithm of, or clip a little.
    tolerance=1e-4,
    misconceptions=(
        Misconception(
            "sum instead of mean", (("np.mean(losses)", "np.sum(losses)"),),
            "You add up the losses; the cost is their mean, so that sets of different size can be "
            "compared. Divide by the number of examples."),
        Misconception(
            "sign turned", ((_LOSSES, _LOSSES[1:]),),
            "Your cost is negative: it is the logarithm of the likelihood, which one would make "
            "large. A cost is made small; a minus stands before everything."),
        Misconception(
            "minus before the first term only",
            ((_LOSSES, "-Y * np.log(A) + (1 - Y) * np.log(1 - A)"),),
            "The minus reaches the first term only, so a sure “yes” where the truth is “no” comes "
            "out cheap, even below zero. Some notes print it so. It belongs before both terms: "
            "look at the brackets."),
        Misconception(
            "only the yes term", ((_LOSSES, "-(Y * np.log(A))"),),
            "Examples with the label 0 cost nothing. The second term, with 1 − y and 1 − a, is "
            "missing."),
        Misconception(
            "only the no term", ((_LOSSES, "-((1 - Y) * np.log(1 - A))"),),
            "Examples with the label 1 cost nothing. The term with y and a is missing."),
        Misconception(
            "labels exchanged", ((_LOSSES, "-((1 - Y) * np.log(A) + Y * np.log(1 - A))"),),
            "Right answers are dear and wrong ones cheap: y and 1 − y are exchanged. Put y = 1 "
            "into the formula and see which term is left."),
        Misconception(
            "log A in both terms", ((_LOSSES, "-(Y * np.log(A) + (1 - Y) * np.log(A))"),),
            "Both terms take the logarithm of a. For the label 0 it is 1 − a that should have "
            "been large."),
        Misconception(
            "bracket in the second logarithm",
            ((_LOSSES, "-(Y * np.log(A) + (1 - Y) * (1 - np.log(A)))"),),
            "The second term holds 1 − log a instead of log(1 − a). Look at the brackets."),
        Misconception(
            "squared error", ((_LOSSES, "(A - Y) ** 2"),),
            "This is the squared error. It makes many valleys and flat ends; the course takes the "
            "cost that follows from the likelihood."),
        Misconception(
            "half the squared error", ((_LOSSES, "(A - Y) ** 2 / 2"),),
            "This is half the squared error. It makes many valleys and flat ends; the course takes "
            "the cost that follows from the likelihood."),
        Misconception(
            "logarithm of base 2", ((_LOSSES, "-(Y * np.log2(A) + (1 - Y) * np.log2(1 - A))"),),
            "Your cost is in bits, by the logarithm of base 2. The course counts in nats, with "
            "the natural logarithm."),
        Misconception(
            "logarithm of base 10", ((_LOSSES, "-(Y * np.log10(A) + (1 - Y) * np.log10(1 - A))"),),
            "You took the logarithm of base 10. The natural one is meant, np.log."),
        Misconception(
            "averaged twice", (("np.mean(losses)", "np.mean(losses) / losses.shape[1]"),),
            "The mean is divided by m once more, so the cost shrinks as examples are added. "
            "np.mean has divided already."),
        Misconception(
            "halved", (("np.mean(losses)", "np.mean(losses) / 2"),),
            "The cost is half of what it should be. The factor ½ belongs to the squared error."),
        Misconception(
            "a table of all pairs",
            ((_LOSSES, "-(Y * np.log(A).T + (1 - Y) * np.log(1 - A).T)"),
             ("np.mean(losses)", "np.sum(losses) / Y.shape[1]")),
            "A row times a column with * makes an m × m table: every label meets every prediction. "
            "Either no transpose, or the matrix product."),
        Misconception(
            "not added up", (("float(np.mean(losses))", "losses"),),
            "You return one loss for each example. The cost is one number for all of them."),
        Misconception(
            "a table of one entry", (("float(np.mean(losses))", "losses @ np.ones((Y.shape[1], 1)) "
                                      "/ Y.shape[1]"),),
            "The number is right, but it sits in a (1, 1) array. Take it out, with float or "
            ".item()."),
        Misconception(
            "answers rounded first", ((_LOSSES, "-(Y * np.log(np.round(A)) + (1 - Y) * "
                                       "np.log(1 - np.round(A)))"),),
            "The probabilities are rounded to 0 and 1 before the logarithm, and log 0 is not a "
            "number. The price depends on how sure the answer was: take A as it is."),
        Misconception(
            "three examples taken for granted", (("np.mean(losses)", "np.sum(losses) / 3"),),
            "You divide by 3, whatever the number of examples. Read it from the shape."),
    ),
    right_roads=(
        RightRoad("matrix product", '''
def compute_cost(A, Y):
    m = Y.shape[1]
    cost = -(Y @ np.log(A).T + (1 - Y) @ np.log(1 - A).T) / m
    return np.squeeze(cost)
'''),
        RightRoad("the probability of what came true", '''
def compute_cost(A, Y):
    return -np.log(np.where(Y == 1, A, 1 - A)).mean()
'''),
        RightRoad("a loop", '''
def compute_cost(A, Y):
    total = 0
    for a, y in zip(A[0], Y[0]):
        if y == 1:
            total -= np.log(a)
        else:
            total -= np.log(1 - a)
    return total / A.shape[1]
'''),
        RightRoad("clipped", '''
def compute_cost(A, Y):
    A = np.clip(A, 1e-8, 1 - 1e-8)
    m = A.shape[1]
    return float((-1 / m) * np.sum(np.multiply(Y, np.log(A)) + np.multiply(1 - Y, np.log1p(-A))))
'''),
        RightRoad("a little added", '''
def compute_cost(A, Y):
    m = Y.shape[1]
    return (-1 / m) * np.sum(Y * np.log(A + 1e-8) + (1 - Y) * np.log(1 - A + 1e-8))
'''),
        RightRoad("the minus taken inside", '''
def compute_cost(A, Y):
    return np.average(-Y * np.log(A) - (1 - Y) * np.log(1 - A))
'''),
    ),
)


# --- The slopes ---------------------------------------------------------------------------------

def _seen(rng, n_x, m, low=0.05, high=0.95, dtype=np.int64):
    """X, A, Y."""
    return rng.normal(size=(n_x, m)), _probabilities(rng, m, low, high), _labels(rng, m, dtype)


def _backward_visible(rng):
    return (
        case("one input, two examples", np.array([[1.0, 2.0]]), np.array([[0.5, 0.5]]),
             np.array([[1, 0]])),
        case("three inputs, five examples", *_seen(rng, 3, 5)),
    )


def _backward_hidden(rng):
    pixels = rng.integers(0, 256, (5, 6), dtype=np.uint8)
    return (
        case("more examples than inputs", *_seen(rng, 2, 12)),
        case("more inputs than examples", *_seen(rng, 8, 5)),
        case("as many inputs as examples", *_seen(rng, 4, 4)),
        together("m = 1, a yes and a no",
                 (rng.normal(size=(3, 1)), _probabilities(rng, 1), np.array([[1]])),
                 (rng.normal(size=(3, 1)), _probabilities(rng, 1), np.array([[0]]))),
        case("uint8 pixels", pixels, _probabilities(rng, 6), _labels(rng, 6)),
        case("uint8 labels", *_seen(rng, 3, 7, dtype=np.uint8)),
        case("sure answers", *_seen(rng, 6, 9, 0.999, 0.99999)),
    )


BACKWARD = Exercise(
    "backward", ("grads",), _backward_visible, _backward_hidden,
    misconceptions=(
        Misconception(
            "sign turned", (("dZ = A - Y", "dZ = Y - A"),),
            "All slopes have the opposite sign, so gradient descent would climb. Look at the order "
            "in dz: what you said minus what was true."),
        Misconception(
            "summed, not averaged",
            (("X @ dZ.T / m", "X @ dZ.T"), ("np.sum(dZ) / m", "np.sum(dZ)")),
            "You sum over the examples; the cost is their mean, so its slope is one too. Divide "
            "by m, the number of columns (Y.shape[0] is only 1)."),
        Misconception(
            "only db averaged", (("X @ dZ.T / m", "X @ dZ.T"),),
            "dw is a sum over the examples and db a mean. Both belong to the same cost, which is a "
            "mean."),
        Misconception(
            "only dw averaged", (("np.sum(dZ) / m", "np.sum(dZ)"),),
            "db is a sum over the examples and dw a mean. Both belong to the same cost, which is a "
            "mean."),
        Misconception(
            "inputs taken for examples", (("m = X.shape[1]", "m = X.shape[0]"),),
            "You divide by the number of inputs. m is the number of examples, and columns are "
            "examples: look at which entry of the shape you use."),
        Misconception(
            "all numbers counted", (("m = X.shape[1]", "m = X.size"),),
            "You divide by the number of all entries of X. m is the number of examples only."),
        Misconception(
            "three examples taken for granted", (("m = X.shape[1]", "m = 3"),),
            "You divide by 3, whatever the number of examples. Read it from the shape."),
        Misconception(
            "averaged twice", (("X @ dZ.T / m", "X @ dZ.T / m / m"),
                               ("np.sum(dZ) / m", "np.mean(dZ) / m")),
            "The slopes are divided by m twice. If dZ or a mean has already been divided, once is "
            "enough."),
        Misconception(
            "slope of the sigmoid kept", (("dZ = A - Y", "dZ = (A - Y) * A * (1 - A)"),),
            "Your dz has the factor a(1 − a), as it would for the squared error. With this cost it "
            "cancels against da; multiply the two steps of the chain rule and see."),
        Misconception(
            "da instead of dz", (("dZ = A - Y", "dZ = -Y / A + (1 - Y) / (1 - A)"),),
            "This is the slope with respect to a. One more step of the chain rule, through the "
            "sigmoid, leads to z."),
        Misconception(
            "answers rounded first", (("dZ = A - Y", "dZ = np.round(A) - Y"),),
            "The probabilities are rounded to 0 and 1 first, so only wrong answers pull. The slope "
            "depends on how sure the answer was."),
        Misconception(
            "labels forgotten", (("dZ = A - Y", "dZ = A"),),
            "The labels do not occur. dz compares what you said with what was true."),
        Misconception(
            "squared error's factor", (("dZ = A - Y", "dZ = 2 * (A - Y)"),),
            "The slopes are twice too large. There is no square here, so no 2 comes down."),
        Misconception(
            "a row", (("X @ dZ.T / m", "dZ @ X.T / m"),),
            "dw is a row; it should have the shape of w, a column. Look at the order of the "
            "product."),
        Misconception(
            "entry by entry", (("X @ dZ.T / m", "X * dZ / m"),),
            "You multiply entry by entry and do not add up over the examples. A gradient has the "
            "shape of its parameter, (n_x, 1)."),
        Misconception(
            "not transposed", (("X @ dZ.T", "X @ dZ"),),
            "The inner sizes do not fit. Write the shapes side by side: (n_x, m), and what must "
            "follow?"),
        Misconception(
            "one number for all weights", (("X @ dZ.T / m", "np.mean(X * dZ)"),),
            "dw is one number for all weights. Each weight has a slope of its own: sum over the "
            "examples only."),
        Misconception(
            "db as a table", (("float(np.sum(dZ) / m)",
                               "np.sum(dZ, axis=1, keepdims=True) / m"),),
            "db has the right value in a (1, 1) array; b is a plain number. The shape would leak "
            "into b and everything after it."),
        Misconception(
            "db as an array", (("float(np.sum(dZ) / m)", "np.sum(dZ, axis=1) / m"),),
            "db has the right value in an array (1,); b is a plain number. Sum over everything."),
        Misconception(
            "db not added up", (("float(np.sum(dZ) / m)", "dZ / m"),),
            "db has an entry for each example. There is one bias, so its slope is the mean over "
            "all of them."),
        Misconception(
            "inputs in db", (("np.sum(dZ) / m", "np.sum(X * dZ) / m"),),
            "The inputs X occur in db. A nudge of b moves the score by as much, whatever the "
            "inputs."),
    ),
    right_roads=(
        RightRoad("loops", '''
def backward(X, A, Y):
    n_x, m = X.shape
    dw, db = np.zeros((n_x, 1)), 0
    for i in range(m):
        dz = A[0, i] - Y[0, i]
        for j in range(n_x):
            dw[j] += X[j, i] * dz
        db += dz
    return {"dw": dw / m, "db": db / m}
'''),
        RightRoad("means", '''
def backward(X, A, Y):
    dZ = A - Y
    return {"db": np.mean(dZ), "dw": np.mean(X * dZ, axis=1, keepdims=True)}
'''),
        RightRoad("einsum", '''
def backward(X, A, Y):
    m = A.shape[1]
    dw = np.einsum("ji,ki->jk", X, A - Y) / m
    return {"dw": dw, "db": np.einsum("ki->", A - Y) / m}
'''),
        RightRoad("the chain rule written out", '''
def backward(X, A, Y):
    dA = -(Y / A) + (1 - Y) / (1 - A)
    dZ = dA * A * (1 - A)
    return {"dw": (1 / X.shape[1]) * np.dot(X, dZ.T), "db": (1 / X.shape[1]) * np.sum(dZ)}
'''),
        RightRoad("the minus outside", '''
def backward(X, A, Y):
    dZ = -(Y - A) / Y.size
    return {"dw": np.matmul(X, np.transpose(dZ)), "db": dZ.sum()}
'''),
    ),
)


# --- Slopes and cost, with loops ----------------------------------------------------------------

def _propagate_visible(rng):
    return (
        case("two examples, from zero", np.zeros((1, 1)), 0.0, np.array([[1.0, 2.0]]),
             np.array([[1, 0]])),
        case("three inputs, five examples", *_problem(rng, 3, 5)),
    )


def _propagate_hidden(rng):
    return (
        case("more examples than inputs", *_problem(rng, 2, 11)),
        case("more inputs than examples", *_problem(rng, 7, 4)),
        case("as many inputs as examples", *_problem(rng, 5, 5)),
        together("m = 1, a yes and a no",
                 (*_problem(rng, 3, 1)[:3], np.array([[1]])),
                 (*_problem(rng, 3, 1)[:3], np.array([[0]]))),
        case("uint8 pixels", *_pixels(rng, 4, 6)),
        case("labels as real numbers", *_problem(rng, 3, 8, np.float64)),
        case("sure answers", *_sure(rng, 4, 9)),
    )


LOOP = Exercise(
    "propagate_loop", ("grads", "cost"), _propagate_visible, _propagate_hidden,
    misconceptions=(
        Misconception(
            "score not begun anew",
            (("dw, db, cost = np.zeros((n_x, 1)), 0.0, 0.0",
              "dw, db, cost = np.zeros((n_x, 1)), 0.0, 0.0\n    z = b"), ("        z = b\n", "")),
            "The score of an example begins where that of the one before ended. It must begin "
            "anew, from b, for every example: look at where z is set."),
        Misconception(
            "bias forgotten", (("        z = b\n", "        z = 0.0\n"),),
            "The bias does not enter the score. Look at what z begins with."),
        Misconception(
            "nothing averaged", (("dw / m", "dw"), ("db / m", "db"), ("cost / m", "cost")),
            "Slopes and cost are sums over the examples; all three should be means. Divide in the "
            "end."),
        Misconception(
            "slopes not averaged", (("dw / m", "dw"), ("db / m", "db")),
            "The cost is a mean, but its slopes are sums. Divide dw and db by m as well."),
        Misconception(
            "cost not averaged", (("cost / m", "cost"),),
            "The slopes are means, but the cost is a sum. Divide it by m as well."),
        Misconception(
            "db not averaged", (("db / m", "db"),),
            "db is a sum, while dw is a mean. Divide it by m as well."),
        Misconception(
            "averaged over the inputs",
            (("dw / m", "dw / n_x"), ("db / m", "db / n_x"), ("cost / m", "cost / n_x")),
            "You divide by the number of inputs. The mean is taken over the examples, the columns "
            "of X."),
        Misconception(
            "sign turned", (("dz = a - y", "dz = y - a"),),
            "The slopes have the opposite sign. Look at the order in dz: what you said minus what "
            "was true."),
        Misconception(
            "only the last example in dw",
            (("dw[j, 0] += X[j, i] * dz", "dw[j, 0] = X[j, i] * dz"),),
            "dw is overwritten by each example, so only the last one counts. Every example adds "
            "its share."),
        Misconception(
            "only the last example in db", (("db += dz", "db = dz"),),
            "db is overwritten by each example, so only the last one counts. Every example adds "
            "its share."),
        Misconception(
            "only the last example in the cost", (("cost += -(", "cost = -("),),
            "The cost is overwritten by each example, so only the last one counts. Every example "
            "adds its loss."),
        Misconception(
            "only the last input in the score", (("z = z + w[j, 0]", "z = b + w[j, 0]"),),
            "The score holds the last input only: each turn of the inner loop overwrites the one "
            "before. Add to z."),
        Misconception(
            "the first example only",
            (("        db += dz\n", "        db += dz\n        break\n"),),
            "The loop ends after the first example. Look at the indentation of what comes last."),
        Misconception(
            "minus before the first term only",
            (("-(y * np.log(a) + (1 - y) * np.log(1 - a))",
              "-y * np.log(a) + (1 - y) * np.log(1 - a)"),),
            "In the cost, the minus reaches the first term only. It belongs before both: look at "
            "the brackets."),
        Misconception(
            "sign of the cost turned", (("cost += -(", "cost += ("),),
            "Your cost is negative, for logarithms of probabilities are. A minus stands before "
            "the sum of both terms; look for it."),
        Misconception(
            "slope of the sigmoid kept", (("dz = a - y", "dz = (a - y) * a * (1 - a)"),),
            "Your dz has the factor a(1 − a), as it would for the squared error. With this cost it "
            "cancels."),
        Misconception(
            "sigmoid forgotten in the slope", (("dz = a - y", "dz = z - y"),),
            "dz compares the score with the label. It is the probability that is compared."),
        Misconception(
            "inputs forgotten in dw", (("+= X[j, i] * dz", "+= dz"),),
            "dw does not contain the inputs. A nudge of a weight moves the score by its input "
            "times as much."),
        Misconception(
            "order of the answers", (
                ('return {"dw": dw / m, "db": float(db / m)}, float(cost / m)',
                 'return float(cost / m), {"dw": dw / m, "db": float(db / m)}'),),
            "Slopes and cost are returned in the wrong order. Compare with the docstring."),
        Misconception(
            "dw neither row nor column", (("\"dw\": dw / m", "\"dw\": dw[:, 0] / m"),),
            "dw has the right values in the shape (n_x,). A gradient has the shape of its "
            "parameter, a column."),
    ),
    right_roads=(
        RightRoad("a loop over the examples only", '''
def propagate_loop(w, b, X, Y):
    m = X.shape[1]
    dw, db, cost = np.zeros_like(w, dtype=float), 0, 0
    for i in range(m):
        x = X[:, [i]]
        a = sigmoid((w.T @ x).item() + b)
        cost -= np.log(a) if Y[0, i] == 1 else np.log(1 - a)
        dw += x * (a - Y[0, i]) / m
        db += (a - Y[0, i]) / m
    return {"dw": dw, "db": db}, cost / m
'''),
        RightRoad("no loop at all", '''
def propagate_loop(w, b, X, Y):
    m = X.shape[1]
    A = 1 / (1 + np.exp(-(np.dot(w.T, X) + b)))
    cost = (-1 / m) * np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A))
    return {"dw": np.dot(X, (A - Y).T) / m, "db": np.sum(A - Y) / m}, cost
'''),
        RightRoad("lists and sums", '''
def propagate_loop(w, b, X, Y):
    m = Y.shape[1]
    a = [sigmoid(sum(float(w[j, 0]) * float(X[j, i]) for j in range(len(w))) + b)
         for i in range(m)]
    dz = [a[i] - Y[0, i] for i in range(m)]
    dw = np.array([[sum(X[j, i] * dz[i] for i in range(m)) / m] for j in range(len(w))])
    cost = -sum(np.log(a[i] if Y[0, i] else 1 - a[i]) for i in range(m)) / m
    return ({"dw": dw, "db": sum(dz) / m}, cost)
'''),
    ),
)


# --- The same without a loop --------------------------------------------------------------------

_COST_LINE = "cost = compute_cost(A, Y)"
_GRADS_LINE = "grads = backward(X, A, Y)"


def _grads(dw: str, db: str) -> tuple[str, str]:
    return (_GRADS_LINE, f'm = X.shape[1]\n    grads = {{"dw": {dw}, "db": {db}}}')


PROPAGATE = Exercise(
    "propagate", ("grads", "cost"), _propagate_visible, _propagate_hidden,
    misconceptions=(
        Misconception(
            "bias forgotten", (("forward(w, b, X)", "forward(w, 0.0, X)"),),
            "The bias does not enter, so the neuron cannot shift its border. Look at what you "
            "hand to the forward pass."),
        Misconception(
            "bias with the wrong sign inside the exponential",
            (("forward(w, b, X)", "1 / (1 + np.exp(-(w.T @ X) + b))"),),
            "The minus in the exponent reaches wᵀX but not b. It belongs to the whole score; look "
            "at the brackets, or use your own functions."),
        Misconception(
            "minus in the sigmoid's denominator",
            (("forward(w, b, X)", "1 / (1 - np.exp(-(w.T @ X + b)))"),),
            "The denominator of the sigmoid has a minus, so the answers are no probabilities. Some "
            "notes print it so; it is 1 + e^(−z)."),
        Misconception(
            "not transposed", (("forward(w, b, X)", "sigmoid(w @ X + b)"),),
            "w stands as a column before X, and the inner sizes do not fit. Turn it first."),
        Misconception(
            "entry by entry", (("forward(w, b, X)", "sigmoid(w * X + b)"),),
            "You multiply w and X entry by entry and do not add up. A neuron has one score for "
            "each example."),
        Misconception(
            "answers rounded first", (("forward(w, b, X)", "np.round(forward(w, b, X))"),),
            "The probabilities are rounded to 0 and 1 before cost and slopes, and log 0 is not a "
            "number. Take A as it is."),
        Misconception(
            "sign of the cost turned", ((_COST_LINE, "cost = -compute_cost(A, Y)"),),
            "Your cost is negative, for logarithms of probabilities are. A minus stands before "
            "the sum of both terms; look for it."),
        Misconception(
            "minus before the first term only",
            ((_COST_LINE, "cost = np.mean(-Y * np.log(A) + (1 - Y) * np.log(1 - A))"),),
            "In the cost, the minus reaches the first term only. It belongs before both: look at "
            "the brackets."),
        Misconception(
            "only the yes term", ((_COST_LINE, "cost = -np.mean(Y * np.log(A))"),),
            "Examples with the label 0 cost nothing, so nothing keeps the neuron from saying "
            "yes to all. The second term of the cost is missing."),
        Misconception(
            "cost not averaged", ((_COST_LINE, "cost = compute_cost(A, Y) * Y.shape[1]"),),
            "The cost is the sum of the losses, which grows with every example. It should be "
            "their mean: divide by their number."),
        Misconception(
            "a table of all pairs",
            ((_COST_LINE,
              "cost = -np.sum(Y * np.log(A).T + (1 - Y) * np.log(1 - A).T) / Y.shape[1]"),),
            "In the cost, a row times a column with * makes an m × m table: every label meets "
            "every prediction. Either no transpose, or the matrix product."),
        Misconception(
            "cost not added up",
            ((_COST_LINE, "cost = -(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / Y.shape[1]"),),
            "The cost has an entry for each example. What training watches is one number: take "
            "the mean of them all."),
        Misconception(
            "cost averaged twice", ((_COST_LINE, "cost = compute_cost(A, Y) / Y.shape[1]"),),
            "The cost is divided by m once more, after it has been averaged. Look for a second "
            "division; compute_cost has done the first."),
        Misconception(
            "sign of the slopes turned", (_grads("X @ (Y - A).T / m", "np.sum(Y - A) / m"),),
            "The slopes have the opposite sign, so gradient descent would climb. Look at the order "
            "in dz: what you said minus what was true."),
        Misconception(
            "slopes summed, not averaged", (_grads("X @ (A - Y).T", "np.sum(A - Y)"),),
            "You sum the slopes over the examples; the cost is a mean, so its slope is one too. "
            "Divide by m."),
        Misconception(
            "averaged twice", (_grads("X @ (A - Y).T / m / m", "np.mean(A - Y) / m"),),
            "The slopes are divided by m twice, so the steps shrink as examples are added. Look "
            "for a mean and a division side by side."),
        Misconception(
            "inputs taken for examples",
            ((_COST_LINE, "cost = compute_cost(A, Y) * Y.shape[1] / X.shape[0]"),
             _grads("X @ (A - Y).T / X.shape[0]", "np.sum(A - Y) / X.shape[0]")),
            "You divide by the number of inputs. m is the number of examples, and columns are "
            "examples: look at which entry of the shape you use."),
        Misconception(
            "rows of labels counted",
            ((_COST_LINE, "cost = compute_cost(A, Y) * Y.shape[1]"),
             _grads("X @ (A - Y).T", "np.sum(A - Y)")),
            "Slopes and cost are sums. If you divide by Y.shape[0], that is 1: the examples are "
            "the columns."),
        Misconception(
            "slope of the sigmoid kept",
            (_grads("X @ ((A - Y) * A * (1 - A)).T / m", "np.mean((A - Y) * A * (1 - A))"),),
            "Your dz has the factor a(1 − a), as it would for the squared error. With this cost it "
            "cancels."),
        Misconception(
            "slopes entry by entry", (_grads("X * (A - Y) / m", "np.mean(A - Y)"),),
            "dw is multiplied entry by entry and not added up over the examples. It has the shape "
            "of w."),
        Misconception(
            "slope not transposed", (_grads("X @ (A - Y) / m", "np.mean(A - Y)"),),
            "The inner sizes of the product in dw do not fit. Write the shapes side by side."),
        Misconception(
            "dw as a row", (_grads("(A - Y) @ X.T / m", "np.mean(A - Y)"),),
            "dw is a row. A gradient has the shape of what it differentiates, and w is a "
            "column; look at the order in the product."),
        Misconception(
            "db as a table",
            (_grads("X @ (A - Y).T / m", "np.sum(A - Y, axis=1, keepdims=True) / m"),),
            "db has the right value in a (1, 1) array; b is a plain number. The shape would leak "
            "into b."),
        Misconception(
            "db as an array", (_grads("X @ (A - Y).T / m", "np.sum(A - Y, axis=1) / m"),),
            "db has the right value in an array (1,); b is a plain number, and the shape would "
            "leak into it. Sum over everything."),
        Misconception(
            "starter line left", ((_COST_LINE, "cost = None"),),
            "The cost is still None. Compute it from A and Y before you return it."),
        Misconception(
            "order of the answers", (("return grads, cost", "return cost, grads"),),
            "Slopes and cost are returned in the wrong order. Compare with the docstring."),
        Misconception(
            "slopes only", (("return grads, cost", "return grads"),),
            "Only the slopes are returned. The caller expects two values, grads and cost."),
    ),
    right_roads=(
        RightRoad("everything in place", '''
def propagate(w, b, X, Y):
    m = X.shape[1]
    A = 1 / (1 + np.exp(-(np.dot(w.T, X) + b)))
    cost = (-1 / m) * np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A))
    dw = (1 / m) * np.dot(X, (A - Y).T)
    db = (1 / m) * np.sum(A - Y)
    cost = np.squeeze(np.array(cost))
    return {"dw": dw, "db": db}, cost
'''),
        RightRoad("the loops again", '''
def propagate(w, b, X, Y):
    return propagate_loop(w, b, X, Y)
'''),
        RightRoad("einsum and the score's form of the cost", '''
def propagate(w, b, X, Y):
    Z = np.einsum("jk,ji->ki", w, X) + b
    cost = float(np.mean(np.logaddexp(0, Z) - Y * Z))
    dZ = 0.5 * (1 + np.tanh(Z / 2)) - Y
    return {"db": dZ.mean(), "dw": (X * dZ).mean(axis=1, keepdims=True)}, cost
'''),
        RightRoad("bias merged into the weights", '''
def propagate(w, b, X, Y):
    m = X.shape[1]
    W = np.vstack([w, [[b]]])
    X = np.vstack([X, np.ones((1, m))])
    A = sigmoid(W.T @ X)
    d = X @ (A - Y).T / m
    cost = -np.log(np.where(Y == 1, A, 1 - A)).sum() / m
    return {"dw": d[:-1], "db": float(d[-1, 0])}, cost
'''),
    ),
)


# --- Training -----------------------------------------------------------------------------------

def _optimize_visible(rng):
    return (
        case("one step", np.zeros((1, 1)), 0.0, np.array([[1.0]]), np.array([[1]]),
             num_iterations=1, learning_rate=1.0),
        case("150 iterations", *_problem(rng, 3, 6), num_iterations=150, learning_rate=0.1),
        case("the usual iterations and rate", *_problem(rng, 2, 5)),
    )


def _optimize_hidden(rng):
    zeros = np.zeros((4, 1)), 0.0
    return (
        case("250 iterations from zero", *zeros, *_two_clouds(rng, 4, 9), num_iterations=250,
             learning_rate=0.2),
        case("the usual iterations and rate", *_problem(rng, 3, 8)),
        case("37 iterations", *_problem(rng, 5, 4), num_iterations=37, learning_rate=0.05),
        case("101 iterations, by position", *_problem(rng, 2, 12), 101, 0.3),
        case("m = 1", *_problem(rng, 3, 1), num_iterations=20, learning_rate=0.5),
        case("uint8 pixels, a tiny rate", *_pixels(rng, 4, 7), num_iterations=120,
             learning_rate=1e-5),
        case("one step", *_problem(rng, 6, 5), num_iterations=1, learning_rate=0.7),
    )


_UPDATE_W = 'w = w - learning_rate * grads["dw"]'
_UPDATE_B = 'b = b - learning_rate * grads["db"]'
_RETURN = 'return {"w": w, "b": b}, grads, costs'

OPTIMIZE = Exercise(
    "optimize", ("params", "grads", "costs"), _optimize_visible, _optimize_hidden,
    tolerance=1e-4,
    misconceptions=(
        Misconception(
            "uphill", ((_UPDATE_W, 'w = w + learning_rate * grads["dw"]'),
                       (_UPDATE_B, 'b = b + learning_rate * grads["db"]')),
            "The steps go uphill: w and b move along the slope, not against it, and the cost "
            "grows. Look at the sign of the update."),
        Misconception(
            "b uphill", ((_UPDATE_B, 'b = b + learning_rate * grads["db"]'),),
            "w goes downhill, but b climbs. Look at the sign of its update."),
        Misconception(
            "b not updated", (("        " + _UPDATE_B + "\n", ""),),
            "b keeps its first value, so the border cannot shift. It learns like the weights "
            "do: look at what each iteration changes."),
        Misconception(
            "w not updated", (("        " + _UPDATE_W + "\n", ""),),
            "w keeps its first value and only b learns. Both take a step in every iteration: "
            "look at what is changed there."),
        Misconception(
            "slopes computed once",
            (("    for i in range(num_iterations):\n        grads, cost = propagate(w, b, X, Y)\n",
              "    grads, cost = propagate(w, b, X, Y)\n    for i in range(num_iterations):\n"),),
            "Slopes and cost are computed once, before the loop, so every step goes the same way "
            "and the cost seems not to change. After each step ask again."),
        Misconception(
            "first w and b returned",
            (("    costs = []\n", "    costs = []\n    w0, b0 = w, b\n"),
             (_RETURN, 'return {"w": w0, "b": b0}, grads, costs')),
            "You train, but return the w and b that came in. Look at the names in what you "
            "return."),
        Misconception(
            "updates not kept", ((_UPDATE_W, 'new_w = w - learning_rate * grads["dw"]'),
                                 (_UPDATE_B, 'new_b = b - learning_rate * grads["db"]'),
                                 (_RETURN, 'return {"w": new_w, "b": new_b}, grads, costs')),
            "The new values get other names, so each step starts from the old ones, and only one "
            "step is ever taken. The next iteration must see the new w and b."),
        Misconception(
            "return inside the loop", (("    " + _RETURN, "        " + _RETURN),),
            "The function returns after its first iteration. Look at the indentation of return."),
        Misconception(
            "100 iterations, always", (("range(num_iterations)", "range(100)"),),
            "You always run 100 iterations. The caller says how many; look for a number where "
            "an argument should stand."),
        Misconception(
            "one iteration too few",
            (("range(num_iterations)", "range(1, num_iterations)"),
             ("    costs = []\n", "    costs = []\n    grads, cost = propagate(w, b, X, Y)\n")),
            "One iteration is missing: the counting begins at 1. Then iteration 0, with the first "
            "cost, is left out too."),
        Misconception(
            "one iteration too many", (("range(num_iterations)", "range(num_iterations + 1)"),),
            "One step too many is taken. range(n) already counts n times, from 0 to n − 1."),
        Misconception(
            "the caller's w changed", ((_UPDATE_W, 'w -= learning_rate * grads["dw"]'),),
            "`-=` writes into the array of the caller, whose w is changed afterwards; a second run "
            "would start where this one ended. Make a new array, or a copy at the beginning."),
        Misconception(
            "last cost only", ((_RETURN, 'return {"w": w, "b": b}, grads, cost'),),
            "One cost is returned, the last; a list is asked for, with the cost at iteration 0, "
            "100, 200, …"),
        Misconception(
            "every cost noted", (("if i % 100 == 0:", "if True:"),),
            "Every cost is noted; only those at iteration 0, 100, 200, … are asked for."),
        Misconception(
            "first cost left out", (("if i % 100 == 0:", "if i % 100 == 0 and i > 0:"),),
            "The cost at iteration 0 is missing. Counting begins there: it is the cost before any "
            "step."),
        Misconception(
            "counted from 1", (("if i % 100 == 0:", "if (i + 1) % 100 == 0:"),),
            "The costs are those of the iterations 99, 199, …; those of 0, 100, 200, … are asked "
            "for."),
        Misconception(
            "costs only when printed",
            (("            costs.append(cost)\n            if print_cost:\n",
              "            if print_cost:\n                costs.append(cost)\n"),),
            "The costs are noted only if print_cost is true. Look at the indentation: noting and "
            "printing are two things."),
        Misconception(
            "cost after the step",
            (("            costs.append(cost)\n",
              '            costs.append(propagate(w - learning_rate * grads["dw"], '
              'b - learning_rate * grads["db"], X, Y)[1])\n'),),
            "The noted cost is that after the step. The one at iteration 0 belongs to the w and b "
            "that came in."),
        Misconception(
            "rate of the example", ((_UPDATE_W, 'learning_rate = 0.009\n        ' + _UPDATE_W),),
            "The rate is 0.009 whatever the caller says. Look for a number where `learning_rate` "
            "should stand."),
        Misconception(
            "rate forgotten", ((_UPDATE_W, 'w = w - grads["dw"]'),
                               (_UPDATE_B, 'b = b - grads["db"]')),
            "The rate does not occur in the updates, so every step has the full length of the "
            "slope. It says which share to take; look at the argument you have not used."),
        Misconception(
            "step divided by m again",
            ((_UPDATE_W, 'w = w - learning_rate * grads["dw"] / X.shape[1]'),
             (_UPDATE_B, 'b = b - learning_rate * grads["db"] / X.shape[1]')),
            "The step is divided by m once more, so training crawls. The slopes are means "
            "already; look at the update."),
        Misconception(
            "b asked at the new w",
            ((_UPDATE_B, "grads, cost = propagate(w, b, X, Y)\n        " + _UPDATE_B),),
            "b is moved by the slope at the new w. Both slopes belong to the same old place; take "
            "them together, then step."),
        Misconception(
            "stopped at a small change",
            (("        " + _UPDATE_W,
              "        if i > 0 and abs(previous - cost) < 1e-2:\n            break\n"
              "        previous = cost\n        " + _UPDATE_W),),
            "Training stops early, when the cost changes little. The caller says how many "
            "iterations there are."),
        Misconception(
            "started from zeros", (("    costs = []\n",
                                    "    costs = []\n    w, b = np.zeros(w.shape), 0.0\n"),),
            "Training starts from zeros, so the w and b that came in are lost. The caller may "
            "want to go on from there; use the arguments."),
        Misconception(
            "order of the answers", ((_RETURN, 'return grads, {"w": w, "b": b}, costs'),),
            "params and grads are returned in the wrong order. Compare with the docstring."),
        Misconception(
            "slopes under the parameters' names",
            ((_RETURN, 'return {"w": grads["dw"], "b": grads["db"]}, grads, costs'),),
            "Under \"w\" and \"b\" you return the slopes. The trained parameters belong there."),
    ),
    right_roads=(
        RightRoad("copies changed in place", '''
import copy

def optimize(w, b, X, Y, num_iterations=100, learning_rate=0.009, print_cost=False):
    w = copy.deepcopy(w)
    b = copy.deepcopy(b)
    costs = []
    for i in range(num_iterations):
        grads, cost = propagate(w, b, X, Y)
        dw = grads["dw"]
        db = grads["db"]
        w -= learning_rate * dw
        b -= learning_rate * db
        if i % 100 == 0:
            costs.append(cost)
            if print_cost:
                print("Cost after iteration %i: %f" % (i, cost))
    params = {"w": w, "b": b}
    grads = {"dw": dw, "db": db}
    return params, grads, costs
'''),
        RightRoad("everything in place, costs as an array", '''
def optimize(w, b, X, Y, num_iterations=100, learning_rate=0.009, print_cost=False):
    m = X.shape[1]
    costs = []
    i = 0
    while i < num_iterations:
        A = 0.5 * (1 + np.tanh((np.dot(w.T, X) + b) / 2))
        if not i % 100:
            costs.append(-np.mean(np.log(np.where(Y == 1, A, 1 - A))))
        dw, db = np.dot(X, (A - Y).T) / m, np.mean(A - Y)
        w, b = w - learning_rate * dw, b - learning_rate * db
        i += 1
    return {"b": b, "w": w}, {"dw": dw, "db": db}, np.array(costs)
'''),
        RightRoad("the slow way", '''
def optimize(w, b, X, Y, num_iterations=100, learning_rate=0.009, print_cost=False):
    params = {"w": w, "b": b}
    every = []
    for _ in range(num_iterations):
        grads, cost = propagate_loop(params["w"], params["b"], X, Y)
        every.append(cost)
        params = {key: params[key] - learning_rate * grads["d" + key] for key in params}
    return params, grads, every[::100]
'''),
    ),
)


# --- Answers ------------------------------------------------------------------------------------

def _scores(rng, m):
    """Scores of both signs, some of them between 0 and 0.5, none near a threshold."""
    bands = [(0.1, 0.4), (-3, -0.6), (0.65, 3), (-0.4, -0.1)]
    return rng.permutation([rng.uniform(*bands[i % 4]) for i in range(m)])


def _predict_visible(rng):
    return (
        case("three examples", np.array([[1.0]]), -1.0, np.array([[0.0, 1.3, 3.0]])),
        case("four inputs, six examples", *_with_scores(rng, 4, _scores(rng, 6))),
        case("a neuron that says yes before it has seen anything", np.array([[1.0], [0.0]]), 2.0,
             np.array([[-1.0, -3.0], [5.0, 5.0]])),
    )


def _predict_hidden(rng):
    w, b, X = _with_scores(rng, 3, np.array([0.25, -2.0, 30.0, -30.0, -0.2, 0.3]))
    return (
        case("8 examples, mostly a yes",
             *_with_scores(rng, 2, [*rng.uniform(1.5, 4, 5), *_scores(rng, 3)])),
        case("13 examples, mostly a no",
             *_with_scores(rng, 5, [*rng.uniform(-4, -1.5, 9), *_scores(rng, 4)])),
        case("as many inputs as examples", *_with_scores(rng, 4, _scores(rng, 4))),
        together("m = 1, a yes and a no",
                 _with_scores(rng, 3, np.array([0.3])), _with_scores(rng, 3, np.array([-0.3])),
                 _with_scores(rng, 2, np.array([2.0])), _with_scores(rng, 2, np.array([-2.0]))),
        case("more inputs than examples", *_with_scores(rng, 9, _scores(rng, 5))),
        case("very sure and hardly sure answers", w, b, X),
    )


PREDICT = Exercise(
    "predict", ("prediction",), _predict_visible, _predict_hidden,
    misconceptions=(
        Misconception(
            "above 0", (("A > 0.5", "A > 0"),),
            "Every answer is 1: a probability is always above 0, and rounds up to 1. The neuron "
            "finds “odd” more likely when it is above one half."),
        Misconception(
            "turned round", (("A > 0.5", "A < 0.5"),),
            "You answer 1 where the neuron finds 0 more likely, and the other way round. Look at "
            "the comparison."),
        Misconception(
            "probabilities returned", (("(A > 0.5).astype(int)", "A"),),
            "You return probabilities. An answer is 0 or 1: compare with one half."),
        Misconception(
            "scores compared with one half", (("forward(w, b, X)", "w.T @ X + b"),),
            "You compare the score with 0.5. It is the probability that is compared; a score "
            "between 0 and 0.5 already means a probability above one half."),
        Misconception(
            "bias forgotten", (("forward(w, b, X)", "forward(w, 0.0, X)"),),
            "The bias does not enter. Predict with the same neuron that was trained."),
        Misconception(
            "bias and sigmoid forgotten", (("forward(w, b, X)", "w.T @ X"),),
            "Neither bias nor sigmoid enter. Predict with the same neuron that was trained."),
        Misconception(
            "−1 and 1", (("(A > 0.5).astype(int)", "np.where(A > 0.5, 1, -1)"),),
            "Your answers are −1 and 1, which can never equal the labels of this course, 0 and "
            "1. Look at what stands for a no."),
        Misconception(
            "cut off", (("(A > 0.5).astype(int)", "A.astype(int)"),),
            "Every probability is cut off to 0, for a whole number keeps no decimals. Compare "
            "with one half first."),
        Misconception(
            "the largest only", (("(A > 0.5).astype(int)", "(A == A.max()).astype(int)"),),
            "Only the surest example gets a 1. Each example is judged by itself."),
        Misconception(
            "compared with the mean", (("A > 0.5", "A > A.mean()"),),
            "You compare with the mean of all probabilities, so an answer depends on the other "
            "examples. The threshold is one half."),
        Misconception(
            "neither row nor column", (("(A > 0.5).astype(int)", "(A > 0.5).astype(int).ravel()"),),
            "The answers are right, but in the shape (m,). Keep the row (1, m), like Y."),
        Misconception(
            "first example only",
            (("return (A > 0.5).astype(int)",
              "answers = np.zeros(A.shape)\n    for i in range(A.shape[1]):\n"
              "        answers[0, i] = A[0, i] > 0.5\n        return answers"),),
            "Only the first example is answered: the function returns inside the loop. Look at the "
            "indentation of return."),
    ),
    right_roads=(
        RightRoad("a loop", '''
def predict(w, b, X):
    m = X.shape[1]
    Y_prediction = np.zeros((1, m))
    w = w.reshape(X.shape[0], 1)
    A = sigmoid(np.dot(w.T, X) + b)
    for i in range(A.shape[1]):
        if A[0, i] > 0.5:
            Y_prediction[0, i] = 1
        else:
            Y_prediction[0, i] = 0
    return Y_prediction
'''),
        RightRoad("true and false", '''
def predict(w, b, X):
    return forward(w, b, X) >= 0.5
'''),
        RightRoad("the sign of the score", '''
def predict(w, b, X):
    return np.where(w.T @ X + b > 0, 1.0, 0.0)
'''),
        RightRoad("rounded", '''
def predict(w, b, X):
    return np.round(forward(w, b, X))
'''),
    ),
)


# --- The whole ----------------------------------------------------------------------------------

def _sets(rng, n_x, m_train, m_test):
    X, Y = _two_clouds(rng, n_x, m_train + m_test)
    return X[:, :m_train], Y[:, :m_train], X[:, m_train:], Y[:, m_train:]


def _model_visible(rng):
    return (
        case("one input, 100 iterations", np.array([[-2.0, -1.0, 1.0, 2.0]]),
             np.array([[0, 0, 1, 1]]), np.array([[-3.0, 0.5]]), np.array([[0, 1]]),
             num_iterations=100),
        case("three inputs, another rate", *_sets(rng, 3, 9, 5), num_iterations=150,
             learning_rate=0.05),
    )


def _model_hidden(rng):
    return (
        case("250 iterations", *_sets(rng, 3, 12, 6), num_iterations=250, learning_rate=0.1),
        case("40 iterations, by position", *_sets(rng, 5, 8, 11), 40, 0.02),
        case("the usual iterations and rate", *_sets(rng, 2, 20, 7)),
        case("the usual rate", *_sets(rng, 4, 15, 15), num_iterations=120),
        case("the usual iterations", *_sets(rng, 2, 10, 4), learning_rate=0.01),
        case("one example in the test", *_sets(rng, 6, 7, 1), num_iterations=101,
             learning_rate=0.3),
    )


_TRAIN = "optimize(w, b, X_train, Y_train, num_iterations, learning_rate, print_cost)"
_TAKE = 'w, b = params["w"], params["b"]'

MODEL = Exercise(
    "model", ("result",), _model_visible, _model_hidden,
    tolerance=1e-4,
    misconceptions=(
        Misconception(
            "trained w and b not taken", (("    " + _TAKE + "\n", ""),),
            "The trained w and b are not taken out of what optimize returns, so the zeros from the "
            "beginning make the predictions."),
        Misconception(
            "iterations not passed on", ((_TRAIN, "optimize(w, b, X_train, Y_train, "
                                          "learning_rate=learning_rate, print_cost=print_cost)"),),
            "num_iterations does not reach optimize, which runs its usual 100. Pass it on."),
        Misconception(
            "rate not passed on", ((_TRAIN, "optimize(w, b, X_train, Y_train, num_iterations, "
                                    "print_cost=print_cost)"),),
            "learning_rate does not reach optimize, which takes its usual 0.009. Pass it on."),
        Misconception(
            "neither iterations nor rate passed on",
            ((_TRAIN, "optimize(w, b, X_train, Y_train)"),),
            "Neither num_iterations nor learning_rate reaches optimize, which takes its own usual "
            "values. Pass both on."),
        Misconception(
            "iterations and rate written in",
            ((_TRAIN, "optimize(w, b, X_train, Y_train, 2000, 0.5, print_cost)"),),
            "Iterations and rate are written into the call, so the caller's are ignored. Pass on "
            "what came in."),
        Misconception(
            "iterations and rate exchanged",
            (("\"learning_rate\": learning_rate", "\"learning_rate\": num_iterations"),
             ("\"num_iterations\": num_iterations", "\"num_iterations\": learning_rate")),
            "In the answer, num_iterations and learning_rate are exchanged. Look at keys and "
            "values."),
        Misconception(
            "examples counted as inputs", (("X_train.shape[0]", "X_train.shape[1]"),),
            "You make one weight for each example. There is one for each input: a row of X_train."),
        Misconception(
            "training images predicted twice",
            (("predict(w, b, X_test)", "predict(w, b, X_train)"),),
            "The predictions for the test are those for the training images. Look at what you hand "
            "to predict."),
        Misconception(
            "test images predicted twice",
            (('"Y_prediction_train": predict(w, b, X_train)',
              '"Y_prediction_train": predict(w, b, X_test)'),),
            "The predictions for training are those for the test images. Look at what you hand to "
            "predict."),
        Misconception(
            "predictions exchanged",
            (('"Y_prediction_train": predict(w, b, X_train)',
              '"Y_prediction_train": predict(w, b, X_test)'),
             ('"Y_prediction_test": predict(w, b, X_test)',
              '"Y_prediction_test": predict(w, b, X_train)')),
            "The two predictions are exchanged, so the accuracy on new images is that on known "
            "ones. Look at keys and values."),
        Misconception(
            "trained on the test", ((_TRAIN, "optimize(w, b, X_test, Y_test, num_iterations, "
                                     "learning_rate, print_cost)"),),
            "Training uses the test images. They must not take part, or the test says nothing."),
        Misconception(
            "trained on both sets",
            ((_TRAIN, "optimize(w, b, np.hstack([X_train, X_test]), np.hstack([Y_train, Y_test]), "
              "num_iterations, learning_rate, print_cost)"),),
            "The test images take part in training, so the test says nothing. Train on X_train "
            "alone."),
        Misconception(
            "labels instead of predictions",
            (('"Y_prediction_train": predict(w, b, X_train)', '"Y_prediction_train": Y_train'),
             ('"Y_prediction_test": predict(w, b, X_test)', '"Y_prediction_test": Y_test')),
            "You return the labels as predictions. What the neuron says belongs there."),
        Misconception(
            "probabilities returned",
            (('"Y_prediction_train": predict(w, b, X_train)',
              '"Y_prediction_train": forward(w, b, X_train)'),
             ('"Y_prediction_test": predict(w, b, X_test)',
              '"Y_prediction_test": forward(w, b, X_test)')),
            "The predictions are probabilities. They should be answers, 0 or 1."),
        Misconception(
            "last cost only", (('"costs": costs', '"costs": costs[-1]'),),
            "Only the last cost is returned, from which no curve can be drawn. The whole list "
            "is asked for."),
        Misconception(
            "costs forgotten", (('        "costs": costs,\n', ""),),
            "The key \"costs\" is missing. It holds the list that optimize returned."),
        Misconception(
            "slopes under the parameters' names",
            (("params, _, costs", "params, grads, costs"),
             (_TAKE, 'w, b = grads["dw"], grads["db"]')),
            "The slopes are used as w and b. The trained parameters are in the first thing that "
            "optimize returns."),
        Misconception(
            "accuracy instead of answers",
            (('"Y_prediction_train": predict(w, b, X_train)',
              '"Y_prediction_train": 100 * np.mean(predict(w, b, X_train) == Y_train)'),
             ('"Y_prediction_test": predict(w, b, X_test)',
              '"Y_prediction_test": 100 * np.mean(predict(w, b, X_test) == Y_test)')),
            "You return how many answers are right; the answers themselves are asked for, a row "
            "of 0 and 1 for each set."),
    ),
    right_roads=(
        RightRoad("the slow way, with an array of costs", '''
def model(X_train, Y_train, X_test, Y_test, num_iterations=2000, learning_rate=0.5,
          print_cost=False):
    w, b = np.zeros((len(X_train), 1)), 0.0
    costs = np.zeros(-(-num_iterations // 100))
    for i in range(num_iterations):
        grads, cost = propagate(w, b, X_train, Y_train)
        if i % 100 == 0:
            costs[i // 100] = cost
        w, b = w - learning_rate * grads["dw"], b - learning_rate * grads["db"]
    return dict(costs=costs, w=w, b=b, learning_rate=learning_rate, num_iterations=num_iterations,
                Y_prediction_train=np.round(forward(w, b, X_train)),
                Y_prediction_test=np.round(forward(w, b, X_test)))
'''),
        RightRoad("as the books write it", '''
def model(X_train, Y_train, X_test, Y_test, num_iterations=2000, learning_rate=0.5,
          print_cost=False):
    w, b = initialize_with_zeros(X_train.shape[0])
    params, grads, costs = optimize(w, b, X_train, Y_train, num_iterations=num_iterations,
                                    learning_rate=learning_rate, print_cost=print_cost)
    w = params["w"]
    b = params["b"]
    Y_prediction_test = predict(w, b, X_test)
    Y_prediction_train = predict(w, b, X_train)
    if print_cost:
        print(f"train accuracy: {100 - np.mean(np.abs(Y_prediction_train - Y_train)) * 100} %")
    d = {"costs": costs, "Y_prediction_test": Y_prediction_test,
         "Y_prediction_train": Y_prediction_train, "w": w, "b": b,
         "learning_rate": learning_rate, "num_iterations": num_iterations}
    return d
'''),
        RightRoad("everything in place, with more in the answer", '''
def model(X_train, Y_train, X_test, Y_test, num_iterations=2000, learning_rate=0.5,
          print_cost=False):
    n_x, m = X_train.shape
    w, b, costs = np.zeros((n_x, 1)), 0, []
    for i in range(num_iterations):
        A = sigmoid(w.T @ X_train + b)
        if i % 100 == 0:
            costs.append(np.mean(-Y_train * np.log(A) - (1 - Y_train) * np.log(1 - A)))
        w = w - learning_rate * X_train @ (A - Y_train).T / m
        b = b - learning_rate * np.mean(A - Y_train)
    answers = {f"Y_prediction_{part}": w.T @ X + b > 0
               for part, X in (("train", X_train), ("test", X_test))}
    right = {f"accuracy_{part}": np.mean(answers[f"Y_prediction_{part}"] == Y)
             for part, Y in (("train", Y_train), ("test", Y_test))}
    return {**answers, **right, "costs": costs, "w": w, "b": b, "learning_rate": learning_rate,
            "num_iterations": num_iterations}
'''),
    ),
)


EXERCISES = (FLATTEN, NORMALIZE, SIGMOID, INITIALIZE, FORWARD, COST, BACKWARD, LOOP, PROPAGATE,
             OPTIMIZE, PREDICT, MODEL)
