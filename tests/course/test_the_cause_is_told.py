"""Whatever cost an answer is told everywhere: verdict, feedback, report, the class's table."""

import base64
import io

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.api import Gradebook
from PIL import Image

from grading.course.course import Course
from grading.demo.student_notebook import StudentNotebook
from grading.references.solutions import cells
from tests.commands import run
from tests.course.classroom import temporary_course
from tests.this_course import FOLDERS

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("whole_sandbox")]

WEEK, NOTEBOOK, EXERCISE = "week1_derivatives", "derivatives", "square_derivative"
SOLUTIONS = cells(FOLDERS, WEEK)
WRITTEN = "A tiny step drowns in rounding."
# By student: what stands above the definition, and what is told of it.
ABOVE = {
    "chen": ("while True: pass", "a cell ran longer than 3 s and was stopped"),
    "dora": ("import os\nos._exit(1)", "a cell ended the kernel"),
    "emil": ("import pandas", "a cell ended with ModuleNotFoundError"),
    "fay": ("type Number = float | int\nx = = 1", "a cell is not valid in Python"),
}


def gif():
    """A picture of one red pixel."""
    file = io.BytesIO()
    Image.new("RGB", (1, 1), "red").save(file, "GIF")
    return base64.b64encode(file.getvalue()).decode()


def hand_in(course, student, above="", written="", beside="", last=""):
    sheet = StudentNotebook(course.folder("release", ".", WEEK) / f"{NOTEBOOK}.ipynb")
    for name, code in SOLUTIONS.items():
        sheet.answer(name, code)
    if above:
        sheet.answer(EXERCISE, f"{above}\n{SOLUTIONS[EXERCISE]}")
    answer, = sheet.written_cells()
    if written:
        answer.source = written
        answer.attachments = {"a [1].gif": {"image/gif": gif()}}
    if last:
        sheet.node.cells.append(new_code_cell(last))
    if beside:
        sheet.node.cells.insert(sheet.node.cells.index(answer) + 1, new_markdown_cell(beside))
    sheet.save(course.folder("submitted", student, WEEK))


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The course after grading, and the table that was printed."""
    root = temporary_course(tmp_path_factory.mktemp("causes"), WEEK,
                            settings="c.ExecuteSubmission.timeout = 3")
    course = Course(root)
    course.release(WEEK)
    hand_in(course, "ada", written=f"{WRITTEN} ![a [1].gif](<attachment:a [1].gif> \"Red\")")
    hand_in(course, "bela", beside=WRITTEN)
    for student, (above, _) in ABOVE.items():
        hand_in(course, student, above)
    hand_in(course, "gus", last="while True: pass")
    hand_in(course, "hana", last=f"1 / 0\n{SOLUTIONS[EXERCISE]}")
    said = ""
    for command in (["grade", "--workers", "1"], ["feedback"], ["report", "--csv"]):
        done = run(root, "course", command[0], WEEK, *command[1:])
        assert done.returncode == 0, done.stderr
        said += done.stdout
    return course, said


def verdict(course, student):
    return next(one for one in course.verdicts(WEEK, student) if one.exercise == EXERCISE)


@pytest.mark.parametrize("student", ABOVE)
def test_it_is_told_in_verdict_feedback_and_table(graded, student):
    course, said = graded
    _, told = ABOVE[student]
    assert [one.exercise for one in course.verdicts(WEEK, student) if not one.passed] == [EXERCISE]
    assert verdict(course, student).no_answer.code.startswith("cell_")
    page = course.folder("feedback", student, WEEK) / f"{NOTEBOOK}.html"
    assert told in page.read_text()
    assert told.split()[-1] in " ".join(said.split())


def test_the_report_counts_it(graded):
    course, _ = graded
    report = (course.folders.root / "report" / f"{WEEK}.html").read_text()
    assert '<dt>time-outs · dead kernels</dt><dd class="big">2 · 1</dd>' in report
    for _, told in ABOVE.values():
        assert told in report


def test_a_cell_that_hung_and_cost_nothing_is_told_on_the_page_and_in_the_log(graded):
    course, _ = graded
    assert all(one.passed for one in course.verdicts(WEEK, "gus"))
    page = course.folder("feedback", "gus", WEEK) / f"{NOTEBOOK}.html"
    for text in (page.read_text(), course.log_path(WEEK).read_text()):
        assert "A cell ran longer than 3 s and was stopped" in text


def test_a_definition_behind_the_check_concerns_no_check_before_it(graded):
    course, _ = graded
    assert all(one.passed and not one.patterns for one in course.verdicts(WEEK, "hana"))


def test_a_written_answer_beside_its_cell_waits_and_an_untouched_one_does_not(graded):
    course, _ = graded
    with Gradebook(course.directory.db_url) as gradebook:
        waits = {}
        for student in ("ada", "bela", "chen"):
            found = gradebook.find_submission_notebook(NOTEBOOK, WEEK, student)
            grade = next(one for one in found.grades if one.name == "small-step-answer")
            comment = next(one for one in found.comments if one.name == "small-step-answer")
            waits[student] = bool(grade.needs_manual_grade), comment.auto_comment
    assert waits == {"ada": (True, None), "bela": (True, None), "chen": (False, "No response.")}
    notebook = nbformat.read(course.folder("autograded", "bela", WEEK) / f"{NOTEBOOK}.ipynb", 4)
    answer, = (cell for cell in notebook.cells
               if cell.metadata.get("nbgrader", {}).get("grade_id") == "small-step-answer")
    assert answer.source == WRITTEN


def test_a_pasted_picture_is_on_the_feedback_page(graded):
    course, _ = graded
    page = course.folder("feedback", "ada", WEEK) / f"{NOTEBOOK}.html"
    assert f"data:image/gif;base64,{gif()}" in page.read_text()
