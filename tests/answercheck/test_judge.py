"""The judge: shares of the points by hand, and records that were not made by us."""

import numpy as np
import pytest

from answercheck import wording
from answercheck.calls import call_all
from answercheck.cases import Recipe
from answercheck.judge import CHANGED_SHARE, SHAPE_SHARE, judge
from answercheck.references import ReferenceCall, ReferenceCase, ReferenceExercise
from answercheck.serialize import NotPlainError, pack


def exercise(*cases, name="double", returns=("y",)):
    """An exercise of cases, each a list of calls (args, kwargs, returned)."""
    return ReferenceExercise(name, returns, 1e-5, tuple(
        ReferenceCase(f"case {number}", tuple(ReferenceCall(*call) for call in calls))
        for number, calls in enumerate(cases, start=1)))


def verdict(described, function):
    return judge(described, [call_all(function, [(call.args, call.kwargs) for call in case.calls])
                             for case in described.cases])


DOUBLE = exercise(*([((float(a),), {}, 2.0 * a)] for a in (1, 2, 3, 4)))


@pytest.mark.parametrize(("function", "score"), [
    (lambda a: 2 * a, 1), (lambda a: a + a, 1), (lambda a: 4.0, 1 / 4), (lambda a: a, 0),
    (lambda a: np.array([2 * a]), SHAPE_SHARE), (lambda a: [2 * a] if a > 2 else 2 * a, 3 / 4),
    (lambda a: None if a == 1 else 2 * a, 3 / 4), (lambda a: 2 * a / (a - 1), 1 / 4),
    (lambda: 1, 0)])
def test_the_score_is_the_mean_over_the_cases(function, score):
    assert verdict(DOUBLE, function).score == pytest.approx(score)


def test_a_passed_verdict_has_every_case_wholly_right():
    assert verdict(DOUBLE, lambda a: 2 * a).passed
    assert not verdict(DOUBLE, lambda a: [2 * a] if a > 3 else 2 * a).passed


TWO_CALLS = exercise([((1.0,), {}, True), ((2.0,), {}, False)], [((3.0,), {}, True)])


@pytest.mark.parametrize(("function", "score"), [
    (lambda a: a != 2, 1), (lambda a: True, 1 / 2), (lambda a: False, 0),
    (lambda a: a == 1, 1 / 2)])
def test_calls_of_one_case_count_only_together(function, score):
    assert verdict(TWO_CALLS, function).score == score


def test_of_the_calls_of_a_case_the_first_that_failed_is_reported():
    found = verdict(TWO_CALLS, lambda a: a != 2 or 1 / 0)
    assert found.cases[0].problem.values["type"] == "ZeroDivisionError"
    assert found.cases[1].problem is None


PARTS = exercise([((1.0,), {}, ({"dw": 1.0, "db": 2.0}, 3.0))], returns=("grads", "cost"))


@pytest.mark.parametrize(("answer", "score"), [
    (({"dw": 1, "db": 2}, 3), 1), (({"dw": 1, "db": [2]}, 3), SHAPE_SHARE),
    (({"dw": 1, "db": 5}, 3), 0), (({"dw": [1], "db": 5}, 3), 0), ({"dw": 1, "db": 2}, 0)])
def test_a_case_is_worth_what_its_worst_part_is(answer, score):
    assert verdict(PARTS, lambda a: answer).score == score


W = np.array([[1.0, np.nan]])
CHANGED = exercise([((W, {"b": [1, 2.0]}), {"rate": np.array([1, 2])}, 1.0)])


@pytest.mark.parametrize(("change", "reported"), [
    ("W[0, 0] = 5", "argument 1"), ("W += 0", ""), ("W.shape = (2,)", "argument 1"),
    ("c['b'].append(3)", "argument 2"), ("c['new'] = 1", "argument 2"),
    ("del c['b']", "argument 2"),
    ("c['b'][0] = np.zeros(2)", "argument 2"), ("c['b'][1] = [1]", "argument 2"),
    ("rate[:] = 0", "rate"), ("rate = 0", ""), ("W = W + 1", "")])
def test_an_argument_changed_in_place_costs_a_fifth_and_is_reported(change, reported):
    names = {"np": np}
    exec(f"def f(W, c, rate):\n    {change}\n    return 1.0", names)
    found = verdict(CHANGED, names["f"])
    assert found.score == (CHANGED_SHARE if reported else 1)
    said = " ".join(wording.sentences(found))
    assert (f"{reported} is changed by your function" in said) == bool(reported)


