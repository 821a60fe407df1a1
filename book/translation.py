"""`python -m book.translation`: bring the catalogues of the book's own texts up to date.

`course translate` does it for chapters and assignments; here it is done for the pages in `book/`,
what its modules say, and the README, of which a translation is written as well.
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_file

from answercheck.translation import ENGLISH
from book.languages import COMPILED, DOMAIN, NAMES, THEMES
from book.pages import HEADING, units_of_page, units_of_readme
from grading.translation.catalogues import (
    as_bytes,
    catalogue_path,
    read,
    template,
    translations,
    updated,
    write,
)
from grading.translation.notebook import Text
from grading.translation.packages import compiled
from grading.translation.units import Lookup, translated

COURSE = Path(__file__).parents[1]
README = COURSE / "README.md"


def pages() -> list[Path]:
    """The pages that are translated by the book's catalogue."""
    return [*sorted((COURSE / "book").glob("*.md")), COURSE / "docs" / "students.md"]


def _texts_of_book() -> Iterator[Text]:
    for path in pages():
        for unit in units_of_page(path.read_text(encoding="utf-8")):
            if unit.kind != HEADING:
                yield Text(unit.text, f"{path.name}: {unit.kind}")
    yield from _sentences("python", "*.py")
    yield from _sentences("jinja2", "_templates/*.html")


def _sentences(kind: str, pattern: str) -> Iterator[Text]:
    """What stands in `_(...)` or, to be translated by Sphinx, in `N_(...)`."""
    for path in sorted((COURSE / "book").glob(pattern)):
        for _line, text, _comments, _context in extract_from_file(
                kind, path, keywords={"_": None, "N_": None}):
            yield Text(text, f"book/{path.name}")


def _texts_of_readme() -> Iterator[Text]:
    for unit in units_of_readme(README.read_text(encoding="utf-8")):
        yield Text(unit.text, unit.kind)


CATALOGUES: dict[str, Callable[[], Iterator[Text]]] = {
    DOMAIN: _texts_of_book, "README": _texts_of_readme}


def lookup(language: str, name: str) -> Lookup:
    """What gives the translations in a catalogue, by its name; None for a text without one."""
    return translations(read(catalogue_path(COURSE, language, name), language))


def updated_catalogue(language: str, name: str) -> Catalog:
    """A catalogue as it should be, with the texts that there are now and no others."""
    path = catalogue_path(COURSE, language, name)
    catalogue = updated(path, language, template(CATALOGUES[name]()))
    catalogue.obsolete.clear()
    return catalogue


def translated_page(text: str, language: str) -> str:
    """A page of the book in a language; headings of the README as they are translated there."""
    of_book, of_readme = lookup(language, DOMAIN), lookup(language, "README")
    return translated(text, units_of_page(text), lambda unit: of_book(unit) or of_readme(unit))


def translated_readme(language: str) -> str:
    """The README in a language."""
    text = README.read_text(encoding="utf-8")
    return translated(text, units_of_readme(text), lookup(language, "README"))


def compile_sentences(language: str) -> None:
    """Compile the book's catalogue, for `_` in its modules and for the themes."""
    catalogue = read(catalogue_path(COURSE, language, DOMAIN), language)
    for domain in (DOMAIN, *THEMES):
        path = COMPILED / language / "LC_MESSAGES" / f"{domain}.mo"
        write(path, compiled(catalogue))


def main() -> int:
    """Write the catalogues and the translated READMEs."""
    for language in NAMES:
        if language == ENGLISH:
            continue
        for name in CATALOGUES:
            write(catalogue_path(COURSE, language, name),
                  as_bytes(updated_catalogue(language, name)))
        write(COURSE / f"README.{language}.md", translated_readme(language).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
