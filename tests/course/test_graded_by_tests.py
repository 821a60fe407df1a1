"""An ordinary nbgrader course, graded by stock nbgrader and with our stages: the same scores."""

import re

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from tests.course.plain_course import (
    OURS,
    PlainCourse,
    by_hand,
    cell_of_tests,
    solution,
    task,
    write,
)
from tests.once import made_once

pytestmark = pytest.mark.usefixtures("whole_sandbox")

STUB = "def half(x):\n    raise NotImplementedError()"
RIGHT = "def half(x):\n    return x / 2"
DOWN = "def half(x):\n    return x // 2"
SECRET = 1234
HIDDEN = f"""assert half(4) == 2, "half of 4 is 2"
### BEGIN HIDDEN TESTS
assert half({SECRET + 1}) == {SECRET / 2 + 0.5}, "half of the secret"
### END HIDDEN TESTS"""
PARTIAL = """points = 0
if half(4) == 2:
    points += 1
if half(5) == 2.5:
    points += 0.7
points"""
ONE = [
    new_code_cell("import random\nrandom.seed(1)"),
    new_code_cell("data = [float(line) for line in open('data/numbers.txt')]"),
    solution("half", STUB),
    cell_of_tests("plain", "assert half(4) == 2\nassert len(data) == 3", 2),
    cell_of_tests("hidden", HIDDEN, 3),
    cell_of_tests("partial", PARTIAL, 3),
    cell_of_tests("quiet", "half(4) == 2;", 1),
    cell_of_tests("text", "half(4)\n'done'", 1),
    cell_of_tests("seeded", "assert random.random() < 0.2", 1),
    by_hand("own-code", new_code_cell("# your code"), 2),
    by_hand("words", new_markdown_cell("Your answer"), 4),
    task("draw", "Draw something below.", 5),
    cell_of_tests("no-points", "assert half(4) == 2", 0),
]
TWO = [solution("name", "name = ''"), cell_of_tests("plain", "assert name", 1)]
FILES = {"data/numbers.txt": "1\n2\n3\n"}
ANSWERS = {
    "ada": {"half": RIGHT, "name": "name = 'Ada'", "own-code": "half(8)", "words": "Words."},
    "bela": {"half": DOWN},
    "chen": {"half": STUB},
    "dora": {"half": f"import warnings\n{RIGHT}\nwarnings.warn('odd')", "name": "name = 1 / 0"},
    "emil": {"half": "def half(x):\n    print(x, file=__import__('sys').stderr)\n    return x / 2"},
    "gus": {},
    "fay": {"half": "def half(x):\n    print(x)\n    return x / 2", "own-code": "1 / 0"},
}


def handed_in(course):
    """Release the assignment, and have everybody hand in."""
    course.run("nbgrader", "generate_assignment", "ps1")
    for student, answers in ANSWERS.items():
        course.hand_in(student, answers)
    (course.step("submitted", "bela") / "data").mkdir()
    (course.step("submitted", "bela") / "data" / "numbers.txt").write_text("0\n")
    return course


def graded_by_stock(factory):
    """The course, graded by stock nbgrader; `factory` is pytest's `tmp_path_factory`."""
    def grade(folder):
        course = handed_in(PlainCourse(folder, {"one": ONE, "two": TWO}, files=FILES))
        course.run("nbgrader", "autograde", "ps1")

    return PlainCourse.existing(made_once(factory, "graded-by-stock", grade))


@pytest.fixture(scope="module")
def stock(tmp_path_factory):
    return graded_by_stock(tmp_path_factory)


@pytest.fixture(scope="module")
def ours(tmp_path_factory):
    """The course, graded by our command."""
    course = handed_in(PlainCourse(tmp_path_factory.mktemp("ours"), {"one": ONE, "two": TWO}, OURS,
                                   FILES))
    course.run("course", "grade", "ps1", "--workers", "1")
    course.run("course", "feedback", "ps1")
    course.run("course", "report", "ps1")
    return course


@pytest.mark.slow
def test_every_cell_has_the_score_that_stock_nbgrader_gives(stock, ours):
    assert ours.scores() == stock.scores()
    assert ours.comments() == stock.comments()


