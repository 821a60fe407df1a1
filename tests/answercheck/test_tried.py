"""A failed visible case as a line to paste, and the first entry that is wrong."""

import json

import numpy as np
import pytest

from answercheck.cases import Recipe
from answercheck.references import ReferenceCall
from answercheck.serialize import Other, pack
from answercheck.tried import MAX_CALL, MAX_SHOWN, call_line, literal, shown, wrong_entry

LAYER = {"W1": np.array([[0.1, -2.0]]), "b1": np.array([[0.0]])}


@pytest.mark.parametrize("value", [
    2, 2.5, True, "relu", None, [3, 2, 1], (1.0,), (), np.array([1, -2]), np.array([[0.1], [0.2]]),
    np.array([1, 0], dtype=np.uint8), np.float32([1.5]), np.array(3.0), LAYER,
    [((LAYER["W1"], LAYER["W1"]), "relu")]])
def test_a_literal_makes_the_same_value(value):
    made = eval(literal(value), {"np": np})
    assert json.dumps(pack(made)) == json.dumps(pack(value))


def given(*args, **kwargs):
    return args, kwargs


def call(*args, **kwargs):
    return ReferenceCall(args, kwargs, None)


@pytest.mark.parametrize(("function", "line"), [
    (lambda X, rate: X, "f(X=np.array([1.0]), rate=0.5)"),
    (lambda x, rate=1.0: x, "f(x=np.array([1.0]), rate=0.5)"),
    (lambda X: X, "f(np.array([1.0]), rate=0.5)"),
    (given, "f(np.array([1.0]), rate=0.5)"), (np.add, "f(np.array([1.0]), rate=0.5)")])
def test_a_short_call_is_written_out_with_the_parameters_names(function, line):
    assert call_line("f", function, call(np.array([1.0]), rate=0.5), "one", 1) == line


@pytest.mark.parametrize("argument", [
    np.arange(MAX_CALL, dtype=float), Recipe("power", {"scale": 1.0, "exponent": 2})])
@pytest.mark.parametrize(("number", "which"), [(1, ""), (2, ", 2")])
def test_a_long_call_or_one_with_a_function_takes_its_arguments_from_check(argument, number, which):
    line = call_line("f", lambda x: x, call(argument), "it's one", number)
    assert line == f"f(**check.arguments(f, \"it's one\"{which}))"


def test_a_function_that_cannot_be_given_the_formula_has_no_line():
    assert call_line("f", given, call(Recipe("power", {"scale": 1.0, "exponent": 2})), "a", 1) == ""


@pytest.mark.parametrize(("value", "text"), [
    (0.1 + 0.2, "0.3"), (None, "None"), ({"dw": np.array([[1 / 3]]), "db": 2},
                                         "{'dw': array([[0.3333]]), 'db': 2}"),
    ((1.0, [True]), "(1, [True])"), (Other("numpy.matrix"), "<numpy.matrix>"),
    (np.ones((2, 2)), "array([[1., 1.], [1., 1.]])")])
def test_a_value_is_shown_briefly_on_one_line(value, text):
    assert shown(value) == text


def test_a_long_value_is_cut():
    assert len(shown({str(n): n for n in range(10**4)})) == MAX_SHOWN + 2
    assert "..." in shown(np.zeros((50, 50)))


@pytest.mark.parametrize(("expected", "answer", "found"), [
    (2.0, 3.0, None), (np.array([1.0, 2.0]), np.array([1.0, 5.0]), ("y[1]", 5.0, 2.0)),
    (np.array([[1.0, 2.0]]), np.array([[1.0, np.nan]]), ("y[0, 1]", np.nan, 2.0)),
    ({"dw": np.array([1.0]), "db": 2.0}, {"db": 3.0, "dw": np.array([1.0])}, ("y['db']", 3.0, 2.0)),
    (np.array([1.0]), np.array([[2.0]]), None), (1.0, None, None), ({"a": 1.0}, {}, None),
    (np.array([1.0]), np.array([1.0]), None)])
def test_the_first_entry_that_is_wrong_is_found(expected, answer, found):
    assert repr(wrong_entry(expected, answer, ("y",), 1e-5)) == repr(found)


def test_an_entry_is_found_in_the_part_that_is_wrong():
    right = ({"dw": np.array([1.0, 2.0])}, 0.5)
    assert wrong_entry(right, ({"dw": np.array([1.0, 2.0])}, 0.7), ("grads", "cost"), 1e-5) == (
        "cost", 0.7, 0.5)
    assert wrong_entry(right, ({"dw": np.array([1.0, 9.0])}, 0.7), ("grads", "cost"), 1e-5) == (
        "grads['dw'][1]", 9.0, 2.0)
    assert wrong_entry(right, [1], ("grads", "cost"), 1e-5) is None


def test_an_entry_is_wrong_by_the_tolerance_of_the_whole_array():
    right, near = np.array([1e-9, 1.0]), np.array([5e-7, 2.0])
    assert wrong_entry(right, near, ("y",), 1e-5) == ("y[1]", 2.0, 1.0)


def test_parts_of_one_number_each_may_have_different_shapes():
    w_and_b = (np.zeros((1, 1)), 0.0)
    found = wrong_entry(w_and_b, (np.ones((1, 1)), 0.0), ("w", "b"), 1e-5)
    assert found == ("w[0, 0]", 1.0, 0.0)
