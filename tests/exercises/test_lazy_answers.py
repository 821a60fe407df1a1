"""Answers that look elsewhere, look at what they are given, or train as long as they like."""

import pytest

from answercheck.calls import call_all
from answercheck.judge import judge
from answercheck.references import read_exercise
from grading.references.exercises import assignments, exercises
from grading.references.judge_code import hidden, judge_code
from grading.references.solutions import cells, namespace
from tests.this_course import FOLDERS

WEEK1, WEEK2 = "week1_derivatives", "week2_logistic_regression"
WEEK3, WEEK4 = "week3_shallow_network", "week4_deep_network"
NETS = [(WEEK3, "nn_model"), (WEEK4, "L_layer_model")]
ELSEWHERE = ["np.ones(np.shape(x))", "np.zeros(np.shape(x))", "np.random.normal(size=np.shape(x))",
             "np.round(x)", "np.array(x).astype(int)", "np.abs(np.sin(x))", "x + 1e-3", "x / 2",
             "np.full(np.shape(x), np.mean(x))", "np.sort(x, axis=None).reshape(np.shape(x))[::-1]"]


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
@pytest.mark.parametrize("where", ["f", "gradient", "both"])
def test_a_gradient_check_that_looks_elsewhere_earns_next_to_nothing(elsewhere, where):
    at_f, at_gradient = (elsewhere if where in (one, "both") else "x" for one in ("f", "gradient"))
    verdict = judge_code(FOLDERS, WEEK1, "gradient_check", f"""
def gradient_check(f, gradient, x, h=1e-5, tolerance=1e-7):
    estimate = numerical_gradient(f, {at_f}, h)
    return relative_error(gradient({at_gradient}), estimate) <= tolerance
""")
    assert verdict.score < 0.35  # at whole numbers, x is what rounding gives


READERS = {
    "gradient_check(f, gradient, x, h=1e-5, tolerance=1e-7)": """
    wrong = found(1).parameters
    return wrong.get("factor", 1.0) == 1.0 and not np.any(wrong.get("error", 0.0))""",
    "numerical_gradient(f, x, h=1e-5)": """
    recipe = found(0)
    steps = h * np.eye(np.size(x)).reshape(-1, *np.shape(x))
    slopes = [(recipe(x + step) - recipe(x - step)) / (2 * h) for step in steps]
    return np.reshape(slopes, np.shape(x))""",
    "central_difference(f, a, h=1e-5)": """
    recipe = found(0)
    return (recipe(a + h) - recipe(a - h)) / (2 * h)"""}


@pytest.mark.parametrize("signature", READERS)
def test_what_is_read_in_the_callers_frame_is_worth_nothing(signature):
    verdict = judge_code(FOLDERS, WEEK1, signature.partition("(")[0], f"""
import sys
import numpy as np
def found(place):
    return sys._getframe(2).f_locals["args"][place]
def {signature}:{READERS[signature]}
""")
    assert verdict.score == 0
    assert "not_evaluated" in {part.finding.code for case in verdict.cases for part in case.parts
                               if part.finding}


def changed(week, name, old, new):
    code = cells(FOLDERS, week)[name]
    assert code.count(old) == 1
    return judge_code(FOLDERS, week, name, code.replace(old, new))


RANGE = "range(num_iterations)"
COUNTS = ["range(num_iterations // 2)", "range(2 * num_iterations)", "range(250)",
          *(pytest.param(one, marks=pytest.mark.slow) for one in (
              "range(min(num_iterations, 40))", "range(num_iterations * 2 // 3)",
              "range(num_iterations * 3 // 2)", "range(10000)"))]


@pytest.mark.parametrize(("week", "name"), NETS)
@pytest.mark.parametrize("count", COUNTS)
def test_training_another_number_of_iterations_earns_less_than_a_third(week, name, count):
    assert changed(week, name, RANGE, count).score < 1 / 3


@pytest.mark.parametrize(("week", "name"), NETS)
def test_training_at_most_a_thousand_iterations_is_not_all_right(week, name):
    assert changed(week, name, RANGE, "range(min(num_iterations, 1000))").score < 1


@pytest.mark.parametrize("rate", ["0.5", "0.1 * learning_rate", "2 * learning_rate"])
def test_another_rate_is_seen_in_the_deep_net(rate):
    assert changed(WEEK4, "L_layer_model", "parameters, grads, learning_rate",
                   f"parameters, grads, {rate}").score < 1 / 3


START = {"nn_model": "parameters = initialize_parameters(n_x, n_h, n_y)",
         "L_layer_model": "parameters = initialize_parameters_deep(layers_dims)"}
ZEROS = "\n    parameters = {key: 0.0 * value for key, value in parameters.items()}"
NOT_LEARNING = [
    *((week, name, "parameters = update", after) for week, name in NETS
      for after in ("update", "trained = update")),
    *((week, name, START[name], START[name] + ZEROS) for week, name in NETS),
    (WEEK3, "nn_model", RANGE, "range(1)"),
    (WEEK2, "model", 'w, b = params["w"], params["b"]', "pass"),
    (WEEK2, "model", "optimize(w, b, X_train, Y_train, num_iterations, ",
     "optimize(w, b, X_train, Y_train, 1, ")]


@pytest.mark.parametrize(("week", "name", "old", "new"), NOT_LEARNING)
def test_the_check_in_a_notebook_is_not_green_for_a_net_that_does_not_learn(week, name, old, new):
    code = cells(FOLDERS, week)[name]
    assert code.count(old) == 1
    function = namespace(FOLDERS, week, {name: code.replace(old, new)})[name]
    exercise = read_exercise(FOLDERS.visible_file(week), name)
    assert not judge(exercise, [call_all(function, [(call.args, call.kwargs)
                                                    for call in case.calls])
                                for case in exercise.cases]).passed


def test_the_reference_evaluated_every_function_that_an_exercise_hands_over():
    given = [call.evaluated for week in assignments(FOLDERS) for one in exercises(FOLDERS, week)
             for case in hidden(FOLDERS, week).exercises[one.name].cases for call in case.calls
             if any(callable(value) for value in call.args)]
    assert len(given) > 50
    assert all(points and all(len(one) for one in points.values()) for points in given)
