"""An answer has to evaluate a function where the reference did, and cannot read what it is."""

import inspect

import numpy as np
import pytest

from answercheck import registry, wording
from answercheck.calls import call_all
from answercheck.cases import Recipe
from answercheck.evaluations import MAX_NUMBERS, Evaluations, not_evaluated
from answercheck.judge import judge
from answercheck.references import ReferenceCall, ReferenceCase, ReferenceExercise
from answercheck.serialize import pack

SQUARES = Recipe("squares of a test", {"weights": np.array([1.0, 3.0])})
X = np.array([0.5, 2.0])
FIRST, SECOND = 0.1 * np.eye(2)  # the nudges of the two entries
NEEDED = [np.array([[0.6, 2.0], [0.4, 2.0], [0.5, 2.1], [0.5, 1.9]])]
EXERCISE = ReferenceExercise("slopes", ("gradient",), 1e-5, (ReferenceCase("one", (
    ReferenceCall((SQUARES, X), {}, np.array([1.0, 12.0]), evaluated={"f": NEEDED}),)),))


@pytest.fixture(autouse=True)
def _formula(monkeypatch):
    monkeypatch.setitem(registry.FORMULAS, "squares of a test",
                        lambda x, weights: np.sum(weights * x**2))


def by_nudges(f, x):
    gradient = np.zeros(2)
    for i in range(2):
        x[i] += 0.1
        above = f(x)
        x[i] -= 0.2
        gradient[i] = (above - f(x)) / 0.2
        x[i] += 0.1
    return gradient


def verdict(function):
    return judge(EXERCISE, [call_all(function, [((SQUARES, X), {})])])


def test_an_answer_that_evaluates_where_the_formula_says_is_right_up_to_rounding():
    assert verdict(by_nudges).passed


@pytest.mark.parametrize("evaluate", [
    lambda f, x: None, lambda f, x: f(x), lambda f, x: f(np.ones_like(x)),
    lambda f, x: [f(x + FIRST + SECOND), f(x - FIRST - SECOND)],
    lambda f, x: [f(x + FIRST), f(x - FIRST), f(x + SECOND)],
    lambda f, x: [f(float(n)) for n in range(30_000)],
    lambda f, x: [f(x + FIRST), f(x - FIRST), f(x + 1.001 * SECOND), f(x - SECOND)]])
def test_the_right_values_from_elsewhere_are_wrong_and_the_function_is_named(evaluate):
    def answer(f, x):
        evaluate(f, x)
        return np.array([1.0, 12.0])

    found = verdict(answer)
    assert found.score == 0
    assert "without evaluating f" in wording.text(found)


@pytest.mark.parametrize("found", [
    None, 3, "f", {}, [], [[]], [None], [["f"]], [[np.zeros(2)]], [[np.zeros((4, 3))]],
    [[np.zeros((4, 2), dtype=bool)]], [[NEEDED[0][:3]]], [[NEEDED[0].astype(int)]],
    [[np.full((4, 2), np.nan)]], [NEEDED, NEEDED]])
def test_forged_points_of_any_form_count_only_if_they_are_the_points(found):
    assert not_evaluated({"f": NEEDED}, found) == "f"
    assert not_evaluated({"f": NEEDED}, [[NEEDED[0][::-1]]]) == ""


def test_a_record_without_points_of_a_forger_earns_nothing():
    honest = call_all(by_nudges, [((SQUARES, X), {})])[0]
    assert judge(EXERCISE, [[{**honest, "evaluated": pack([])}]]).score == 0


def test_what_is_kept_of_the_points_is_bounded_and_plain():
    seen = Evaluations()
    for x in ("two", object(), 1j, [[1], [2, 3]], np.zeros(MAX_NUMBERS + 1)):
        seen.note(x)
    assert seen.points() == []
    for n in range(2 * MAX_NUMBERS):
        seen.note(n)
    assert [one.shape for one in seen.points()] == [(MAX_NUMBERS, 1)]


def reachable(value, depth=4):
    """All that can be reached from a value by its attributes, its closure and what these hold."""
    found = [value]
    if depth and not isinstance(value, type) and not inspect.ismodule(value):
        held = [getattr(value, name, None) for name in dir(value)
                if name not in ("__globals__", "__builtins__")]
        held += [cell.cell_contents for cell in getattr(value, "__closure__", None) or ()]
        if isinstance(value, dict | list | tuple):
            held += [*(value.values() if isinstance(value, dict) else value)]
        for one in held:
            if not callable(one) or inspect.isfunction(one) or hasattr(one, "cache_info"):
                found += reachable(one, depth - 1)
    return found


def test_neither_formula_nor_numbers_can_be_read_from_the_function():
    f = SQUARES.function(lambda x: None)
    assert f(np.array([2.0, 1.0])) == 7
    held = reachable(f)
    assert len(held) > 20, "the test found nothing to look at"
    assert not any(isinstance(one, Recipe) or one is SQUARES.parameters for one in held)
    assert not any(isinstance(one, np.ndarray) for one in held)
    assert inspect.getclosurevars(f).nonlocals.keys() == {"opaque"}
