"""What was handed in beside a notebook for a person to read: texts, pages, pictures, archives."""

from collections.abc import Iterator, Mapping
from itertools import islice
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
        (name for name in _documents(folder) if not _is_ours(folder, name, ours)), MAX_NAMES)]
    return [finding(DOCUMENTS_BESIDE, names=names)] if names else []


def names_handed_in(folder: Path) -> list[str]:
    """Return the names of the first files that a student handed in, as people may read them."""
    files = (str(path.relative_to(folder)) for path in walk(folder) if path.is_file())
    return [shown_name(name) for name in islice(filter(_is_theirs, files), MAX_NAMES)]


def _documents(folder: Path) -> Iterator[str]:
    """Yield the paths of documents below a folder, and of those in archives there."""
    files = [path for path in walk(folder) if path.is_file()]
    yield from filter(_is_document, (str(path.relative_to(folder)) for path in files))
    for label, members in archives(folder, files):
        yield from filter(_is_document, (f"{label}/{name}" for name in members))


def _is_document(name: str) -> bool:
    return (name.lower().endswith(DOCUMENTS + PACKED) and NOTEBOOK not in name.lower()
            and _is_theirs(name))


def _is_theirs(name: str) -> bool:
    """Whether a student may have written a file; no program hides or names it so."""
    path = PurePath(name)
    # Intake sets a date that cannot be read aside, with an ending more.
    return not (path.name.startswith(TIMESTAMP) or path.name.endswith(REMOVED)) and not any(
        part.startswith(".") or part == "__MACOSX" for part in path.parts)


def _is_ours(folder: Path, name: str, ours: Mapping[str, bytes]) -> bool:
    try:
        return name in ours and (folder / name).read_bytes() == ours[name]
    except OSError:
        return False
