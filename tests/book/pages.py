"""Which pages the book has, read off the course's folders."""

from tests.this_course import COURSE

FOLDERS = ["start", "week1_derivatives", "week2_logistic_regression", "week3_shallow_network",
           "week4_deep_network", "errors"]
CHAPTERS = [path for folder in FOLDERS
            for path in sorted((COURSE / "notebooks" / folder).glob("*.ipynb"))]
EXERCISES = sorted((COURSE / "release").glob("*/*.ipynb"))
WRITTEN = sorted(path for folder in ("book", "docs") for path in (COURSE / folder).glob("*.*")
                 if path.suffix in (".md", ".rst"))
GLOSSARY = COURSE / "notebooks" / "glossary.ipynb"
FRONT = COURSE / "book" / "index.md"


def name(path):
    """A page's name: its source's path without the suffix."""
    return path.relative_to(COURSE).with_suffix("").as_posix()


PAGES = [name(path) for path in [*WRITTEN, *CHAPTERS, GLOSSARY, *EXERCISES]]
