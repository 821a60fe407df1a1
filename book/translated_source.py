"""The course in another language, as the source of a book: made of the English one."""

import posixpath
from collections.abc import Iterator
from pathlib import Path

import nbformat
from myst_parser.slugs import github_slugify
from nbformat import NotebookNode

from book.translation import COURSE, lookup, pages, translated_page, translated_readme
from grading.translation.anchors import move_anchors
from grading.translation.catalogues import write
from grading.translation.notebook import translated_notebook

NOTEBOOKS = ["notebooks/*.ipynb", "notebooks/*/*.ipynb", "release/*/*.ipynb"]
AS_THEY_ARE = ["docs/*.md", "docs/pictures/*"]


def make_source(language: str, folder: Path) -> None:
    """Write the source of the book in a language; what has no translation stays English.

    A file is written only if it has changed, for Sphinx reads by their time what it has to read.
    """
    files = {**{path: (COURSE / path).read_bytes() for path in _found(*AS_THEY_ARE)},
             **dict(_pages(language)), **dict(_notebooks(language))}
    for path, content in files.items():
        write(folder / path, content)
    for path in folder.rglob("*"):
        if path.is_file() and path.relative_to(folder).as_posix() not in files:
            path.unlink()


def _found(*patterns: str) -> list[str]:
    return sorted(path.relative_to(COURSE).as_posix() for pattern in patterns
                  for path in COURSE.glob(pattern))


def _pages(language: str) -> Iterator[tuple[str, bytes]]:
    yield "README.md", translated_readme(language).encode()
    for path in pages():
        text = translated_page(path.read_text(encoding="utf-8"), language)
        yield path.relative_to(COURSE).as_posix(), text.encode()


def _notebooks(language: str) -> Iterator[tuple[str, bytes]]:
    originals = {path: nbformat.read(COURSE / path, as_version=4) for path in _found(*NOTEBOOKS)}
    translations = {path: _translated(path, notebook, language)
                    for path, notebook in originals.items()}
    move_anchors(originals, translations, github_slugify)  # as conf.py has MyST make anchors
    for path, notebook in translations.items():
        yield path, nbformat.writes(notebook).encode()


def _translated(path: str, notebook: NotebookNode, language: str) -> NotebookNode:
    """A notebook by its catalogue; an assignment has one for all its notebooks."""
    name = posixpath.splitext(path)[0]
    if path.startswith("release/"):
        name = posixpath.dirname(path).replace("release/", "source/")
    return translated_notebook(notebook, language, lookup(language, name))
