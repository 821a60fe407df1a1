"""Week 1: derivatives, computation graphs and the gradient check."""

import numpy as np

from answercheck.cases import Recipe, case, together

# --- Functions that the cases send --------------------------------------------------------------

def _power(scale: float, exponent: int) -> Recipe:
    return Recipe("power", {"scale": scale, "exponent": exponent})


def _logarithm(scale: float) -> Recipe:
    return Recipe("logarithm", {"scale": scale})


def _sine(scale: float, frequency: float) -> Recipe:
    return Recipe("sine", {"scale": scale, "frequency": frequency})


def _exponential(scale: float, rate: float) -> Recipe:
    return Recipe("exponential", {"scale": scale, "rate": rate})


def _weights(rng: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
    return rng.uniform(0.5, 1.5, shape)


def _of_array(formula: str, weights: np.ndarray) -> Recipe:
    return Recipe(formula, {"weights": weights})


def _its_gradient(f: Recipe, **wrong: float | np.ndarray) -> Recipe:
    """The gradient of f, wrong by a `factor` or `error`, everywhere, `only_at` or `except_at` x."""
    return Recipe(f"{f.formula}_gradient", {**f.parameters, **wrong})


# --- Difference quotients -----------------------------------------------------------------------

def forward_difference_visible(rng):
    return (
        case("3a at 2", _power(3.0, 1), 2.0),
        case("a² at 2", _power(1.0, 2), 2.0),
        case("ln a at 2, a step of a half", _logarithm(1.0), 2.0, h=0.5),
        *forward_difference_hidden(rng),
    )


def forward_difference_hidden(rng):
    return (
        case("a cube, the usual step", _power(rng.uniform(1, 3), 3), rng.uniform(1, 3)),
        case("whole number a, a large step", _power(rng.uniform(1, 3), 4), int(rng.integers(3, 8)),
             0.5),
        case("a logarithm, the step given by name", _logarithm(rng.uniform(1, 3)),
             rng.uniform(1, 3), h=rng.uniform(0.01, 0.05)),
        case("a sine at a negative a, a large step", _sine(rng.uniform(2, 4), rng.uniform(1, 2)),
             rng.uniform(-0.6, -0.2), rng.uniform(0.2, 0.4)),
        case("a cube, a tiny step", _power(rng.uniform(1, 3), 3), rng.uniform(1, 3), 1e-6),
        case("a falling exponential", _exponential(rng.uniform(1, 3), -rng.uniform(0.5, 1.5)),
             rng.uniform(0.5, 1.5), rng.uniform(0.05, 0.1)),
    )


def _fast(rng) -> tuple[Recipe, float]:
    """A sine so fast that the usual step can be told from its half and its double, and where."""
    frequency = rng.uniform(1500, 2500)
    return _sine(rng.uniform(2, 4), frequency), rng.uniform(0.2, 0.6) / frequency


def central_difference_visible(rng):
    return (
        case("a³ at 2", _power(1.0, 3), 2.0),
        case("a³ at 2, a coarse step", _power(1.0, 3), 2.0, 0.1),
        case("ln a at 2, a step of a half", _logarithm(1.0), 2.0, h=0.5),
        *central_difference_hidden(rng),
    )


def central_difference_hidden(rng):
    return (
        case("a logarithm, the usual step", _logarithm(rng.uniform(1, 3)), rng.uniform(1, 3)),
        # Not exactly a half: 2h would be 1, and a forgotten division would not be seen.
        case("a cube, a large step", _power(rng.uniform(1, 3), 3), rng.uniform(1, 3), 0.4),
        case("whole number a, a large step", _power(rng.uniform(1, 3), 4), int(rng.integers(3, 8)),
             0.25),
        case("a sine at a negative a, the step given by name",
             _sine(rng.uniform(2, 4), rng.uniform(1, 2)), rng.uniform(-0.6, -0.2),
             h=rng.uniform(0.2, 0.4)),
        case("a falling exponential", _exponential(rng.uniform(1, 3), -rng.uniform(0.5, 1.5)),
             rng.uniform(0.5, 1.5), rng.uniform(0.05, 0.1)),
        case("a cube, a tiny step", _power(rng.uniform(1, 3), 3), rng.uniform(1, 3), 1e-6),
        case("a fast sine, the usual step", *_fast(rng)),
    )


# --- Formulas -----------------------------------------------------------------------------------

def _sizes(rng: np.random.Generator, n_axes: int) -> tuple[int, ...]:
    """Sizes that differ, the smallest first: so matrices are wide among visible cases too."""
    return tuple(sorted(int(n) for n in rng.permutation(np.arange(2, 6))[:n_axes]))


def square_derivative_visible(rng):
    return (
        case("a = 2", 2.0),
        case("three points", np.array([2.0, 5.0, -0.5])),
        case("whole numbers", np.array([2, 5, -3])),
        *square_derivative_hidden(rng),
    )


def square_derivative_hidden(rng):
    return (
        case("a fraction", rng.uniform(1.5, 2.5)),
        case("a negative number", rng.uniform(-4, -2.5)),
        case("a whole number", int(rng.integers(3, 10))),
        case("an array with one entry", rng.uniform(2.5, 4, (1,))),
        case("a row of one example", rng.uniform(-3, 3, (1, *_sizes(rng, 1)))),
        case("a matrix", rng.uniform(-3, 3, _sizes(rng, 2))),
        case("whole numbers of both signs", rng.integers(-9, 10, _sizes(rng, 1)) * 2 + 1),
        case("three axes", rng.uniform(-3, 3, _sizes(rng, 3))),
    )


cube_derivative_visible = square_derivative_visible
cube_derivative_hidden = square_derivative_hidden


def log_derivative_visible(rng):
    return (
        case("a = 2", 2.0),
        case("three points", np.array([2.0, 5.0, 0.5])),
        case("three whole numbers", np.array([2, 4, 100])),
        *log_derivative_hidden(rng),
    )


def log_derivative_hidden(rng):
    return (
        case("a fraction", rng.uniform(2.5, 4.5)),
        case("a small number", rng.uniform(0.01, 0.05)),
        case("a whole number", int(rng.integers(3, 10))),
        case("an array with one entry", rng.uniform(2.5, 4, (1,))),
        case("a row of one example", rng.uniform(1.5, 9, (1, *_sizes(rng, 1)))),
        case("a matrix", rng.uniform(0.1, 9, _sizes(rng, 2))),
        case("whole numbers", rng.integers(2, 50, _sizes(rng, 1))),
        case("three axes", rng.uniform(0.1, 9, _sizes(rng, 3))),
    )


# --- Computation graphs -------------------------------------------------------------------------

def _inputs_visible():
    return (("a = 5, b = 3, c = 2", (5, 3, 2)), ("a = 10, b = 2, c = -1", (10, 2, -1)))


def _shared_inputs_visible():
    return (("a = 1, b = 2, c = 3", (1, 2, 3)), ("a = 10, b = 2, c = -1", (10, 2, -1)))


def _inputs_hidden(rng):
    whole = rng.permutation(np.arange(4, 12))[:3]
    return (
        ("fractions", tuple(rng.uniform(1.2, 4, 3))),
        ("negative numbers", tuple(-rng.uniform(1.2, 4, 3))),
        ("whole numbers", tuple(int(n) for n in whole)),
        ("both signs", tuple(rng.uniform(2, 5, 3) * np.array([1, -1, 1]))),
        ("one input is zero", (*rng.uniform(1.2, 4, 2), 0)),
        ("large and small numbers", tuple(rng.uniform(1.2, 4, 3) * np.array([1e3, 0.1, 10]))),
    )


def _forward_cases(inputs):
    return tuple(case(label, *numbers) for label, numbers in inputs)


def _backward_cases(inputs, forward):
    """Cases whose argument is the cache of the reference's own forward pass."""
    return tuple(case(label, forward(*numbers)[1]) for label, numbers in inputs)


def graph_forward_visible(rng):
    return _forward_cases((*_inputs_visible(), *_inputs_hidden(rng)))


def graph_forward_hidden(rng):
    return _forward_cases(_inputs_hidden(rng))


def graph_backward_visible(rng, solutions):
    return _backward_cases((*_inputs_visible(), *_inputs_hidden(rng)), solutions["graph_forward"])


def graph_backward_hidden(rng, solutions):
    return _backward_cases(_inputs_hidden(rng), solutions["graph_forward"])


def shared_forward_visible(rng):
    return _forward_cases((*_shared_inputs_visible(), *_inputs_hidden(rng)))


def shared_forward_hidden(rng):
    return _forward_cases(_inputs_hidden(rng))


def shared_backward_visible(rng, solutions):
    return _backward_cases((*_shared_inputs_visible(), *_inputs_hidden(rng)),
                           solutions["shared_forward"])


def shared_backward_hidden(rng, solutions):
    return _backward_cases(_inputs_hidden(rng), solutions["shared_forward"])


# --- Gradients of arrays ------------------------------------------------------------------------

def numerical_gradient_visible(rng):
    return (
        case("two entries", _of_array("squares", np.array([1.0, 3.0])), np.array([1.0, 2.0])),
        case("two whole numbers", _of_array("coupled", np.array([1.0, 1.0])), np.array([3, 3])),
        case("a matrix, a coarse step", _of_array("coupled", np.ones((2, 3))),
             np.array([[0.5, -1.0, 2.0], [1.0, 0.0, -0.5]]), 0.1),
        *numerical_gradient_hidden(rng),
    )


def numerical_gradient_hidden(rng):
    def drawn(formula, shape):
        return _of_array(formula, _weights(rng, shape)), rng.uniform(0.5, 2, shape)

    n, p = _sizes(rng, 2)
    whole = rng.integers(2, 7, n)
    return (
        case("a vector", *drawn("coupled", (n,))),
        case("whole numbers", _of_array("coupled", _weights(rng, (n,))), whole),
        case("a column", *drawn("waves", (p, 1))),
        case("a matrix, a large step", *drawn("coupled", (n, p)), 0.5),
        case("a matrix of whole numbers", _of_array("coupled", _weights(rng, (2, p))),
             rng.integers(-6, 7, (2, p)) * 2 + 1),
        case("three axes, the step given by name", *drawn("coupled", (2, p, 3)), h=0.01),
        case("one entry, a coarse step", *drawn("coupled", (1,)), 0.2),
        # So fast that the usual step can be told from its half and its double.
        case("fast waves, the usual step", _of_array("waves", 2000 * _weights(rng, (n,))),
             rng.uniform(1e-4, 2e-4, n)),
    )


def relative_error_visible(rng):
    estimate = np.array([3.0, -4.0, 12.0])
    return (
        case("wrong sign", -estimate, estimate),
        case("different directions", np.array([1.0, 2.0, 3.0]), np.array([2.0, 1.0, 1.0])),
        together("equal, and both zero", (estimate, estimate), (np.zeros(2), np.zeros(2)),
                 (2 * estimate, estimate)),
        *relative_error_hidden(rng),
    )


def relative_error_hidden(rng):
    def pair(shape, scale=1.0):
        return scale * rng.normal(size=shape), scale * rng.normal(size=shape)

    n, p = _sizes(rng, 2)
    vector = rng.normal(size=n)
    factor = rng.uniform(2, 9)
    near = rng.normal(size=(n, p))
    return (
        case("vectors", *pair((n,))),
        case("matrices", *pair((n, p))),
        case("three axes", *pair((2, n, p))),
        case("tiny gradients", *pair((p,), 1e-9)),
        case("large gradients", *pair((p, 1), 1e6)),
        case("nearly equal gradients", near, near + 1e-4 * rng.normal(size=(n, p))),
        case("whole numbers", rng.integers(1, 9, n), rng.integers(1, 9, n) * (-1) ** np.arange(n)),
        together("both zero, and a gradient too large", (np.zeros((p, 2)), np.zeros((p, 2))),
                 (factor * vector, vector)),
        together("opposite, and a gradient too small", (-vector, vector),
                 (vector / factor, vector)),
        together("one of them zero, and a single entry", (np.zeros(n), vector),
                 (np.array([factor]), np.array([factor + 1]))),
    )


def gradient_check_visible(rng):
    bowl, x = _of_array("squares", np.array([1.0, 3.0])), np.array([1.0, 2.0])
    off = np.array([0.0, 0.001])
    return (
        together("a bowl, right and wrong sign", (bowl, _its_gradient(bowl), x),
                 (bowl, _its_gradient(bowl, factor=-1.0), x)),
        together("right, and one entry off by a thousandth", (bowl, _its_gradient(bowl), x),
                 (bowl, _its_gradient(bowl, error=off), x)),
        together("wrong by a hundredth, with a loose and a strict tolerance",
                 (bowl, _its_gradient(bowl, factor=1.01), x, 1e-5, 0.1),
                 (bowl, _its_gradient(bowl, factor=1.01), x, 1e-5, 1e-3)),
        case("the smaller entry off by a hundredth, within the tolerance for the whole", bowl,
             _its_gradient(bowl, error=np.array([0.02, 0.0])), x, 1e-5, 1e-3),
        _here_and_elsewhere("right everywhere, wrong at x alone, right at x alone", bowl, x),
        *gradient_check_hidden(rng),
    )


def _here_and_elsewhere(label, f, x):
    """For answers that compare at another point than x: ones, zeros, a random one, x rounded."""
    return together(label, (f, _its_gradient(f), x),
                    (f, _its_gradient(f, factor=1.5, only_at=x), x),
                    (f, _its_gradient(f, factor=1.5, except_at=x), x))


def gradient_check_hidden(rng):
    def drawn(formula, shape, scale=1.0):
        return _of_array(formula, scale * _weights(rng, shape)), rng.uniform(0.6, 1.2, shape)

    n, p = _sizes(rng, 2)
    first, at_first = drawn("waves", (n,))
    second, at_second = drawn("squares", (n, p))
    third = _of_array("coupled", _weights(rng, (p + 2,)))
    at_third = rng.integers(2, 6, p + 2)
    cancelling, at_the_end = np.zeros(p + 2), np.zeros(p + 2)
    cancelling[-2:] = [0.01, -0.01]
    at_the_end[-1] = 0.01
    fourth, at_fourth = drawn("coupled", (2, n, p))
    tiny, at_tiny = drawn("squares", (n,), 1e-9)
    huge, at_huge = drawn("squares", (p, 1), 1e6)
    bent, at_bent = drawn("coupled", (n, 1))
    tall, at_tall = drawn("waves", (p, n))
    # Of the sum of both lengths this is 1e-3; of one length, or of the entry itself, far more.
    long, at_long = drawn("squares", (p + 2,))
    slopes = 2 * long.parameters["weights"] * at_long
    in_smallest = 2e-3 * np.linalg.norm(slopes) * (slopes == slopes.min())
    flat = Recipe("constant", {"level": float(rng.uniform(1, 3))})
    # Whose estimate is off by w²h²/12: with the usual step a little less and a little more than the
    # usual tolerance.
    calm, wild = (_of_array("waves", np.full(n, w)) for w in (85.0, 155.0))
    at_waves = rng.uniform(1e-3, 3e-3, n)
    step, strict = 1e-5, 1e-7
    return (
        together("right, and wrong sign", (first, _its_gradient(first), at_first),
                 (first, _its_gradient(first, factor=-1.0), at_first)),
        together("right, and twice too large, of a matrix",
                 (second, _its_gradient(second), at_second),
                 (second, _its_gradient(second, factor=2.0), at_second)),
        together("right, and two entries whose errors cancel, at whole numbers",
                 (third, _its_gradient(third), at_third),
                 (third, _its_gradient(third, error=cancelling), at_third)),
        together("right, and only the last entry wrong",
                 (third, _its_gradient(third), at_third),
                 (third, _its_gradient(third, error=at_the_end), at_third)),
        together("right, and not divided by the number of examples, three axes",
                 (fourth, _its_gradient(fourth), at_fourth),
                 (fourth, _its_gradient(fourth, factor=209.0), at_fourth)),
        together("tiny gradients, right and wrong", (tiny, _its_gradient(tiny), at_tiny),
                 (tiny, _its_gradient(tiny, factor=0.5), at_tiny)),
        together("large gradients, right and wrong", (huge, _its_gradient(huge), at_huge),
                 (huge, _its_gradient(huge, factor=1.01), at_huge)),
        together("a fine step, and a step far too large",
                 (bent, _its_gradient(bent), at_bent, 1e-4),
                 (bent, _its_gradient(bent), at_bent, 0.5)),
        together("a loose and a strict tolerance",
                 (tall, _its_gradient(tall, factor=1.01), at_tall, step, 0.1),
                 (tall, _its_gradient(tall, factor=1.01), at_tall, step, 1e-3),
                 (tall, _its_gradient(tall), at_tall, step, strict)),
        together("one small entry off, the tolerance a little above the error and a little below",
                 (long, _its_gradient(long, error=in_smallest), at_long, step, 1.2e-3),
                 (long, _its_gradient(long, error=in_smallest), at_long, step, 0.8e-3)),
        together("a function without any slope",
                 (flat, Recipe("constant_gradient", {}), at_second),
                 (flat, Recipe("constant_gradient", {"error": 0.5}), at_second)),
        _here_and_elsewhere("wrong at x alone, and right at x alone", first, at_first),
        _here_and_elsewhere("wrong at x alone, and right at x alone, of a matrix", second,
                            at_second),
        together("an error a little below the usual tolerance, and a little above",
                 (second, _its_gradient(second, factor=1 + 1e-7), at_second),
                 (second, _its_gradient(second, factor=1 + 3e-7), at_second)),
        together("the usual step, small enough and too large",
                 (calm, _its_gradient(calm), at_waves), (wild, _its_gradient(wild), at_waves)),
    )
