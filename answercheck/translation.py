"""The language of sentences, with translations from gettext catalogues.

Sentences are written in English, in the code, and translated when they are put into words:

    from answercheck.translation import translate as _

    _("the cell gave no answer")

Verdicts, findings and reference files stay in English. A package adds its compiled catalogues with
`add_catalogue`; English is what stands in the code, and what is shown where a translation is
missing.
"""

import gettext as catalogues
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

ENGLISH = "en"
LANGUAGE_VARIABLE = "COURSE_LANGUAGE"  # an environment variable

_folders: dict[str, Path] = {}  # of catalogues, by domain
_chosen: ContextVar[str | None] = ContextVar("language", default=None)


def _folder_at_start() -> Path:
    # A notebook's kernel starts in the folder of the notebook, and may go elsewhere later.
    try:
        return Path.cwd()
    except OSError:  # the folder is gone
        return Path("/")


_start = _folder_at_start()
_of_assignment: str | None = None


def add_catalogue(domain: str, folder: Path) -> None:
    """Add the catalogues `<folder>/<language>/LC_MESSAGES/<domain>.mo`, of every language.

    Where several hold a sentence, the translation in the one that was added first counts.
    """
    _folders[domain] = folder
    languages.cache_clear()
    language_of_folder.cache_clear()
    _translations.cache_clear()


@cache
def languages() -> frozenset[str]:
    """Return the languages for which there is a catalogue, such as "zh_CN"."""
    return frozenset(path.parent.parent.name for domain, folder in _folders.items()
                     for path in folder.glob(f"*/LC_MESSAGES/{domain}.mo"))


@cache
def language_of_folder(folder: Path) -> str | None:
    """Return the name of the nearest folder, this one or one above, that is a language's; or None.

    >>> language_of_folder(Path("/home/ana/zh_CN/homework"))
    'zh_CN'
    """
    return next((one.name for one in (folder, *folder.parents) if one.name in languages()), None)


def set_assignment_language(language: str | None) -> None:
    """Set the language of the assignment in this process; None is one that is not known."""
    global _of_assignment
    _of_assignment = language


def current_language() -> str:
    """Return the language of sentences: "en", or one for which there is a catalogue.

    It is, in this order, that of `in_language`, of the environment variable COURSE_LANGUAGE, of the
    assignment, or of the folder in which the process started. An unknown one counts as English.
    """
    language = (_chosen.get() or os.environ.get(LANGUAGE_VARIABLE) or _of_assignment
                or language_of_folder(_start))
    return language if language in languages() else ENGLISH


@contextmanager
def in_language(language: str) -> Iterator[None]:
    """Put sentences into this language; an unknown one counts as English."""
    token = _chosen.set(language if language in languages() else ENGLISH)
    try:
        yield
    finally:
        _chosen.reset(token)


@cache
def _translations(language: str) -> catalogues.NullTranslations:
    """Return the translations of all domains into a language; each is the next one's fallback."""
    all_of_them = catalogues.NullTranslations()
    for domain, folder in _folders.items():
        all_of_them.add_fallback(
            catalogues.translation(domain, folder, [language], fallback=True))
    return all_of_them


def translate(text: str) -> str:
    """Return a sentence in the current language, or as it is if there is no translation."""
    # The empty string is the key of a catalogue's header.
    return _translations(current_language()).gettext(text) if text else ""


def ngettext(singular: str, plural: str, n: int) -> str:
    """Return one of two sentences in the current language, by the number that it is about."""
    return _translations(current_language()).ngettext(singular, plural, n)


def N_(text: str) -> str:
    """Return a sentence as it is, for the catalogue: it is translated where it is shown."""
    return text


add_catalogue("answercheck", Path(__file__).parent / "locale")
