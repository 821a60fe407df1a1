"""Plain `nbgrader autograde` grades whatever was handed in, and `course grade` knows it."""

import shutil
import zipfile

import pytest

from tests.course.faults.processes import autograde, grade
from tests.course.faults.small import (
    WEEK,
    WRONG,
    hand_in,
    scores,
    sheet,
    submitted,
)
from tests.this_course import FOLDERS

NAME = FOLDERS.source_notebook(WEEK).name


def keep_only(root, *students):
    """Take the others' hand-ins away."""
    for folder in (root / "submitted").iterdir():
        if folder.name not in students:
            shutil.rmtree(folder)


def hand_in_packed(root, student):
    """Hand in a zip file with a right notebook in it."""
    packed = hand_in(root, student, sheet(root))
    with zipfile.ZipFile(packed / "work.zip", "w") as archive:
        archive.write(packed / NAME, NAME)
    (packed / NAME).unlink()


@pytest.mark.slow
def test_what_has_no_notebook_in_its_place_is_graded_too_and_known_afterwards(root):
    keep_only(root, "fay", "gus", "hana")
    hand_in_packed(root, "jan")
    submitted(root, "kim").mkdir(parents=True)
    (root / "submitted" / "lea").mkdir()
    (root / "submitted" / "lea" / WEEK).write_text("a file in the folder's place")
    autograde(root)
    assert scores(root) == {"fay": 0, "gus": 0, "hana": 0, "jan": 8, "kim": 0}
    assert grade(root) == []


@pytest.mark.slow
def test_a_hand_in_that_plain_nbgrader_graded_in_between_is_not_taken_for_graded(root):
    keep_only(root, "ada", "ines")
    deeper = hand_in(root, "ines", sheet(root))
    (deeper / "my work").mkdir()
    (deeper / NAME).rename(deeper / "my work" / NAME)
    assert grade(root) == ["ada", "ines"]
    hand_in(root, "ada", sheet(root, WRONG))
    autograde(root, "--force")
    assert scores(root) == {"ada": 4, "ines": 8}
    hand_in(root, "ada", sheet(root))  # as it was at first
    assert grade(root) == ["ada"]
    assert scores(root) == {"ada": 8, "ines": 8}
