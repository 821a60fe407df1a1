"""The exit status of a build, which is that of each language's."""

import os

import pytest

from book import __main__ as book


@pytest.mark.parametrize(("english", "chinese"), [(0, 0), (2, 0), (0, 2), (-9, 0), (0, -9)])
def test_a_build_fails_if_one_language_does_or_its_process_is_killed(
        english, chinese, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(os, "environ", dict(os.environ))
    monkeypatch.setattr(book, "BUILD", tmp_path)
    monkeypatch.setattr(book, "vendor_mathjax", lambda cache, static: None)
    monkeypatch.setattr(book, "_build", lambda into, language: {
        "en": english, "zh_CN": chinese}[language])
    failed = bool(book.build(tmp_path / "book"))
    assert failed == bool(english or chinese)
    assert ("The book is built" in capsys.readouterr().out) != failed