def test_a_number_at_a_cells_end_is_a_part_of_the_points_and_a_persons_cells_wait(ours):
    assert ours.scores()["ada", "one", "partial"] == (1.7, False)
    assert ours.scores()["bela", "one", "partial"] == (1.0, False)
    assert ours.scores()["ada", "one", "own-code"] == (None, True)


@pytest.mark.slow
def test_plain_nbgrader_gives_these_scores_too(stock, tmp_path):
    course = handed_in(PlainCourse(tmp_path, {"one": ONE, "two": TWO}, OURS, FILES))
    course.run("nbgrader", "autograde", "ps1")
    assert course.scores() == stock.scores()


def test_our_files_replace_a_students_in_the_graded_folder_too(ours):
    graded = ours.step("autograded", "bela") / "data" / "numbers.txt"
    assert graded.read_text() == FILES["data/numbers.txt"]


def test_the_graded_notebook_shows_the_instructor_the_verdict_and_what_the_tests_said(ours):
    notebook = nbformat.read(ours.step("autograded", "bela") / "one.ipynb", as_version=4)
    cell, = (cell for cell in notebook.cells
             if cell.metadata.get("nbgrader", {}).get("grade_id") == "hidden")
    assert "a test that is not shown failed (AssertionError)" in cell.outputs[0].data["text/html"]
    assert cell.outputs[1].ename == "AssertionError"
    assert str(SECRET + 1) in cell.source


def test_a_feedback_page_shows_the_test_that_failed_but_nothing_of_a_hidden_one(ours):
    page = (ours.step("feedback", "chen") / "one.html").read_text()
    assert "not answered yet" in page
    page = (ours.step("feedback", "bela") / "one.html").read_text()
    assert "a test that is not shown failed" in page
    assert str(SECRET + 1) not in page
    assert "the secret" not in page
    page = (ours.step("feedback", "dora") / "two.html").read_text()
    assert "assert name" in page


def test_the_report_says_once_which_cells_are_graded_in_the_students_process(ours):
    page = (ours.folder / "report" / "ps1.html").read_text()
    (told,) = re.findall(r'id="by-tests">(.*?)</p>', page)
    assert "<code>one/hidden</code>" in told
    assert "<code>two/plain</code>" in told
    assert "in the student's own process" in told


# --- What stock nbgrader pays for nothing ---------------------------------------------------------

ATTACKED = [solution("half", STUB), cell_of_tests("plain", "assert half(4) == 2", 2),
            cell_of_tests("partial", PARTIAL.replace("half(5) == 2.5", "half(6) == 3"), 2)]
SHOW = "def half(x):\n    {}\n    return 0"
FORGED = {
    "displayed": SHOW.format("from IPython.display import display; display(2)"),
    "hooked": SHOW.format("get_ipython().displayhook(2)"),
    "sent": SHOW.format(
        "hook = get_ipython().displayhook\n    hook.session.send(hook.pub_socket, 'execute_result',"
        " {'data': {'text/plain': '2'}, 'metadata': {}, 'execution_count': 1},"
        " parent=hook.parent_header)"),
    "silent": "get_ipython().ast_node_interactivity = 'none'\n" + SHOW.format("pass"),
    "not-a-number": "def half(x):\n    return 0\nclass Points(int):\n    pass",
    "unshown": "import IPython\nget_ipython().showtraceback = lambda *a, **k: None\n"
               + SHOW.format("raise ValueError"),
    "dead": SHOW.format("import os; os._exit(0)"),
    "slow": SHOW.format("while True: pass"),
    "gone": "import os\nos._exit(0)",
}


def tagged(notebook):
    """Have stock nbgrader skip every cell."""
    for cell in notebook.cells:
        cell.metadata["tags"] = ["skip-execution"]


@pytest.fixture(scope="module")
def attacked(tmp_path_factory):
    """A class of cheats, graded here."""
    course = PlainCourse(tmp_path_factory.mktemp("attacked"), {"one": ATTACKED},
                         f"{OURS}c.ExecuteSubmission.timeout = 2\n")
    course.run("nbgrader", "generate_assignment", "ps1")
    for student, code in FORGED.items():
        course.hand_in(student, {"half": code})
    course.hand_in("tagged", {}, tagged)
    course.hand_in("patched", {"half": """class Always:
    def __eq__(self, other):
        return True
def half(x):
    return Always()"""})
    course.run("course", "grade", "ps1", "--workers", "2")
    return course


