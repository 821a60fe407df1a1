"""Exercises are read from files; a mistake in one is reported in a line that names the entry."""

import numpy as np
import pytest

from grading.course.folders import CourseFolders
from grading.errors import CourseError
from grading.references.exercises import exercise, exercises
from grading.references.solutions import cells
from tests.this_course import FOLDERS

WEEK = "week1_derivatives"

SQUARE = '''\
returns = ["slope"]
tolerance = 1e-6

[[mistakes]]
name = "height"
sentence = "You return the height."
edits = [{find = "2 * a", replace = "a**2"}]

[[mistakes]]
name = "nothing"
sentence = "You return nothing."

[[mistakes.edits]]
find = "return 2 * a"
replace = "return"

[[alternatives]]
name = "sum"
code = "def square_derivative(a): return a + a"

[[equivalent_mutants]]
reason = "for this test"
mutants = ["x → y"]
'''
CUBE = 'returns = ["slope"]\n'
CASES = '''\
from answercheck.cases import case


def square_derivative_visible(rng):
    return (case("one", 1.0),)


def square_derivative_hidden(rng, solutions):
    return (case("drawn", solutions["cube_derivative"](rng.uniform())),)


cube_derivative_visible = cube_derivative_hidden = square_derivative_visible
'''
COURSE = 'requires = ["helpers.scoring"]\n'


@pytest.fixture
def folder(tmp_path):
    """Descriptions of two exercises of week 1, in files of the test's own."""
    (tmp_path / "exercises" / WEEK).mkdir(parents=True)
    for name, text in {f"{WEEK}/square_derivative.toml": SQUARE, "course.toml": COURSE,
                       f"{WEEK}/cube_derivative.toml": CUBE, f"{WEEK}/cases.py": CASES}.items():
        (tmp_path / "exercises" / name).write_text(text)
    return tmp_path / "exercises"


@pytest.fixture
def folders(folder):
    """The course with these descriptions and the notebook of week 1."""
    return CourseFolders(folder.parent, str(FOLDERS.source))


def test_what_stands_in_the_files_is_read_in_the_order_of_the_notebook(folders):
    square, cube = exercises(folders, WEEK)
    assert (square.name, square.returns, square.tolerance, square.scoring) == (
        "square_derivative", ("slope",), 1e-6, "values")
    assert [(one.name, one.edits) for one in square.mistakes] == [
        ("height", (("2 * a", "a**2"),)), ("nothing", (("return 2 * a", "return"),))]
    assert square.mistakes[1].sentence == "You return nothing."
    assert [one.name for one in square.alternatives] == ["sum"]
    assert square.equivalent_mutants == {"x → y": "for this test"}
    assert (cube.name, cube.mistakes, cube.tolerance) == ("cube_derivative", (), 1e-5)
    assert exercise(folders, WEEK, "cube_derivative") is cube


def test_who_draws_is_given_the_generator_and_the_solutions_it_asks_for(folders):
    square = exercise(folders, WEEK, "square_derivative")
    assert [one.label for one in square.visible(np.random.default_rng(0), {})] == ["one"]
    drawn, = square.hidden(np.random.default_rng(0), {"cube_derivative": lambda a: a + 100})
    assert 100 < drawn.calls[0].args[0] < 101


