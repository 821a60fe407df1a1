"""Errors that are reported to a user in one line."""

import errno

AGAIN = "give the same command again: what is graded stays graded"
_PERMISSIONS = "look at the permissions of the file and of its folder"
_ROOM = "make room on the disk"
# By what the system says; what is not among them says enough by itself.
TO_DO = {errno.ENOSPC: _ROOM, errno.EDQUOT: _ROOM, errno.EACCES: _PERMISSIONS,
         errno.EPERM: _PERMISSIONS, errno.EROFS: "make the disk writable, or take another one",
         errno.EISDIR: "move away what has the file's name",
         errno.ENOTDIR: "move away what has the folder's name",
         errno.EEXIST: "move away what has its name", errno.ENOENT: "put it there",
         errno.EMFILE: "allow more open files ('ulimit -n 4096')",
         errno.ENAMETOOLONG: "give it a shorter name", errno.ENOMEM: "close other programs"}


class CourseError(Exception):
    """Something a user can mend; the text says what is wrong and what to do."""


def file_problem(error: OSError) -> str:
    """Say in one line what could not be done with which file, and what to do about it."""
    what = TO_DO.get(error.errno or 0, "put that right")
    return f"{what_failed(error)}; {what}, then {AGAIN}"


def what_failed(error: OSError) -> str:
    """Say in one line what could not be done with which file."""
    names = [str(name) for name in (error.filename, error.filename2) if name is not None]
    where = f"{' and '.join(names)}: " if names else ""
    return f"{where}{error.strerror or error}"
