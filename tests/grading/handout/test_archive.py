"""Zip files are the same, byte for byte, from the same files."""

from io import BytesIO
from zipfile import ZipFile

from grading.handout.archive import zipped


def test_the_order_in_which_files_are_given_changes_nothing():
    assert zipped({"a": b"1", "b/c": b"2"}) == zipped({"b/c": b"2", "a": b"1"})


def test_everybody_may_read_what_was_packed(tmp_path):
    with ZipFile(BytesIO(zipped({"b/c": b"2", "a": b"1"}))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["a", "b/c"]
        assert {one.external_attr >> 16 & 0o777 for one in archive.infolist()} == {0o644}
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
