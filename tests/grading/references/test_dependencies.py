"""Which exercises build on which, read from the solutions."""

import pytest

from grading.references.dependencies import dependencies
from grading.references.exercises import assignments
from grading.references.solutions import cells
from tests.this_course import FOLDERS


@pytest.mark.parametrize(("code", "used"), [
    ("def g(x): return f(x)", {"f"}),
    ("def g(x): return [f(one) for one in x]", {"f"}),
    ("def g(x, step=f): return step(x)", {"f"}),
    ("def g(f): return f(1)", set()),
    ("def g(x):\n    f = x\n    return f", set()),
    ("def g(x): return x.f + x['f']", set()),
    ('def g(x):\n    """As f."""\n    return x  # f', set()),
    ("def g(x): return g(x - 1)", set()),
    ("def g(x): return later(x)", set()),
])
def test_what_is_read_and_not_made_in_the_code_itself_is_used(code, used):
    found = dependencies({"f": "def f(x): return x", "g": code, "later": "def later(x): return x"})
    assert found["g"] == used


def test_what_is_used_through_others_is_used():
    week = dependencies(cells(FOLDERS, "week2_logistic_regression"))
    assert week["propagate"] == {"sigmoid", "forward", "compute_cost", "backward"}
    assert week["propagate_loop"] == week["forward"] == {"sigmoid"}
    assert week["model"] == {"initialize_with_zeros", "optimize", "predict", *week["propagate"],
                             "propagate"}


@pytest.mark.parametrize("week", assignments(FOLDERS))
def test_an_exercise_uses_only_earlier_ones_and_never_itself(week):
    names = list(cells(FOLDERS, week))
    for name, used in dependencies(cells(FOLDERS, week)).items():
        assert used <= set(names[:names.index(name)])
