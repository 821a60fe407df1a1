"""A wheel is what pip takes for one."""

import subprocess
import sys

import pytest

from grading.handout.wheel import make_wheel


def wheel(content=b"x = 1\n", data=None):
    return make_wheel("my_course", ["numpy>=2"], ">=3.11", {"lines/__init__.py": content},
                      data or {}, {"LICENSE": b"free"})


@pytest.fixture
def installed(tmp_path):
    """What pip makes of the wheel, in a folder of its own."""
    made = wheel(data={"share/my_course/a.txt": b"read me"})
    path = tmp_path / made.file_name
    path.write_bytes(made.content)
    done = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target",
         tmp_path / "env", path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return tmp_path / "env"


def test_pip_installs_packages_and_data(installed):
    assert (installed / "lines" / "__init__.py").read_text() == "x = 1\n"
    assert (installed / "share" / "my_course" / "a.txt").read_text() == "read me"


def test_its_requirements_and_licences_come_with_it(installed):
    (info,) = installed.glob("my_course-*.dist-info")
    assert "Requires-Dist: numpy>=2\n" in (info / "METADATA").read_text()
    assert (info / "licenses" / "LICENSE").read_text() == "free"


def test_the_same_files_make_the_same_wheel_and_others_another_version():
    assert wheel() == wheel()
    assert wheel().version != wheel(b"x = 2\n").version
