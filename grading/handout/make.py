"""Making the handout of a course: a zip file to unpack, and a wheel for a shared environment."""

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from grading.course.course import Course
from grading.course.folders import release_folder, release_place
from grading.errors import CourseError
from grading.handout import server_extension
from grading.handout.archive import zipped
from grading.handout.contents import Contents, collect
from grading.handout.links import with_links_to
from grading.handout.requirements import PROGRAMS, bounded, library, pinned
from grading.handout.wheel import Wheel, make_wheel
from grading.translation.markdown_text import units_of_markdown
from grading.translation.release import outdated_translation
from grading.translation.units import translated
from grading.words import in_language
from grading.words import translate as _

FOLDER = "handout"  # in the course's root
ENDING = "_handout"  # of the wheel's name, behind the course's
HOME = "home"  # in the wheel: what `server_extension`, which names it too, lays into homes
README = Path(__file__).with_name("readme.md")
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"


@dataclass(frozen=True)
class HandoutFiles:
    """The files that were written, and what an instructor should know of them.

    missing : modules that the code imports and no requirement brings
    """

    archive: Path
    wheel: Path
    n_files: int
    missing: tuple[str, ...]


def released(course: Course, language: str = "") -> dict[str, bool]:
    """The assignments of the course, and whether each has been released in a language."""
    return {name: any(release_folder(course.directory, name, language).glob("*.ipynb"))
            for name in course.folders.assignments()}


def refuse_outdated(course: Course, assignment: str, language: str = "") -> None:
    """Look whether an assignment has been released in a language, as its source is now.

    Raises
    ------
    CourseError
        If not; it says what to do.
    """
    course.folders.source_notebooks(assignment)
    command = f"course release {assignment}{f' --language {language}' if language else ''}"
    if not released(course, language)[assignment]:
        raise CourseError(f"{assignment} has not been released; run '{command}' first")
    changed = (outdated_translation(course, assignment, language) if language
               else course.outdated_release(assignment))
    if changed:
        raise CourseError(f"the release of {assignment} is older than its source "
                          f"({', '.join(changed)}); run '{command}' first")


def make_handout(course: Course, assignments: Iterable[str], language: str = "") -> HandoutFiles:
    """Write `handout/NAME.zip` and the wheel, which the zip file holds too, in a language.

    Raises
    ------
    CourseError
        If something in it would hold an answer, a folder or package is not there, or a translation
        is not finished.
    """
    names = list(assignments)
    contents = collect(course, names, language)
    pins = pinned([*contents.needed, *PROGRAMS])
    places = {name: release_place(course.directory, name, language) for name in names}
    wheel = _wheel(course, contents, places, pins)
    files = {**contents.released, **contents.folders, **contents.licences,
             wheel.file_name: wheel.content,
             "README.md": _readme(contents, wheel.file_name, language).encode(),
             "requirements.txt": _lines([f"./{wheel.file_name}", *pins])}
    folder = course.folders.root / FOLDER
    folder.mkdir(exist_ok=True)
    archive, place = folder / f"{contents.name}.zip", folder / wheel.file_name
    _write(place, wheel.content)
    _write(archive, zipped({f"{contents.name}/{path}": content
                            for path, content in files.items()}))
    for old in set(folder.glob(f"{wheel.name}-*.whl")) - {place}:
        old.unlink()
    return HandoutFiles(archive, place, len(files), tuple(sorted(contents.missing)))


def _wheel(course: Course, contents: Contents, places: Mapping[str, str],
           pins: list[str]) -> Wheel:
    """A wheel with the packages, and all else in the environment's `share/`."""
    name = f"{contents.name}{ENDING}"
    # In a home fetched assignments lie side by side, unless nbgrader is told to use a folder a
    # course; the reading is laid beside them.
    within = (f"{course.directory.course_id}/"
              if course.config.Exchange.get("path_includes_course", False) else "")
    fetched = {place: f"{within}{one}" for one, place in places.items()}
    home = {path: with_links_to(content, path, fetched) if path.endswith(".ipynb") else content
            for path, content in contents.folders.items()}
    shared = {**contents.released, **{f"{HOME}/{path}": content for path, content in home.items()},
              "requirements.txt": _lines(pins)}
    extension = {"ServerApp": {"jpserver_extensions": {name: True}}}
    return make_wheel(
        name, bounded([*contents.needed, *PROGRAMS]), library().metadata["Requires-Python"],
        {**contents.packages, f"{name}.py": Path(server_extension.__file__).read_bytes()},
        {**{f"share/{name}/{path}": content for path, content in shared.items()},
         f"etc/jupyter/jupyter_server_config.d/{name}.json":
             _lines([json.dumps(extension)])},
        contents.licences)


def _readme(contents: Contents, wheel: str, language: str) -> str:
    notebooks = [f"- `{path}`" for path in contents.released if path.endswith(".ipynb")]
    within = f"{language}/" if language else ""
    folders = ", ".join(f"`{within}{one}/`" for one in dict.fromkeys(
        path.removeprefix(within).split("/")[0] for path in contents.folders))
    text = README.read_text(encoding="utf-8")
    with in_language(language):
        to_read = _("To read before: {folders}.").format(folders=folders)
        on_hub = _(" What to read before is in your home: {folders}.").format(folders=folders)
        stub = _("YOUR CODE HERE")
        if language:
            text = translated(text, units_of_markdown(text), _)
    return text.format(
        name=contents.name, assignments="\n".join(notebooks), python=PYTHON, wheel=wheel, stub=stub,
        folders=f"{to_read}\n\n" if folders else "", on_hub=on_hub if folders else "")


def _lines(lines: list[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def _write(path: Path, content: bytes) -> None:
    """Write a file whole, or leave the old one."""
    beside = path.with_name(f"{path.name}.new")
    beside.write_bytes(content)
    beside.replace(path)
