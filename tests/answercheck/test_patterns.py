"""Patterns over all cases: what a factor equals, and where an answer is right."""

import numpy as np
import pytest

from answercheck import wording
from answercheck.calls import call_all, data_names
from answercheck.judge import judge
from answercheck.references import ReferenceCall, ReferenceCase, ReferenceExercise

RATE = "the learning rate"
EXAMPLES = "the number of examples"
DATA = np.ones((2, 2))


def row_mean(X, rate=1.0):
    return {"dw": X.mean(axis=1, keepdims=True), "db": float(X[0].mean())}


def exercise(*arrays, rates=(0.5, 0.1, 0.2, 0.4)):
    """An exercise on arrays, whose right answer is the mean of the rows."""
    cases = tuple(ReferenceCase(f"m = {X.shape[1]}", (ReferenceCall(
        (X,), {"rate": rate}, row_mean(X), {EXAMPLES: float(X.shape[1]), RATE: rate}),))
        for X, rate in zip(arrays, rates, strict=False))
    return ReferenceExercise("row_mean", ("grads",), 1e-5, cases)


def sizes(*ms, whole=False):
    rng = np.random.default_rng(0)
    return [rng.integers(1, 9, (3, m)) if whole else rng.normal(size=(3, m)) for m in ms]


def reported(function, *arrays):
    described = exercise(*arrays)
    verdict = judge(described, [call_all(function, [(call.args, call.kwargs)
                                                    for call in case.calls])
                                for case in described.cases])
    assert not verdict.passed
    return "\n".join(wording.sentences(verdict))


def times(factor):
    def function(X, rate):
        return {"dw": row_mean(X)["dw"] * factor(X.shape[1], rate), "db": row_mean(X)["db"]}
    return function


@pytest.mark.parametrize(("factor", "words"), [
    (lambda m, rate: m, f"dw is the right value times {EXAMPLES}"),
    (lambda m, rate: -m, f"the right value times {EXAMPLES} with the opposite sign"),
    (lambda m, rate: 1 / m, f"dw is the right value divided by {EXAMPLES}"),
    (lambda m, rate: rate, f"times {RATE}"),
    (lambda m, rate: m / rate, f"times {EXAMPLES} divided by {RATE}"),
    (lambda m, rate: 2, "dw is 2 times too large (the shape (3, 1) is right) — in every case"),
    (lambda m, rate: m + 1, "dw is the right value times a factor that differs from case to case"),
])
def test_what_a_factor_equals_is_said_where_all_cases_agree(factor, words):
    assert words in reported(times(factor), *sizes(4, 7, 3))


def db_times(factor):
    """The answer whose db, one number, is wrong by a factor of m."""
    return lambda X, rate: {**row_mean(X), "db": row_mean(X)["db"] * factor(X.shape[1])}


@pytest.mark.parametrize(("factor", "ms", "words"), [
    (lambda m: 1.7, (4,), "db has the wrong value"),
    (lambda m: m**2, (4, 7), "db has the wrong value"),
    (lambda m: 1.7 if m == 4 else 1, (4, 7), "db has the wrong value"),
    (lambda m: -1 if m == 4 else 0.3, (4, 7), "db has the wrong value"),
    (lambda m: 2 if m == 4 else 0, (4, 7), "db has the wrong value"),
    (lambda m: -1, (4,), "db has the opposite sign"),
    (lambda m: -1, (4, 7), "db has the opposite sign"),
    (lambda m: 1.7, (4, 7), "db is 1.7 times too large — in every case")])
def test_of_one_number_a_factor_is_said_only_if_several_cases_agree(factor, ms, words):
    said = reported(db_times(factor), *sizes(*ms))
    assert words in said
    assert ("times too" in said) == ("times too" in words)
    assert ("opposite" in said) == ("opposite" in words)


@pytest.mark.parametrize(("factor", "words"), [
    (lambda m, rate: 2 if m == 4 else 1, "dw is 2 times too large (the shape (3, 1) is right)"),
    (lambda m, rate: 2 if m == 4 else np.array([[1], [2], [3]]), "dw has wrong values"),
    (lambda m, rate: -1 if m == 4 else np.array([[1], [2], [3]]), "dw has the opposite sign")])
def test_of_an_array_a_factor_is_said_unless_another_case_contradicts(factor, words):
    said = reported(times(factor), *sizes(4, 7))
    assert words in said
    assert ("times too" in said) == ("times too" in words)


@pytest.mark.parametrize(("factor", "said"), [
    (lambda m: 2, True), (lambda m: m + 1, False)])
