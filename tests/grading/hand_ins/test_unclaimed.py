"""What belongs to nobody is found wherever a course keeps its hand-ins, with a way out."""

import pytest
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from grading.hand_ins.unclaimed import look_through

ASSIGNMENTS = {"week1_derivatives": ["derivatives"], "week2_logistic": ["logistic", "extra"]}
STRUCTURES = ["{nbgrader_step}/{student_id}/{assignment_id}",
              "{assignment_id}/{nbgrader_step}/{student_id}",
              "{nbgrader_step}/{assignment_id}/{student_id}",
              "all/{nbgrader_step}/{student_id}/hw-{assignment_id}"]


def course(root, **settings):
    return CourseDirectory(config=Config({"CourseDirectory": {"root": str(root), **settings}}))


def put(root, *paths):
    """Make files, and folders where a path ends in a slash."""
    for path in paths:
        place = root / path
        if path.endswith("/"):
            place.mkdir(parents=True)
        else:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text("{}")


def look(root, roster=("erik", "xenia"), **settings):
    found = look_through(course(root, **settings), ASSIGNMENTS, roster)
    return found.students, {one.path: str(one) for one in found.unclaimed}


def test_each_misplaced_thing_is_told_with_the_nearest_name_and_its_place(tmp_path):
    put(tmp_path, "submitted/xenia/week1_derivatives/derivatives.ipynb",
        "submitted/x/Week1_Derivatives/derivatives.ipynb", "submitted/y/derivatives/",
        "submitted/x/week1_derivatives.zip", "submitted/erik.ipynb", "submitted/z/extra.ipynb",
        "submitted/z/essay/", "submitted/.DS_Store", "submitted/week1_derivatives/erik/",
        "submitted/xenia/Derivatives/")
    students, said = look(tmp_path)
    assert students == ["x", "xenia", "y", "z"]
    right = "submitted/{}/week1_derivatives".format
    for path, nearest, what in (
            ("submitted/x/Week1_Derivatives", "week1_derivatives", f"rename it to {right('x')}"),
            ("submitted/y/derivatives", "week1_derivatives", f"rename it to {right('y')}"),
            ("submitted/x/week1_derivatives.zip", "week1_derivatives",
             f"move it into {right('x')}"),
            ("submitted/erik.ipynb", "erik", "move it into submitted/erik/ASSIGNMENT"),
            ("submitted/z/extra.ipynb", "week2_logistic", "move it into submitted/z/week2_log"),
            ("submitted/z/essay", "no assignment is called 'essay'", "week1_derivatives, week2_"),
            ("submitted/week1_derivatives/erik", "week1_derivatives",
             f"rename it to {right('erik')}"),
            ("submitted/xenia/Derivatives", "week1_derivatives",
             f"move what is in it into {right('xenia')}")):
        assert nearest in said[path]
        assert what in said.pop(path)
    assert said == {}


@pytest.mark.parametrize("structure", STRUCTURES)
def test_other_folders_of_a_course_are_looked_through_as_well(tmp_path, structure):
    settings = {"directory_structure": structure, "submitted_directory": "handed_in"}
    place = course(tmp_path, **settings).format_path
    for name, assignment in (("xenia", "week1_derivatives"), ("erik", "Week2_logistic")):
        put(tmp_path, place("handed_in", name, assignment)[len(str(tmp_path)) + 1:] + "/a.ipynb")
    put(tmp_path, place("source", ".", "week1_derivatives")[len(str(tmp_path)) + 1:] + "/a.ipynb")
    _, said = look(tmp_path, **settings)
    (path, sentence), = said.items()
    assert "Week2_logistic" in path
    assert "no assignment is called 'Week2_logistic', the nearest is week2_logistic" in sentence
    right = place("handed_in", "erik", "week2_logistic")[len(str(tmp_path)) + 1:]
    assert sentence.endswith(right)


def test_a_student_who_is_in_no_gradebook_yet_is_the_nearest_by_the_folder(tmp_path):
    put(tmp_path, "submitted/zoe/week1_derivatives/derivatives.ipynb", "submitted/Zoe_.ipynb")
    _, said = look(tmp_path, roster=())
    assert said["submitted/Zoe_.ipynb"].endswith("the nearest is zoe; move it into "
                                                 "submitted/zoe/ASSIGNMENT")


def test_where_nothing_was_handed_in_nothing_is_unclaimed(tmp_path):
    assert look(tmp_path) == ([], {})
