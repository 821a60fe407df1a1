"""Putting a right function in the place of a wrong one, as the grader does in a kernel."""

from grading.kernel.answering import put_in

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
