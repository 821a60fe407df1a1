"""Installing into a shared environment: what goes wrong is one line."""

import venv

import pytest

from grading.errors import CourseError
from grading.handout.install import install
from grading.handout.wheel import make_wheel


def test_a_folder_that_is_no_environment_is_said_to_be_none(tmp_path):
    with pytest.raises(CourseError, match=r"is no Python environment.*sys\.prefix"):
        install(tmp_path / "a.whl", tmp_path)


def test_an_environment_without_pip_is_told_in_one_line(tmp_path):
    venv.create(tmp_path / "env", symlinks=True)
    with pytest.raises(CourseError, match="No module named pip") as caught:
        install(tmp_path / "a.whl", tmp_path / "env")
    assert "\n" not in str(caught.value)


@pytest.mark.slow
def test_a_newer_handout_replaces_the_one_that_is_there(tmp_path):
    venv.create(tmp_path / "env", symlinks=True, with_pip=True)
    for text in (b"old", b"new"):
        made = make_wheel("course_handout", [], "", {"course_handout.py": b""},
                          {"share/course_handout/home/a.txt": text}, {})
        path = tmp_path / made.file_name
        path.write_bytes(made.content)
        install(path, tmp_path / "env")
    assert (tmp_path / "env" / "share" / "course_handout" / "home" / "a.txt").read_bytes() == b"new"
