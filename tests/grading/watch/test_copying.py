"""Copying a folder without following a link."""

import os

import pytest

from grading.watch.copying import copy_without_links


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "source" / "deeper"
    folder.mkdir(parents=True)
    (folder / "data.txt").write_text("data")
    os.utime(folder / "data.txt", (5, 7))
    (folder.parent / "answer.ipynb").write_text("{}")
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "key").write_text("secret")
    return folder.parent


def test_files_and_folders_are_copied_with_their_times(source, tmp_path):
    copy_without_links(source, tmp_path / "copy", 100)
    assert (tmp_path / "copy" / "answer.ipynb").read_text() == "{}"
    assert (tmp_path / "copy" / "deeper" / "data.txt").read_text() == "data"
    assert (tmp_path / "copy" / "deeper" / "data.txt").stat().st_mtime == 7


@pytest.mark.parametrize("put", [
    lambda source, secret: (source / "deeper" / "link").symlink_to(secret / "key"),
    lambda source, secret: (source / "link").symlink_to(secret),
    lambda source, secret: (source / "link").symlink_to("nowhere"),
    lambda source, secret: os.mkfifo(source / "pipe"),
    lambda source, secret: (source / "large").write_bytes(bytes(101)),
], ids=["link to a file", "link to a folder", "link to nothing", "pipe", "too large"])
def test_what_is_no_file_or_folder_or_too_large_ends_it_and_nothing_of_it_is_there(
        source, tmp_path, put):
    put(source, tmp_path / "secret")
    with pytest.raises(OSError, match=r"\w"):
        copy_without_links(source, tmp_path / "copy", 100)
    assert not [path for path in (tmp_path / "copy").rglob("*") if path.name == "key"]
    assert all("secret" not in path.read_text() for path in (tmp_path / "copy").rglob("*")
               if path.is_file())


def test_a_folder_that_became_a_link_is_not_copied(source, tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "secret")
    with pytest.raises(OSError, match=r"\w"):
        copy_without_links(tmp_path / "link", tmp_path / "copy", 100)
    assert not (tmp_path / "copy").exists()


def test_a_file_that_grows_while_it_is_read_is_not_copied_for_ever(source, tmp_path, monkeypatch):
    growing = source / "answer.ipynb"
    status = os.fstat

    def grown_after(opened):
        found = status(opened)
        with growing.open("ab") as file:
            file.write(bytes(10**6))
        return found

    monkeypatch.setattr("grading.watch.copying.os.fstat", grown_after)
    with pytest.raises(OSError, match="too large"):
        copy_without_links(source, tmp_path / "copy", 100)
    assert all(path.stat().st_size <= 100 for path in (tmp_path / "copy").rglob("*.ipynb"))