@pytest.mark.slow
@pytest.mark.parametrize("student", [*FORGED, "tagged"])
def test_what_was_not_earned_is_not_paid(attacked, student):
    scores = attacked.scores()
    assert scores[student, "one", "plain"] == (0.0, False)
    assert scores[student, "one", "partial"] == (0.0, False)


@pytest.mark.slow
def test_patched_comparisons_are_the_limit_of_tests_in_the_students_process(attacked):
    assert attacked.scores()["patched", "one", "plain"] == (2.0, False)
    attacked.run("course", "report", "ps1")
    page = (attacked.folder / "report" / "ps1.html").read_text()
    assert "change what they call or compare" in page


# --- Other courses --------------------------------------------------------------------------------

@pytest.mark.slow
def test_a_course_with_other_folders_and_a_header_is_graded_alike(tmp_path):
    settings = """
c.CourseDirectory.directory_structure = "{assignment_id}/{nbgrader_step}/{student_id}"
c.CourseDirectory.source_directory = "teacher"
c.CourseDirectory.submitted_directory = "incoming"
c.CourseDirectory.release_directory = "handout"
c.CourseDirectory.autograded_directory = "marked"
c.IncludeHeaderFooter.header = "header.ipynb"
c.ClearHiddenTests.begin_test_delimeter = "FROM HERE"
c.ClearHiddenTests.end_test_delimeter = "TO HERE"
"""
    names = {"source": "teacher", "submitted": "incoming", "release": "handout",
             "autograded": "marked"}
    hidden = HIDDEN
    for usual, other in (("BEGIN", "FROM HERE"), ("END", "TO HERE")):
        hidden = hidden.replace(f"{usual} HIDDEN TESTS", other)
    cells = [solution("half", STUB), cell_of_tests("hidden", hidden, 3)]
    found = []
    for name, more in (("stock", ""), ("ours", OURS)):
        course = PlainCourse(tmp_path / name, {"one": cells}, settings + more, **names)
        write(course.folder / "header.ipynb", [
            new_code_cell("from math import *"), cell_of_tests("header", "assert pi > 3", 1)])
        course.run("nbgrader", "generate_assignment", "ps1")
        course.hand_in("ada", {"half": RIGHT})
        course.hand_in("bela", {"half": DOWN})
        command = ("course", "grade") if more else ("nbgrader", "autograde")
        course.run(*command, "ps1")
        found.append(course.scores())
    assert found[0] == found[1]
    assert found[1]["ada", "one", "header"] == (1.0, False)
    course.run("course", "feedback", "ps1")
    page = (course.step("feedback", "bela") / "one.html").read_text()
    assert str(SECRET + 1) not in page


@pytest.mark.slow
def test_a_notebook_that_is_not_for_python_is_named_and_sent_to_stock_nbgrader(tmp_path):
    course = PlainCourse(tmp_path, {}, OURS + (
        "c.ClearSolutions.code_stub = {'R': 'stop()'}\n"))
    write(course.step("source") / "one.ipynb", [cell_of_tests("plain", "stopifnot(TRUE)", 1)],
          {"name": "ir", "display_name": "R", "language": "R"})
    course.run("nbgrader", "generate_assignment", "ps1")
    course.hand_in("ada", {})
    said = course.run("course", "grade", "ps1", fails=True)
    assert re.sub(r"\s+", " ", said).count("is not for Python; grade it with stock nbgrader") == 1
    assert "Traceback" not in said


@pytest.mark.slow
def test_a_submission_may_not_read_the_course_nor_other_submissions(tmp_path):
    course = PlainCourse(tmp_path, {"one": ATTACKED}, OURS)
    course.run("nbgrader", "generate_assignment", "ps1")
    look = "import os\nassert os.path.exists({!r})\n" + RIGHT
    course.hand_in("ada", {"half": look.format(str(course.step("source")))})
    course.hand_in("bela", {"half": look.format(str(course.step("submitted", "ada")))})
    course.run("course", "grade", "ps1")
    assert {score for score, _ in course.scores().values()} == {0.0}
