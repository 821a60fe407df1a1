"""Zip and tar files among what was handed in, and those that lie in other ones.

Their authors decide what stands in them, so nothing is unpacked beyond a bound, and what is damaged
is passed over.
"""

import contextlib
import re
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from itertools import islice
from pathlib import Path

from grading.hand_ins.compressed import COMPRESSED, unpacked
from grading.hand_ins.reading import MAX_BYTES

MAX_TOGETHER = 100 * 2**20  # bytes of all tar files, unpacked, and of archives in other ones
MAX_MEMBERS = 200_000  # of all archives of a submission; to list 100 000 takes half a second
MAX_INNER = 20  # archives in archives
ENDINGS = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
UNDATED = (1980, 1, 1, 0, 0, 0)  # what a zip file says that does not know
BLOCK = 512  # bytes of a tar file, in which it counts
USTAR = b"ustar"  # by which a tar file is known
_LONG_NAME = re.compile(rb"\d+ path=([^\n]*)\n")


@dataclass(frozen=True)
class Member:
    """A file in an archive.

    date : when it was written, in seconds since 1970
    load : reads its bytes, of a large one more than may be graded; none of one that is damaged
    """

    date: float
    load: Callable[[], bytes]


def is_archive(name: str) -> bool:
    """Whether a file's name is that of an archive which can be read."""
    return name.lower().endswith(ENDINGS) and not Path(name).name.startswith("._")


def archives(folder: Path, files: Sequence[Path]) -> Iterator[tuple[str, dict[str, Member]]]:
    """Yield each archive among the files below a folder: its name, and its members by name."""
    n_left, n_inner, room = MAX_MEMBERS, MAX_INNER, MAX_TOGETHER
    waiting: list[tuple[str, Path | BytesIO, float]] = [
        (str(path.relative_to(folder)), path, path.stat().st_mtime)
        for path in files if is_archive(path.name)]
    while waiting:
        label, archive, date = waiting.pop(0)
        members: dict[str, Member] = {}
        # What is damaged fails in many ways: zlib.error, EOFError, UnicodeDecodeError, …
        with contextlib.suppress(Exception):
            if _is_tar(archive):
                content = unpacked(_start(archive, room), room)
                room -= len(content)
                members = _tarred(content, n_left)
            else:
                members = _zipped(archive, date, n_left)
        n_left -= len(members)
        yield label, members
        # Portals put the archives of students into a larger one.
        for name in islice(filter(is_archive, members), n_inner):
            content = members[name].load()
            if 0 < len(content) <= min(room, MAX_BYTES):
                n_inner -= 1
                room -= len(content)
                waiting.append((f"{label}/{name}", BytesIO(content), members[name].date))


def _zipped(archive: Path | BytesIO, date: float, n_left: int) -> dict[str, Member]:
    if most_members(archive) > n_left:
        return {}
    with zipfile.ZipFile(archive) as packed:
        # Python unpacks the rarer methods without a bound on memory.
        return {one.filename: Member(_date(one, date), partial(_read_zipped, archive, one))
                for one in packed.infolist()
                if one.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)}


def most_members(archive: Path | BytesIO) -> int:
    """How many members a zip file can have at most, without a list of them."""
    with archive.open("rb") if isinstance(archive, Path) else BytesIO(archive.getvalue()) as file:
        return sum(chunk.count(b"PK\x01\x02") for chunk in iter(lambda: file.read(2**20), b""))


def _read_zipped(archive: Path | BytesIO, member: zipfile.ZipInfo) -> bytes:
    try:
        with zipfile.ZipFile(archive) as packed, packed.open(member) as file:
            return file.read(MAX_BYTES + 1)
    except Exception:  # damaged, see above
        return b""


def _date(member: zipfile.ZipInfo, of_archive: float) -> float:
    with contextlib.suppress(ValueError, OverflowError):
        if member.date_time != UNDATED:
            return time.mktime((*member.date_time, 0, 0, -1))
    return of_archive


def _is_tar(archive: Path | BytesIO) -> bool:
    """Whether it is a tar file by what is in it, packed or not; else it may be a zip file."""
    start = _start(archive, BLOCK)
    return start.startswith(COMPRESSED) or start[257:].startswith(USTAR)


def _start(archive: Path | BytesIO, size: int) -> bytes:
    if isinstance(archive, BytesIO):
        return archive.getvalue()[:size]
    with archive.open("rb") as file:
        return file.read(size)


def _tarred(content: bytes, n_left: int) -> dict[str, Member]:
    """The plain files in a tar file, as far as it is whole.

    Python's `tarfile` can be made to read for ever, by sizes below 0.
    """
    members: dict[str, Member] = {}
    at, long_name = 0, b""
    while len(members) < n_left and (header := content[at:at + BLOCK]).strip(b"\0"):
        if not header[257:].startswith(USTAR):
            break
        try:
            size, date = (int(field.strip(b" \0") or b"0", 8)
                          for field in (header[124:136], header[136:148]))
        except ValueError:  # damaged from here on
            break
        if size < 0:
            break
        at += BLOCK
        kind, start = header[156:157], at
        at += -(-size // BLOCK) * BLOCK
        if kind == b"L":
            long_name = content[start:start + size].rstrip(b"\0")
        elif kind == b"x" and (found := _LONG_NAME.search(content[start:start + size])):
            long_name = found[1]
        elif kind in b"0\0":
            name = (long_name or _tar_name(header)).decode("utf-8", "replace")
            members[name] = Member(date, partial(
                _part, content, start, min(size, MAX_BYTES + 1)))
            long_name = b""
    return members


def _tar_name(header: bytes) -> bytes:
    name, before = header[:100].rstrip(b"\0"), header[345:500].rstrip(b"\0")
    return before + b"/" + name if before and header[257:263] == b"ustar\0" else name


def _part(content: bytes, start: int, size: int) -> bytes:
    return content[start:start + size]
