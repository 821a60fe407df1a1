"""Links of the book: to files, to anchors in them, and from each page to the next."""

import ast
from functools import cache
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import pytest

from book.languages import NAMES, folder_of
from grading.references.exercises import required_modules
from helpers import plots
from tests.book.pages import CHAPTERS, EXERCISES, GLOSSARY, PAGES, name
from tests.this_course import COURSE, FOLDERS

pytestmark = pytest.mark.slow

FETCHED = {("img", "src"), ("script", "src"), ("link", "href")}


class Page(HTMLParser):
    """The links, the anchors and the page that follows, of one HTML file."""

    def __init__(self, path):
        super().__init__()
        self.path, self.links, self.anchors, self.next = path, [], set(), None
        self.feed(path.read_text())

    def handle_starttag(self, tag, attributes):
        reported = dict(attributes)
        self.anchors.update(value for key in ("id", "name") if (value := reported.get(key)))
        for key in ("href", "src"):
            if key in reported:
                self.links.append((tag, key, reported[key]))
        if "right-next" in reported.get("class", "").split():
            self.next = (self.path.parent / reported["href"]).resolve()


read = cache(Page)


@pytest.mark.parametrize("language", [folder_of(language) for language in NAMES])
@pytest.mark.parametrize("page", [*PAGES, "search", "genindex"])
def test_every_link_leads_somewhere(book, page, language):
    path = book / language / f"{page}.html"
    for tag, key, link in read(path).links:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            assert (tag, key) not in FETCHED or parts.scheme == "data", f"from elsewhere: {link}"
            continue
        target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
        assert target.is_file(), link
        if parts.fragment and target.suffix == ".html":
            assert unquote(parts.fragment) in read(target).anchors, link


def test_next_leads_through_all_chapters_each_weeks_exercise_after_its_own(book):
    path, walked = book / "book" / "index.html", []
    while path is not None:
        walked.append(path.relative_to(book).with_suffix("").as_posix())
        path = read(path).next
    assert sorted(walked) == sorted(PAGES)
    weeks = [exercise.parent.name for exercise in EXERCISES]
    expected = [name(path) for path in CHAPTERS if path.parent.name == "start"]
    for week, exercise in zip(weeks, EXERCISES, strict=True):
        expected += [name(path) for path in [*CHAPTERS, exercise] if path.parent.name == week]
    expected += [name(path) for path in CHAPTERS if path.parent.name == "errors"]
    expected.append(name(GLOSSARY))
    assert [page for page in walked if not page.startswith(("book/", "docs/"))] == expected


def public_names():
    """Each public function and class that a notebook may import from `helpers`, and each figure.

    Modules that register something with the checks are not for notebooks.
    """
    registering = required_modules(FOLDERS)
    modules = [path for path in sorted((COURSE / "helpers").glob("*.py"))
               if f"helpers.{path.stem}" not in registering]
    assert len(modules) > 5
    for module in modules:
        for node in ast.parse(module.read_text()).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                yield f"helpers.{module.stem}.{node.name}"
    yield from (f"helpers.plots.{figure}" for figure in plots.__all__)
    yield "answercheck.Checker"


def test_what_notebooks_import_is_in_the_book_with_its_shapes(book):
    described = read(book / "book" / "helpers.html")
    assert set(public_names()) <= described.anchors
    assert "shape (n" in described.path.read_text()
