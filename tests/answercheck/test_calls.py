"""Calling a student's function: what is written down, and what it cannot do to us."""

import sys
import warnings

import numpy as np
import pytest

from answercheck.calls import call_all
from answercheck.cases import Recipe
from answercheck.serialize import MAX_TEXT, Other, unpack
from tests.answercheck.notebook import student


def record(function, *args, **kwargs):
    (one,) = call_all(function, [(args, kwargs)])
    return one


def test_every_call_has_its_record_in_order():
    records = call_all(lambda a, b=1: a - b, [((5,), {}), ((5,), {"b": 2}), ((0,), {})])
    assert [unpack(one["returned"]) for one in records] == [4, 3, -1]


def test_a_function_cannot_change_the_arguments_of_its_caller():
    weights = np.array([1.0, 2.0])
    calls = [((weights, [1, {"deep": weights}]), {"b": weights})]
    spoil = student("def answer(w, l, b):\n    w *= 0; l[1]['deep'] += 1; l.clear(); b -= 5")
    call_all(spoil, calls)
    assert weights.tolist() == [1.0, 2.0]
    assert calls[0][0][1] == [1, {"deep": weights}]


def test_a_later_call_gets_its_arguments_fresh():
    shared = np.array([1.0])
    spoil = student("def answer(w):\n    w += 1\n    return w.sum()")
    records = call_all(spoil, [((shared,), {}), ((shared,), {})])
    assert [unpack(one["returned"]) for one in records] == [2.0, 2.0]


def test_the_record_holds_the_arguments_as_the_function_left_them():
    one = record(student("def answer(w, b):\n    w[0] = 9; b['k'] = 1"), np.zeros(2), b={})
    args, kwargs = unpack(one["arguments"])
    assert args[0].tolist() == [9.0, 0.0]
    assert kwargs == {"b": {"k": 1}}


@pytest.mark.parametrize(("change", "replaced"), [
    ("p['W'] = p['W'] - 1", True), ("p['W'] -= 1", False), ("p['W'][:] = 1", False),
    ("q = p; q['W'] = 2", True), ("p['new'] = 1", True), ("del p['W']", True),
    ("l.append(1)", True), ("l[0] += 1", False), ("l[0] = l[0] + 1", True),
    ("X -= 1", False), ("p = {'W': 1}", False), ("k['b'] = 3", True)])
def test_new_items_in_an_argument_are_told_from_writing_into_the_old_ones(change, replaced):
    one = record(student(f"def answer(p, l, X, k):\n    {change}\n    return 1"),
                 {"W": np.zeros(2)}, [np.ones(2)], np.zeros(3), k={"b": 1})
    assert one["replaced"] is replaced


@pytest.mark.parametrize("left", ["l.append(l)", "l.extend([0] * 20_000)", "l.append({Bad(): 1})"])
def test_arguments_left_unfit_to_be_read_do_not_cost_the_answer(left):
    code = f"class Bad:\n    def __str__(self): 1 / 0\ndef answer(l):\n    {left}\n    return 7"
    one = record(student(code), [1])
    assert unpack(one["returned"]) == 7
    assert unpack(one["arguments"]) == ((None,), {})


@pytest.mark.parametrize(("code", "printed"), [
    ("print('the cost is', 0.7)", True), ("print()", False), ("pass", False)])
def test_what_a_function_prints_is_swallowed_and_remembered(code, printed, capsys):
    one = record(student(f"def answer():\n    {code}"))
    assert one["printed"] is printed
    assert capsys.readouterr().out == ""


def test_a_warning_is_silent_and_no_error():
    code = "import warnings\ndef answer(z):\n    warnings.warn('old'); return 1 / (1 + np.exp(z))"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        one = record(student(code), np.array([1000.0]))
    assert unpack(one["returned"]).tolist() == [0.0]


@pytest.mark.parametrize(("line", "kind", "message"), [
    ("return 1 / 0", "ZeroDivisionError", "division by zero"),
    ("return undefined", "NameError", "name 'undefined' is not defined"),
    ("import sys; sys.exit(3)", "SystemExit", "3"), ("raise GeneratorExit", "GeneratorExit", ""),
    ("raise NotImplementedError()", "NotImplementedError", ""),
    ("return [0] * 20_000", "ValueError", "too large"),
    ("return np.ones((2, 3)) @ np.ones((2, 3))", "ValueError", "matmul"),
])
def test_an_exception_is_reported_by_its_type_and_message(line, kind, message):
    raised = record(student(f"def answer():\n    {line}"))["raised"]
    assert raised["type"] == kind
    assert message in raised["message"]


def test_the_stop_button_stops_the_check():
    with pytest.raises(KeyboardInterrupt):
        record(student("def answer():\n    raise KeyboardInterrupt"))


