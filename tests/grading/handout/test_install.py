"""Installing into a shared environment: what goes wrong is one line."""

import venv
import zipfile

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


def handout(folder, name, package, reading):
    """The wheel of a course that has a package, and a folder for homes."""
    made = make_wheel(f"{name}_handout", [], "", {
        f"{name}_handout.py": b"", f"{package}/__init__.py": b"", "answercheck/__init__.py": b""},
        {f"share/{name}_handout/home/{reading}/a.txt": b"", f"share/{name}_handout/release/b": b"",
         f"etc/jupyter/jupyter_server_config.d/{name}_handout.json": b"{}"}, {})
    (folder / made.file_name).write_bytes(made.content)
    return folder / made.file_name


@pytest.mark.parametrize(("package", "reading", "said"), [
    ("helpers", "reading", "has helpers as well"), ("tools", "notebooks", "has ~/notebooks as"),
    ("helpers", "notebooks", "has helpers and ~/notebooks as well")])
def test_a_second_course_with_the_same_names_is_refused(tmp_path, package, reading, said):
    venv.create(tmp_path / "env", symlinks=True)
    packages, = (tmp_path / "env").glob("lib/python*/site-packages")
    zipfile.ZipFile(handout(tmp_path, "first", "helpers", "notebooks")).extractall(packages)
    with pytest.raises(CourseError, match="first is installed") as caught:
        install(handout(tmp_path, "second", package, reading), tmp_path / "env")
    assert said in str(caught.value)


def test_a_second_course_with_a_module_of_the_same_name_is_refused(tmp_path):
    venv.create(tmp_path / "env", symlinks=True)
    packages, = (tmp_path / "env").glob("lib/python*/site-packages")
    first, second = (make_wheel(f"{name}_handout", [], "", {
        f"{name}_handout.py": b"", "tools.py": b""}, {}, {}) for name in ("first", "second"))
    for made in (first, second):
        (tmp_path / made.file_name).write_bytes(made.content)
    zipfile.ZipFile(tmp_path / first.file_name).extractall(packages)
    with pytest.raises(CourseError, match=r"first is installed.* has tools as well"):
        install(tmp_path / second.file_name, tmp_path / "env")


@pytest.mark.slow
def test_two_courses_whose_names_differ_share_an_environment(tmp_path):
    venv.create(tmp_path / "env", symlinks=True, with_pip=True)
    for wheel in (handout(tmp_path, "first", "helpers", "notebooks"),
                  handout(tmp_path, "second", "tools", "reading"),
                  handout(tmp_path, "first", "helpers", "notebooks")):
        install(wheel, tmp_path / "env")
    with pytest.raises(CourseError, match=r"first is installed.*has helpers as well"):
        install(handout(tmp_path, "third", "helpers", "more"), tmp_path / "env")
