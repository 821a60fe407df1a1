"""Work that a person can see is graded: honest notebooks, changed, on real kernels."""

import json
import random

import nbformat
import pytest
from nbgrader.api import Gradebook

from grading.course.course import Course
from grading.dispatch.class_grader import grade_class
from tests.commands import run
from tests.course.classroom import temporary_course
from tests.grading.hand_ins import honest

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("whole_sandbox")]

WEEK = honest.WEEKS[0]
NAME = "derivatives.ipynb"
USES_AN_ILLUSTRATION = """\
def relative_error(gradient, estimate):
    assert set(methods) and callable(move_the_nudge)
    scale = np.linalg.norm(gradient) + np.linalg.norm(estimate)
    return np.linalg.norm(gradient - estimate) / scale if scale else 0.0
"""


def changed(change):
    chance = random.Random(change.__name__)
    notebook = honest.honest(WEEK)
    change(notebook.cells, chance, WEEK)
    return honest.written(notebook, chance)


def using_an_illustration():
    notebook = honest.honest(WEEK)
    cell, = (one for one in notebook.cells if honest.grade_id(one) == "relative_error")
    cell.source = USES_AN_ILLUSTRATION
    return json.dumps(notebook).encode()


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    course = Course(temporary_course(tmp_path_factory.mktemp("seen"), WEEK))
    released, = course.release(WEEK)
    hand_ins = {change.__name__: {NAME: changed(change)} for change in honest.CHANGES}
    right = changed(honest.tags)
    hand_ins["beside_the_template"] = {NAME: released.read_bytes(), "derivatives (1).ipynb": right}
    hand_ins["as_text"] = {"derivatives.ipynb.txt": right}
    hand_ins["an_illustration"] = {NAME: using_an_illustration()}
    hand_ins["later"] = {NAME: b""}
    for student, files in hand_ins.items():
        for name, content in files.items():
            path = course.folder("submitted", student, WEEK) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    assert graded(course, hand_ins) == dict.fromkeys(hand_ins)
    path = course.folder("submitted", "later", WEEK) / "derivatives (2).ipynb"
    path.write_bytes(right)
    assert graded(course, ["later"]) == {"later": None}
    return course


def graded(course, students):
    """What is wrong with each student's grading; None, one hopes."""
    return {one.student: one.problem or None
            for one in grade_class(course, WEEK, list(students))}


def scores(course):
    with Gradebook(course.directory.db_url) as gradebook:
        return {one.student_id: (one.score, one.notebooks[0].needs_manual_grade)
                for one in gradebook.assignment_submissions(WEEK)}


@pytest.fixture(scope="module")
def full(course):
    released = nbformat.read(course.folder("release", ".", WEEK) / NAME, as_version=4)
    return sum(cell.metadata.nbgrader.points for cell in released.cells
               if honest.grade_id(cell).endswith("-check"))


def test_no_point_is_lost_and_the_written_answer_waits_for_a_person(course, full):
    found = scores(course)
    assert len(found) == len(honest.CHANGES) + 4
    assert {student: score for student, score in found.items() if score != (full, True)} == {}


def test_nothing_is_graded_anew_that_stayed_as_it_was(course):
    done = list(grade_class(course, WEEK, list(scores(course))))
    assert [one.student for one in done if not one.before] == []


@pytest.mark.parametrize(("student", "said"), [
    ("beside_the_template", "The notebook that was graded is derivatives (1).ipynb."),
    ("later", "The notebook that was graded is derivatives (2).ipynb."),
    ("no_metadata", "were recognized by what they hold: setup, "),
    ("locked_deleted", "were put back as they were handed out: "),
])
def test_what_was_done_stands_on_the_students_page_and_in_the_instructors_log(
        course, student, said):
    done = run(course.folders.root, "nbgrader", "generate_feedback", WEEK, "--student", student,
               "--force")
    assert done.returncode == 0, done.stderr
    page, = course.folder("feedback", student, WEEK).glob("*.html")
    assert said in page.read_text()
    assert f"{student}: derivatives: " in course.log_path(WEEK).read_text()
    assert said in course.log_path(WEEK).read_text()


def test_what_was_done_stands_in_the_instructors_report(course):
    done = run(course.folders.root, "course", "report", WEEK)
    assert done.returncode == 0, done.stderr
    page = (course.folders.root / "report" / f"{WEEK}.html").read_text()
    restored = page[page.index('id="restored"'):page.index('id="late"')]
    assert restored.count("The notebook that was graded is derivatives (1).ipynb.") == 1
    assert "no_metadata" in restored
    assert "an_illustration" not in restored


@pytest.mark.parametrize("student", ["beside_the_template", "no_metadata"])
def test_plain_nbgrader_grades_alike_and_says_the_same(course, full, student):
    done = run(course.folders.root, "nbgrader", "autograde", WEEK, "--student", student, "--force")
    assert done.returncode == 0, done.stderr
    assert scores(course)[student] == (full, True)
    graded = nbformat.read(course.folder("autograded", student, WEEK) / NAME, as_version=4)
    codes = {note["code"] for note in graded.metadata["nn_course_notes"]}
    assert codes == {"beside_the_template": {"file_taken"}, "no_metadata": {"recognized"}}[student]
