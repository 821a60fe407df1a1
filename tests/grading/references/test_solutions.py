"""The reference solutions, as they are taken from the source notebooks."""

import ast

import pytest

from grading.errors import CourseError
from grading.references.exercises import assignments, exercises
from grading.references.solutions import cells, edited, namespace
from tests.this_course import FOLDERS

CODE = "def square(a):\n    b = a * a\n    return b\n"


@pytest.mark.parametrize(("edits", "result"), [
    ((), CODE), ((("a * a", "a + a"),), CODE.replace("a * a", "a + a")),
    ((("    b = a * a\n", ""), ("return b", "return a**2")), "def square(a):\n    return a**2\n"),
    ((("a * a", "a * c"), ("a * c", "c * c")), CODE.replace("a * a", "c * c"))])
def test_edits_are_made_one_after_the_other(edits, result):
    assert edited(CODE, edits) == result


@pytest.mark.parametrize(("edits", "times"), [
    ((("a - a", "a"),), 0), ((("b", "c"),), 2), ((("a * a", "a"), ("a * a", "a")), 0),
    ((("a * a", "b * b"), ("b * b", "a"), ("return", "x = b\n    return"), ("b", "")), 3)])
def test_an_edit_that_does_not_fit_exactly_once_is_refused(edits, times):
    with pytest.raises(CourseError, match=f"does not fit.* {times} times, not once"):
        edited(CODE, edits)


@pytest.mark.parametrize("assignment", assignments(FOLDERS))
def test_every_edit_of_a_known_mistake_fits_its_solution_and_changes_it(assignment):
    for exercise in exercises(FOLDERS, assignment):
        code = cells(FOLDERS, assignment)[exercise.name]
        for one in exercise.mistakes:
            changed = edited(code, one.edits)
            assert ast.dump(ast.parse(changed)) != ast.dump(ast.parse(code)), one.name


@pytest.mark.parametrize("assignment", assignments(FOLDERS))
def test_every_exercise_has_a_solution_cell_that_defines_it(assignment):
    functions = namespace(FOLDERS, assignment)
    for exercise in exercises(FOLDERS, assignment):
        assert exercise.name in cells(FOLDERS, assignment)
        assert callable(functions[exercise.name])


def test_functions_that_call_each_other_use_the_code_put_in_place():
    replaced = {"numerical_gradient": "def numerical_gradient(f, x, h=1e-5):\n    return 'ours'"}
    ours = namespace(FOLDERS, "week1_derivatives", replaced)
    assert ours["numerical_gradient"](None, None) == "ours"
    assert namespace(FOLDERS, "week1_derivatives")["numerical_gradient"].__doc__


def test_two_namespaces_share_nothing_that_could_be_changed():
    one, other = namespace(FOLDERS, "week1_derivatives"), namespace(FOLDERS, "week1_derivatives")
    one["square_derivative"].spoiled = True
    assert not hasattr(other["square_derivative"], "spoiled")
