"""A submission's folder is walked within bounds, whatever its author has put there."""

import os

import pytest

from grading.hand_ins import walk as module
from grading.hand_ins.walk import MAX_DEPTH, files_beside, is_text, plain_files, walk

DEEP = "deep folder"


def names(folder, paths):
    return [str(path.relative_to(folder)) for path in paths]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "b" / "c").mkdir(parents=True)
    for name in ("z.txt", "a.txt", "b/y.txt", "b/c/x.txt", "week.ipynb"):
        (tmp_path / name).write_text(name)
    return tmp_path


def test_what_lies_higher_comes_first_and_then_the_names_decide(folder):
    assert names(folder, walk(folder)) == ["a.txt", "b", "week.ipynb", "z.txt", "b/c", "b/y.txt",
                                           "b/c/x.txt"]


def test_no_link_is_followed(folder, tmp_path_factory):
    (folder / "b" / "up").symlink_to("..")
    (folder / "out").symlink_to(tmp_path_factory.mktemp("other"))
    assert "b/up" in names(folder, walk(folder))
    assert not [name for name in names(folder, walk(folder)) if "up/" in name]
    assert not {"b/up", "out"} & set(plain_files(folder, 10**6))


def deepened(folder, n_folders):
    """Make folders inside one another."""
    place = os.open(folder, os.O_RDONLY)
    for _ in range(n_folders):
        os.mkdir(DEEP, dir_fd=place)
        below = os.open(DEEP, os.O_RDONLY, dir_fd=place)
        os.close(place)
        place = below
    os.close(place)


@pytest.mark.parametrize("n_folders", [MAX_DEPTH + 1, 700])
def test_folders_in_folders_are_looked_into_to_a_depth(folder, n_folders):
    deepened(folder, n_folders)
    passed_over = []
    found = names(folder, walk(folder, passed_over))
    assert max(name.count(DEEP) for name in found) == MAX_DEPTH
    assert names(folder, passed_over) == ["/".join([DEEP] * MAX_DEPTH)]


def test_of_more_files_than_the_bound_the_first_are_taken(folder, monkeypatch):
    monkeypatch.setattr(module, "MAX_ENTRIES", 5)
    passed_over = []
    assert len(list(walk(folder, passed_over))) == 5
    assert names(folder, passed_over) == ["b", "b/c"]
    monkeypatch.setattr(module, "MAX_FILES", 1)
    assert names(folder, files_beside(folder, 10**6)) == ["a.txt"]


def test_within_the_bounds_nothing_is_passed_over(folder):
    passed_over = []
    list(walk(folder, passed_over))
    assert passed_over == []


def test_notebooks_stay_and_what_has_no_room(folder):
    assert plain_files(folder, 10) == {"a.txt": b"a.txt", "z.txt": b"z.txt"}


@pytest.mark.parametrize(("name", "is_known"), [
    (b"ana", True), ("Žofia 王".encode(), True), (b"Andr\xe9", False), (b"\xff", False)])
def test_a_name_in_an_old_encoding_is_no_text(name, is_known):
    assert is_text(os.fsdecode(name)) is is_known
