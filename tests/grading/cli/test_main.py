"""Errors of the command line: one line, and an exit status other than 0."""

import subprocess
import sys
from pathlib import Path

import pytest

from grading.cli.main import _tell_undated
from grading.course.course import Course
from grading.references.exercises import assignments
from tests.course.classroom import temporary_course
from tests.grading.command import course, reported
from tests.this_course import FOLDERS

__all__ = ["course"]  # the fixture
COURSE_COMMAND = Path(sys.executable).parent / "course"
WEEK = assignments(FOLDERS)[0]


def test_an_error_of_the_program_itself_is_one_line_too(tmp_path):
    said = subprocess.run([COURSE_COMMAND, "grade", WEEK], cwd=tmp_path, text=True,
                          capture_output=True, check=False)
    assert "nbgrader_config.py" in reported(said)


@pytest.mark.parametrize("command", ["release", "handout", "grade", "status", "feedback", "report",
                                     "demo"])
def test_a_misspelt_week_is_answered_by_the_nearest(course, tmp_path, command):
    folder = temporary_course(tmp_path, WEEK)
    assert f"did you mean {WEEK}?" in reported(course(folder, command, WEEK[:4] + WEEK[5:]))


@pytest.mark.parametrize("name", [f"{WEEK}/", f"./{WEEK}", f"./{WEEK}//"])
@pytest.mark.parametrize("command", ["grade", "feedback", "report"])
def test_a_week_may_be_named_as_the_shell_completes_it(course, tmp_path, command, name):
    folder = temporary_course(tmp_path, WEEK)
    (folder / "submitted" / "ana" / WEEK).mkdir(parents=True)
    said = reported(course(folder, command, name))
    assert f"course release {WEEK}'" in said or f"course grade {WEEK}'" in said
    assert f"there is no assignment '{WEEK}0'" in reported(course(folder, command, f"{WEEK}0/"))


@pytest.mark.parametrize("command", ["handout", "demo", "watch", "build"])
def test_each_of_several_weeks_may_be_named_as_the_shell_completes_it(course, tmp_path, command):
    folder = temporary_course(tmp_path, WEEK)
    assert f"'{WEEK}0'" in reported(course(folder, command, f"./{WEEK}0/", f"{WEEK}/"))


@pytest.mark.parametrize("command", ["release", "handout", "grade", "status", "feedback", "report"])
def test_a_folder_that_is_no_course_is_said_to_be_none(course, tmp_path, command):
    assert "nbgrader_config.py" in reported(course(tmp_path, command, WEEK))


def test_grading_before_anything_is_handed_in_says_where_it_should_lie(course, tmp_path):
    assert "submitted" in reported(course(temporary_course(tmp_path, WEEK), "grade", WEEK))


def test_grading_before_the_release_says_to_release(course, tmp_path):
    folder = temporary_course(tmp_path, WEEK)
    (folder / "submitted" / "ana" / WEEK).mkdir(parents=True)
    assert f"course release {WEEK}" in reported(course(folder, "grade", WEEK))


def test_who_handed_in_with_a_date_that_cannot_be_read_is_told_by_name(tmp_path, capsys):
    course = Course(temporary_course(tmp_path, WEEK))
    for student, name in (("ana", "timestamp.txt.unreadable"), ("bo", "timestamp.txt"),
                          ("ca\x1b[2Jy", "timestamp.txt.unreadable")):
        folder = course.folder("submitted", student, WEEK)
        folder.mkdir(parents=True)
        (folder / name).write_text("yesterday")
    _tell_undated(course, WEEK, ["ana", "bo", "ca\x1b[2Jy"])
    said = " ".join(capsys.readouterr().err.split())
    assert said.endswith("so they count as on time: ana, ca�[2Jy")
    _tell_undated(course, WEEK, ["bo"])
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("command", ["feedback", "report"])
def test_before_grading_one_is_reported_to_grade(course, tmp_path, command):
    folder = temporary_course(tmp_path, WEEK)
    (folder / "submitted" / "ana" / WEEK).mkdir(parents=True)
    assert f"course grade {WEEK}" in reported(course(folder, command, WEEK))


def test_an_unknown_student_is_said_to_have_handed_in_nothing(course, tmp_path):
    folder = temporary_course(tmp_path, WEEK)
    (folder / "submitted" / "ana" / WEEK).mkdir(parents=True)
    assert "handed in nothing" in reported(course(folder, "grade", WEEK, "--student", "bob"))


def test_a_source_that_is_no_notebook_is_one_line(course, tmp_path):
    folder = temporary_course(tmp_path, WEEK)
    next((folder / "source" / WEEK).glob("*.ipynb")).write_text("not a notebook")
    assert "could not be released" in reported(course(folder, "release", WEEK))


@pytest.mark.parametrize("arguments", [(), (WEEK,)])
def test_a_handout_before_any_release_says_to_release(course, tmp_path, arguments):
    folder = temporary_course(tmp_path, WEEK)
    said = reported(course(folder, "handout", *arguments))
    assert "course release" in said
    assert not (folder / "handout").exists()


@pytest.mark.parametrize("command", [
    (), ("build",), ("release",), ("handout",), ("grade",), ("feedback",), ("report",), ("demo",),
    ("status",), ("export",), ("import",)])
def test_help_is_there(course, tmp_path, command):
    done = course(tmp_path, *command, "--help")
    assert done.returncode == 0
    assert "Usage" in done.stdout
