import pytest

from tests.once import made_once


def test_it_is_made_once_and_found_by_who_comes_later(tmp_path_factory):
    def make(folder):
        (folder / "number").write_text(f"{len(calls)}")
        calls.append(folder)

    calls = []
    for _ in range(3):
        assert (made_once(tmp_path_factory, "once-test", make) / "number").read_text() == "0"
    assert len(calls) == 1


def test_what_failed_half_way_is_made_anew_from_nothing(tmp_path_factory):
    def fail(folder):
        (folder / "half").touch()
        raise OSError("no")

    with pytest.raises(OSError, match="no"):
        made_once(tmp_path_factory, "once-test-failing", fail)
    folder = made_once(tmp_path_factory, "once-test-failing", lambda folder: (
        folder / "whole").touch())
    assert [path.name for path in folder.iterdir()] == ["whole"]