ENTRY = r"square_derivative.toml: mistakes 'height'"
# File, text in it, text in its place, and the message.
WRONG = {
    "no TOML": ("square_derivative.toml", "returns = [", "returns = ",
                r"square_derivative.toml: .*\(at line 1, column 18\)$"),
    "unknown key": ("square_derivative.toml", "tolerance", "tolerence",
                    "square_derivative.toml: there is no key 'tolerence'$"),
    "unknown key of a mistake": ("square_derivative.toml", 'sentence = "You return the height."',
                                 'sentence = "x"\nhint = "y"', f"{ENTRY}: there is no key 'hint'$"),
    "unknown key of an edit": ("square_derivative.toml", '"a**2"}', '"a**2", count = 2}',
                               f"{ENTRY}: edits number 1: there is no key 'count'$"),
    "no returns": ("square_derivative.toml", 'returns = ["slope"]\n', "",
                   "square_derivative.toml: 'returns' is missing$"),
    "no sentence": ("square_derivative.toml", 'sentence = "You return the height."\n', "",
                    f"{ENTRY}: 'sentence' is missing$"),
    "empty sentence": ("square_derivative.toml", "You return the height.", "",
                       f"{ENTRY}: 'sentence' should be a string with something in it, not ''$"),
    "no name": ("square_derivative.toml", 'name = "height"\n', "",
                "square_derivative.toml: mistakes number 1: 'name' is missing$"),
    "no edits": ("square_derivative.toml", 'edits = [{find = "2 * a", replace = "a**2"}]\n', "",
                 f"{ENTRY}: 'edits' is missing$"),
    "edits that are no tables": ("square_derivative.toml", '{find = "2 * a", replace = "a**2"}',
                                 '"2 * a"', f"{ENTRY}: edits number 1 should be a table, not"),
    "an edit that does not apply": (
        "square_derivative.toml", 'find = "2 * a"', 'find = "3 * a"',
        f"{ENTRY}: an edit does not fit the solution: '3 \\* a' stands there 0 times, not once$"),
    "an edit that applies often": ("square_derivative.toml", 'find = "2 * a"', 'find = "a"',
                                   f"{ENTRY}: .*'a' stands there [0-9]+ times, not once$"),
    "two of one name": ("square_derivative.toml", '"nothing"', '"height"',
                        "square_derivative.toml: mistakes 'height' is there twice$"),
    "a tolerance of the wrong type": ("square_derivative.toml", "1e-6", '"small"',
                                      "'tolerance' should be a number, not 'small'$"),
    "returns of the wrong type": ("square_derivative.toml", '["slope"]', '"slope"',
                                  "'returns' should be a list, not 'slope'$"),
    "mistakes of the wrong type": ("cube_derivative.toml", CUBE, CUBE + "mistakes = 3\n",
                                   "cube_derivative.toml: 'mistakes' should be a list, not 3$"),
    "a name of the wrong type": ("square_derivative.toml", '"height"', "3",
                                 "mistakes number 1: 'name' should be a string"),
    "unknown scoring": ("square_derivative.toml", "tolerance = 1e-6", 'scoring = "luck"',
                        "square_derivative.toml: there is no scoring 'luck'; there are 'values'"),
    "an alternative without code": (
        "square_derivative.toml", 'code = "def square_derivative(a): return a + a"', "",
        "square_derivative.toml: alternatives 'sum': 'code' is missing$"),
    "a mutant without a reason": (
        "square_derivative.toml", 'reason = "for this test"', "",
        "square_derivative.toml: equivalent_mutants number 1: 'reason' is missing$"),
    "an exercise without cases": (
        "cases.py", "def square_derivative_hidden", "def _square_derivative_hidden",
        "cases.py: there is no function square_derivative_hidden"),
    "cases of no exercise": (
        "cases.py", CASES, CASES + "\n\nfourth_visible = square_derivative_visible\n",
        "cases.py: fourth_visible draws cases, but of no exercise; is there a fourth.toml\\?$"),
    "cases that ask for more": ("cases.py", "hidden(rng, solutions)", "hidden(rng, answers)",
                                "cases.py: square_derivative_hidden asks for answers; it can have"),
    "cases that do not run": ("cases.py", "import case", "import cases",
                              "cases.py: ImportError: cannot import name 'cases'"),
    "cases that are no Python": ("cases.py", "def square", "def square(", "cases.py: SyntaxError"),
}


@pytest.mark.parametrize(("name", "old", "new", "reported"), WRONG.values(), ids=WRONG)
def test_a_mistake_in_a_file_is_one_line_with_file_and_entry(
        folders, folder, name, old, new, reported):
    path = folder / WEEK / name
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))
    with pytest.raises(CourseError, match=f"^exercises/{WEEK}/.*{reported}") as failed:
        exercises(folders, WEEK)
    assert "\n" not in str(failed.value)
    assert name in str(failed.value)


def test_a_file_of_no_solution_cell_is_reported(folders, folder):
    (folder / WEEK / "fourth.toml").write_text(CUBE)
    with pytest.raises(CourseError, match=r"fourth.toml: no solution cell .* has the ID fourth"):
        exercises(folders, WEEK)


def test_without_cases_it_is_told_that_they_are_missing(folders, folder):
    (folder / WEEK / "cases.py").unlink()
    with pytest.raises(CourseError, match=rf"^exercises/{WEEK}/cases.py: FileNotFoundError"):
        exercises(folders, WEEK)


@pytest.mark.parametrize(("text", "reported"), [
    ('requires = ["no.such.module"]', "'requires' cannot be imported: ModuleNotFoundError"),
    ("requires = 3", "'requires' should be a list"), ("", "'requires' is missing"),
    ('requires = ["helpers.scoring"]\nimports = 3', "there is no key 'imports'")])
def test_a_mistake_in_what_the_course_requires_is_one_line(folders, folder, text, reported):
    (folder / "course.toml").write_text(text)
    with pytest.raises(CourseError, match=rf"^exercises/course.toml: .*{reported}"):
        exercises(folders, WEEK)


def test_an_assignment_without_exercises_is_told_which_there_are(folders):
    with pytest.raises(CourseError, match=f"^'week9' has no exercises in exercises; .*{WEEK}$"):
        exercises(folders, "week9")


def test_a_solution_cell_needs_no_exercise(folders):
    assert len(cells(folders, WEEK)) > len(exercises(folders, WEEK)) == 2
