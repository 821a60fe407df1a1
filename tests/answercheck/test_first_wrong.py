"""Where a wrong answer begins: its first wrong variable is quoted, and nothing misleads."""

import copy
import re
import time

import numpy as np
import pytest

from answercheck import wording
from answercheck.calls import call_all
from answercheck.diagnosis import features
from answercheck.judge import judge
from answercheck.mistakes import Mistake, catalogue
from answercheck.references import ReferenceCall, ReferenceCase, ReferenceExercise
from answercheck.registry import SCORERS
from answercheck.variables import right_variables
from answercheck.verdict import Diagnosis
from tests.answercheck.notebook import student

RNG = np.random.default_rng(0)
SIZES = (1, 2, 5)


def network(X, Y, W):
    """The truth: values of a neuron with tanh, and the gradient of its squared error."""
    Z = W @ X
    A = np.tanh(Z)
    dZ = (A - Y) * (1 - A**2)
    return {"m": X.shape[1], "Z": Z, "A": A, "dZ": dZ, "dW": dZ @ X.T / X.shape[1]}


def exercise():
    drawn = [(RNG.normal(size=(3, m)), RNG.normal(size=(2, m)), {"W": RNG.normal(size=(2, 3))})
             for m in SIZES]
    truths = [network(X, Y, parameters["W"]) for X, Y, parameters in drawn]
    cases = tuple(ReferenceCase(f"m = {one['m']}", (ReferenceCall(
        arguments, {}, {"A": one["A"], "dW": one["dW"]}),))
        for arguments, one in zip(drawn, truths, strict=True))
    return ReferenceExercise(
        "answer", ("grads",), 1e-5, cases, variables=right_variables(
            [[{name: [one[name]] for name in ("m", "Z", "dZ")} | {"rate": [0.5]}]
             for one in truths]))


EXERCISE = exercise()
RIGHT = """
def answer(X, Y, parameters, rate=0.5):
    W = parameters["W"]
    m = X.shape[1]
    Z = W @ X
    A = np.tanh(Z)
    dZ = (A - Y) * (1 - A**2)
    dW = dZ @ X.T / m
    return {"A": A, "dW": dW}
"""


def with_edits(*edits):
    code = RIGHT
    for old, new in edits:
        assert code.count(old) == 1
        code = code.replace(old, new)
    return code


def records(code, described=EXERCISE):
    function = student(code)
    return [call_all(function, [(call.args, call.kwargs) for call in case.calls],
                     described.variable_names) for case in described.cases]


def lead(code, described=EXERCISE):
    """What is said on where a wrong answer begins; "" if nothing is."""
    verdict = judge(described, records(code, described))
    assert not verdict.passed
    return next((wording.sentence(one) for one in verdict.patterns
                 if one.code in wording.LEADS), "")


def test_what_is_right_is_right_and_nothing_is_said():
    verdict = judge(EXERCISE, records(RIGHT))
    assert (verdict.passed, verdict.patterns) == (True, ())


@pytest.mark.parametrize(("old", "new", "said"), [
    ("A = np.tanh(Z)", "A = np.tanh(Z + 1)",
     "`Z` is right; the first variable that is not is `A`. "
     "Look at your line `A = np.tanh(Z + 1)`."),
    ("Z = W @ X", "Z = W @ X + 1",
     "`W` is right; the first variable that is not is `Z`. Look at your line `Z = W @ X + 1`."),
    ('W = parameters["W"]', 'W = parameters["W"] ** 2',
     'The first variable that is wrong is `W`. Look at your line `W = parameters["W"] ** 2`.'),
    ("(A - Y)", "(Z - Y)", "`Z` and `A` are right; the first variable that is not is `dZ`. "
                           "Look at your line `dZ = (Z - Y) * (1 - A**2)`."),
    ("m = X.shape[1]", "m = X.shape[0]",
     "The first variable that is wrong is `m`. Look at your line `m = X.shape[0]`. "
     "If you mean something else by that name, look at the lines that use it.")])
def test_the_first_wrong_variable_is_quoted(old, new, said):
    assert lead(with_edits((old, new))) == said


def test_a_variable_that_is_no_ones_is_quoted_with_what_is_computed_from_it():
    assert lead(with_edits(("    dZ = (A - Y) * (1 - A**2)",
                            "    slope = 1 - A\n    dZ = (A - Y) * slope"))) == (
        "`A` is right; the first variable that is not is `dZ`. Look at your lines "
        "`slope = 1 - A` and `dZ = (A - Y) * slope`.")


@pytest.mark.parametrize(("new", "said"), [
    ('return {"A": Z, "dW": dW}', 'Look at your line `return {"A": Z, "dW": dW}`.'),
    ('grads = {"A": dW, "dW": dW}\n    return grads',
     'the first variable that is not is `grads`. Look at your line `grads = {"A": dW, "dW": dW}`.'),
    ('out = {"A": dZ, "dW": dW}\n    return out',
     'Look at your lines `out = {"A": dZ, "dW": dW}` and `return out`.'),
    ("return A", "Look at your line `return A`."),
    ("return 1", "Look at your line `return 1`.")])
