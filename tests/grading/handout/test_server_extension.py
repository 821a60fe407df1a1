"""On a hub the course's reading is laid into a home, and nothing there is overwritten."""

from types import SimpleNamespace

import pytest

from grading.handout import server_extension


@pytest.fixture
def start(tmp_path, monkeypatch):
    """Start a server in a home, and give the home."""
    shared, home = tmp_path / "share", tmp_path / "home"
    home.mkdir()
    (shared / "chapters" / "one").mkdir(parents=True)
    (shared / "chapters" / "one" / "a.ipynb").write_text("as handed out")
    monkeypatch.setattr(server_extension, "SHARED", shared)

    def run():
        server_extension._load_jupyter_server_extension(SimpleNamespace(root_dir=str(home)))
        return home
    return run


def test_a_home_gets_what_is_not_there(start, monkeypatch):
    monkeypatch.setenv("JUPYTERHUB_SERVICE_PREFIX", "/user/ana/")
    assert (start() / "chapters" / "one" / "a.ipynb").read_text() == "as handed out"


def test_a_students_own_copy_stays(start, monkeypatch):
    monkeypatch.setenv("JUPYTERHUB_SERVICE_PREFIX", "/user/ana/")
    copy = start() / "chapters" / "one" / "a.ipynb"
    copy.write_text("with notes")
    start()
    assert copy.read_text() == "with notes"


def test_a_home_in_which_a_file_is_in_the_way_does_not_stop_the_server(start, monkeypatch, caplog):
    monkeypatch.setenv("JUPYTERHUB_SERVICE_PREFIX", "/user/ana/")
    home = start()
    for path in sorted(home.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    (home / "chapters").write_text("a file of the student's")
    start()
    assert (home / "chapters").read_text() == "a file of the student's"
    assert "was not copied" in caplog.text


def test_without_a_hub_nothing_is_copied(start, monkeypatch):
    monkeypatch.delenv("JUPYTERHUB_SERVICE_PREFIX", raising=False)
    assert not any(start().iterdir())
