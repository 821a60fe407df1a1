"""The course in Chinese, as Sphinx reads it."""

import posixpath
import re

import nbformat
import pytest
from myst_parser.slugs import github_slugify

from book.translated_source import make_source
from tests.book.pages import CHAPTERS, EXERCISES, GLOSSARY, WRITTEN
from tests.this_course import COURSE

NOTEBOOKS = [*CHAPTERS, GLOSSARY, *EXERCISES]
LINK = re.compile(r"\]\(([^()\s#]*)#([^()\s]+)\)")


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    folder = tmp_path_factory.mktemp("source")
    make_source("zh_CN", folder)
    return folder


def notebook(path):
    return nbformat.read(path, as_version=4)


def test_it_has_every_page_of_the_english_book(source):
    for path in [*NOTEBOOKS, *WRITTEN]:
        assert (source / path.relative_to(COURSE)).is_file(), path


def test_its_notebooks_have_the_same_cells(source):
    for path in NOTEBOOKS:
        original, made = notebook(path), notebook(source / path.relative_to(COURSE))
        assert [(cell.id, cell.cell_type) for cell in made.cells] == [
            (cell.id, cell.cell_type) for cell in original.cells]


def test_every_link_to_a_heading_leads_to_it(source):
    texts = {path.relative_to(source).as_posix(): "\n".join(
        cell.source for cell in notebook(path).cells if cell.cell_type == "markdown")
        for path in source.rglob("*.ipynb")}
    anchors = {path: {github_slugify(heading) for heading in
                      re.findall(r"^#+ +(.+?) *$", text, re.MULTILINE)}
               for path, text in texts.items()}
    n_links = 0
    for path, text in texts.items():
        for target, anchor in LINK.findall(text):
            found = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
            assert anchor in anchors[found if target else path], (path, target, anchor)
            n_links += 1
    assert n_links > 100


def test_its_front_page_is_chinese_and_includes_the_chinese_readme(source):
    assert "# 从斜率开始学神经网络" in (source / "book" / "index.md").read_text()
    readme = (source / "README.md").read_text()
    for page in ("students", "self-learners", "instructors"):
        text = (source / "book" / f"{page}.md").read_text()
        marks = re.findall(r':(?:start-after|end-before): "(.+)"', text)
        assert marks
        assert all(f"\n{mark}\n" in readme for mark in marks)


def test_made_again_only_what_has_changed_is_written_and_what_is_gone_goes(source):
    changed, gone = source / "book" / "index.md", source / "notebooks" / "old.ipynb"
    kept = source / "README.md"
    before = kept.stat().st_mtime_ns
    changed.write_text("otherwise")
    gone.write_text("{}")
    make_source("zh_CN", source)
    assert kept.stat().st_mtime_ns == before
    assert changed.read_text() != "otherwise"
    assert not gone.exists()
