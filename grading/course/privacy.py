"""Keeping the class's data to the instructor, whatever the umask.

A folder that nobody else may enter protects all below it. The files in it keep their modes, since
nbgrader's exchange copies these with a page of feedback that is released.
"""

import os
from contextlib import suppress
from pathlib import Path

from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import full_split
from sqlalchemy import make_url

from grading.course.folders import CourseFolders

OTHERS, GROUP_AND_OTHERS = 0o007, 0o077


def private_folder(folder: Path, is_group_shared: bool = False) -> Path:
    """Make sure that a folder is there and that nobody else may enter it; return it.

    Parameters
    ----------
    is_group_shared : whether the group may, as nbgrader's setting `groupshared` says
    """
    folder.mkdir(mode=0o770 if is_group_shared else 0o700, parents=True, exist_ok=True)
    _close(folder, is_group_shared)
    return folder


def keep_private(course: CourseDirectory, *steps: str) -> None:
    """Close the gradebook, hidden cases, logs, what was handed in, and the folders of steps.

    Parameters
    ----------
    steps : such as "feedback", whose folder is made if it is not there
    """
    keep_hidden_cases_private(course)
    for step in ("submitted", *steps):
        folder = _folder_of(course, getattr(course, f"{step}_directory"))
        if folder is not None and (step in steps or folder.is_dir()):
            private_folder(folder, course.groupshared)
    path = make_url(course.db_url).database
    if course.db_url.startswith("sqlite") and path:
        # Made before the database makes it: so it is never open.
        with suppress(OSError):
            os.close(os.open(path, os.O_CREAT | os.O_RDONLY, 0o660 if course.groupshared
                             else 0o600))
        _close(Path(path), course.groupshared)


def keep_hidden_cases_private(course: CourseDirectory) -> None:
    """Close the folders of the hidden cases; that of private ones holds the logs too."""
    private_folder(Path(course.root, ".course"), course.groupshared)
    references = CourseFolders.of(course).references
    if references.is_dir():
        private_folder(references, course.groupshared)


def _folder_of(course: CourseDirectory, step: str) -> Path | None:
    """The folder that holds a step's submissions; None if each student has an own one."""
    parts = full_split(course.directory_structure)
    place = next(number for number, part in enumerate(parts) if "{nbgrader_step}" in part)
    above = os.path.join(*parts[:place + 1])
    is_for_all = "{student_id}" not in above and (
        "{assignment_id}" not in above or course.assignment_id)
    return Path(course.root, above.format(nbgrader_step=step, assignment_id=course.assignment_id)
                ) if is_for_all else None


def _close(path: Path, is_group_shared: bool) -> None:
    with suppress(OSError):  # it is another instructor's, or not there
        mode = path.stat().st_mode & 0o7777
        open_to = mode & (OTHERS if is_group_shared else GROUP_AND_OTHERS)
        if open_to:
            path.chmod(mode & ~open_to)
