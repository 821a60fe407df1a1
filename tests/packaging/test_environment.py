"""`.venv` that was cut off while make filled it is made anew; one that is whole is left alone."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from importlib.metadata import Distribution
from pathlib import Path

import pytest

from tests.packaging.installed import ROOT, UNCOMPILED

INSTALLED = ("jupyterlab", "rich", "pygments", "markdown-it-py", "mdurl", "setuptools")


@pytest.fixture
def project(tmp_path):
    """This project with little to install: its own Makefile and declaration, a part of its lock."""
    for name in ("Makefile", "pyproject.toml", "README.md", "LICENSE", "LICENSE-digits"):
        shutil.copy2(ROOT / name, tmp_path)
    font = "grading/pages/feedback/course_feedback/math.LICENSE"
    (tmp_path / font).parent.mkdir(parents=True)
    shutil.copy2(ROOT / font, tmp_path / font)
    (tmp_path / "grading" / "__init__.py").touch()
    entries = re.split(r"^(?=\S)", (ROOT / "requirements.lock").read_text(), flags=re.M)
    (tmp_path / "requirements.lock").write_text("".join(
        entry for entry in entries if entry.split("==")[0] in INSTALLED))
    return tmp_path


def packages(project):
    (found,) = (project / ".venv" / "lib").glob("*/site-packages")
    return found


def make(project):
    """Run make as a program of its own, with all that it starts in one process group."""
    return subprocess.Popen(["make", f"PYTHON={sys.executable}", ".venv/course"], cwd=project,
                            start_new_session=True, stdout=subprocess.PIPE,
                            env=os.environ | UNCOMPILED, stderr=subprocess.STDOUT, text=True)


def make_whole(project):
    said, _ = (process := make(project)).communicate()
    assert process.returncode == 0, said


def kill_when(project, reached):
    """Kill make and all that it started as soon as `reached` is seen."""
    process = make(project)
    while not reached():
        assert process.poll() is None, "it ended before that was reached"
        time.sleep(0.002)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert not (project / ".venv" / "course").exists()


def missing_files(project):
    """Return what the installed packages report to have and to lack."""
    gone = []
    for info in packages(project).glob("*.dist-info"):
        files = Distribution.at(info).files
        gone += [info.name] if files is None else [
            str(file) for file in files if not Path(str(file.locate())).exists()
            and not str(file).endswith(".pyc")]
    return gone


def is_whole(project):
    program = project / ".venv" / "bin" / "python"
    code = "import rich.console, pygments, markdown_it, mdurl, setuptools, grading"
    done = subprocess.run([program, "-c", code], cwd=project.parent, capture_output=True,
                          text=True, check=False)
    return done.returncode == 0 and not missing_files(project)


def there(project, pattern):
    return lambda: any((project / ".venv").glob(pattern))


# Installing writes file by file, and the record of them at the end. Of JupyterLab the name, by
# which pip takes a package for installed, comes before the files that its page needs.
MOMENTS = {"while the environment is made": "lib/*/site-packages/pip/__init__.py",
           "while a package is unpacked": "lib/*/site-packages/rich/console.py",
           "when a package has its name but not its data": "lib/*/*/jupyterlab-*-info/METADATA",
           "when some packages are there": "lib/*/site-packages/setuptools-*.dist-info",
           "before the project itself": "lib/*/site-packages/rich-*.dist-info/RECORD"}


@pytest.mark.slow
@pytest.mark.parametrize("moment", [
    pytest.param(moment, marks=[pytest.mark.nightly] if place % 2 else [])
    for place, moment in enumerate(MOMENTS)])
def test_an_environment_that_was_cut_off_is_made_anew(project, moment):
    kill_when(project, there(project, MOMENTS[moment]))
    make_whole(project)
    assert is_whole(project)


@pytest.mark.slow
def test_one_that_is_whole_stays_as_it_is_and_a_kill_during_a_change_is_noticed(project):
    lock = project / "requirements.lock"
    make_whole(project)
    mark = packages(project) / "mark"
    mark.touch()
    make_whole(project)
    assert mark.exists()
    shutil.rmtree(packages(project) / "rich")
    shutil.rmtree(next(packages(project).glob("rich-*.dist-info")))
    lock.write_text(lock.read_text() + "\n")
    kill_when(project, there(project, "lib/*/site-packages/rich/*.py"))
    make_whole(project)
    assert is_whole(project)
