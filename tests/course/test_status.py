"""`course status` in a course that keeps its folders elsewhere."""

import pytest
from rich.console import Console

from grading.cli.status_table import course_table, status_table
from grading.course.course import Course
from grading.course.status import all_hand_ins, status_of
from grading.gradebook.standing import Standing
from tests.course.classroom import temporary_course
from tests.course.plain_course import OURS, PlainCourse, cell_of_tests, solution
from tests.this_course import FOLDERS

OTHER_FOLDERS = """
c.CourseDirectory.directory_structure = "{assignment_id}/{nbgrader_step}/{student_id}"
c.CourseDirectory.source_directory = "teacher"
c.CourseDirectory.submitted_directory = "incoming"
c.CourseDirectory.release_directory = "handout"
c.CourseDirectory.autograded_directory = "marked"
"""


def test_other_folders_have_their_students_and_what_belongs_to_nobody(tmp_path):
    cells = [solution("half", "def half(x):\n    ..."), cell_of_tests("tests", "half(2)", 3)]
    course = PlainCourse(tmp_path, {"one": cells}, OTHER_FOLDERS + OURS, source="teacher",
                         submitted="incoming", release="handout", autograded="marked")
    Course(tmp_path).release("ps1")
    course.hand_in("ada", {})
    lost = tmp_path / "PS1" / "incoming" / "bela" / "one.ipynb"
    lost.parent.mkdir(parents=True)
    lost.write_text("{}")
    (course.step("submitted", "chen").parent / "chen.ipynb").write_text("{}")
    here = Course(tmp_path)
    assert list(here.folders.assignments().items()) == [("ps1", ["one"])]
    found = all_hand_ins(here)
    assert {one.path: one.what_to_do for one in found.unclaimed} == {
        "PS1/incoming/bela": "rename it to ps1/incoming/bela",
        "ps1/incoming/chen.ipynb": "move it into ps1/incoming/STUDENT"}
    status = status_of(here, "ps1", found.students)
    assert [(one.student, one.grade) for one in status.students] == [("ada", Standing.NONE)]


def damage_references(folder, week):
    (folder / "references").mkdir(exist_ok=True)
    (folder / "references" / f"{week}.h5").write_text("damaged")


def damage_source(folder, week):
    next((folder / "source" / week).glob("*.ipynb")).write_text('{"cells": [')


def drop_references(folder, week):
    (folder / "references" / f"{week}.h5").unlink()


@pytest.mark.parametrize(("damage", "what_to_do"), [
    (damage_references, "make it anew with 'course build'"),
    (drop_references, "make it anew with 'course build'"),
    (damage_source, "cannot be read as a notebook")])
def test_what_is_wrong_with_one_week_is_said_there_and_the_others_are_shown(
        tmp_path, damage, what_to_do):
    weeks = FOLDERS.assignments()
    bad, good, *_ = weeks
    folder = temporary_course(tmp_path, bad, good)
    course = Course(folder)
    for week in (bad, good):
        course.release(week)
        course.folder("submitted", "ana", week).mkdir(parents=True)
    damage(folder, bad)
    course = Course(folder)
    statuses = [status_of(course, week, ["ana"]) for week in (bad, good)]
    assert [[(one.student, one.grade) for one in status.students] for status in statuses] == [
        [("ana", "not known")], [("ana", Standing.NONE)]]
    for shown in (course_table(statuses), status_table(statuses[0])):
        console = Console(width=200)
        with console.capture() as printed:
            console.print(shown)
        assert what_to_do in " ".join(printed.get().split())
