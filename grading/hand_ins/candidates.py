"""Files of a submission that may be the notebook, and which of several is graded.

One that is answered is never passed over for one that is not. Of several answered ones the newest
counts; what was saved at about the same time is decided by how much is answered.
"""

import contextlib
import io
import re
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property, partial
from itertools import islice
from pathlib import Path

from nbformat import NotebookNode

from grading.hand_ins.reading import GZIP, MAX_BYTES, PLACED, UNREADABLE, read
from grading.hand_ins.walk import NOTEBOOK, walk

MAX_CANDIDATES = 10  # that are read, the most alike in name
MAX_TOGETHER = 100 * 2**20  # bytes of these
START = 100  # bytes of a file in which a notebook's first bracket stands
MAX_NOTEBOOKS = 300  # in a folder, or in a zip file, whose names are compared
MAX_MEMBERS = 200_000  # of all zip files of a submission; to list 100 000 takes half a second
MAX_INNER = 20  # zip files in zip files
MAX_LABEL = 100  # characters of a name that is shown
SAME_TIME_S = 60  # as when a folder is copied, or unpacked
UNDATED = (1980, 1, 1, 0, 0, 0)  # what a zip file says that does not know
_OLDER = re.compile(r"(?<![a-z])(?:old|older|backup|bak|previous|draft|orig|original)(?![a-z])")


@dataclass(frozen=True, eq=False)
class Candidate:
    """A file, or a member of a zip file, that may be the notebook.

    label : its name, as people may read it
    date : when it was written, in seconds since 1970
    load : reads its bytes
    is_in_place : whether it has the name and the place of the notebook already
    """

    label: str
    date: float
    load: Callable[[], bytes]
    is_in_place: bool = False

    @cached_property
    def content(self) -> bytes:
        """Its bytes; of what is too large more is read than may be graded."""
        return self.load()

    @cached_property
    def notebook(self) -> NotebookNode:
        """What can be read of it."""
        return read(io.BytesIO(self.content))

    @property
    def is_readable(self) -> bool:
        """Whether it is a notebook."""
        return UNREADABLE not in self.notebook.metadata

    @property
    def is_ours(self) -> bool:
        """Whether an earlier intake has written it."""
        return self.is_in_place and (
            self.notebook.metadata.get(PLACED) is not None
            or self.notebook.metadata.get(UNREADABLE, {}).get("code") == "no_notebook")


def candidates(folder: Path, name: str, names: Sequence[str]) -> list[Candidate]:
    """What may be the notebook `name`, most alike in name first.

    Checkpoints are passed over, as are damaged zip files. What is nearer to another of the `names`
    is that one's. A file that bears another kind of name has to be a notebook.
    """
    def may_be(path: str) -> bool:
        return _likeness(path, name) == max(_likeness(path, one) for one in names)

    files = [path for path in walk(folder) if path.is_file()]
    found = [one for one in (*_loose(folder, files, name), *_packed(folder, files, names))
             if may_be(one.label)]
    found.sort(key=lambda one: (one.is_in_place, _likeness(one.label, name)), reverse=True)
    kept, room = [], MAX_TOGETHER
    for one in found[:MAX_CANDIDATES]:
        if len(found) > 1:
            room -= len(one.content)
        if one.is_in_place or (room >= 0 and _is_worth_a_look(one)):
            kept.append(one)
    return kept


def _is_worth_a_look(one: Candidate) -> bool:
    if one.label.lower().endswith(NOTEBOOK):
        return bool(one.content)
    is_like_one = b"{" in one.content[:START] or one.content.startswith(GZIP)
    return is_like_one and one.is_readable


def _likeness(path: str, name: str) -> float:
    return SequenceMatcher(None, Path(path).name.lower()[:255], name.lower()).ratio()


def _loose(folder: Path, files: Sequence[Path], name: str) -> Iterator[Candidate]:
    labels = {str(path.relative_to(folder)): path for path in files}
    for label in _few(filter(_may_hold_a_notebook, labels), [name]):
        path = labels[label]
        yield Candidate(label, path.stat().st_mtime, partial(_read_file, path),
                        is_in_place=path == folder / name)


