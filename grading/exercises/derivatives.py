"""Week 1: derivatives, computation graphs and the gradient check."""

import numpy as np

from answercheck.recipes import Recipe
from grading.exercises.description import (
    Exercise,
    Misconception,
    RightRoad,
    case,
    together,
)

ASSIGNMENT = "week1_derivatives"


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


def _its_gradient(f: Recipe, factor: float = 1.0, error: float | np.ndarray = 0.0) -> Recipe:
    return Recipe(f"{f.formula}_gradient", {**f.parameters, "factor": factor, "error": error})


def _forward_pass(name: str, *inputs: float) -> dict:
    """The cache that the reference's own forward pass makes."""
    # Imported late: the module that reads the notebooks needs the descriptions in this package.
    from grading.reference.solutions import namespace

    _, cache = namespace(ASSIGNMENT)[name](*inputs)
    return cache


# --- Difference quotients -----------------------------------------------------------------------

def _forward_visible(rng):
    return (
        case("3a at 2", _power(3.0, 1), 2.0),
        case("a² at 2", _power(1.0, 2), 2.0),
        case("ln a at 2, a step of a half", _logarithm(1.0), 2.0, h=0.5),
    )


def _forward_hidden(rng):
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


FORWARD = Exercise(
    "forward_difference", ("slope",), _forward_visible, _forward_hidden,
    # Keeps the forward difference apart from every other down to a step of 1e-6, where rounding
    # alone makes equal formulas differ by up to 1e-9.
    tolerance=1e-8,
    misconceptions=(
        Misconception(
            "bracket lost", (("change = f(a + h) - f(a)\n    return change / h",
                              "return f(a + h) - f(a) / h"),),
            "Only the last term is divided by the step. Python divides before it subtracts; "
            "look at what the fraction bar in the formula covers."),
        Misconception(
            "not divided", (("return change / h", "return change"),),
            "You return how far f moved, not its slope. A slope is the rise per unit of run; "
            "look at the last step of the formula."),
        Misconception(
            "multiplied by the step", (("change / h", "change * h"),),
            "The change is multiplied by the step. A slope is rise divided by run; "
            "look at the operator."),
        Misconception(
            "step of the example", (("change = f(a + h)", "h = 0.001\n    change = f(a + h)"),),
            "Your slope is that of the step 0.001 whatever step is asked for. "
            "Look for a number where `h` should stand."),
        Misconception(
            "sign turned", (("f(a + h) - f(a)\n", "f(a) - f(a + h)\n"),),
            "The difference is taken the wrong way round, so a rising function seems to fall. "
            "Look at which value comes first: the nudged one."),
        Misconception(
            "nudged to the left", (("f(a + h) - f(a)\n", "f(a) - f(a - h)\n"),),
            "You nudge to the left. That estimates the same slope, but with another error; "
            "here the nudge goes to the right."),
        Misconception(
            "centred", (("f(a + h) - f(a)\n    return change / h",
                         "f(a + h) - f(a - h)\n    return change / (2 * h)"),),
            "This is the centred difference, which is asked for in the next exercise. "
            "Here only the right-hand neighbour and f(a) itself are used."),
    ),
    right_roads=(
        RightRoad("two fractions", '''
def forward_difference(f, a, h=0.001):
    return f(a + h) / h - f(a) / h
'''),
        RightRoad("rise over run with names", '''
def forward_difference(f, a, h=0.001):
    nudged = a + h
    rise = float(f(nudged)) - float(f(a))
    return np.divide(rise, h)
'''),
        RightRoad("np.diff", '''
def forward_difference(f, a, h=0.001):
    return np.diff([f(a), f(a + h)]).item() * (1 / h)
'''),
    ),
)


def _fast(rng) -> tuple[Recipe, float]:
    """A sine so fast that the usual step can be told from its half and its double, and where."""
    frequency = rng.uniform(1500, 2500)
    return _sine(rng.uniform(2, 4), frequency), rng.uniform(0.2, 0.6) / frequency


def _central_visible(rng):
    return (
        case("a³ at 2", _power(1.0, 3), 2.0),
        case("a³ at 2, a coarse step", _power(1.0, 3), 2.0, 0.1),
        case("ln a at 2, a step of a half", _logarithm(1.0), 2.0, h=0.5),
    )


def _central_hidden(rng):
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


