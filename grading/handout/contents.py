"""Collecting what students get of a course, and nothing that holds an answer."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path, PurePath

from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme, ClearSolutions

from answercheck import __file__ as library_file
from grading.course.assignment import secret_folders
from grading.course.course import Course
from grading.course.folders import release_folder, release_place
from grading.errors import CourseError
from grading.execution.execute import ExecuteSubmission
from grading.hand_ins.walk import NOTEBOOK
from grading.handout.requirements import (
    LIBRARY,
    distributions,
    distributions_of_modules,
    imported,
    library,
)
from grading.handout.settings import Handout
from grading.references.exercises import required_modules
from grading.sandbox.course_files import course_files
from grading.translation.translated import translated_notebooks

LICENCES = "LICENSE*"  # in the course's root


@dataclass(frozen=True)
class Contents:
    """What students get, as contents by path; paths of the first two are from the course's root.

    name : of the course and the language, of letters, digits and underscores
    released : the assignments
    folders : what `c.Handout.folders` names
    packages : what the notebooks import, by path from the folder of an environment's packages
    licences : by file name
    needed : the distributions that the code needs
    missing : modules that the code imports but that are not installed here
    """

    name: str
    released: dict[str, bytes]
    folders: dict[str, bytes]
    packages: dict[str, bytes]
    licences: dict[str, bytes]
    needed: set[str]
    missing: set[str]


def collect(course: Course, assignments: Iterable[str], language: str = "") -> Contents:
    """Read what students get with these assignments, which have been released.

    In a language the folders lie below one that has its name, and their notebooks are translated.

    Raises
    ------
    CourseError
        If a file holds or marks an answer, a folder or package is not there, or a translation is
        not finished.
    """
    root = course.folders.root
    released = {f"{release_place(course.directory, name, language)}/{path}": content
                for name in assignments for path, content in _files(
                    course, release_folder(course.directory, name, language))}
    folders = {f"{name}/{path}": content for name in Handout(config=course.config).places
               for path, content in _files(course, _existing(root, name))}
    if language:
        folders |= translated_notebooks(
            course, [path for path in folders if path.endswith(NOTEBOOK)], language)
        folders = {f"{language}/{path}": content for path, content in folders.items()}
    packages = _packages(course)
    code = {**released, **folders, **packages}
    if LIBRARY in (modules := imported(code)):
        packages |= _package(course, Path(library_file).parent)
        modules |= imported(packages)
    needed, missing = distributions(modules - {PurePath(path).parts[0].removesuffix(".py")
                                               for path in packages})
    _refuse_answers(course, {**code, **packages})
    licences = {path.name: path.read_bytes() for path in sorted(root.glob(LICENCES))}
    if any(PurePath(path).parts[0] == LIBRARY for path in packages):
        text = _licence(library())
        licences |= {} if text in licences.values() else {f"{LIBRARY}.LICENSE": text}
    name = "_".join(filter(None, [course_name(course), language]))
    return Contents(name, released, folders, packages, licences, needed, missing)


def course_name(course: Course) -> str:
    """The course's name, as a package may be called."""
    name = course.directory.course_id or course.folders.root.name
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_") or "course"


def _files(course: Course, folder: Path) -> Iterator[tuple[str, bytes]]:
    """The files in a folder, but those that editors and Python leave behind.

    Raises
    ------
    CourseError
        If one lies where answers are kept, be it by a link, or is a link to a folder.
    """
    sources = map(course.folders.assignment, course.folders.assignments())
    places = [course.folder("feedback"), *sources,
              *map(Path, secret_folders(course.directory, course.folders))]
    secret = [place.resolve() for place in places]
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_dir() and path.is_symlink():
            raise CourseError(f"{path} is a link to a folder; put the folder itself there, or take "
                              "the link away")
        if path.is_dir() or any(part.startswith(".") or part == "__pycache__"
                                for part in name.parts) or path.suffix == ".pyc":
            continue
        for place in secret:
            if path.resolve().is_relative_to(place):
                raise CourseError(f"{path} lies in {place}, which students may not see; take it "
                                  "out of what is handed out")
        yield name.as_posix(), path.read_bytes()


def _existing(root: Path, name: str) -> Path:
    folder = root / name
    if not folder.is_dir() or not folder.resolve().is_relative_to(root.resolve()):
        raise CourseError(f"c.Handout.folders: there is no folder {name!r} in {root}")
    return folder


def _packages(course: Course) -> dict[str, bytes]:
    """The course's own packages; what is installed from elsewhere is only required."""
    root = course.folders.root
    named = [*ExecuteSubmission(config=course.config).course_packages,
             *(module.split(".")[0] for module in required_modules(course.folders))]
    found: dict[str, bytes] = {}
    for name in dict.fromkeys(named):
        homes = distributions_of_modules().get(name, [])
        for place in map(Path, course_files(str(root), [name], ()).read):
            if place.is_relative_to(root) or library().name in homes:
                found |= _package(course, place)
    return found


def _package(course: Course, place: Path) -> dict[str, bytes]:
    if place.is_file():
        return {place.name: place.read_bytes()}
    return {f"{place.name}/{path}": content for path, content in _files(course, place)}


def _refuse_answers(course: Course, files: dict[str, bytes]) -> None:
    """Refuse a copy of hidden cases, and what holds a mark at which nbgrader cuts an answer out."""
    solutions, tests, schemes = (kind(config=course.config) for kind in (
        ClearSolutions, ClearHiddenTests, ClearMarkScheme))
    marks = [solutions.begin_solution_delimeter, tests.begin_test_delimeter,
             schemes.begin_mark_scheme_delimeter]
    hidden = {path.read_bytes() for folder in (
        course.folders.references, course.folders.private_references)
        for path in folder.glob("*.h5")}
    for path, content in files.items():
        if content in hidden:
            raise CourseError(f"{path} is a copy of hidden cases, so nothing is handed out; take "
                              "it away")
        for mark in marks:
            if mark.encode() in content:
                raise CourseError(f"{path} holds {mark!r}, the mark of an answer, so nothing is "
                                  "handed out; take the answer out of it")


def _licence(distribution: metadata.Distribution) -> bytes:
    """The text of a distribution's own licence."""
    found = [path for path in distribution.files or [] if path.name == "LICENSE"]
    return found[0].read_binary() if found else b""
