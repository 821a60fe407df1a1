"""Week 2: logistic regression, one neuron on images of digits.

The visible cases of a function are some that can be computed by hand and one of every kind that is
hidden, as a rule drawn by the same lines with other numbers.
"""

import numpy as np

from answercheck.cases import case, together

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
    """w, b, X, Y with scores up to about 6: sure answers; an epsilon in the log costs nothing."""
    w, b = _neuron(rng, n_x)
    X = rng.normal(size=(n_x, m))
    X *= 5 / np.abs(w.T @ X).max()
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


def flatten_images_visible(rng):
    return (
        case("two images of 2 × 3", np.arange(12).reshape(2, 2, 3)),
        *flatten_images_hidden(rng),
    )


def flatten_images_hidden(rng):
    return (
        case("5 square images", _images(rng, 5, 4, 4)),
        case("wide images", _images(rng, 4, 3, 6)),
        case("tall images, real numbers", rng.random((6, 5, 2))),
        case("colour images, not square", _images(rng, 3, 2, 5, 3)),
        case("more images than pixels, four channels", _images(rng, 19, 2, 2, 4)),
        together("one image, and two", (_images(rng, 1, 3, 4),), (_images(rng, 2, 3, 4, 3),)),
    )


# --- Broadcasting -------------------------------------------------------------------------------

def _rows(rng, n, p):
    """Rows of clearly different lengths, none near zero and none of length 1."""
    x = rng.normal(size=(n, p))
    lengths = rng.uniform(1.5, 9, (n, 1))
    return x / np.linalg.norm(x, axis=1, keepdims=True) * lengths


def normalize_rows_visible(rng):
    return (
        case("two rows of two", np.array([[3, 4], [0, 2]])),
        *normalize_rows_hidden(rng),
    )


def normalize_rows_hidden(rng):
    return (
        case("more rows than columns", _rows(rng, 6, 2)),
        case("more columns than rows", _rows(rng, 2, 7)),
        case("a square table", _rows(rng, 4, 4)),
        case("whole numbers", rng.integers(1, 20, (3, 5)) * rng.choice([-1, 1], (3, 5))),
        case("one row of whole numbers", rng.integers(2, 20, (1, 5))),
        together("one column: only the sign remains", (_rows(rng, 4, 1),), (-_rows(rng, 3, 3),)),
    )


# --- The sigmoid --------------------------------------------------------------------------------

def sigmoid_visible(rng):
    return (
        case("a number", 0.0),
        case("three scores", np.array([0.0, np.log(3), -np.log(3)])),
        case("a whole number", 5),
        case("whole numbers", np.array([-6, -5, 0, 5, 6])),  # none that is hidden
        case("a row (1, 4)", rng.normal(0, 2, (1, 4))),
        case("a table (5, 2)", rng.normal(0, 2, (5, 2))),
        case("sure scores, far out on both sides",
             rng.uniform(15, 35, (2, 3)) * np.array([1, -1, 1])),
        case("three dimensions", rng.normal(0, 1, (3, 2, 2))),
    )


def sigmoid_hidden(rng):
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


# --- The start ----------------------------------------------------------------------------------

def initialize_with_zeros_visible(rng):
    return (
        case("3 inputs", 3),
        case("1 input", 1),
        case("as many inputs as a colour image has numbers", 3072),
    )


def initialize_with_zeros_hidden(rng):
    return (
        case("2 inputs", 2),
        case("as many inputs as an image has pixels", 784),
        case("an odd number of inputs", int(rng.integers(3, 20) * 2 + 1)),
        case("an even number of inputs", int(rng.integers(3, 20) * 2)),
        together("1 input, and several", (1,), (int(rng.integers(4, 9)),)),
    )


# --- The neuron ---------------------------------------------------------------------------------

def forward_visible(rng):
    return (
        case("two inputs, two examples", np.array([[1.0], [-1.0]]), 0.0,
             np.array([[2.0, np.log(3)], [2.0, 0.0]])),
        *forward_hidden(rng),
    )


def forward_hidden(rng):
    return (
        case("more examples than inputs", *_problem(rng, 2, 9)[:3]),
        case("more inputs than examples", *_problem(rng, 7, 3)[:3]),
        case("as many inputs as examples", *_problem(rng, 4, 4)[:3]),
        together("m = 1", _problem(rng, 5, 1)[:3], _problem(rng, 3, 1)[:3]),
        case("one input", *_problem(rng, 1, 6)[:3]),
        case("uint8 pixels", *_pixels(rng, 6, 5)[:3]),
        case("sure answers", *_sure(rng, 3, 8)[:3]),
    )


# --- The cost -----------------------------------------------------------------------------------

def compute_cost_visible(rng):
    return (
        case("a coin flip", np.full((1, 4), 0.5), np.array([[0, 1, 1, 0]])),
        *compute_cost_hidden(rng),
    )