CENTRAL = Exercise(
    "central_difference", ("slope",), _central_visible, _central_hidden, tolerance=1e-8,
    misconceptions=(
        Misconception(
            "forward", (("below = f(a - h)", "below = f(a)"), ("(2 * h)", "h")),
            "This is the forward difference: its error is of the size of h, not of h². "
            "Look to both sides of a."),
        Misconception(
            "divided by h", (("(2 * h)", "h"),),
            "You divide by h, so the slope comes out twice too large. "
            "How far apart are the two points at which f is called?"),
        Misconception(
            "forward over 2h", (("below = f(a - h)", "below = f(a)"),),
            "One of the two points is a itself, yet the distance is counted as two steps. "
            "Look at where f is called the second time."),
        Misconception(
            "2h without brackets", (("(2 * h)", "2 * h"),),
            "`x / 2 * h` divides by 2 and then multiplies by h. Python works from left to right; "
            "look at the divisor."),
        Misconception(
            "bracket lost", (("return (above - below) / (2 * h)",
                              "return above - below / (2 * h)"),),
            "Only the last term is divided. Python divides before it subtracts; "
            "look at what the fraction bar covers."),
        Misconception(
            "added", (("above - below", "above + below"),),
            "The two values are added, so their height is measured, not their difference. "
            "Look at the sign between them."),
        Misconception(
            "sign turned", (("above - below", "below - above"),),
            "The difference is taken the wrong way round, so a rising function seems to fall. "
            "Look at which value comes first."),
        Misconception(
            "half steps", (("above = f(a + h)", "above = f(a + h / 2)"),
                           ("below = f(a - h)", "below = f(a - h / 2)"), ("(2 * h)", "h")),
            "You step half of h to each side. That is a centred difference too, but of another "
            "step; here h is the nudge to each side."),
        Misconception(
            "step of the default", (("above = f(a + h)", "h = 1e-5\n    above = f(a + h)"),),
            "Your slope is that of the step 1e-5 whatever step is asked for. "
            "Look for a number where `h` should stand."),
        Misconception(
            "step far too small", (("above = f(a + h)", "h = 1e-15\n    above = f(a + h)"),),
            "Your step is so small that the two values of f agree in nearly all their digits and "
            "rounding is all that is left. Use the step that is given."),
    ),
    right_roads=(
        RightRoad("mean of the two one-sided differences", '''
def central_difference(f, a, h=1e-5):
    return ((f(a + h) - f(a)) / h + (f(a) - f(a - h)) / h) / 2
'''),
        RightRoad("0.5 in front", '''
def central_difference(f, a, h=1e-5):
    return 0.5 * (f(a + h) - f(a - h)) / h
'''),
        RightRoad("forward difference from the left neighbour", '''
def central_difference(f, a, h=1e-5):
    return forward_difference(f, a - h, 2 * h)
'''),
    ),
)


# --- Formulas -----------------------------------------------------------------------------------

def _numbers_visible(rng):
    return (
        case("a = 2", 2.0),
        case("three points", np.array([2.0, 5.0, -0.5])),
        case("whole numbers", np.array([2, 5, -3])),
    )


def _positive_visible(rng):
    return (
        case("a = 2", 2.0),
        case("three points", np.array([2.0, 5.0, 0.5])),
        case("whole numbers", np.array([2, 4, 100])),
    )


def _sizes(rng: np.random.Generator, n_axes: int) -> tuple[int, ...]:
    return tuple(int(n) for n in rng.permutation(np.arange(2, 6))[:n_axes])


def _numbers_hidden(rng):
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


def _positive_hidden(rng):
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


SQUARE = Exercise(
    "square_derivative", ("slope",), _numbers_visible, _numbers_hidden,
    misconceptions=(
        Misconception(
            "the function itself", (("2 * a", "a**2"),),
            "You return a², the height of the curve. Asked is how steep it is there."),
        Misconception(
            "power kept", (("2 * a", "2 * a**2"),),
            "The exponent came down as a factor, but the power did not lose one. The rule for "
            "powers does both; look at the exponent that is left."),
        Misconception(
            "factor forgotten", (("2 * a", "a"),),
            "The power lost one, but the exponent did not come down as a factor. The rule for "
            "powers does both; look at what stands in front."),
        Misconception(
            "slope at one point", (("2 * a", "4 * np.ones(np.shape(a))"),),
            "You give the slope at a = 2 everywhere. A curve, unlike a straight line, has "
            "another slope at each point; let `a` appear in the answer."),
        Misconception(
            "nudge in place of the formula", (("2 * a", "((a + 0.001) ** 2 - a**2) / 0.001"),),
            "You nudge, which only estimates: the answer is off by the nudge itself. "
            "Use the formula from the table."),
        Misconception(
            "integral", (("2 * a", "a**3 / 3"),),
            "The rule for powers was used backwards: this is a function whose slope is a². "
            "Which way does the exponent move?"),
    ),
    right_roads=(
        RightRoad("sum", "def square_derivative(a):\n    return a + a\n"),
        RightRoad("entry by entry", '''
def square_derivative(a):
    return np.vectorize(lambda entry: 2.0 * entry)(a)
'''),
        RightRoad("a centred difference, exact for a square", '''
def square_derivative(a):
    return central_difference(lambda a: a**2, a, h=0.5)
'''),
    ),
)

CUBE = Exercise(
    "cube_derivative", ("slope",), _numbers_visible, _numbers_hidden,
    misconceptions=(
        Misconception(
            "the function itself", (("3 * a**2", "a**3"),),
            "You return a³, the height of the curve. Asked is how steep it is there."),
        Misconception(
            "power kept", (("3 * a**2", "3 * a**3"),),
            "The exponent came down as a factor, but the power did not lose one. The rule for "
            "powers does both; look at the exponent that is left."),
        Misconception(
            "factor forgotten", (("3 * a**2", "a**2"),),
            "The power lost one, but the exponent did not come down as a factor. The rule for "
            "powers does both; look at what stands in front."),
        Misconception(
            "factor of the new power", (("3 * a**2", "2 * a**2"),),
            "The factor is the new power. It should be the exponent as it was "
            "before it lost one."),
        Misconception(
            "power lost twice", (("3 * a**2", "3 * a"),),
            "The power lost two instead of one. Look at the exponent."),
        Misconception(
            "sign of a kept", (("3 * a**2", "3 * a * np.abs(a)"),),
            "Your slope is negative left of zero. But a³ rises there too: a square is "
            "never negative."),
        Misconception(
            "slope at one point", (("3 * a**2", "12 * np.ones(np.shape(a))"),),
            "You give the slope at a = 2 everywhere. A curve has another slope at each point; "
            "let `a` appear in the answer."),
        Misconception(
            "nudge in place of the formula", (("3 * a**2", "((a + 0.001) ** 3 - a**3) / 0.001"),),
            "You nudge, which only estimates: the answer is off by about 3a times the nudge. "
            "Use the formula from the table."),
    ),
    right_roads=(
        RightRoad("products", "def cube_derivative(a):\n    return a * a + a * a + a * a\n"),
        RightRoad("np.power", '''
def cube_derivative(a):
    return 3 * np.power(np.asarray(a, dtype=float), 2)
'''),
        RightRoad("complex step", '''
def cube_derivative(a):
    return ((a + 1e-20j) ** 3).imag / 1e-20
'''),
    ),
)