@pytest.mark.parametrize(("code", "args", "own_line"), [
    ("def answer():\n    a = 1\n    return a / 0", (), "return a / 0"),
    ("def answer():\n    def helper(a):\n        return a['dw']\n    return helper({})", (),
     "return a['dw']"),
    ("def answer():\n    return [1 / n for n in range(3)]", (),
     "return [1 / n for n in range(3)]"),
    ("def answer():\n    return sorted([1], key=lambda n: n / 0)", (),
     "return sorted([1], key=lambda n: n / 0)"),
    ("def answer(n=2):\n    if n == 0: return n / n\n    return answer(n - 1)", (),
     "if n == 0: return n / n"),
    ("def answer():\n    return np.linalg.inv(np.zeros((2, 2)))", (),
     "return np.linalg.inv(np.zeros((2, 2)))"),
    ("import json\ndef answer():\n    return json.loads('{')", (), "return json.loads('{')"),
    ("def answer(f):\n    return f('2')", (Recipe("power", {"scale": 1.0, "exponent": 2}),),
     "return f('2')"),
    ("def answer(a):\n    return a", (), ""),
], ids=["its own", "of a function inside", "of a comprehension", "of a lambda", "of itself",
         "numpy", "the library", "our formula", "the call itself"])
def test_the_line_that_is_reported_is_the_students_own(code, args, own_line):
    assert record(student(code), *args)["raised"]["line"] == own_line


def test_of_an_error_in_another_function_of_the_students_both_lines_are_reported():
    code = ("def linear(A, W):\n    Z = W @ A\n    return Z\n"
            "def layer(A, W):\n    return linear(A, W)\n"
            "def answer(A, W):\n    A = A.T\n    return layer(A, W)")
    raised = record(student(code), np.ones((2, 3)), np.ones((4, 2)))["raised"]
    assert (raised["line"], raised["inside"], raised["inside_line"]) == (
        "return layer(A, W)", "linear", "Z = W @ A")


def test_of_a_function_put_in_place_of_the_students_the_calling_line_is_reported_alone():
    linear = student("def linear(A, W):\n    return W @ A", "linear")  # in a namespace of its own
    one = student("def answer(A, W):\n    return linear(A.T, W)")
    one.__globals__["linear"] = linear
    raised = record(one, np.ones((2, 3)), np.ones((4, 2)))["raised"]
    assert raised["line"] == "return linear(A.T, W)"
    assert "inside" not in raised


def test_a_long_message_is_cut():
    raised = record(student("def answer():\n    raise ValueError('x' * 10**6)"))["raised"]
    assert raised["message"] == "x" * MAX_TEXT


def test_an_exception_that_cannot_be_read_is_reported_all_the_same():
    code = ("class Odd(Exception):\n    def __str__(self): 1 / 0\n"
            "def answer():\n    raise Odd")
    assert record(student(code))["raised"] == {
        "type": "Odd", "message": "its message could not be read", "line": "raise Odd"}


def test_an_object_that_pleases_every_test_is_only_named():
    code = ("class Pleasing(float):\n    def __eq__(self, other): return True\n"
            "    def __array__(self, *a, **k): return np.zeros(1)\ndef answer(): return Pleasing()")
    assert isinstance(unpack(record(student(code))["returned"]), Other)


def test_a_function_that_recurses_for_ever_costs_itself_alone():
    endless = student("def answer(n=0):\n    return answer(n + 1)")
    records = [record(endless), record(lambda: 1)]
    assert records[0]["raised"]["type"] == "RecursionError"
    assert unpack(records[1]["returned"]) == 1


def test_standard_output_is_as_before_whatever_the_function_does_to_it():
    before = sys.stdout
    record(student("import sys\ndef answer():\n    sys.stdout = None; raise SystemExit"))
    assert sys.stdout is before


def variables(function, *args, names=("a", "b")):
    (one,) = call_all(function, [(args, {})], names)
    return {name: unpack(value) for name, value in one["variables"].items()}


def test_of_its_variables_those_that_are_asked_for_are_noted_at_its_end():
    function = student("def answer(x):\n    a = x + 1\n    c = 5\n    a = 2 * a\n    return c")
    assert variables(function, 1) == {"a": 4}
    assert "variables" not in record(function, 1)


def test_where_it_raises_they_are_noted_as_they_are_there():
    function = student("def answer(x):\n    a = x\n    b = a / 0\n    return b")
    assert variables(function, 1) == {"a": 1}


@pytest.mark.parametrize("code", [
    "def answer(x):\n    a = x\n    return answer(x - 1) if x else a",
    "@functools.cache\ndef answer(x):\n    a = x\n    return a",
    "def other(x):\n    a = 7\n    return a\ndef answer(x):\n    a = x\n    return other(x)",
    "def answer(x):\n    a = x\n    return [a for a in range(3)]"],
    ids=["recursive", "decorated", "another function", "a comprehension"])
def test_they_are_those_of_the_call_itself(code):
    assert variables(student(code), 2) == {"a": 2}


@pytest.mark.parametrize("function", [
    len, student("answer = lambda x: x"), student("class answer:\n    def __init__(self, x): pass"),
    student("def answer(x):\n    a = np.zeros(10**6)\n    b = [0] * 10**6")])
def test_without_variables_that_are_small_nothing_is_noted(function):
    assert variables(function, [1]) == {}


def test_a_profiler_goes_on_afterwards():
    def profiler(*_):
        pass

    before = sys.getprofile()
    try:
        sys.setprofile(profiler)
        call_all(student("def answer(x):\n    a = x\n    return a / 0"), [((1,), {})], ["a"])
        assert sys.getprofile() is profiler
    finally:
        sys.setprofile(before)