def test_where_all_variables_are_right_the_return_is_quoted(new, said):
    assert lead(with_edits(('return {"A": A, "dW": dW}', new))).endswith(said)


@pytest.mark.parametrize("edits", [
    [("(1 - A**2)", "(1 - A**2) / m"), ("dZ @ X.T / m", "dZ @ X.T"), ('"A": A', '"A": A + 1')],
    [("dZ = (A - Y)", "dZ = -(A - Y)"), ("dW = dZ", "dW = -dZ"), ('"A": A', '"A": A + 1')],
    [("(A - Y) * (1 - A**2)", "((A - Y) * (1 - A**2)).T"), ("dZ @ X.T", "(X @ dZ).T"),
     ('"A": A', '"A": A + 1')],
    [("Z = W @ X", "Z = np.exp(W @ X)"), ("np.tanh(Z)", "np.tanh(np.log(Z))"),
     ('"A": A', '"A": A + 1')]], ids=["divided already", "sign", "transposed", "another name"])
def test_what_is_made_good_for_later_is_not_said_to_be_wrong(edits):
    said = lead(with_edits(*edits))
    assert "A + 1" in said
    assert not re.search(r"is not is `(dZ|Z)`", said)


def test_nor_is_what_has_another_value_where_the_answer_is_right():
    code = with_edits(("Z = W @ X", "Z = 2 * W @ X"),
                      ("np.tanh(Z)", "np.tanh(Z / 2 + (X.shape[1] == 5))"))
    said = lead(code)
    assert "`A = np.tanh(Z / 2 + (X.shape[1] == 5))`" in said
    assert "is not is `Z`" not in said


def test_what_is_wrong_in_some_of_the_failing_cases_only_is_not_said_to_be_the_first():
    assert lead(with_edits(("np.tanh(Z)", "np.tanh(Z + (m == 5))"), ("dZ @ X.T", "2 * dZ @ X.T"),
                           ('"dW": dW', '"dW": dW + 1'))) == ""


def test_nor_is_what_is_returned_in_its_right_form():
    said = lead(with_edits(("A = np.tanh(Z)", "A = np.tanh(Z).T"), ("(A - Y)", "(A.T - Y + 1)"),
                           ("(1 - A**2)", "(1 - A.T**2)"), ('"A": A', '"A": A.T')))
    assert "is not is `dZ`" in said


def test_nor_is_a_column_that_a_loop_calls_as_others_call_the_matrix():
    said = lead(LOOP.format(indices="range(m)", activation="np.sin(Z)"))
    assert "is not is `A`" in said


LOOP = """
def answer(X, Y, parameters):
    W, m = parameters["W"], X.shape[1]
    A = np.zeros(Y.shape)
    dW = np.zeros(W.shape)
    for i in {indices}:
        Z = W @ X[:, [i]]
        A[:, [i]] = {activation}
        dW += ((A - Y) * (1 - A**2))[:, [i]] @ X[:, [i]].T / m
    return {{"A": A, "dW": dW}}
"""


@pytest.mark.parametrize(("indices", "activation", "line"), [
    ("range(m - 1)", "np.tanh(Z)", "for i in range(m - 1):"),
    ("range(m)", "np.sin(Z)", "A[:, [i]] = np.sin(Z)")])
def test_in_a_loop_the_line_that_begins_it_is_quoted_too(indices, activation, line):
    said = lead(LOOP.format(indices=indices, activation=activation))
    assert f"`{line}`" in said
    assert f"`for i in {indices}:`" in said


def test_so_is_a_condition():
    said = lead(with_edits(("    A = np.tanh(Z)", "    if m > 9:\n        A = np.tanh(Z)\n"
                                                  "    else:\n        A = Z")))
    assert all(f"`{line}`" in said for line in ("if m > 9:", "A = np.tanh(Z)", "A = Z"))


def test_where_a_variable_may_be_set_unseen_nothing_is_said():
    assert lead(with_edits(("    A = np.tanh(Z)", "    if (A := np.tanh(Z + 1)) is None:\n"
                                                  "        return None"))) == ""


def test_so_is_a_default_that_is_wrong():
    said = lead(with_edits(("rate=0.5", "rate=0.1"), ("dZ @ X.T / m", "2 * rate * dZ @ X.T / m")))
    assert "Look at your line `def answer(X, Y, parameters, rate=0.1):`" in said


@pytest.mark.parametrize("change", [
    "A[A < 0] = 0", "A *= 2", "np.abs(A)\n    A += 1", "view = A.reshape(-1)\n    view[:] = 3",
    "view = A[0]\n    view.fill(3)", "np.add(A, 1, out=A)", "np.copyto(A, Z)"])
