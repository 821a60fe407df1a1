"""A new course works as it is: it is built, released, graded and reported on at once."""

import shutil

import pytest

from grading.course.course import Course
from grading.demo.student_notebook import StudentNotebook
from grading.errors import CourseError
from grading.new_course.make import make_course
from grading.references.exercises import exercises
from grading.references.solutions import cells, edited
from grading.semester.settings import Penalty, Settings, read_settings
from tests.commands import run


def course(folder, *arguments):
    """What a command says in a course's folder."""
    done = run(folder, "course", *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("what", ["a file", "a folder with a file", "a folder with a folder"])
def test_what_is_there_is_never_overwritten(tmp_path, what):
    place = tmp_path / "course"
    if what == "a file":
        place.write_text("notes")
    else:
        (place / "notes").mkdir(parents=True)
        if what == "a folder with a file":
            (place / "notes").rmdir()
            (place / "notes").write_text("notes")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(CourseError, match="not an empty folder"):
        make_course(place)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("exists", [True, False])
def test_an_empty_folder_and_a_new_one_get_the_same_course(tmp_path, exists):
    place = tmp_path / "deep" / "course"
    if exists:
        place.mkdir(parents=True)
    names = {path.relative_to(place).as_posix() for path in make_course(place)}
    assert {"nbgrader_config.py", "course.toml", "README.md", ".gitignore", "source/ps1/ps1.ipynb",
            "exercises/ps1/cases.py"} <= names


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A new course after a class has been graded: who erred in what way is in the name."""
    folder = tmp_path_factory.mktemp("new")
    course(folder, "new", "course")
    root = folder / "course"
    course(root, "build")
    course(root, "release", "ps1")
    here = Course(root)
    right = dict(cells(here.folders, "ps1"))
    exercise, = exercises(here.folders, "ps1")
    people = {"right": right, "loop": {**right, exercise.name: exercise.alternatives[0].code},
              "empty": {}, "miscounts": {**right, "count_above": right["count_above"].replace(
                  "> limit", ">= limit")}}
    for number, mistake in enumerate(exercise.mistakes):
        people[f"mistake{number}"] = {
            **right, exercise.name: edited(right[exercise.name], mistake.edits)}
    for name, answers in people.items():
        paper = StudentNotebook(root / "release" / "ps1" / "ps1.ipynb")
        for exercise_name, code in answers.items():
            paper.answer(exercise_name, code)
        paper.save(root / "submitted" / name / "ps1")
    course(root, "grade", "ps1")
    return here


def verdict(graded, student):
    """The verdict on the exercise that is judged by its answers."""
    return graded.verdicts("ps1", student)[0]


def test_the_examples_of_course_toml_can_be_used(tmp_path):
    make_course(tmp_path)
    assert read_settings(tmp_path) == Settings(text=(tmp_path / "course.toml").read_text())
    (tmp_path / "roster.csv").write_text("id\nana\n")
    lines = (tmp_path / "course.toml").read_text().splitlines()
    examples = [line.removeprefix("# ") for line in lines[3:] if "penalty =" not in line]
    (tmp_path / "course.toml").write_text("\n".join(examples))
    found = read_settings(tmp_path)
    assert set(found.due) == set(found.extensions) == set(found.lms_names) == {"ps1"}
    assert found.penalty == Penalty(10, 7)


@pytest.mark.parametrize("student", ["right", "loop"])
def test_right_answers_are_right(graded, student):
    assert [one.score for one in graded.verdicts("ps1", student)] == [1.0, 1.0]


def test_an_answer_that_fails_a_hidden_test_gets_no_points_for_it(graded):
    assert [one.score for one in graded.verdicts("ps1", "miscounts")] == [1.0, 0.0]


def test_each_known_mistake_is_named(graded):
    exercise, = exercises(graded.folders, "ps1")
    for number, mistake in enumerate(exercise.mistakes):
        found = verdict(graded, f"mistake{number}")
        assert found.score < 1
        assert [one.name for one in found.mistakes] == [mistake.name]


@pytest.mark.slow
def test_feedback_and_report_are_written(graded):
    root = graded.folders.root
    course(root, "feedback", "ps1")
    assert (root / "feedback" / "right" / "ps1" / "ps1.html").is_file()
    course(root, "report", "ps1")
    exercise, = exercises(graded.folders, "ps1")
    assert exercise.mistakes[0].sentence in (root / "report" / "ps1.html").read_text()


@pytest.mark.slow
def test_a_second_build_changes_nothing(graded, tmp_path):
    root = shutil.copytree(graded.folders.root, tmp_path / "copy")
    files = [root / "source" / "ps1" / "ps1.h5", root / "references" / "ps1.h5"]
    before = [(path.read_bytes(), path.stat().st_mtime_ns) for path in files]
    assert course(root, "build").count("unchanged") == 2
    assert [(path.read_bytes(), path.stat().st_mtime_ns) for path in files] == before