LOG = Exercise(
    "log_derivative", ("slope",), _positive_visible, _positive_hidden,
    misconceptions=(
        Misconception(
            "the function itself", (("1 / a", "np.log(a)"),),
            "You return ln a, the height of the curve. Asked is how steep it is there."),
        Misconception(
            "sign turned", (("1 / a", "-1 / a"),),
            "Your slope is negative, but the logarithm always rises. A minus belongs to the "
            "slope of 1/a, not to that of ln a."),
        Misconception(
            "power kept", (("1 / a", "1 / a**2"),),
            "The slope falls off too quickly: this square belongs to the slope of 1/a, "
            "not to that of ln a."),
        Misconception(
            "logarithm to base ten", (("1 / a", "1 / (a * np.log(10))"),),
            "This is the slope of the logarithm to base 10. Asked is the natural one, np.log."),
        Misconception(
            "logarithm left in", (("1 / a", "1 / np.log(a)"),),
            "You divide by the logarithm. Its slope has no logarithm in it; look at the table."),
        Misconception(
            "whole-number division", (("1 / a", "1 // a"),),
            "`//` divides without remainder, so the fractions are cut off. "
            "Look at the operator."),
        Misconception(
            "array of whole numbers", (("return 1 / a", "slope = np.zeros_like(a)\n"
                                        "    slope[...] = 1 / a\n    return slope"),),
            "The answer is written into an array of whole numbers, which cuts off every fraction. "
            "An array made like `a` has the kind of numbers of `a`."),
        Misconception(
            "slope at one point", (("1 / a", "np.ones(np.shape(a)) / 2"),),
            "You give the slope at a = 2 everywhere. A curve has another slope at each point; "
            "let `a` appear in the answer."),
    ),
    right_roads=(
        RightRoad("power of minus one", '''
def log_derivative(a):
    return np.power(np.asarray(a, dtype=float), -1)
'''),
        RightRoad("np.reciprocal", '''
def log_derivative(a):
    return np.reciprocal(1.0 * np.array(a))
'''),
        RightRoad("complex step", '''
def log_derivative(a):
    return np.log(a + 1e-20j).imag / 1e-20
'''),
    ),
)


# --- Computation graphs -------------------------------------------------------------------------

def _inputs_visible(rng):
    return (("a = 5, b = 3, c = 2", (5, 3, 2)), ("a = 10, b = 2, c = -1", (10, 2, -1)))


def _shared_inputs_visible(rng):
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


def _forward_cases(draw):
    return lambda rng: tuple(case(label, *inputs) for label, inputs in draw(rng))


def _backward_cases(draw, forward_name):
    return lambda rng: tuple(case(label, _forward_pass(forward_name, *inputs))
                             for label, inputs in draw(rng))


WHOLE_CACHE = '{"a": a, "b": b, "c": c, "u": u, "v": v}'

GRAPH_FORWARD = Exercise(
    "graph_forward", ("J", "cache"), _forward_cases(_inputs_visible),
    _forward_cases(_inputs_hidden),
    misconceptions=(
        Misconception(
            "bracket lost", (("J = 3 * v", "J = 3 * a + u"),),
            "The 3 multiplies only a. It stands before the bracket, so it multiplies the "
            "whole of v."),
        Misconception(
            "last step forgotten", (("J = 3 * v", "J = v"),),
            "J is only v, but the graph goes one node further. Look at what happens to v on its "
            "way to J."),
        Misconception(
            "power for factor", (("J = 3 * v", "J = v**3"),),
            "v is raised to the third power. In the graph it is multiplied by 3."),
        Misconception(
            "sum for product", (("u = b * c", "u = b + c"),),
            "u is the sum of b and c. In the formula they stand side by side, which means a "
            "product; look at the first node."),
        Misconception(
            "product for sum", (("v = a + u", "v = a * u"),),
            "v is the product of a and u. Look at the sign between a and bc."),
        Misconception(
            "numbers of the example", (("u = b * c", "u = 6"),),
            "u is always 6, as in the example. Compute it from the inputs."),
        Misconception(
            "u and v swapped in the cache", (('"u": u, "v": v', '"u": v, "v": u'),),
            "J is right, but in the cache u and v have changed places. The way back would "
            "then use the wrong one."),
        Misconception(
            "inputs missing from the cache", ((WHOLE_CACHE, '{"u": u, "v": v}'),),
            "The cache holds only the intermediate values. The way back needs a, b and c too: "
            "the slope of a product is the other factor."),
        Misconception(
            "intermediate values missing from the cache",
            ((WHOLE_CACHE, '{"a": a, "b": b, "c": c}'),),
            "The cache holds only the inputs. Keep u and v too, so that nothing must be computed "
            "twice on the way back."),
        Misconception(
            "cache not returned", (("return J, cache", "return J"),),
            "Only J is returned. The backward pass needs the cache as well; return both."),
    ),
    right_roads=(
        RightRoad("filling the cache on the way", '''
def graph_forward(a, b, c):
    cache = dict(a=a, b=b, c=c)
    cache["u"] = cache["b"] * cache["c"]
    cache["v"] = cache["a"] + cache["u"]
    return 3 * cache["v"], cache
'''),
        RightRoad("J multiplied out, with more in the cache", '''
def graph_forward(a, b, c):
    J = 3 * a + 3 * b * c
    return J, {"J": J, "v": a + b * c, "u": c * b, "c": c, "b": b, "a": a}
'''),
        RightRoad("sums in a loop", '''
def graph_forward(a, b, c):
    u = b * c
    v = a + u
    J = 0.0
    for _ in range(3):
        J += v
    return np.float64(J), {"a": float(a), "b": float(b), "c": float(c), "u": u, "v": v}
'''),
    ),
)