def test_what_changes_in_place_is_quoted(change):
    said = lead(with_edits(("A = np.tanh(Z)", f"A = np.tanh(Z)\n    {change}")))
    assert "is not is `A`" in said
    assert f"`{change.split(chr(10))[-1].strip()}`" in said


def test_of_the_items_of_a_dictionary_those_that_are_right_are_left_out():
    said = lead(with_edits(('    return {"A": A, "dW": dW}', (
        '    out = {}\n    out["A"] = A\n    out["d" + "W"] = W\n    return out'))))
    assert '`out["d" + "W"] = W`' in said
    assert 'out["A"]' not in said


def test_an_item_too_many_is_not_said_to_be_right():
    said = lead(with_edits(('return {"A": A, "dW": dW}',
                            'grads = {"A": A, "dW": dW, "B": 1}\n    return [grads]')))
    assert "`grads = " in said


def test_where_it_raises_a_variable_that_is_wrong_before_is_told():
    code = with_edits(('parameters["W"]', 'parameters["W"].T'))
    assert lead(code).startswith("The first variable that is wrong is `W`.")
    assert lead(with_edits(("dZ @ X.T", "dZ @ X"))) == ""  # the exception quotes the line itself


def test_a_known_mistake_says_more():
    described = EXERCISE
    code = with_edits(("np.tanh(Z)", "2 * np.tanh(Z)"))
    found = features(described, records(code), SCORERS["values"])
    known = ReferenceExercise(
        "answer", ("grads",), 1e-5, described.cases, variables=described.variables,
        mistakes=catalogue([Diagnosis("twice", "It is doubled.")], [Mistake((0,), found)]))
    verdict = judge(known, records(code, known))
    assert [one.name for one in verdict.mistakes] == ["twice"]
    assert verdict.patterns == ()


def test_without_right_variables_nothing_is_looked_at_and_nothing_said():
    bare = ReferenceExercise("answer", ("grads",), 1e-5, EXERCISE.cases)
    code = with_edits(("np.tanh(Z)", "np.tanh(Z + 1)"))
    assert "variables" not in records(code, bare)[0][0]
    assert lead(code, bare) == ""


def test_many_lines_that_might_be_wrong_are_not_quoted():
    many = "".join(f"    part{n} = A + {n} * Y\n" for n in range(6))
    assert lead(with_edits(("    dZ = (A - Y) * (1 - A**2)\n", (
        f"{many}    dZ = {' + '.join(f'part{n}' for n in range(6))}\n")))) == ""


def forged(**changes):
    found = copy.deepcopy(records(with_edits(("np.tanh(Z)", "np.tanh(Z + 1)"))))
    for row in found:
        row[0].update(changes)
    return judge(EXERCISE, found)


@pytest.mark.parametrize("changes", [
    {"steps": None}, {"steps": "A = 1"}, {"steps": [1]}, {"steps": [{"sets": 1}]},
    {"steps": [{"sets": ["A"], "uses": {}, "line": "A", "repeats": 0, "key": ""}]},
    {"steps": [{"sets": [1], "uses": [], "line": "A", "repeats": 0, "key": ""}]},
    {"steps": [{"sets": ["A"], "uses": [], "line": ["A"], "repeats": 0, "key": ""}]},
    {"variables": None}, {"variables": []}, {"variables": {"A": 1, "Z": {"kind": "array"}}},
    {"variables": {"A": {"kind": "other", "type": "A"}, "Z": {"kind": "none"}}}])
def test_a_forged_record_gains_nothing_and_breaks_nothing(changes):
    verdict = forged(**changes)
    assert verdict.score == 0
    assert wording.text(verdict)


def test_a_forged_line_is_short_and_on_one_line():
    step = {"sets": ["A"], "uses": ["*" * 10**5], "line": "A\n" * 10**5, "repeats": False,
            "key": "*" * 10**5}
    verdict = forged(steps=[step] * 10**3)
    assert max(len(one) for one in wording.sentences(verdict)) < 1000


def test_forged_steps_that_all_depend_on_each_other_are_soon_followed():
    names = [*EXERCISE.variable_names, *(f"n{number}" for number in range(40))]
    steps = [{"sets": names, "uses": names, "line": f"line {number}", "repeats": False, "key": ""}
             for number in range(60)]
    wrong = {name: {"kind": "str", "value": "wrong"} for name in EXERCISE.variable_names}
    began = time.process_time()
    assert forged(steps=steps, variables=wrong).score == 0
    assert time.process_time() - began < 1


def test_a_report_that_counts_leaves_the_students_lines_out():
    verdict = judge(EXERCISE, records(with_edits(("np.tanh(Z)", "np.tanh(Z + 1)"))))
    counted = wording.found_in_words(verdict, with_line=False)
    assert counted[0] == "`Z` is right; the first variable that is not is `A`."
    assert wording.most_helpful(verdict).endswith("Look at your line `A = np.tanh(Z + 1)`.")
    assert wording.sentences(verdict)[0] == wording.most_helpful(verdict)
