"""Gettext catalogues on disk, `locale/LANGUAGE/….po`."""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, write_po

from grading.errors import CourseError
from grading.translation.notebook import Text
from grading.translation.units import Lookup

FOLDER = "locale"  # in the course's root


def catalogue_path(root: Path, language: str, name: str) -> Path:
    """Where a catalogue of the course in `root` lies, by its name, such as "source/ps1"."""
    return root / FOLDER / language / f"{name}.po"


def refuse_unknown(language: str) -> None:
    """Raise CourseError unless a language is spelled as gettext spells it, such as zh_CN."""
    try:
        Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        raise CourseError(f"there is no language {language!r}; write it as gettext does, "
                          "such as zh_CN, pt_BR or de") from None


def template(texts: Iterable[Text]) -> Catalog:
    """A catalogue of these texts, each once, without translations."""
    catalogue = Catalog()
    for one in texts:
        message = catalogue.get(one.text)
        if message is None or one.place not in message.auto_comments:
            catalogue.add(one.text, auto_comments=[one.place])
    return catalogue


def read(path: Path, language: str) -> Catalog:
    """A catalogue; an empty one if there is no such file.

    Raises
    ------
    CourseError
        If it is damaged.
    """
    if not path.is_file():
        return Catalog(language, header_comment=f"# {path.stem}", project="course", fuzzy=False)
    try:
        with path.open("rb") as file:
            return read_po(file, locale=language, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError) as error:
        raise CourseError(f"{path} is damaged ({error}); mend it, or take it from git") from None


def updated(path: Path, language: str, wanted: Catalog) -> Catalog:
    """The catalogue at a path, brought up to date with the texts that are wanted now.

    A translation whose text has changed a little is kept, as fuzzy; one whose text is gone
    becomes obsolete.
    """
    catalogue = read(path, language)
    catalogue.update(wanted, update_creation_date=not path.is_file())
    for message in list(catalogue.obsolete.values()):
        if not message.string:
            catalogue.obsolete.pop(str(message.id))
    return catalogue


def as_bytes(catalogue: Catalog) -> bytes:
    """The content of a catalogue's file, without line breaks other than those of its texts."""
    for message in [*catalogue, *catalogue.obsolete.values()]:
        if not message.locations:  # prose of notebooks, in which a % is no format
            message.flags -= {"python-format", "python-brace-format"}
    file = BytesIO()
    write_po(file, catalogue, width=0, include_lineno=False)
    return file.getvalue()


def write(path: Path, content: bytes) -> None:
    """Write a file, and the folders that it lies in, unless it is there as it should be."""
    if not path.is_file() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def messages(catalogue: Catalog) -> list[Message]:
    """The messages of a catalogue, without its header."""
    return [message for message in catalogue if message.id]


def translations(catalogue: Catalog) -> Lookup:
    """What gives the translation of a text: none if the catalogue has none, or a fuzzy one."""
    def lookup(text: str) -> str | None:
        message = catalogue.get(text)
        return str(message.string) if message and message.string and not message.fuzzy else None

    return lookup
