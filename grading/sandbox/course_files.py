"""What of a course a submission's kernel may read, and what it must not."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.machinery import PathFinder
from importlib.util import find_spec
from pathlib import Path

from grading.errors import CourseError
from grading.sandbox import namespaces


@dataclass(frozen=True)
class CourseFiles:
    """The packages of a course that its notebooks import, and the folders that hold answers.

    packages : the names of the packages; they are loaded before a kernel is asked for
    search : the folders in which they are found, unless they are installed
    read : their own folders
    secret : folders of which nothing may be readable
    """

    packages: tuple[str, ...] = ()
    search: tuple[str, ...] = ()
    read: tuple[str, ...] = ()
    secret: tuple[str, ...] = ()


NO_COURSE = CourseFiles()


def course_files(root: str, packages: Iterable[str], secret: Iterable[str]) -> CourseFiles:
    """Look the packages up, in the course's root or among what is installed.

    Raises
    ------
    CourseError
        If one is in neither place.
    """
    names, search, read = tuple(packages), [], []
    for name in names:
        inside = PathFinder.find_spec(name, [root]) if name.isidentifier() and root else None
        found = inside or (find_spec(name) if name.isidentifier() else None)
        if found is None or not (found.origin or found.submodule_search_locations):
            raise CourseError(f"c.ExecuteSubmission.course_packages: there is no package {name!r}, "
                              f"neither in {root} nor installed")
        places = found.submodule_search_locations or [str(found.origin)]
        read += places
        search += [os.path.dirname(place) for place in places]
    return CourseFiles(names, tuple(dict.fromkeys(search)), tuple(dict.fromkeys(read)),
                       tuple(secret))


def refuse_readable_answers(roots: Sequence[str], secret: Iterable[str]) -> None:
    """Look whether a kernel that may read below these roots could read a secret folder.

    Raises
    ------
    CourseError
        If it could.
    """
    for folder in map(os.path.realpath, secret):
        for root in [*namespaces.SYSTEM, *roots]:
            if Path(folder).is_relative_to(os.path.realpath(root)) and os.path.exists(folder):
                raise CourseError(
                    f"a submission could read the hidden answers, for {folder} lies in {root}, "
                    "which every kernel may read; move the course elsewhere")
