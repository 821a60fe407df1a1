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
