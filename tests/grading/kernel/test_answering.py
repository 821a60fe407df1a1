"""Answering the grader in a kernel."""

import json

from answercheck.cases import Recipe
from answercheck.judge import judge
from answercheck.references import ReferenceCall, ReferenceCase, ReferenceExercise
from grading.kernel.answering import answer, put_in

CODE = "import math\n\n\ndef half(x):\n    return x / 2\n\n\ndef root(x):\n    return math.sqrt(x)"


def notebook():
    """A notebook in which one function is wrong and another one calls it."""
    names = {"math": "a word of the student's"}
    exec("def root(x): return x\n\ndef fourth(x): return root(root(x))", names)
    return names


def test_functions_that_call_it_use_the_one_that_was_put_in():
    names = notebook()
    assert names["fourth"](16) == 16
    put_in(names, "root", CODE)
    assert names["fourth"](16) == 2


def test_no_other_name_of_the_notebook_changes():
    names = notebook()
    before = dict(names)
    put_in(names, "root", CODE)
    assert {**names, "root": None} == {**before, "root": None}


def test_it_imports_what_the_inputs_require_before_it_unpacks_them(tmp_path, monkeypatch):
    (tmp_path / "of_a_course.py").write_text(
        "from answercheck.registry import register_formula\n"
        "register_formula('halved', lambda a: a / 2)\n")
    monkeypatch.syspath_prepend(tmp_path)
    exercise = ReferenceExercise("apply", ("y",), 1e-5, (ReferenceCase(
        "one", (ReferenceCall((Recipe("halved"), 6.0), {}, 3.0),)),), requires=("of_a_course",))
    found = answer("apply", lambda f, a: f(a), json.loads(exercise.packed_inputs))
    assert judge(exercise, found["records"]).passed
