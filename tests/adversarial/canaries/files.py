"""Files and folders that may be neither read nor changed, and where nothing new may appear."""

import contextlib
import os
import secrets
import shutil
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

PIECE_BYTES, SHOWN_BYTES = 24, 200_000
SECRET, OTHER = "secret.txt", "keep.txt"


class State(NamedTuple):
    """The state of a file or folder; times and links reveal changes that left the content alone."""

    mode: int
    content: bytes
    owner: tuple[int, int]
    n_links: int
    changed_ns: int
    attributes: tuple[str, ...]


class Folder:
    """A folder with two files; everything in it is watched."""

    def __init__(self, name: str, place: Path) -> None:
        self._name, self._place = name, place
        place.mkdir(parents=True, exist_ok=True)
        text = secrets.token_hex(16)
        (place / SECRET).write_text(f"{text}\n")
        (place / OTHER).write_text("nobody may change this\n")
        self.placeholders: Mapping[str, str] = {name: str(place)}
        self.secrets: Mapping[str, str] = {name: text}
        self._before = states(place)

    def touched(self) -> list[str]:
        """Report whether anything in it is new, gone or changed."""
        if states(self._place) == self._before:
            return []
        self._restore()
        return [f"{self._name}: changed"]

    def _restore(self) -> None:
        if self._place.exists():
            self._place.chmod(0o755)
            shutil.rmtree(self._place)
        for path, state in sorted(self._before.items()):
            if stat.S_ISDIR(state.mode):
                Path(path).mkdir(parents=True)
            else:
                Path(path).write_bytes(state.content)
            Path(path).chmod(stat.S_IMODE(state.mode))
        self._before = states(self._place)

    def close(self) -> None:
        """Remove it."""
        shutil.rmtree(self._place, ignore_errors=True)


def states(top: Path) -> dict[str, State]:
    """The state of a folder and of everything in it, by path."""
    found = [top, *top.rglob("*")] if top.is_dir() else []
    return {str(path): _state(path) for path in found}


def _state(path: Path) -> State:
    found = path.lstat()
    content = path.read_bytes() if stat.S_ISREG(found.st_mode) else b""
    attributes: tuple[str, ...] = ()
    with contextlib.suppress(OSError):
        attributes = tuple(os.listxattr(path, follow_symlinks=False))
    return State(found.st_mode, content, (found.st_uid, found.st_gid), found.st_nlink,
                 found.st_mtime_ns, attributes)


class MarkedFiles:
    """Folders that others use as well (/tmp, a home), where a new file is known by a mark."""

    secrets: Mapping[str, str] = {}

    def __init__(self, mark: str, places: Iterable[str]) -> None:
        self._mark, self._places = mark, {place for place in places if os.path.isdir(place)}
        self.placeholders: Mapping[str, str] = {"mark": mark}

    def touched(self) -> list[str]:
        """Report the folders that hold something new, and remove it."""
        found = [path for place in sorted(self._places)
                 for path in Path(place).glob(f"*{self._mark}*")]
        for path in found:
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
        return [f"{path.parent}: new file" for path in found]

    def close(self) -> None:
        """Remove what is left."""
        self.touched()


class KnownFiles:
    """Files that exist anyway and that others may change; a piece of each is the secret."""

    def __init__(self, paths: Mapping[str, Path]) -> None:
        there = {name: path for name, path in paths.items() if path.is_file()}
        self.placeholders: Mapping[str, str] = {name: str(path) for name, path in there.items()}
        self.secrets: Mapping[str, str] = {name: distinctive_piece(path.read_bytes())
                                           for name, path in there.items()}

    def touched(self) -> list[str]:
        """Nothing: only reading is watched for, by the secrets."""
        return []

    def close(self) -> None:
        """Nothing to remove."""


def distinctive_piece(content: bytes) -> str:
    """A piece that only this file has: the first line of a text, else its most varied bytes in hex.

    Taken from the part of the file that a notebook can show.
    """
    try:
        return content.decode().splitlines()[0]
    except (UnicodeDecodeError, IndexError):
        starts = range(0, min(len(content), SHOWN_BYTES), PIECE_BYTES)
        pieces = (content[at:at + PIECE_BYTES] for at in starts)
        return max(pieces, key=lambda piece: len(set(piece))).hex()