GRAPH_BACKWARD = Exercise(
    "graph_backward", ("gradients",), _backward_cases(_inputs_visible, "graph_forward"),
    _backward_cases(_inputs_hidden, "graph_forward"),
    misconceptions=(
        Misconception(
            "last step forgotten", (("dv = 3", "dv = 1"),),
            "Everything is three times too small: you start as if J were v. "
            "How far does J move when v is nudged?"),
        Misconception(
            "started from zero", (("dv = 3", "dv = 0"),),
            "Everything is 0, for what is passed on starts from 0. The derivative of J by "
            "itself is 1; begin there."),
        Misconception(
            "value for derivative", (("dv = 3", 'dv = 3 * cache["v"]'),),
            "dv is the value of J, not its slope. A factor's slope is the number that it is "
            "multiplied by."),
        Misconception(
            "own factor", (('cache["c"]', 'cache["_"]'), ('cache["b"]', 'cache["c"]'),
                           ('cache["_"]', 'cache["b"]')),
            "db and dc have changed places. In a product each factor's slope is the "
            "other factor."),
        Misconception(
            "chain broken", (("db = du * ", "db = "), ("dc = du * ", "dc = ")),
            "db and dc are only the small slopes of the last step. Multiply them by the "
            "derivative that has arrived from the right."),
        Misconception(
            "added along a road", (("db = du * ", "db = du + "), ("dc = du * ", "dc = du + ")),
            "You add what should be multiplied. Along one road the slopes multiply; "
            "only what comes from several roads is added."),
        Misconception(
            "sum treated as a product", (("du = dv\n", 'du = dv * cache["a"]\n'),
                                         ("da = dv\n", 'da = dv * cache["u"]\n')),
            "At v = a + u you used the rule for products. A sum hands the derivative on "
            "unchanged to both."),
        Misconception(
            "numbers of the example", (('du * cache["c"]', "6"), ('du * cache["b"]', "9")),
            "db and dc are always 6 and 9, as in the example. Take the numbers from the cache."),
        Misconception(
            "through the other input", (('dc = du * cache["b"]', 'dc = db * cache["b"]'),),
            "dc goes by way of db. But b and c are two inputs of u beside each other; "
            "neither lies on the other's road."),
    ),
    right_roads=(
        RightRoad("multiplied out", '''
def graph_backward(cache):
    return {"da": 3.0, "db": 3.0 * cache["c"], "dc": 3.0 * cache["b"], "du": 3.0, "dv": 3.0}
'''),
        RightRoad("collecting with +=", '''
def graph_backward(cache):
    grads = dict.fromkeys(["dJ", "dv", "du", "da", "db", "dc"], 0.0)
    grads["dJ"] += 1
    grads["dv"] += 3 * grads["dJ"]
    grads["du"] += grads["dv"]
    grads["da"] += grads["dv"]
    grads["db"] += cache["c"] * grads["du"]
    grads["dc"] += cache["b"] * grads["du"]
    return grads
'''),
        RightRoad("nudging the inputs", '''
def graph_backward(cache):
    a, b, c = cache["a"], cache["b"], cache["c"]
    return {
        "dv": central_difference(lambda v: 3 * v, cache["v"], 0.1),
        "du": central_difference(lambda u: 3 * (a + u), cache["u"], 0.1),
        "da": central_difference(lambda a: graph_forward(a, b, c)[0], a, 0.1),
        "db": central_difference(lambda b: graph_forward(a, b, c)[0], b, 0.1),
        "dc": central_difference(lambda c: graph_forward(a, b, c)[0], c, 0.1),
    }
'''),
    ),
)

