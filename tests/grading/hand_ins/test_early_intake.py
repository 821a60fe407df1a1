"""Plain nbgrader, asked to grade hand-ins of which none has a notebook in its place."""

import zipfile

import pytest
from nbgrader.apps import NbGraderAPI
from nbgrader.auth import Authenticator, NoAuthPlugin
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

import grading
from tests.course.plain_course import OURS, PlainCourse, cell_of_tests, solution

CELLS = [solution("half", "def half(x):\n    raise NotImplementedError"),
         cell_of_tests("half-test", "assert half(3) == 1.5", 2)]
RIGHT = {"half": "def half(x):\n    return x / 2"}


@pytest.fixture
def course(tmp_path):
    """A course of its own, in which ana has handed in a right answer, in a zip."""
    course = PlainCourse(tmp_path, {"one": CELLS}, OURS)
    course.run("nbgrader", "generate_assignment", "ps1")
    course.hand_in("ana", RIGHT)
    notebook = course.step("submitted", "ana") / "one.ipynb"
    with zipfile.ZipFile(notebook.with_name("mine.zip"), "w") as packed:
        packed.write(notebook, "mine/one.ipynb")
    notebook.unlink()
    return course


@pytest.mark.usefixtures("whole_sandbox")
@pytest.mark.parametrize("chosen", [
    ["ps1", "--student", "ana"], pytest.param(["--assignment=ps1"], marks=pytest.mark.slow)],
    ids=["one student", "the whole class"])
def test_plain_autograde_grades_a_zip_that_stands_alone(course, chosen):
    course.run("nbgrader", "autograde", *chosen)
    assert course.scores() == {("ana", "one", "half-test"): (2.0, False)}


@pytest.mark.usefixtures("whole_sandbox")
@pytest.mark.slow
def test_plain_autograde_gives_an_empty_hand_in_that_stands_alone_a_zero(course):
    course.step("submitted", "bo").mkdir(parents=True)
    course.run("nbgrader", "autograde", "ps1", "--student", "bo")
    assert course.scores() == {("bo", "one", "half-test"): (0.0, False)}


@pytest.mark.slow
@pytest.mark.usefixtures("whole_sandbox")
@pytest.mark.filterwarnings("ignore:Object of type:sqlalchemy.exc.SAWarning")
def test_the_formgraders_button_for_one_student_grades_it(course):
    config = PyFileConfigLoader("nbgrader_config.py", path=str(course.folder)).load_config()
    api = NbGraderAPI(CourseDirectory(config=config), config=config)
    said = api.autograde("ps1", "ana")
    assert said["success"], said
    assert course.scores() == {("ana", "one", "half-test"): (2.0, False)}


@pytest.mark.slow
def test_other_commands_change_nothing_of_what_was_handed_in(course):
    before = sorted(course.step("submitted", "ana").iterdir())
    course.run("nbgrader", "generate_assignment", "ps1", "--force")
    course.run("nbgrader", "generate_feedback", "ps1", "--student", "ana", fails=True)
    assert sorted(course.step("submitted", "ana").iterdir()) == before


def test_a_course_keeps_the_plugin_for_authentication_that_it_has_chosen():
    class Own(NoAuthPlugin):
        def get_student_courses(self, student_id):
            return ["own"]

    config = Config()
    config.Authenticator.plugin_class = Own
    grading.configure(config)
    assert Authenticator(config=config).get_student_courses("ana") == ["own"]
