"""MathJax is the pinned one, comes from the cache where it can, and is missed in plain words."""

import shutil

import pytest

from book.mathjax import MATHJAX, SCRIPT, vendor_mathjax
from book.npm import PackageMissingError
from tests.this_course import COURSE

pytestmark = pytest.mark.slow

PACKAGE = f"mathjax-{MATHJAX.version}.tgz"


@pytest.fixture
def unreachable(monkeypatch, tmp_path):
    """A machine whose npm knows nothing yet and reaches no registry."""
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9")
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "npm"))


def test_another_package_is_refused_and_removed(tmp_path):
    (tmp_path / PACKAGE).write_bytes(b"something else")
    with pytest.raises(PackageMissingError, match="was not MathJax"):
        vendor_mathjax(tmp_path, tmp_path / "static")
    assert not (tmp_path / PACKAGE).exists()


def test_without_npm_it_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PackageMissingError, match="apt install npm"):
        vendor_mathjax(tmp_path / "cache", tmp_path / "static")


def test_without_cache_and_registry_it_says_so(npm, unreachable, tmp_path):
    with pytest.raises(PackageMissingError, match=r"not in .* yet, and npm could not fetch it"):
        vendor_mathjax(tmp_path / "cache", tmp_path / "static")


def test_with_the_cache_no_registry_is_asked(book, unreachable, tmp_path):
    shutil.copytree(COURSE / "build" / "npm", tmp_path / "cache")
    vendor_mathjax(tmp_path / "cache", tmp_path / "static")
    assert (tmp_path / "static" / "mathjax" / SCRIPT).is_file()
    assert list((tmp_path / "static").rglob("*.woff"))
