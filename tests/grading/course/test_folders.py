"""Where the files of a course are."""

import pytest

from grading.course.folders import CourseFolders
from grading.errors import CourseError
from tests.course.plain_course import PlainCourse, cell_of_tests
from tests.grading.command import course, reported

__all__ = ["course"]  # the fixture


@pytest.mark.parametrize("name", ["ps+1", " ps1", "ps1 ", "+"])
def test_a_name_that_nbgrader_does_not_allow_is_told(tmp_path, name):
    folder = tmp_path / "source" / name
    folder.mkdir(parents=True)
    (folder / "one.ipynb").write_text("{}")
    with pytest.raises(CourseError, match="another name") as told:
        CourseFolders(tmp_path).source_notebooks(name)
    assert str(folder) in str(told.value)


def test_the_name_of_an_assignment_is_not_blamed_on_the_configuration(course, tmp_path):
    made = PlainCourse(tmp_path, {"one": [cell_of_tests("tests", "assert True", 1)]})
    made.step("source").rename(made.folder / "source" / "ps+1")
    told = reported(course(made.folder, "release", "ps+1"))
    assert "give the folder" in told
    assert "nbgrader_config.py" not in told
