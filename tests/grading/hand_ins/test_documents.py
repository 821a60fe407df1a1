"""What lies beside a notebook for a person to read is named; data and our own files are not."""

import io
import os
import zipfile

import pytest

from grading.hand_ins.documents import documents_beside

OURS = {"README.md": b"Read this first.", "data/points.csv": b"1"}


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "ana" / "week"
    path.mkdir(parents=True)
    return path


def packed(*names, content="x"):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, content)
    return file.getvalue()


def named(folder, files):
    """The names that are told of a folder with these files."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return [name for note in documents_beside(folder, OURS) for name in note.values["names"]]


@pytest.mark.parametrize("name", ["README.txt", "Answers.DOCX", "written/answer.md", "page.pdf",
                                  "IMG 0815.jpeg", "antwort ä.odt", "all.rar", "answers.html"])
def test_a_document_is_named(folder, name):
    assert named(folder, {"one.ipynb": b"{}", name: b"x"}) == [name]


def test_a_document_in_an_archive_is_named(folder):
    files = {"all.zip": packed("one.ipynb", "why.docx", "__MACOSX/._why.docx", ".hidden.txt")}
    assert named(folder, files) == ["all.zip/why.docx"]


def test_a_file_of_ours_is_named_only_if_something_was_written_into_it(folder):
    assert named(folder, OURS) == []
    assert named(folder, {"README.md": b"Read this first. My answer: 4"}) == ["README.md"]


def test_a_file_of_ours_is_known_in_an_archive_too(folder):
    assert named(folder, {"all.zip": packed("week/README.md", content=OURS["README.md"])}) == []
    assert named(folder, {"all.zip": packed("week/README.md")}) == ["all.zip/week/README.md"]


@pytest.mark.parametrize("name", [
    "timestamp.txt", "link.removed.txt", "points.csv", "one.ipynb.txt", "utils.py", ".notes.txt",
    ".ipynb_checkpoints/a.txt", "__MACOSX/a.txt", "weights.npz"])
def test_what_programs_leave_or_read_is_none(folder, name):
    assert named(folder, {name: b"x"}) == []


def test_the_first_of_many_are_named(folder):
    assert named(folder, {f"{number}.txt": b"" for number in range(9)}) == [
        f"{number}.txt" for number in range(5)]


def test_a_name_that_no_encoding_reads_is_shown_by_its_bytes(folder):
    assert named(folder, {os.fsdecode(b"jos\xe9.txt"): b""}) == [r"jos\xe9.txt"]
