"""`python -m lite` replaces what it has built, and nothing else."""

import subprocess
import sys

import pytest

from tests.this_course import COURSE


@pytest.mark.parametrize("path", ["thesis.txt", "thesis/chapter1.txt"])
def test_a_folder_with_other_files_is_left_alone(tmp_path, path):
    theirs = tmp_path / "mine" / path
    theirs.parent.mkdir(parents=True)
    theirs.write_text("three years of work")
    done = subprocess.run([sys.executable, "-m", "lite", "--into", tmp_path / "mine"], cwd=COURSE,
                          capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == f"{tmp_path / 'mine'} holds something else, which would be lost; " \
                          "name a new folder\n"
    assert theirs.read_text() == "three years of work"


def test_a_file_is_left_alone(tmp_path):
    theirs = tmp_path / "thesis.txt"
    theirs.write_text("three years of work")
    done = subprocess.run([sys.executable, "-m", "lite", "--into", theirs], cwd=COURSE,
                          capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert theirs.read_text() == "three years of work"
