"""Mutants: one change each, named by its line; statements that only print are left alone."""

import ast

from grading.mutation.mutants import mutants

CODE = '''
def f(x, m=2):
    """Doc."""
    s = 0.5
    for i in range(1, m):
        s = s + x[i].T
        print(i, s)
    if s > 1:
        print("large")
    return np.sum(x, axis=0) - s
'''
MADE = {one.name: one.code for one in mutants(CODE)}


def test_the_mutants_that_a_person_would_write_are_among_them():
    expected = {
        "s = s + x[i].T → s = s - x[i].T", "s = s + x[i].T → s = s + x[i]",
        "s = s + x[i].T → s += x[i].T", "s = s + x[i].T → pass", "s = 0.5 → s = 1.0",
        "for i in range(1, m): → for i in range(0, m):",
        "for i in range(1, m): → for i in range(m, 1):",
        "for i in range(1, m): → for i in range(1):",
        "def f(x, m=2): → def f(x, m=3):",
        "return np.sum(x, axis=0) - s → return np.sum(x, axis=1) - s",
        "return np.sum(x, axis=0) - s → return np.sum(x) - s",
        "return np.sum(x, axis=0) - s → return np.mean(x, axis=0) - s",
        "return np.sum(x, axis=0) - s → return s - np.sum(x, axis=0)",
        "return np.sum(x, axis=0) - s → pass"}
    assert expected <= MADE.keys()


def test_every_mutant_runs_as_python_and_differs_from_all_others():
    original = ast.unparse(ast.parse(CODE.replace('    """Doc."""\n', "")))
    unparsed = {ast.unparse(ast.parse(code)) for code in MADE.values()}
    assert len(unparsed) == len(MADE) > 40
    assert original not in unparsed


def test_what_only_prints_is_left_alone():
    assert all("print(i, s)" in code or "for i" not in code for code in MADE.values()
               if "s = s + x[i].T" in code and "break" not in code)
    assert not any("large" in name for name in MADE)


def test_a_loop_can_end_too_early_and_a_statement_can_slip_out_of_it():
    assert any("break" in code for code in MADE.values())
    assert any(code.count("if True:") for code in MADE.values())


def test_equal_changes_of_equal_lines_get_a_number():
    twice = "def f(x):\n    'doc'\n    a = 1\n    b = x\n    a = 1\n    return a + b\n"
    assert {"a = 1 → pass", "a = 1 → pass (2)"} <= {one.name for one in mutants(twice)}


TRAIN = '''
def train(f, x, rate=0.5, n=2000, verbose=False):
    """Doc."""
    m = x.shape[1]
    for i in range(n):
        x = x - rate * f(x) / m
    for k in range(1, m):
        x = step(x, n)
    return x
'''


def test_an_argument_is_ignored_and_its_default_or_ones_taken_but_never_a_flag():
    made = {one.name for one in mutants(TRAIN)}
    assert {"(nothing) → rate = 0.5", "(nothing) → n = 2000", "(nothing) → x = np.ones_like(x)",
            "(nothing) → f = np.ones_like(f)"} <= made
    assert not any("verbose = " in name for name in made)


def test_an_argument_of_which_only_the_shape_is_read_is_not_replaced_by_ones():
    of_shape = "def f(x, y):\n    'doc'\n    return x.shape[0] * y\n"
    added = {one.name for one in mutants(of_shape) if one.name.startswith("(nothing)")}
    assert added == {"(nothing) → y = np.ones_like(y)"}


def test_a_function_is_evaluated_elsewhere():
    assert "x = x - rate * f(x) / m → x = x - rate * f(np.ones_like(x)) / m" in {
        one.name for one in mutants(TRAIN)}


def test_a_count_is_halved_doubled_and_capped_where_it_is_used_and_where_it_is_handed_on():
    made = {one.name for one in mutants(TRAIN)}
    for before, scaled in (("for i in range(n):", "for i in range({}):"),
                           ("x = step(x, n)", "x = step(x, {})")):
        assert {f"{before} → {scaled.format(other)}"
                for other in ("n // 2", "2 * n", "min(n, 1000)")} <= made
    of_shape = {name for name in made if name.startswith("for k")}
    assert {"for k in range(1, m): → for k in range(1, m // 2):",
            "for k in range(1, m): → for k in range(1, 2 * m):"} <= of_shape
    assert not any("min" in name for name in of_shape)
