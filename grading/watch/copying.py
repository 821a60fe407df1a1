"""Copying a folder that its owner may be changing at the same time."""

import os
import stat
from pathlib import Path

CHUNK = 2**16  # bytes


def copy_without_links(source: Path, target: Path, max_bytes: int) -> None:
    """Copy the files and folders in `source`; a link is never followed, whenever it was put there.

    Raises
    ------
    OSError
        If there is a link, or what is neither file nor folder, or there are more bytes than that.
    """
    n_left = max_bytes
    top = os.open(source, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        # The folders are walked by their descriptors: other folders of these names change nothing.
        for place, folders, files, descriptor in os.fwalk(".", dir_fd=top):
            (target / place).mkdir(parents=True, exist_ok=True)
            for name in folders:
                if stat.S_ISLNK(os.stat(name, dir_fd=descriptor, follow_symlinks=False).st_mode):
                    raise OSError(f"{name} is a link")
            for name in files:
                n_left -= _copy(name, descriptor, target / place / name, n_left)
    finally:
        os.close(top)


def _copy(name: str, folder: int, target: Path, max_bytes: int) -> int:
    """Copy one file with its times; return its size in bytes."""
    # A pipe does not make this wait, and is found out before it is read.
    opened = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
    with open(opened, "rb") as source, target.open("wb") as copy:
        status = os.fstat(opened)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(f"{name} is no file")
        if status.st_size > max_bytes:
            raise OSError(f"{name} is too large")
        n_bytes = 0  # it may be grown by now, and go on growing while it is read
        while chunk := source.read(CHUNK):
            n_bytes += len(chunk)
            if n_bytes > max_bytes:
                raise OSError(f"{name} is too large")
            copy.write(chunk)
    os.utime(target, ns=(status.st_atime_ns, status.st_mtime_ns))
    return n_bytes