SHARED_FORWARD = Exercise(
    "shared_forward", ("J", "cache"), _forward_cases(_shared_inputs_visible),
    _forward_cases(_inputs_hidden),
    misconceptions=(
        Misconception(
            "second use forgotten", (("J = 2 * (v + b)", "J = 2 * v"),),
            "b is used only once, in u. It enters once more in the last step."),
        Misconception(
            "bracket lost", (("J = 2 * (v + b)", "J = 2 * v + b"),),
            "The 2 multiplies only v. It stands before the bracket, so it doubles b as well."),
        Misconception(
            "last step forgotten", (("J = 2 * (v + b)", "J = v + b"),),
            "The factor 2 of the last step is missing, so J comes out half as large. Look at "
            "what stands before the bracket."),
        Misconception(
            "sum for product", (("u = a * b", "u = a + b"),),
            "u is the sum of a and b. In the formula they stand side by side, which means a "
            "product; look at the first node."),
        Misconception(
            "product for sum", (("v = u + c\n", "v = u * c\n"),),
            "v is the product of u and c. Look at the sign between them."),
        Misconception(
            "the other graph", (("u = a * b", "u = b * c"), ("v = u + c\n", "v = a + u\n")),
            "u and v are those of the first graph. This one is wired otherwise: see which "
            "inputs meet first."),
        Misconception(
            "inputs missing from the cache", ((WHOLE_CACHE, '{"u": u, "v": v}'),),
            "The cache holds only the intermediate values. The way back needs a and b too: "
            "the slope of a product is the other factor."),
        Misconception(
            "intermediate values missing from the cache",
            ((WHOLE_CACHE, '{"a": a, "b": b, "c": c}'),),
            "The cache holds only the inputs. Keep u and v too, so that nothing must be computed "
            "twice on the way back."),
        Misconception(
            "cache not returned", (("return J, cache", "return J"),),
            "Only J is returned. The backward pass needs the cache as well; return both."),
    ),
    right_roads=(
        RightRoad("single precision, a cache in another order", '''
def shared_forward(a, b, c):
    a, b, c = np.float32(a), np.float32(b), np.float32(c)
    u = a * b
    v = u + c
    return 2 * (v + b), {"v": v, "u": u, "c": c, "b": b, "a": a}
'''),
        RightRoad("filling the cache on the way", '''
def shared_forward(a, b, c):
    cache = dict(a=a, b=b, c=c)
    cache["u"] = a * b
    cache["v"] = cache["u"] + c
    return 2 * cache["v"] + 2 * b, cache
'''),
        RightRoad("numpy", '''
def shared_forward(a, b, c):
    u = np.multiply(a, b)
    v = np.add(u, c)
    return np.sum([v, b, v, b]), {"a": a, "b": b, "c": c, "u": u, "v": v, "w": v + b}
'''),
    ),
)

SHARED_BACKWARD = Exercise(
    "shared_backward", ("gradients",), _backward_cases(_shared_inputs_visible, "shared_forward"),
    _backward_cases(_inputs_hidden, "shared_forward"),
    misconceptions=(
        Misconception(
            "direct road forgotten", (("db = through_u + directly", "db = through_u"),),
            "db holds only what comes through u. b also enters the last step directly; "
            "count the edges that leave b in the graph."),
        Misconception(
            "road through u forgotten", (("db = through_u + directly", "db = directly"),),
            "db holds only one road, and it is 2 whatever the inputs are. b also acts through u; "
            "count the edges that leave b in the graph."),
        Misconception(
            "roads multiplied", (("through_u + directly", "through_u * directly"),),
            "The two roads of b are multiplied. Slopes multiply along one road; "
            "what comes from different roads is added."),
        Misconception(
            "factor missing on the direct road", (("directly = 2", "directly = 1"),),
            "On the direct road the factor of the last step is missing. "
            "How far does J move when only the b in the bracket is nudged?"),
        Misconception(
            "chain broken on the road through u", (("through_u = du * ", "through_u = "),),
            "On the road through u you took only the small slope of ab. Multiply it by the "
            "derivative that has arrived at u."),
        Misconception(
            "chain broken at a", (("da = du * ", "da = "),),
            "da is only the small slope of the product. Multiply it by the derivative that has "
            "arrived at u."),
        Misconception(
            "own factor", (('da = du * cache["b"]', 'da = du * cache["a"]'),
                           ('through_u = du * cache["a"]', 'through_u = du * cache["b"]')),
            "At u = ab the two factors have changed places. In a product each factor's slope is "
            "the other factor."),
        Misconception(
            "last step forgotten", (("dv = 2", "dv = 1"),),
            "You start as if J were v + b. How far does J move when v is nudged?"),
        Misconception(
            "started from zero", (("dv = 2", "dv = 0"), ("directly = 2", "directly = 0")),
            "Everything is 0, for what is passed on starts from 0. The derivative of J by "
            "itself is 1; begin there."),
        Misconception(
            "sum treated as a product", (("du = dv\n", 'du = dv * cache["c"]\n'),
                                         ("dc = dv\n", 'dc = dv * cache["u"]\n')),
            "At v = u + c you used the rule for products. A sum hands the derivative on "
            "unchanged to both."),
    ),
    right_roads=(
        RightRoad("as sums over the edges", '''
def shared_backward(cache):
    edges = [("v", "J", 2.0), ("b", "J", 2.0), ("u", "v", 1.0), ("c", "v", 1.0),
             ("a", "u", cache["b"]), ("b", "u", cache["a"])]
    slopes = {"J": 1.0}
    for name in "vucab":
        slopes[name] = sum(slopes[end] * slope for start, end, slope in edges if start == name)
    return {f"d{name}": slopes[name] for name in "vucab"}
'''),
        RightRoad("collecting with +=", '''
def shared_backward(cache):
    grads = {"dv": 0, "du": 0, "da": 0, "db": 0, "dc": 0}
    grads["dv"] += 2
    grads["db"] += 2
    grads["du"] += grads["dv"]
    grads["dc"] += grads["dv"]
    grads["da"] += grads["du"] * cache["b"]
    grads["db"] += grads["du"] * cache["a"]
    return grads
'''),
        RightRoad("multiplied out", '''
def shared_backward(cache):
    a, b = cache["a"], cache["b"]
    return {"dv": 2.0, "du": 2.0, "da": 2.0 * b, "db": 2.0 * (a + 1), "dc": 2.0}
'''),
    ),
)


