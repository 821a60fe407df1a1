"""What is told after right answers were put in: the mistake, and nothing that could hold them."""

import builtins
import json
from dataclasses import replace

import numpy as np
import pytest

from answercheck import wording
from answercheck.calls import call_all
from answercheck.judge import judge
from answercheck.mistakes import catalogue
from answercheck.references import ReferenceCall, ReferenceCase, ReferenceExercise
from answercheck.registry import SCORERS
from answercheck.variables import right_variables
from answercheck.verdict import Diagnosis
from grading.judging.carried import carried
from tests.answercheck.notebook import student

SECRET = "return 1 / (1 + np.exp(-z))"
X = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 7.0]])


def right(X):
    return {"dw": X.sum(axis=1, keepdims=True), "db": float(X.sum())}


EXERCISE = ReferenceExercise("backward", ("grads",), 1e-5, tuple(
    ReferenceCase(f"m = {m}", (ReferenceCall((X[:, :m],), {}, right(X[:, :m])),))
    for m in (2, 3)), mistakes=catalogue([Diagnosis("a", "b")], []))
STRICT = replace(EXERCISE, scoring="values and keys")


def told(function, exercise=EXERCISE, handed_in=()):
    records = [call_all(function, [(call.args, call.kwargs) for call in case.calls],
                        exercise.variable_names) for case in exercise.cases]
    return carried(judge(exercise, records, SCORERS), ("sigmoid",), exercise, handed_in)


@pytest.mark.parametrize(("function", "said"), [
    (lambda X: {**right(X), "dw": -right(X)["dw"]}, "dw has the opposite sign"),
    (lambda X: {**right(X), "dw": 3 * right(X)["dw"]}, "dw is 3 times too large"),
    (lambda X: {**right(X), "dw": right(X)["dw"] / 2}, "dw is 2 times too small"),
    (lambda X: {**right(X), "dw": right(X)["dw"] + 1}, "dw has wrong values (the shape (2, 1)"),
    (lambda X: {**right(X), "dw": right(X)["dw"].T},
     "dw has the right values in the shape (1, 2); it should have the shape (2, 1)"),
    (lambda X: {**right(X), "dw": X}, "it should have the shape (2, 1)"),
    (lambda X: {**right(X), "db": None}, "db is None; it should be a number"),
    (lambda X: {"dw": right(X)["dw"]}, 'grads has no key "db"; it has dw'),
    (lambda X: None, "the function returns None"), (lambda X: right(X[:, :0]), "dw is 0"),
    (lambda X: {**right(X), "db": np.nan}, "db is nan"),
    (lambda X: [right(X)] * 2, "grads is a list of 2; it should be a dictionary"),
    (lambda X: X @ np.ones(9), "ValueError")])
def test_the_students_own_mistake_is_told_as_fully_as_a_first_one(function, said):
    found = told(function)
    assert said in wording.sentences(found)[0]
    assert wording.sentences(found)[-1] == (
        "sigmoid is wrong as well; backward was judged with a right one in its place.")


def test_the_case_to_begin_at_is_told():
    def backward(X):
        return {"dw": right(X)["dw"] + (X.shape[1] == 3), "db": right(X)["db"] + 1}

    assert "In “m = 2” only db is wrong; begin there." in wording.sentences(told(backward))


def test_the_line_that_raised_is_told_if_it_was_handed_in():
    def backward(X):
        return X.no_such_thing

    assert "your line" not in wording.text(told(backward))
    line = "return X.no_such_thing"
    assert wording.sentences(told(backward, handed_in={line}))[0].startswith(
        f"AttributeError in your line `{line}`")


LEAD = student("def backward(X):\n    total = X.sum() + 1\n"
               "    return {'dw': X.sum(axis=1, keepdims=True), 'db': total}", "backward",
               "<a cell of its own>")


@pytest.mark.parametrize(("handed_in", "is_told"), [
    ({"total = X.sum() + 1"}, True), ({"total = X.sum()"}, False), ((), False)])
def test_where_it_goes_wrong_is_told_if_the_line_was_handed_in(handed_in, is_told):
    known = replace(EXERCISE, variables=right_variables(
        [[{"total": [call.returned["db"]]} for call in case.calls] for case in EXERCISE.cases]))
    found = told(LEAD, known, handed_in)
    line = "The first variable that is wrong is `total`. Look at your line `total = X.sum() + 1`."
    assert (line in wording.sentences(found)) is is_told
    assert ("X.sum() + 1" in json.dumps(found.data())) is is_told


def raising(error):
    def function(X):
        raise error
    return function


def spelling(*numbers):
    """The secret as numbers, in a shape or in one number."""
    return tuple(ord(letter) for letter in SECRET[:3]) + numbers


class Named:
    pass


Named.__name__ = Named.__qualname__ = SECRET
OwnError = type(SECRET, (Exception,), {})
DATA = {SECRET: 1}


def with_dw(value):
    return lambda X: {**right(X), "dw": value}


SMUGGLERS = [
    raising(ValueError(SECRET)), raising(OwnError()), raising(KeyError(SECRET)),
    raising(NameError(SECRET, name=SECRET)), with_dw(Named()), lambda X: Named(),
    lambda X: {SECRET: 1}, lambda X: {**right(X), SECRET: 1}, with_dw(SECRET), lambda X: SECRET,
    with_dw({SECRET: 1}), with_dw(np.zeros((2, 114, 101))), lambda X: np.zeros((114, 101)),
    with_dw([0.0] * 114101), lambda X: [0.0] * 114101, lambda X: (0,) * 114101,
    lambda X: {**right(X), "dw": right(X)["dw"] * 114.101},
    lambda X: {**right(X), "dw": right(X)["dw"] / 114.101},
    lambda X: {**right(X), "db": right(X)["db"] * 114101},
    with_dw(np.float64(114101.0)), lambda X: {**right(X), "dw": 114.101 * right(X)["dw"].T},
    lambda X: {**right(X), "dw": np.reshape(right(X)["dw"], (1, 1, 2, 1, 1))}]


@pytest.mark.parametrize("exercise", [EXERCISE, STRICT])
@pytest.mark.parametrize("function", SMUGGLERS)
def test_nothing_that_a_submission_can_choose_freely_is_told(function, exercise):
    found = told(function, exercise, {"return 1"})
    for shown in (wording.text(found), wording.html(found), json.dumps(found.data())):
        assert SECRET[7:] not in shown
        assert not any(number in shown for number in ("114", "101", "1, 1, 2, 1, 1"))


def test_names_of_the_notebooks_data_are_not_told():
    def backward(X):
        return {**right(X), "dw": X if DATA else 0}

    backward.__globals__["e1x9p"] = [1]
    assert "Your function takes" not in wording.text(told(backward))


def test_only_exceptions_of_python_are_named_and_one_line():
    def backward(X):
        if X.shape[1] == 2:
            return X.first
        return X.second

    found = told(backward, handed_in={"return X.first", "return X.second"})
    assert "return X.first" in wording.text(found)
    assert "return X.second" not in wording.text(found)
    assert hasattr(builtins, found.cases[0].problem.values["type"])
    assert "an exception of its own" in wording.text(told(raising(OwnError())))
