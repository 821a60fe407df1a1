"""Right values of local variables, from the solution and accepted alternatives."""

from dataclasses import replace

import numpy as np
import pytest

from answercheck.references import ReferenceCall, ReferenceCase, ReferenceExercise
from answercheck.variables import RightVariables, right_variables
from grading.references.judge_code import hidden
from grading.references.variables import Asked, same_variables, variables
from tests.this_course import FOLDERS

WEEK2, WEEK3 = "week2_logistic_regression", "week3_shallow_network"


def found(week, name, *alternatives):
    return variables(Asked(FOLDERS, week, hidden(FOLDERS, week).exercises[name], alternatives))


def test_the_values_are_those_of_the_formulas_in_every_call():
    exercise = hidden(FOLDERS, WEEK2).exercises["backward"]
    known = found(WEEK2, "backward")
    for place, case in enumerate(exercise.cases):
        for number, call in enumerate(case.calls):
            X, A, Y = call.args
            (dZ,), (m,) = known.of(place, number)["dZ"], known.of(place, number)["m"]
            np.testing.assert_allclose(dZ, A - Y)
            assert m == X.shape[1]


def names_in(known):
    return {name for case in known.values for call in case for name in call}


def by(*lines):
    return "\n    ".join(["def backward(X, A, Y):", *lines, 'return {"dw": X, "db": 0.0}'])


def test_an_alternative_adds_other_right_values_of_a_name():
    known = found(WEEK2, "backward", by("dZ = (A - Y) / X.shape[1]"), by("dZ = A - Y"))
    one, other = known.of(0, 0)["dZ"]
    np.testing.assert_allclose(other, one / known.of(0, 0)["m"][0])


@pytest.mark.parametrize(("alternatives", "names"), [
    ([by("error = 3")], set()), ([by("error = 3"), by("error = 4")], {"error"}),
    ([by("dA = 3")], {"dA"}), ([by("for dA in X: _ = 1")], set()),
    ([by("dA = [X for X in 'ab']")], set()),
    ([by("dA = lambda: 1", "dB = None", "dC = 'a'")], set()),
    (["backward = lambda X, A, Y: X"], set()), ([by("dA = np.zeros(10**6)")], set()),
    ([by("dA = np.sin(1e18 * A)")], set())],
    ids=["a word of one", "of two", "a letter of the field", "a loop", "text", "no numbers",
         "no def", "too large", "rounding"])
def test_names_that_may_mean_anything_and_values_that_may_be_anything_are_left_out(
        alternatives, names):
    alone = names_in(found(WEEK2, "backward"))
    assert alone >= {"m", "dZ"}
    assert names_in(found(WEEK2, "backward", *alternatives)) == alone | names


@pytest.mark.parametrize(("week", "name"), [(WEEK3, "initialize_parameters"), (WEEK2, "model")])
def test_where_answers_are_drawn_or_trained_there_are_none(week, name):
    assert found(week, name) == RightVariables()


def test_a_default_is_known_too():
    assert found(WEEK3, "update_parameters").of(0, 0)["learning_rate"] == [1.2]


def test_values_are_the_same_up_to_the_tolerance():
    def one(**values):
        return right_variables([[{name: [value] for name, value in values.items()}]])

    assert same_variables(one(Z=1.0), one(Z=1.0 + 1e-9), 1e-5)
    assert not same_variables(one(Z=1.0), one(Z=1.1), 1e-5)
    assert not same_variables(one(Z=1.0), one(A=1.0), 1e-5)
    assert not same_variables(one(Z=1.0), RightVariables(), 1e-5)
    assert same_variables(RightVariables(), RightVariables(), 1e-5)


def test_where_looking_at_each_call_would_take_long_there_are_none():
    case = ReferenceCase("one", (ReferenceCall((np.ones((2, 3)), np.ones((1, 3)), np.ones((1, 3))),
                                               {}, {}),))
    long = ReferenceExercise("backward", ("grads",), 1e-5, (case,) * 3_000)
    assert variables(Asked(FOLDERS, WEEK2, long, ())) == RightVariables()
    assert variables(Asked(FOLDERS, WEEK2, replace(long, cases=(case,)), ())) != RightVariables()