# --- Gradients of arrays ------------------------------------------------------------------------

def _gradient_visible(rng):
    return (
        case("two entries", _of_array("squares", np.array([1.0, 3.0])), np.array([1.0, 2.0])),
        case("whole numbers", _of_array("coupled", np.array([1.0, 1.0])), np.array([3, 3])),
        case("a matrix, a coarse step", _of_array("coupled", np.ones((2, 3))),
             np.array([[0.5, -1.0, 2.0], [1.0, 0.0, -0.5]]), 0.1),
    )


def _gradient_hidden(rng):
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


NUMERICAL = Exercise(
    "numerical_gradient", ("gradient",), _gradient_visible, _gradient_hidden,
    # A forward difference is off by 1e-6 and more, rounding by less than 1e-9.
    tolerance=3e-8,
    misconceptions=(
        Misconception(
            "forward", (("below = f(x)", "x[index] = kept\n        below = f(x)"),
                        ("(2 * h)", "h")),
            "This is the forward difference: its error is of the size of h, not of h². "
            "Nudge each entry to both sides."),
        Misconception(
            "divided by h", (("(2 * h)", "h"),),
            "You divide by h, so every slope is twice too large. "
            "How far apart are the two points at which f is called?"),
        Misconception(
            "2h without brackets", (("(2 * h)", "2 * h"),),
            "`x / 2 * h` divides by 2 and then multiplies by h. Python works from left to right; "
            "look at the divisor."),
        Misconception(
            "sign turned", (("above - below", "below - above"),),
            "The difference is taken the wrong way round, so a rising function seems to fall. "
            "Look at which value comes first."),
        Misconception(
            "nudge cut off", (("np.array(x, dtype=float)", "np.array(x)"),),
            "For whole numbers your nudge is lost: an array of whole numbers cuts off what is "
            "written into it. Which kind of numbers does your copy hold?"),
        Misconception(
            "whole-number gradient", (("np.zeros(x.shape)", "np.zeros(x.shape, dtype=int)"),),
            "Slopes are written into an array of whole numbers, which cuts off their fractions. "
            "Look at how the array for the answer is made."),
        Misconception(
            "entry not put back", (("below = f(x)\n        x[index] = kept\n",
                                    "below = f(x)\n"),),
            "The first slope is right and the later ones are not: an entry stays nudged while "
            "the next one is tried. Put it back."),
        Misconception(
            "entry put back twice nudged", (("x[index] = kept - h", "x[index] = x[index] - h"),),
            "The step down starts from the entry nudged up, so it ends where it began, at the "
            "entry itself. How far down is the second point?"),
        Misconception(
            "all entries at once", (("x[index] = kept + h\n        above = f(x)",
                                     "above = f(x + h)"),
                                    ("x[index] = kept - h\n        below = f(x)",
                                     "below = f(x - h)")),
            "Every entry of your gradient is the same number, because all entries of x are nudged "
            "together. Nudge one at a time."),
        Misconception(
            "rows at once", (("np.ndindex(x.shape)", "range(len(x))"),
                             ("kept = x[index]", "kept = np.copy(x[index])")),
            "In a matrix you nudge a whole row together, for `x[i]` is a row. "
            "Every single entry needs a nudge of its own."),
        Misconception(
            "flattened", (("return gradient", "return gradient.ravel()"),),
            "The slopes are right but in one long row. A gradient has the shape of x."),
        Misconception(
            "step of the default", (("dtype=float)", "dtype=float)\n    h = 1e-5"),),
            "Your slopes are those of the step 1e-5 whatever step is asked for. "
            "Look for a number where `h` should stand."),
        Misconception(
            "step far too small", (("dtype=float)", "dtype=float)\n    h = 1e-15"),),
            "Your step is so small that the two values of f agree in nearly all their digits and "
            "rounding is all that is left. Use the step that is given."),
        Misconception(
            "sum of the slopes", (("return gradient", "return gradient.sum()"),),
            "You return one number, the sum of all slopes. A gradient keeps them apart, in the "
            "shape of x."),
    ),
    right_roads=(
        RightRoad("unit vectors", '''
def numerical_gradient(f, x, h=1e-5):
    nudges = h * np.eye(x.size)
    slopes = [(f(x + e.reshape(x.shape)) - f(x - e.reshape(x.shape))) / (2 * h) for e in nudges]
    return np.array(slopes).reshape(x.shape)
'''),
        RightRoad("flat view of a copy", '''
def numerical_gradient(f, x, h=1e-5):
    x = x.astype(float)
    flat, slopes = x.reshape(-1), []
    for i in range(flat.size):
        flat[i] += h
        above = f(x)
        flat[i] -= 2 * h
        below = f(x)
        flat[i] += h
        slopes.append((above - below) / h / 2)
    return np.reshape(slopes, x.shape)
'''),
        RightRoad("nditer and copies", '''
def numerical_gradient(f, x, h=1e-5):
    gradient = np.zeros_like(x, dtype=float)
    places = np.nditer(x, flags=["multi_index"])
    for _ in places:
        right, left = x.astype(float), x.astype(float)
        right[places.multi_index] += h
        left[places.multi_index] -= h
        gradient[places.multi_index] = f(right) / (2 * h) - f(left) / (2 * h)
    return gradient
'''),
        RightRoad("central_difference of one entry", '''
def numerical_gradient(f, x, h=1e-5):
    def with_entry(index, value):
        changed = np.array(x, dtype=float)
        changed[index] = value
        return f(changed)

    gradient = np.empty(np.shape(x))
    for index, entry in np.ndenumerate(x):
        gradient[index] = central_difference(lambda value: with_entry(index, value), entry, h)
    return gradient
'''),
    ),
)