def test_of_a_transposed_array_a_factor_is_said_only_if_the_cases_agree(factor, said):
    found = reported(lambda X, rate: {
        **row_mean(X), "dw": row_mean(X)["dw"].T * factor(X.shape[1])}, *sizes(4, 7))
    assert "it is transposed" in found
    assert ("times too large" in found) is said


def test_a_table_of_one_number_and_zeros_tells_no_factor():
    X = np.zeros((3, 4))
    X[1] = 2.0
    said = reported(times(lambda m, rate: 1.7), X)
    assert "dw has wrong values" in said


def test_from_one_case_alone_nothing_is_concluded():
    assert EXAMPLES not in reported(times(lambda m, rate: m), *sizes(4))


def test_one_wrong_part_of_several_is_said():
    assert "Only dw is wrong; everything else is right." in reported(times(lambda m, rate: 3),
                                                                 *sizes(4, 7))


def test_right_for_a_single_example_only_is_said():
    found = reported(times(lambda m, rate: m), *sizes(1, 4, 7))
    assert "It is right for a single example only" in found


def test_wrong_for_whole_numbers_only_is_said():
    def cut_off(X, rate):
        means = row_mean(X)
        out = np.zeros((3, 1), dtype=X.dtype)
        out[:] = means["dw"]
        return {**means, "dw": out}
    found = reported(cut_off, *sizes(4, 7), *sizes(5, whole=True))
    assert "right for real numbers and wrong for whole ones" in found
    by_chance = reported(cut_off, *sizes(4), *sizes(5, 6, whole=True))
    assert "right for real numbers" not in by_chance


def test_one_wrong_case_among_many_is_said():
    found = reported(lambda X, rate: row_mean(X) if X.shape[1] != 5 else {"dw": X, "db": 0.0},
                 *sizes(4, 7, 3, 5))
    assert "Every other case is right" in found


def uses_the_notebook(X, rate):
    return {"dw": DATA.mean(axis=1, keepdims=True), "db": sum(DATA[0, 0] for _ in X)}


def test_data_of_the_notebook_in_place_of_an_argument_are_named():
    assert data_names(uses_the_notebook) == ["DATA"]
    assert "takes `DATA` from the notebook" in reported(uses_the_notebook, *sizes(4, 7))


def test_functions_modules_and_numbers_of_the_notebook_are_not_named():
    assert data_names(lambda X: row_mean(np.asarray(X)) if RATE else EXAMPLES) == []
    assert data_names(len) == []
    assert data_names(lambda DATA: DATA) == []


def test_what_a_kernel_says_about_names_is_believed_only_if_they_are_names():
    described = exercise(*sizes(4))
    (records,) = [call_all(lambda X, rate: None, [(call.args, call.kwargs)])
                  for call in described.cases[0].calls]
    for reads in (["<b>", "x" * 999, 3, None], 7 * ["a b"], {"a": 1}, 0, 3, None):
        records[0]["reads"] = reads
        text = wording.text(judge(described, [records]))
        assert not any(word in text for word in ("<b>", "x" * 99, "`a b`"))


def test_where_one_part_alone_is_wrong_is_where_to_begin():
    def wrong_with_rate(X, rate):
        right = row_mean(X)
        return {"dw": right["dw"] + (rate < 0.5), "db": right["db"] + 1}
    assert "In “m = 4” only db is wrong; begin there." in reported(wrong_with_rate, *sizes(4, 7, 3))


def test_a_changed_argument_is_no_part_to_begin_at():
    def changed_or_wrong(X, rate):
        right = row_mean(X)
        if X.shape[1] != 4:
            return {"dw": right["dw"] + 1, "db": right["db"] + 1}
        X += 1
        return right
    found = reported(changed_or_wrong, *sizes(4, 7, 3))
    assert "argument 1 is changed" in found
    assert "begin there" not in found


def test_what_came_alone_is_not_called_one_part_of_several():
    def one_shape_or_the_other(X, rate):
        return row_mean(X) if X.shape[1] == 4 else None
    assert "Only" not in reported(one_shape_or_the_other, *sizes(4, 7, 3))


def test_a_cause_of_a_wrong_shape_is_said_only_if_no_other_case_has_another():
    def sum_or_not(X, rate):
        right = row_mean(X)
        return {**right, "dw": float(right["dw"].sum()) if X.shape[1] == 4 else X / 1.0}
    assert "sum of all" not in reported(sum_or_not, *sizes(4, 7))
    assert "sum of all" in reported(sum_or_not, *sizes(4))
