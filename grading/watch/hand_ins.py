"""Noticing what is new under `submitted/`, without reading it."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from grading.course.course import Course

Signature = tuple[tuple[str, int, int, int], ...]


class HandIns:
    """Looks at the folders of hand-ins again and again."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._looked: dict[tuple[str, str], Signature] = {}
        self._yielded: dict[tuple[str, str], Signature] = {}

    def changed(self, assignment: str) -> Iterator[str]:
        """Yield the students whose hand-in has changed since it was yielded last.

        One that changes between two looks is still being written, and comes when it does not.
        """
        for student in self._course.handed_in(assignment):
            if student in self._course.excluded:
                continue
            key = (assignment, student)
            found = signature(self._course.folder("submitted", student, assignment))
            if found == self._looked.get(key) != self._yielded.get(key):
                self._yielded[key] = found
                yield student
            self._looked[key] = found

    def forget(self, assignment: str) -> None:
        """Yield all of an assignment's students once more."""
        self._yielded = {key: found for key, found in self._yielded.items()
                         if key[0] != assignment}


def signature(*folders: Path) -> Signature:
    """Return what changes when a file in one of these folders does; () of what is not there."""
    found = []
    for folder in folders:
        with suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                with suppress(OSError):  # gone meanwhile
                    status = entry.stat(follow_symlinks=False)
                    found.append((entry.path, status.st_mtime_ns, status.st_size, status.st_ino))
    return tuple(sorted(found))
