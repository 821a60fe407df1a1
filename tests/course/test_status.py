"""`course status` in a course that keeps its folders elsewhere."""

from grading.course.course import Course
from grading.course.status import all_hand_ins, status_of
from grading.gradebook.standing import Standing
from tests.course.plain_course import OURS, PlainCourse, cell_of_tests, solution

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
