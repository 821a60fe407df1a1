"""What was handed in beside a notebook for a person to read: texts, pages, pictures, archives."""

from collections.abc import Callable, Iterator, Mapping
from itertools import chain, islice
from pathlib import Path, PurePath

from answercheck.verdict import Finding, finding
from grading.hand_ins.archives import archives
from grading.hand_ins.timestamps import TIMESTAMP
from grading.hand_ins.walk import NOTEBOOK, REMOVED, shown_name, walk

# Endings of what may hold a written answer; pictures may be of one by hand.
DOCUMENTS = (".txt", ".md", ".rst", ".rtf", ".tex", ".doc", ".docx", ".odt", ".pages", ".pdf",
             ".html", ".htm", ".png", ".jpg", ".jpeg", ".heic", ".gif", ".webp", ".tif", ".tiff")
PACKED = (".7z", ".rar")  # which are not looked into
DOCUMENTS_BESIDE = "documents_beside"  # the code of the note on them
MAX_NAMES = 5  # of files that are told


def documents_beside(folder: Path, ours: Mapping[str, bytes]) -> list[Finding]:
    """Return the note on what a person may have to read; none if there is nothing.

    Parameters
    ----------
    folder : submitted/STUDENT/ASSIGNMENT
    ours : the assignment's own files, by path; a changed one may hold an answer
    """
    names = [shown_name(name) for name in islice(
        (name for name, load in _documents(folder) if not _is_ours(name, load, ours)), MAX_NAMES)]
    return [finding(DOCUMENTS_BESIDE, names=names)] if names else []


def names_handed_in(folder: Path) -> list[str]:
    """Return the names of the first files that a student handed in, as people may read them."""
    files = (str(path.relative_to(folder)) for path in walk(folder) if path.is_file())
    return [shown_name(name) for name in islice(filter(_is_theirs, files), MAX_NAMES)]


def _documents(folder: Path) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield the paths of documents below a folder and in archives there, and what reads each."""
    files = [path for path in walk(folder) if path.is_file()]
    loose = ((str(path.relative_to(folder)), path.read_bytes) for path in files)
    packed = ((f"{label}/{name}", member.load) for label, members in archives(folder, files)
              for name, member in members.items())
    return ((name, load) for name, load in chain(loose, packed) if _is_document(name))


def _is_document(name: str) -> bool:
    return (name.lower().endswith(DOCUMENTS + PACKED) and NOTEBOOK not in name.lower()
            and _is_theirs(name))


def _is_theirs(name: str) -> bool:
    """Whether a student may have written a file; no program hides or names it so."""
    path = PurePath(name)
    # Intake sets a date that cannot be read aside, with an ending more.
    return not (path.name.startswith(TIMESTAMP) or path.name.endswith(REMOVED)) and not any(
        part.startswith(".") or part == "__MACOSX" for part in path.parts)


def _is_ours(name: str, load: Callable[[], bytes], ours: Mapping[str, bytes]) -> bool:
    """Whether a file is as one of ours, wherever it was put, or packed together with all others."""
    alike = [content for path, content in ours.items()
             if PurePath(path).name == PurePath(name).name]
    try:
        return bool(alike) and load() in alike
    except OSError:
        return False