@pytest.mark.parametrize(("change", "said"), [
    ("c['b'] = 0", "which puts new items into it"), ("c['b'].append(1)", "work on a copy")])
def test_how_an_argument_was_changed_is_said_as_it_was_seen(change, said):
    names = {}
    exec(f"def f(W, c, rate):\n    {change}\n    return 1.0", names)
    found = verdict(CHANGED, names["f"])
    sentence, = wording.sentences(found)
    assert sentence.startswith("argument 2 is changed by your function")
    assert said in sentence


def test_a_wrong_shape_and_a_changed_argument_both_cost():
    one = exercise([((np.ones(2),), {}, 2.0)])
    found = verdict(one, lambda x: [2.0] if x.fill(7) is None else 0)
    assert found.score == SHAPE_SHARE * CHANGED_SHARE


@pytest.mark.parametrize("argument", [
    np.nan, True, "relu", None, 2, np.array(1), np.zeros((0, 2)), (1, [np.nan]),
    Recipe("power", {"scale": 1.0, "exponent": 2})])
def test_an_argument_left_alone_is_never_said_to_be_changed(argument):
    assert verdict(exercise([((argument,), {}, 1.0)]), lambda x: 1.0).passed


def times(factor):
    def change(x):
        x *= factor
        return 1.0
    return change


def test_an_argument_is_changed_by_more_than_its_last_digits():
    one = exercise([((np.array([0.1, 3e9, np.nan]),), {}, 1.0)])
    assert verdict(one, times(1 + 2.0**-51)).passed  # as a nudge that was taken back leaves it
    assert verdict(one, times(1 + 1e-9)).score == CHANGED_SHARE


@pytest.mark.parametrize(("function", "reported"), [
    (lambda a: print(2 * a), "the function returns None; did you print the answer"),
    (lambda a: None, "the function returns None: is a return missing?"),
    (lambda a: {}[a], "KeyError"), (lambda a: lambda: a, "is a function; it should be"),
    (lambda a: -2 * a, "y has the opposite sign — in every case")])
def test_the_likely_cause_is_reported(function, reported):
    assert reported in " ".join(wording.sentences(verdict(DOUBLE, function)))


def test_a_function_returned_in_place_of_its_value_is_reported():
    recipe = Recipe("power", {"scale": 1.0, "exponent": 2})
    found = verdict(exercise([((recipe,), {}, 1.0)]), lambda f: f)
    assert wording.sentences(found) == ["y is a function; it should be a number — case 1"]


def good():
    return {"returned": pack(2.0), "arguments": pack(((1.0,), {})), "printed": False}


ONE = exercise([((1.0,), {}, 2.0)])


def test_the_record_that_the_next_tests_damage_is_right():
    assert judge(ONE, [[good()]]).score == 1


@pytest.mark.parametrize("records", [
    None, 0, 1, "records", {}, {"0": [good()]}, [], [[]], [None], [good()], [[None]],
    [[1]], [["a"]],
    [[[good()]]], [[good()], [good()]], [[good(), good()]], [[{}]], [[{"returned": 2.0}]],
    [[{**good(), "returned": None}]], [[{**good(), "returned": {"kind": "int", "value": 10**400}}]],
    [[{"returned": pack(2.0)}]], [[{**good(), "arguments": 1}]],
    [[{**good(), "arguments": pack(((), {}))}]], [[{**good(), "arguments": pack([(1.0,), {}])}]],
    [[{**good(), "arguments": pack(((1.0,),))}]], [[{**good(), "arguments": pack((1.0, {}))}]],
    [[{"raised": "ValueError"}]], [[{"raised": {"type": ["ValueError"]}}]],
    [[{"raised": {"type": "A", "message": {}, "line": None}}]], [[float("nan")]]])
def test_records_that_were_not_made_by_us_are_refused(records):
    with pytest.raises(NotPlainError):
        judge(ONE, records)


@pytest.mark.parametrize("left", [np.zeros(2), np.zeros(0), [1.0], None, "1.0", {}, float("nan")])
def test_forged_arguments_are_a_changed_argument_at_most(left):
    record = {**good(), "arguments": pack(((left,), {}))}
    assert judge(ONE, [[record]]).score == CHANGED_SHARE


def test_what_a_record_says_about_its_own_score_is_not_believed():
    forged = {**good(), "returned": pack(-2.0), "score": 1, "passed": True, "verdict": "right"}
    assert judge(ONE, [[forged]]).score == 0


def test_an_exception_beside_an_answer_is_no_points():
    assert judge(ONE, [[{**good(), "raised": {"type": "ValueError"}}]]).score == 0
