"""Intake: what was handed in, put where grading looks for it.

A notebook under another name, in a deeper folder or in a zip file is copied to its place; a folder
without any gets a notebook that says so, and a zero with that reason. What was handed in is neither
changed nor removed but for links and special files, in whose place a note says what they were;
what only stands in the way (a folder named like the notebook, an unreadable date) gets a new name.
"""

import contextlib
import os
import shutil
import stat
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from difflib import SequenceMatcher
from itertools import count
from pathlib import Path
from typing import IO

import nbformat
from nbgrader.utils import parse_utc

from answercheck.verdict import finding
from grading.hand_ins.reading import MAX_BYTES, unreadable
from grading.hand_ins.timestamps import MAX_BYTES as TIMESTAMP_BYTES
from grading.hand_ins.timestamps import read_timestamp
from grading.hand_ins.walk import NOTEBOOK, is_text, walk

MAX_NOTEBOOKS = 300  # whose names are compared with that of the missing one
MAX_MEMBERS = 200_000  # of all zip files of a submission; to list 100 000 takes half a second
UNREADABLE_DATE = ".unreadable"  # the ending of a date's name when it has been set aside
TIMESTAMP = "timestamp.txt"  # when it was handed in; nbgrader stops at one that is no date


def take_in(names: Sequence[str], notebooks: list[str]) -> None:
    """Put one submission in place for plain `nbgrader autograde`.

    Parameters
    ----------
    names : of the assignment's notebooks that are to be graded, with their ending
    notebooks : the paths that nbgrader is about to grade; what was put in place joins them, and
        those that no gradebook can name leave them
    """
    folder = Path(notebooks[0]).parent
    placed_notebooks = put_all_in_place(folder, names)
    _set_aside_what_is_beyond(folder, placed_notebooks)
    for placed in placed_notebooks:
        if str(placed) not in notebooks:
            notebooks.append(str(placed))
    notebooks[:] = [path for path in notebooks if is_text(Path(path).name)]


def put_in_place(folder: Path, name: str) -> Path:
    """Make sure that `folder` holds a plain file `name`; return its path.

    Parameters
    ----------
    folder : one student's submission of one assignment
    name : of the assignment's notebook, with its ending
    """
    placed, = put_all_in_place(folder, [name])
    return placed


def put_all_in_place(folder: Path, names: Sequence[str]) -> list[Path]:
    """Make sure that `folder` holds an assignment's notebooks; return the paths of those it has.

    Of several, one that was not handed in stays missing; if none was, each says so.
    """
    if folder.is_symlink():
        _replace_by_note(folder)
        folder.mkdir()
    _remove_special_files(folder)
    _set_aside_bad_timestamp(folder / TIMESTAMP)
    targets = [folder / name for name in names]
    for target in targets:
        if target.is_dir():
            target.rename(_free(target, ".folder"))
    missing = [target for target in targets if not target.exists()]
    found = {target: _place(target, names) for target in missing}
    if len(missing) == len(targets) and not any(found.values()):
        for target in missing:
            notice = unreadable(finding("no_notebook", name=target.name))
            _write(target, nbformat.writes(notice).encode())
    return [target for target in targets if target.exists()]


def _place(target: Path, names: Sequence[str]) -> bool:
    """Copy what is most like the missing notebook to its place; whether there is such a thing."""
    content = _nearest(target.parent, target.name, names)
    if content is not None:
        _write(target, content)
    return content is not None


def _set_aside_what_is_beyond(folder: Path, notebooks: list[Path]) -> None:
    """If a folder is beyond the bounds of `walk`, leave its notebooks and its date in it alone.

    nbgrader copies all files of a submission, and follows the links among them. The folder as it
    was gets a name beside it.
    """
    passed_over: list[Path] = []
    for _ in walk(folder, passed_over):
        pass
    if not passed_over:
        return
    new = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".", suffix=".new"))
    for path in (*notebooks, folder / TIMESTAMP):
        if path.exists():
            shutil.copy2(path, new)
    folder.rename(_free(folder.with_name(f".{folder.name}"), ".as-handed-in"))
    new.chmod(0o755)
    new.rename(folder)


def _write(target: Path, content: bytes) -> None:
    # Not in the folder itself: if we are stopped, what is left would count as handed in.
    handle, beside = tempfile.mkstemp(dir=target.parent.parent, prefix=".", suffix=".new")
    try:
        with os.fdopen(handle, "wb") as into:
            into.write(content)
        Path(beside).replace(target)
    finally:
        Path(beside).unlink(missing_ok=True)
    target.chmod(0o644)