def _packed(folder: Path, files: Sequence[Path], names: Sequence[str]) -> Iterator[Candidate]:
    n_left, n_inner, room = MAX_MEMBERS, MAX_INNER, MAX_TOGETHER
    waiting: list[tuple[str, Path | io.BytesIO, float]] = [
        (str(path.relative_to(folder)), path, path.stat().st_mtime)
        for path in files if _is_zip(path.name)]
    while waiting:
        label, archive, date = waiting.pop(0)
        n_members = most_members(archive)
        if n_members > n_left:
            continue
        n_left -= n_members
        # What is damaged fails in many ways: zlib.error, EOFError, UnicodeDecodeError, …
        with contextlib.suppress(Exception), zipfile.ZipFile(archive) as packed:
            # Python unpacks the rarer methods without a bound on memory.
            members = {one.filename: one for one in packed.infolist()
                       if one.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)}
            for filename in _few(filter(_may_hold_a_notebook, members), names):
                yield Candidate(f"{label}/{filename}", _date(members[filename], date),
                                partial(_read_member, archive, members[filename]))
            # Portals put the zip files of students into a larger one.
            for filename in islice(filter(_is_zip, members), n_inner):
                if members[filename].file_size <= room:
                    n_inner -= 1
                    with packed.open(members[filename]) as file:
                        inner = io.BytesIO(file.read(room))
                    room -= inner.getbuffer().nbytes
                    waiting.append((f"{label}/{filename}", inner, _date(members[filename], date)))


def _few(labels: Iterable[str], names: Sequence[str]) -> list[str]:
    """The first MAX_NOTEBOOKS of these; those named exactly like one of the `names` come first."""
    wanted = {name.lower() for name in names}
    return sorted(labels, key=lambda label: Path(label).name.lower() not in wanted)[:MAX_NOTEBOOKS]


def _is_zip(name: str) -> bool:
    return name.lower().endswith(".zip") and not Path(name).name.startswith("._")


def most_members(archive: Path | io.BytesIO) -> int:
    """How many members a zip file can have at most, without a list of them."""
    with archive.open("rb") if isinstance(archive, Path) else io.BytesIO(
            archive.getvalue()) as file:
        return sum(chunk.count(b"PK\x01\x02") for chunk in iter(lambda: file.read(2**20), b""))


def _read_file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError:  # not for us to read; the others may be
        return b""


def _read_member(archive: Path | io.BytesIO, member: zipfile.ZipInfo) -> bytes:
    try:
        with zipfile.ZipFile(archive) as packed, packed.open(member) as file:
            return file.read(MAX_BYTES + 1)
    except Exception:  # damaged, see above
        return b""


def _may_hold_a_notebook(label: str) -> bool:
    path = Path(label)
    if (".ipynb_checkpoints" in path.parts or "__MACOSX" in path.parts
            or path.name.startswith("._") or path.name.endswith(".removed.txt")):
        return False
    return (path.suffix.lower() in (NOTEBOOK, ".json", ".txt")
            or NOTEBOOK in path.name.lower()) and path.suffix.lower() != ".zip"


def _date(member: zipfile.ZipInfo, of_archive: float) -> float:
    with contextlib.suppress(ValueError, OverflowError):
        if member.date_time != UNDATED:
            return time.mktime((*member.date_time, 0, 0, -1))
    return of_archive


def best(found: Sequence[Candidate], name: str,
         n_answered: Callable[[Candidate], int]) -> Candidate:
    """The candidate that is graded.

    Parameters
    ----------
    found : at least one
    name : of the notebook
    n_answered : how many answers one holds that can be read
    """
    def rank(one: Candidate) -> tuple[float, ...]:
        return (not _OLDER.search(one.label.lower()), one.is_in_place, _likeness(one.label, name))

    readable = [one for one in found if one.is_readable]
    answered = [one for one in readable if n_answered(one) > 0]
    if not answered:
        return max(readable or found, key=lambda one: (one.is_in_place, *rank(one)))
    newest = max(one.date for one in answered)
    chosen = max((one for one in answered if newest - one.date < SAME_TIME_S),
                 key=lambda one: (n_answered(one), *rank(one)))
    return next((one for one in answered
                 if one.is_in_place and one.content == chosen.content), chosen)
