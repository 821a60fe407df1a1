"""Which names the code of a cell mentions."""

import pytest

from grading.kernel.cell_names import cell_names


@pytest.mark.parametrize(("code", "mentioned", "own"), [
    ("def f(X):\n    w = X + b\n    return g(w)", {"b", "g"}, {"X", "w"}),
    ("def f():\n    return [one * scale for one in rows]", {"scale", "rows"}, {"one"}),
    ("class A:\n    def f(self):\n        return digits.train_images", {"digits"}, {"self"}),
    ("f = lambda x, k=K: x * k", {"K"}, {"x", "k"}),
    ("a = b\nawait later(a)", {"a", "b", "later"}, set()),
])
def test_a_name_is_mentioned_if_it_is_no_variable_of_a_function(code, mentioned, own):
    assert mentioned <= cell_names(code)
    assert not own & cell_names(code)


@pytest.mark.parametrize("code", [
    "%timeit f(X)", "!ls", "def f(:", "globals()['X']", "def f():\n    return eval('X')",
    "import sys\nsys.modules['__main__'].X", "Out[3]", "print(_3)", "get_ipython().user_ns['X']",
    "\0", "(" * 5000 + ")" * 5000])
def test_of_code_that_may_mean_any_name_nothing_is_reported(code):
    assert cell_names(code) is None


def test_a_loop_with_an_unused_variable_is_plain():
    assert cell_names("for _ in range(3):\n    f()") == {"_", "range", "f"}