def _remove_special_files(folder: Path) -> None:
    """Links could lead to other people's files, and a pipe would be read for ever."""
    for path in walk(folder):
        mode = path.lstat().st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
            _replace_by_note(path)


def _replace_by_note(path: Path) -> None:
    """Remove a link or a special file and say beside it what it was."""
    what = f"a link to {os.readlink(path)}" if path.is_symlink() else "a special file"
    path.unlink()
    # Only a new file is written to: one of this name may be handed in too, and be a link.
    with _free(path, ".removed.txt").open("x", encoding="utf-8", errors="replace") as note:
        note.write(f"{path.name} was {what}; it was not read.\n")


def _free(path: Path, ending: str) -> Path:
    """A path beside this one that nothing has yet, named after it."""
    short = os.fsdecode(os.fsencode(path.name)[:200])  # a file's name has at most 255 bytes
    tries = (path.with_name(f"{short}{number or ''}{ending}") for number in count())
    return next(free for free in tries if not os.path.lexists(free))


def _set_aside_bad_timestamp(path: Path) -> None:
    """Leave the date only if nbgrader reads it rightly; else write it so that it does.

    What was handed in gets a name beside it: alone, if it is no date that can be read in one way.
    """
    if not path.exists():
        return
    try:
        with path.open("rb") as file:
            content = file.read(TIMESTAMP_BYTES + 1)
        when = read_timestamp(content)
    except Exception:
        path.rename(_free(path, UNREADABLE_DATE))
        return
    if when is not None and not _is_read_as(content, when):
        path.rename(_free(path, ".as-handed-in"))
        _write(path, f"{when:%Y-%m-%d %H:%M:%S.%f} UTC\n".encode())


def _is_read_as(content: bytes, when: datetime) -> bool:
    """Whether nbgrader reads these bytes as this moment."""
    with contextlib.suppress(Exception):
        return bool(parse_utc(content.decode().strip()) == when)
    return False


def _nearest(folder: Path, name: str, names: Sequence[str]) -> bytes | None:
    """The notebook, or the member of a zip file, whose name is nearest; None if there is none.

    What is nearer to another of the `names` is that one's. Damaged zip files are passed over. Of
    what is too large, more is read than may be graded.
    """
    def likeness(candidate: str, name: str = name) -> float:
        return SequenceMatcher(None, Path(candidate).name.lower()[:255], name.lower()).ratio()

    def may_be(candidate: str) -> bool:
        return likeness(candidate) == max(likeness(candidate, one) for one in names)

    def content(file: IO[bytes]) -> bytes:
        return file.read(MAX_BYTES + 1)

    files = [path for path in walk(folder) if path.is_file()]
    loose = [path for path in _few([
        path for path in files if path.suffix.lower() == NOTEBOOK
        and ".ipynb_checkpoints" not in path.parts], names) if may_be(path.name)]
    if loose:
        with max(loose, key=lambda path: likeness(path.name)).open("rb") as file:
            return content(file)
    n_left = MAX_MEMBERS
    for archive in [path for path in files if path.suffix.lower() == ".zip"]:
        n_members = _most_members(archive)
        if n_members > n_left:
            continue
        n_left -= n_members
        # What is damaged fails in many ways: zlib.error, EOFError, UnicodeDecodeError, …
        with contextlib.suppress(Exception), zipfile.ZipFile(archive) as packed:
            # Python unpacks the rarer methods without a bound on memory.
            unpackable = {Path(one.filename): one for one in packed.infolist()
                          if one.filename.lower().endswith(NOTEBOOK)
                          and one.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)}
            members = [unpackable[path] for path in _few(unpackable, names)
                       if may_be(path.name)]
            if members:
                best = max(members, key=lambda one: likeness(one.filename))
                with packed.open(best) as member:
                    return content(member)
    return None


def _few(paths: Iterable[Path], names: Sequence[str]) -> list[Path]:
    """The first MAX_NOTEBOOKS of these; those named exactly like one of the `names` come first."""
    wanted = {name.lower() for name in names}
    return sorted(paths, key=lambda path: path.name.lower() not in wanted)[:MAX_NOTEBOOKS]


def _most_members(archive: Path) -> int:
    """How many members a zip file can have at most, without a list of them."""
    with archive.open("rb") as file:
        return sum(chunk.count(b"PK\x01\x02") for chunk in iter(lambda: file.read(2**20), b""))