def _error_visible(rng):
    estimate = np.array([3.0, -4.0, 12.0])
    return (
        case("wrong sign", -estimate, estimate),
        case("different directions", np.array([1.0, 2.0, 3.0]), np.array([2.0, 1.0, 1.0])),
        together("equal, and both zero", (estimate, estimate), (np.zeros(2), np.zeros(2)),
                 (2 * estimate, estimate)),
    )


def _error_hidden(rng):
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


RELATIVE = Exercise(
    "relative_error", ("error",), _error_visible, _error_hidden,
    misconceptions=(
        Misconception(
            "not divided", (("difference / size", "difference"),),
            "You return the length of the difference itself. Whether that is much depends on the "
            "size of the gradients; divide by it."),
        Misconception(
            "divided by one length", ((" + np.linalg.norm(estimate)", ""),),
            "You divide by the length of one gradient only. The measure should treat both alike; "
            "look at the sum below the fraction bar."),
        Misconception(
            "divided by the larger length",
            (("np.linalg.norm(gradient) + np.linalg.norm(estimate)",
              "max(np.linalg.norm(gradient), np.linalg.norm(estimate))"),),
            "You divide by the larger of the two lengths, which is another measure. Here they are "
            "added, so that the result never exceeds 1."),
        Misconception(
            "length of the sum", (("np.linalg.norm(gradient) + np.linalg.norm(estimate)",
                                   "np.linalg.norm(gradient + estimate)"),),
            "You divide by the length of the sum. Opposite gradients cancel there; "
            "take the lengths first and add them afterwards."),
        Misconception(
            "largest entry", (("np.linalg.norm(gradient - estimate)",
                               "np.max(np.abs(gradient - estimate))"),),
            "Above the fraction bar you take the largest difference of an entry. "
            "The length of the whole difference is asked for."),
        Misconception(
            "squares without the root",
            (("difference = np.linalg.norm(gradient - estimate)",
              "difference = np.sum((gradient - estimate) ** 2)"),
             ("np.linalg.norm(gradient) + np.linalg.norm(estimate)",
              "np.sum(gradient**2) + np.sum(estimate**2)")),
            "You use the squares of the lengths. A length is the root of the sum of squares."),
        Misconception(
            "sums of absolute values",
            (("difference = np.linalg.norm(gradient - estimate)",
              "difference = np.sum(np.abs(gradient - estimate))"),
             ("np.linalg.norm(gradient) + np.linalg.norm(estimate)",
              "np.sum(np.abs(gradient)) + np.sum(np.abs(estimate))")),
            "You add absolute values. The length that is asked for is the root of the sum "
            "of squares."),
        Misconception(
            "errors may cancel", (("np.linalg.norm(gradient - estimate)",
                                   "abs(np.sum(gradient - estimate))"),),
            "The differences are added with their signs, so that an error up hides an error down. "
            "Look at how the length of the difference is taken."),
        Misconception(
            "mean of the entries' errors",
            (("return difference / size",
              "return np.mean(np.abs(gradient - estimate) "
              "/ (np.abs(gradient) + np.abs(estimate)))"),),
            "You average the relative errors of single entries, so an unimportant small entry "
            "counts like a large one. Take the lengths of the whole arrays."),
        Misconception(
            "nothing by nothing", (("if size == 0:\n        return 0.0\n    ", ""),),
            "When both gradients are zero you compute 0/0, which is nan. They agree; "
            "treat this case before you divide."),
        Misconception(
            "norm of a matrix as a map",
            (("np.linalg.norm(gradient - estimate)", "np.linalg.norm(gradient - estimate, 2)"),
             ("np.linalg.norm(gradient) + np.linalg.norm(estimate)",
              "np.linalg.norm(gradient, 2) + np.linalg.norm(estimate, 2)")),
            "With a second argument 2, np.linalg.norm measures a matrix in another way, by its "
            "largest stretch. Here all the entries count."),
    ),
    right_roads=(
        RightRoad("roots of sums of squares", '''
def relative_error(gradient, estimate):
    def length(x):
        return np.sqrt(np.sum(np.square(x)))

    if not gradient.any() and not estimate.any():
        return 0
    return length(estimate - gradient) / (length(gradient) + length(estimate))
'''),
        RightRoad("loop", '''
def relative_error(gradient, estimate):
    differences = gradients = estimates = 0.0
    for g, e in zip(gradient.flatten(), estimate.flatten()):
        differences += (float(g) - float(e)) ** 2
        gradients += float(g) ** 2
        estimates += float(e) ** 2
    size = gradients**0.5 + estimates**0.5
    return differences**0.5 / size if size > 0 else 0.0
'''),
        RightRoad("dot products", '''
def relative_error(gradient, estimate):
    d, g, e = (x.ravel().astype(float) for x in (gradient - estimate, gradient, estimate))
    size = np.sqrt(g @ g) + np.sqrt(e @ e)
    return np.sqrt(d @ d) / size if size else size
'''),
    ),
)


