"""What of a course a kernel may read."""

import os

import pytest

from grading.errors import CourseError
from grading.sandbox.course_files import course_files, refuse_readable_answers


def test_a_package_is_found_in_the_courses_root(tmp_path):
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools" / "__init__.py").touch()
    found = course_files(str(tmp_path), ["tools"], [])
    assert found.read == (str(tmp_path / "tools"),)
    assert found.search == (str(tmp_path),)


def test_an_installed_package_is_found(tmp_path):
    assert course_files(str(tmp_path), ["numpy"], []).read[0].endswith("numpy")


@pytest.mark.parametrize("name", ["no_such_package", "../source", ""])
def test_what_is_no_package_is_named(tmp_path, name):
    with pytest.raises(CourseError, match="course_packages"):
        course_files(str(tmp_path), [name], [])


def test_answers_below_what_a_kernel_reads_are_refused(tmp_path):
    answers = tmp_path / "tools" / "references"
    answers.mkdir(parents=True)
    with pytest.raises(CourseError, match="could read the hidden answers"):
        refuse_readable_answers([str(tmp_path / "tools")], [str(answers)])
    refuse_readable_answers([str(tmp_path / "other")], [str(answers)])


def test_a_link_does_not_hide_where_answers_lie(tmp_path):
    (tmp_path / "real" / "references").mkdir(parents=True)
    os.symlink(tmp_path / "real", tmp_path / "link")
    with pytest.raises(CourseError, match="could read the hidden answers"):
        refuse_readable_answers([str(tmp_path / "link")], [str(tmp_path / "real" / "references")])
