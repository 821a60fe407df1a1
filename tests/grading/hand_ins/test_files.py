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
    unpack_files,
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


@pytest.mark.parametrize("name", [b"caf\xe9.txt", b"\xff" * 250, b"a\\b\"c", "日本".encode(),
                                  b"a\nb\x1b[31m", b"\xe9/\xe9", b"..\\..\\x"])
def test_a_file_of_any_name_arrives_under_it(folder, name, tmp_path):
    path = folder / os.fsdecode(name)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"content")
    assert unpack_files(packed(folder))[os.fsdecode(name)] == b"content"


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