def compute_cost_hidden(rng):
    sure = rng.uniform(1e-3, 8e-3, (1, 8))  # so an epsilon in the log costs nothing
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


# --- The slopes ---------------------------------------------------------------------------------

def _seen(rng, n_x, m, low=0.05, high=0.95, dtype=np.int64):
    """X, A, Y."""
    return rng.normal(size=(n_x, m)), _probabilities(rng, m, low, high), _labels(rng, m, dtype)


def backward_visible(rng):
    return (
        case("one input, two examples", np.array([[1.0, 2.0]]), np.array([[0.5, 0.5]]),
             np.array([[1, 0]])),
        *backward_hidden(rng),
    )


def backward_hidden(rng):
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


# --- Slopes and cost, with loops ----------------------------------------------------------------

def propagate_loop_visible(rng):
    return (
        case("two examples, from zero", np.zeros((1, 1)), 0.0, np.array([[1.0, 2.0]]),
             np.array([[1, 0]])),
        *propagate_loop_hidden(rng),
    )


def propagate_loop_hidden(rng):
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


# --- The same without a loop --------------------------------------------------------------------

propagate_visible = propagate_loop_visible
propagate_hidden = propagate_loop_hidden

# --- Training -----------------------------------------------------------------------------------

def optimize_visible(rng):
    return (
        case("one input, one step", np.zeros((1, 1)), 0.0, np.array([[1.0]]), np.array([[1]]),
             num_iterations=1, learning_rate=1.0),
        *optimize_hidden(rng),
    )


def optimize_hidden(rng):
    zeros = np.zeros((4, 1)), 0.0
    return (
        case("the usual iterations and rate", *_problem(rng, 3, 8)),
        case("37 iterations", *_problem(rng, 5, 4), num_iterations=37, learning_rate=0.05),
        case("101 iterations, by position", *_problem(rng, 2, 12), 101, 0.3),
        case("m = 1", *_problem(rng, 3, 1), num_iterations=20, learning_rate=0.5),
        # Few iterations: with a large rate pixels magnify the last digits in each of them.
        case("uint8 pixels, a tiny rate", *_pixels(rng, 4, 7), num_iterations=8,
             learning_rate=1e-5),
        case("one step", *_problem(rng, 6, 5), num_iterations=1, learning_rate=0.7),
        case("1101 iterations from zero", *zeros, *_two_clouds(rng, 4, 9), num_iterations=1101,
             learning_rate=0.2),
    )


# --- Answers ------------------------------------------------------------------------------------

def _scores(rng, m):
    """Scores of both signs, some of them between 0 and 0.5, none near a threshold."""
    bands = [(0.1, 0.4), (-3, -0.6), (0.65, 3), (-0.4, -0.1)]
    return rng.permutation([rng.uniform(*bands[i % 4]) for i in range(m)])


def predict_visible(rng):
    return (
        case("three examples", np.array([[1.0]]), -1.0, np.array([[0.0, 1.3, 3.0]])),
        case("four inputs, six examples", *_with_scores(rng, 4, _scores(rng, 6))),
        case("a neuron that says yes before it has seen anything", np.array([[1.0], [0.0]]), 2.0,
             np.array([[-1.0, -3.0], [5.0, 5.0]])),
        case("as many inputs as examples", *_with_scores(rng, 3, _scores(rng, 3))),
        together("m = 1, a yes and a no",
                 _with_scores(rng, 2, np.array([0.4])), _with_scores(rng, 2, np.array([-0.4]))),
        case("more inputs than examples", *_with_scores(rng, 8, _scores(rng, 7))),
        case("very sure answers", *_with_scores(rng, 2, np.array([-25.0, 25.0, 0.2]))),
    )


def predict_hidden(rng):
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


# --- The whole ----------------------------------------------------------------------------------

def _sets(rng, n_x, m_train, m_test):
    X, Y = _two_clouds(rng, n_x, m_train + m_test)
    return X[:, :m_train], Y[:, :m_train], X[:, m_train:], Y[:, m_train:]


def model_visible(rng):
    return (
        case("one input, 100 iterations", np.array([[-2.0, -1.0, 1.0, 2.0]]),
             np.array([[0, 0, 1, 1]]), np.array([[-3.0, 0.5]]), np.array([[0, 1]]),
             num_iterations=100),
        *model_hidden(rng),
    )


def model_hidden(rng):
    return (
        case("250 iterations", *_sets(rng, 3, 12, 6), num_iterations=250, learning_rate=0.1),
        case("40 iterations, by position", *_sets(rng, 5, 8, 11), 40, 0.02),
        case("the usual iterations and rate", *_sets(rng, 2, 20, 7)),
        case("the usual rate", *_sets(rng, 4, 15, 15), num_iterations=120),
        case("one example in the test", *_sets(rng, 6, 7, 1), num_iterations=101,
             learning_rate=0.3),
    )
