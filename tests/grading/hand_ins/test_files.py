import io
import json
import os
import zipfile

import pytest

from answercheck.verdict import finding
from grading.hand_ins.files import (
    MAX_FILES_BYTES,
    NOTES_FILE,
    pack_files,
    read_files,
    with_notes,
)


@pytest.fixture
def folder(tmp_path):
    """A submission."""
    (tmp_path / "week.ipynb").write_text("{}")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "points.csv").write_text("1,2")
    return tmp_path


def packed(folder):
    return pack_files(read_files(folder, "week.ipynb"))


def names(content):
    return zipfile.ZipFile(io.BytesIO(content)).namelist()


def test_equal_files_give_equal_bytes_and_other_ones_do_not(folder):
    first = packed(folder)
    os.utime(folder / "week.ipynb", (1, 1))
    assert packed(folder) == first
    (folder / "data" / "points.csv").write_text("1,3")
    assert packed(folder) != first


def test_other_notebooks_and_links_stay_behind(folder):
    (folder / "old.ipynb").write_text("{}")
    (folder / "link.txt").symlink_to("/etc/passwd")
    assert names(packed(folder)) == ["data/points.csv", "week.ipynb"]


def test_a_name_that_is_no_text_is_written_as_numbers(folder):
    (folder / os.fsdecode(b"caf\xe9.txt")).write_text("")
    assert "caf\\xe9.txt" in names(packed(folder))


def test_files_travel_only_as_long_as_there_is_room(folder):
    for name in ("a", "b"):
        with (folder / name).open("wb") as file:
            file.truncate(MAX_FILES_BYTES * 2 // 3)
    assert set(read_files(folder, "week.ipynb")) == {"week.ipynb", "a", "data/points.csv"}


def test_what_the_intake_says_travels_and_what_a_student_forged_does_not(folder):
    (folder / NOTES_FILE).write_text('{"week.ipynb": []}')
    files = read_files(folder, "week.ipynb")
    assert NOTES_FILE not in with_notes(files, {"week.ipynb": []})
    said = with_notes(files, {"week.ipynb": [finding("file_taken", name="a.ipynb")], "b": []})
    assert json.loads(said[NOTES_FILE]) == {"week.ipynb": [
        {"code": "file_taken", "about": "", "values": {"name": "a.ipynb"}}]}