def _check_visible(rng):
    bowl, x = _of_array("squares", np.array([1.0, 3.0])), np.array([1.0, 2.0])
    off = np.array([0.0, 0.001])
    return (
        together("right, and wrong sign", (bowl, _its_gradient(bowl), x),
                 (bowl, _its_gradient(bowl, factor=-1.0), x)),
        together("right, and one entry off by a thousandth", (bowl, _its_gradient(bowl), x),
                 (bowl, _its_gradient(bowl, error=off), x)),
        together("wrong by a hundredth, with a loose and a strict tolerance",
                 (bowl, _its_gradient(bowl, factor=1.01), x, 1e-5, 0.1),
                 (bowl, _its_gradient(bowl, factor=1.01), x, 1e-5, 1e-3)),
    )


def _check_hidden(rng):
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
        together("a function without any slope",
                 (flat, Recipe("constant_gradient", {"error": 0.0}), at_second),
                 (flat, Recipe("constant_gradient", {"error": 0.5}), at_second)),
        together("an error a little below the usual tolerance, and a little above",
                 (second, _its_gradient(second, factor=1 + 1e-7), at_second),
                 (second, _its_gradient(second, factor=1 + 3e-7), at_second)),
        together("the usual step, small enough and too large",
                 (calm, _its_gradient(calm), at_waves), (wild, _its_gradient(wild), at_waves)),
    )


CHECK = Exercise(
    "gradient_check", ("verdict",), _check_visible, _check_hidden,
    misconceptions=(
        Misconception(
            "compared with itself", (("numerical_gradient(f, x, h)", "gradient(x)"),),
            "The gradient is compared with itself, so every gradient passes. "
            "One of the two sides must come from nudges of f."),
        Misconception(
            "difference not relative", (("relative_error(gradient(x), estimate)",
                                         "np.linalg.norm(gradient(x) - estimate)"),),
            "You compare the difference itself with the tolerance. Small gradients then always "
            "pass and large ones never do; use the relative error."),
        Misconception(
            "verdict turned round", (("error <= tolerance", "error > tolerance"),),
            "You say True where the gradient is wrong. A right gradient has a small error; "
            "look at the comparison."),
        Misconception(
            "step ignored", (("numerical_gradient(f, x, h)", "numerical_gradient(f, x)"),),
            "The step `h` that is asked for is never used. "
            "Look at what you hand on to the numerical gradient."),
        Misconception(
            "tolerance ignored", (("error <= tolerance", "error <= 1e-7"),),
            "The tolerance that is asked for is never used. "
            "Look for a number where `tolerance` should stand."),
        Misconception(
            "error for verdict", (("return bool(error <= tolerance)", "return error"),),
            "You return the relative error. Asked is whether it is small enough: True or False."),
        Misconception(
            "errors may cancel",
            (("relative_error(gradient(x), estimate)",
              "relative_error(np.sum(gradient(x)), np.sum(estimate))"),),
            "You compare the sums of the gradients, so that an error up hides an error down. "
            "Compare the whole arrays."),
        Misconception(
            "only the first entry",
            (("relative_error(gradient(x), estimate)",
              "relative_error(gradient(x).flat[0], estimate.flat[0])"),),
            "Only the first entry is compared. A mistake often sits in one of the others; "
            "compare the whole arrays."),
        Misconception(
            "numpy's own closeness", (("error <= tolerance",
                                       "np.allclose(gradient(x), estimate)"),),
            "np.allclose draws its own line, and it takes small gradients for equal. "
            "Use the relative error and the tolerance that is given."),
        Misconception(
            "only the sizes", (("relative_error(gradient(x), estimate)",
                                "relative_error(np.abs(gradient(x)), np.abs(estimate))"),),
            "You compare the sizes of the entries without their signs, so a gradient with the "
            "wrong sign passes."),
    ),
    right_roads=(
        RightRoad("if and else", '''
def gradient_check(f, gradient, x, h=1e-5, tolerance=1e-7):
    if relative_error(numerical_gradient(f, x, h=h), gradient(x)) > tolerance:
        return False
    else:
        return True
'''),
        RightRoad("a numpy bool", '''
def gradient_check(f, gradient, x, h=1e-5, tolerance=1e-7):
    estimate = numerical_gradient(f, x.astype(float), h)
    return np.less(relative_error(gradient(x), estimate), tolerance)
'''),
        RightRoad("everything in place", '''
def gradient_check(f, gradient, x, h=1e-5, tolerance=1e-7):
    g, e = np.ravel(gradient(x)), []
    for unit in np.eye(x.size):
        nudge = h * unit.reshape(x.shape)
        e.append((f(x + nudge) - f(x - nudge)) / (2 * h))
    difference = np.linalg.norm(g - e)
    return int(difference <= tolerance * (np.linalg.norm(g) + np.linalg.norm(e)))
'''),
    ),
)

EXERCISES: tuple[Exercise, ...] = (
    FORWARD, CENTRAL, SQUARE, CUBE, LOG, GRAPH_FORWARD, GRAPH_BACKWARD, SHARED_FORWARD,
    SHARED_BACKWARD, NUMERICAL, RELATIVE, CHECK,
)
