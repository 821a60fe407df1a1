"""Walking a submission's folder, whose author decides how many files it has and how deep."""

import contextlib
import os
from collections import deque
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

NOTEBOOK = ".ipynb"
MAX_DEPTH = 30  # folders inside one another
MAX_PATH = 1_000  # bytes of a path below the folder; the system refuses 4096 from the root on
MAX_ENTRIES = 50_000  # files and folders that are looked at
MAX_FILES = 5_000  # files beside the notebooks that travel
REMOVED = ".removed.txt"  # the ending of the note on a link that intake has removed
MAX_SHOWN = 100  # characters of a name that is shown


def walk(folder: Path, passed_over: list[Path] | None = None) -> Iterator[Path]:
    """Yield the files and folders below a folder, by depth and then by name, within the bounds.

    No link is followed, and a folder that cannot be read is taken for an empty one.

    Parameters
    ----------
    passed_over : gets the folders of which not everything was looked at
    """
    n_left = MAX_ENTRIES
    waiting = deque([(folder, 0)])
    while waiting:
        place, depth = waiting.popleft()
        found: list[os.DirEntry[str]] = []
        with contextlib.suppress(OSError), os.scandir(place) as entries:
            found = sorted(islice(entries, n_left + 1), key=lambda entry: entry.name)
        kept = [entry for entry in found[:n_left]
                if depth < MAX_DEPTH and len(os.fsencode(entry.path)) - len(os.fsencode(folder))
                <= MAX_PATH]
        n_left -= len(kept)
        if passed_over is not None and len(kept) < len(found):
            passed_over.append(place)
        for entry in kept:
            yield Path(entry.path)
        waiting.extend((Path(entry.path), depth + 1) for entry in kept if _is_folder(entry.path))


def is_text(name: str) -> bool:
    """Whether a file's name is text; of one in an old encoding only the bytes are known."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def shown_name(name: str) -> str:
    """A file's name as people may read it, of a long one the end."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")[-MAX_SHOWN:]


def plain_files(folder: Path, room: int) -> dict[str, bytes]:
    """Read the files beside a submission's notebooks, without links, by path below the folder.

    What cannot be read is left out, and so is what does not fit into the `room` (bytes) left.
    """
    found = {}
    for path in files_beside(folder, room):
        with contextlib.suppress(OSError):  # unreadable for us, so for the submission
            found[str(path.relative_to(folder))] = path.read_bytes()
    return found


def files_beside(folder: Path, room: int) -> Iterator[Path]:
    """Yield the plain files beside a submission's notebooks, as long as there is `room` (bytes)."""
    n_left = MAX_FILES
    for path in walk(folder):
        if path.is_symlink() or not path.is_file() or path.suffix == NOTEBOOK:
            continue
        size = path.stat().st_size
        if size <= room and n_left:
            room, n_left = room - size, n_left - 1
            yield path


def _is_folder(path: str) -> bool:
    """Whether it is a folder by now, since a link may just have been replaced by a note."""
    return os.path.isdir(path) and not os.path.islink(path)
