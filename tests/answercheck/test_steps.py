"""The steps of a function: what each line sets, and what that depends on."""

import pytest

from answercheck.steps import steps, steps_in
from tests.answercheck.notebook import student


def of(body, parameters="X, Y"):
    """The steps of a function with this body: what is set, what is used, the line."""
    lines = "\n".join(f"    {line}" for line in body.split("\n"))
    return [(one["sets"], one["uses"], one["line"])
            for one in steps_in(f"def f({parameters}):\n{lines}", "f")]


@pytest.mark.parametrize(("body", "expected"), [
    ("A = np.tanh(X) + Y", [(["A"], ["X", "Y"], "A = np.tanh(X) + Y")]),
    ("A, B = X, Y  # both", [(["A"], ["X"], "A, B = X, Y  # both"),
                            (["B"], ["Y"], "A, B = X, Y  # both")]),
    ("A, B = g(X)", [(["A", "B"], ["X"], "A, B = g(X)")]),
    ("A = B = X", [(["A", "B"], ["X"], "A = B = X")]),
    ("A: float = X", [(["A"], ["X"], "A: float = X")]),
    ("A: int\nA: dict = {}", []),
    ("A = X\nA += Y", [(["A"], ["X"], "A = X"), (["A", "X"], ["Y"], "A += Y")]),
    ("A = X.copy()\nA[Y > 0] = 0", [(["A"], ["X"], "A = X.copy()"),
                                   (["A"], ["A", "Y"], "A[Y > 0] = 0")]),
    ("A = g(X)\nnp.add(A, 1, out=A)", [(["A"], ["X"], "A = g(X)"),
                                      (["A"], ["A"], "np.add(A, 1, out=A)")]),
    ("A = g(X)\nnp.dot(X, Y, out=A)", [(["A"], ["X"], "A = g(X)"),
                                      (["A"], ["A", "X", "Y"], "np.dot(X, Y, out=A)")]),
    ("A = g(X)\nfill(A[0], Y)", [(["A"], ["X"], "A = g(X)"),
                                (["A"], ["A", "Y"], "fill(A[0], Y)")]),
    ("A = []\nA.append(X)", [(["A"], ["A", "X"], "A.append(X)")]),
    ("A = [x * Y for x in X]", [(["A"], ["X", "Y"], "A = [x * Y for x in X]")]),
    ("return X, \\\n    Y", [([], ["X", "Y"], "return X, \\ Y")]),
    ("np.seterr(all='ignore')\nprint(X)\nreturn", []),
    ("def g(a):\n    return a * X\nreturn g(Y)", [(["g"], ["X"], "def g(a):"),
                                                ([], ["Y", "g"], "return g(Y)")])])
def test_a_step_sets_variables_and_uses_others(body, expected):
    assert of(body) == expected


def test_what_stands_in_a_loop_depends_on_how_often_it_runs():
    assert of("for i in range(X):\n    A = Y\n    break") == [
        (["i"], ["X"], "for i in range(X):"), (["A"], ["Y", "i"], "A = Y"), (["i"], ["i"], "break")]
    assert [one["repeats"] for one in steps_in(
        "def f(X):\n    A = X\n    while X:\n        A = 1", "f")] == [False, False, True]


def test_what_stands_under_a_condition_depends_on_it():
    first, then, second, otherwise = of(
        "if X == 'relu':\n    A = Y\nelif X:\n    A = -Y")
    assert (first[1], first[2]) == (["X"], "if X == 'relu':")
    assert (second[1][0], second[2]) == ("X", "elif X:")
    assert set(then[1]) == {"Y", *first[0]}
    assert set(otherwise[1]) == {"Y", *first[0], *second[0]}


def test_the_first_line_sets_the_parameters_that_have_defaults():
    assert of("return h", "x, h=1e-5, *, p=2") == [
        (["h", "p"], [], "def f(x, h=1e-5, *, p=2):"), ([], ["h"], "return h")]


@pytest.mark.parametrize(("target", "key"), [
    ("grads['dW1']", "dW1"), ("grads['dW' + str(X)]", "dW*"), ("grads[f'dW{X + 1}']", "dW*"),
    ("grads[X]", "*"), ("grads", "")])
def test_the_key_of_an_item_is_told_as_far_as_it_is_written_out(target, key):
    assert [one["key"] for one in steps_in(f"def f(X):\n    {target} = grads = X", "f")] == [""]
    (one,) = steps_in(f"def f(X, grads):\n    {target} = X", "f")
    assert one["key"] == key


@pytest.mark.parametrize("body", [
    "if (A := g(X)) is not Y:\n    return A",
    "match X:\n    case 1:\n        A = Y",
    "A = X\ndef g():\n    nonlocal A\n    A = Y\ng()"])
def test_where_a_variable_may_be_set_unseen_there_are_no_steps(body):
    assert of(body) == []


@pytest.mark.parametrize("function", [
    lambda x: x, len, object(), student("class answer:\n    def __call__(self, x): return x")()])
def test_what_is_no_def_has_no_steps(function):
    assert steps(getattr(function, "__code__", None)) == []


def test_the_text_is_that_of_the_cell_that_ran_last():
    first = student("def answer(x, rate=1):\n    return x", file="<cell a>")
    second = student("def answer(x, rate=2):\n    return x", file="<cell b>")
    assert steps(first.__code__)[0]["line"] == "def answer(x, rate=1):"
    assert steps(second.__code__)[0]["line"] == "def answer(x, rate=2):"
