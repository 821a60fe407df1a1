"""Files packed by gzip, bzip2 or xz, which may be several such files one after the other."""

import bz2
import lzma
import re
import zlib
from collections.abc import Callable
from typing import Any

COMPRESSED = GZIP, BZIP2, XZ = b"\x1f\x8b", b"BZh", b"\xfd7zXZ"  # by which they are known
MAX_XZ_BYTES = 100 * 2**20  # of memory, which the file asks for
MAX_STREAMS = 10_000  # in one file; a program that packs in blocks makes one of 64 kB
CHUNK = 2**14  # bytes; what is behind the end of a stream is copied
_FORMATS: dict[bytes, Callable[[], Any]] = {
    GZIP: lambda: zlib.decompressobj(16 + zlib.MAX_WBITS), BZIP2: bz2.BZ2Decompressor,
    XZ: lambda: lzma.LZMADecompressor(memlimit=MAX_XZ_BYTES)}
_PADDING = re.compile(rb"\0*")


def unpacked(content: bytes, max_bytes: int) -> bytes:
    """Return what is packed in a file, as far as it is whole; one that is not packed as it is.

    Parameters
    ----------
    max_bytes : of a larger result the beginning is returned

    Raises
    ------
    zlib.error, OSError, lzma.LZMAError
        If its first part is damaged; a later one is left out.
    """
    start = next((start for start in _FORMATS if content.startswith(start)), None)
    if start is None:
        return content[:max_bytes]
    parts, at, n_left = list[bytes](), 0, max_bytes
    while n_left > 0 and len(parts) < MAX_STREAMS and content.startswith(start, at):
        try:
            part, at = _stream(_FORMATS[start](), content, at, n_left)
        except (zlib.error, OSError, lzma.LZMAError):
            if not parts:
                raise
            break
        parts.append(part)
        n_left -= len(part)
    return b"".join(parts)


def _stream(decompressor: Any, content: bytes, at: int, max_bytes: int) -> tuple[bytes, int]:
    """Unpack what begins at a place; return it, and the place behind it and its padding."""
    parts, n_left = [], max_bytes
    while at < len(content) and n_left and not decompressor.eof:
        parts.append(decompressor.decompress(content[at:at + CHUNK], n_left))
        n_left -= len(parts[-1])
        at += CHUNK
    if decompressor.eof:
        at = min(at, len(content)) - len(decompressor.unused_data)
    padding = _PADDING.match(content, at)
    return b"".join(parts), padding.end() if padding else at
