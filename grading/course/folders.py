"""Where the files of a course are, and how its assignments are called."""

import posixpath
import sys
from dataclasses import dataclass
from difflib import get_close_matches
from glob import escape, glob
from pathlib import Path
from typing import TYPE_CHECKING

from grading.errors import CourseError

if TYPE_CHECKING:
    from nbgrader.coursedir import CourseDirectory

CONFIG = "nbgrader_config.py"  # in the root


@dataclass(frozen=True)
class CourseFolders:
    """The folders of the course in `root`, which holds its nbgrader_config.py.

    source_directory, structure : where the instructor's notebooks are; nbgrader's settings
    """

    root: Path
    source_directory: str = "source"
    structure: str = "{nbgrader_step}/{student_id}/{assignment_id}"

    @classmethod
    def of(cls, directory: "CourseDirectory") -> "CourseFolders":
        """The folders of the course that nbgrader knows by this directory."""
        return cls(Path(directory.root), directory.source_directory,
                   directory.directory_structure)

    @property
    def source(self) -> Path:
        """The instructor's notebooks, a folder an assignment."""
        return self.root / self.source_directory

    @property
    def exercises(self) -> Path:
        """The descriptions of exercises, a folder an assignment."""
        return self.root / "exercises"

    @property
    def references(self) -> Path:
        """The hidden cases that are committed, a file an assignment."""
        return self.root / "references"

    def assignment(self, assignment: str) -> Path:
        """The instructor's folder of an assignment."""
        return Path(self.root, self.structure.format(
            nbgrader_step=self.source_directory, student_id=".", assignment_id=assignment))

    def assignments(self) -> dict[str, list[str]]:
        """The names of the notebooks of each assignment, by its name."""
        before, after = str(self.assignment("\n")).split("\n")
        places = sorted(glob(f"{escape(before)}*{escape(after)}"))
        names = [place[len(before):len(place) - len(after)] for place in places]
        found = {name: sorted(path.stem for path in self.assignment(name).glob("*.ipynb"))
                 for name in names}
        return {name: notebooks for name, notebooks in found.items() if notebooks}

    def visible_file(self, assignment: str) -> Path:
        """The file of the visible cases, which is released with the notebook beside it."""
        return self.assignment(assignment) / f"{assignment}.h5"

    @property
    def private_references(self) -> Path:
        """Hidden cases that only this instructor has; git ignores the folder."""
        return self.root / ".course" / "references"

    def hidden_file(self, assignment: str) -> Path:
        """The file of the hidden cases that grading uses: a private one if there is one."""
        name = f"{assignment}.h5"
        private = self.private_references / name
        return private if private.is_file() else self.references / name

    def source_notebook(self, assignment: str) -> Path:
        """The only notebook of an assignment.

        Raises
        ------
        CourseError
            If there is no such assignment, or it does not have exactly one notebook.
        """
        found = self.source_notebooks(assignment)
        if len(found) != 1:
            raise CourseError(f"{self.assignment(assignment)} holds {len(found)} notebooks, "
                              "not one")
        return found[0]

    def source_notebooks(self, assignment: str) -> list[Path]:
        """The instructor's notebooks of an assignment, in the order of their names.

        Raises
        ------
        CourseError
            If there is no such assignment, its folder holds no notebook, or nbgrader cannot have
            an assignment of that name.
        """
        folder = self.assignment(assignment)
        if not folder.is_dir():
            known = sorted(path.name for path in self.source.glob("*") if path.is_dir())
            near = get_close_matches(assignment, known, n=1, cutoff=0.3)
            hint = (f"did you mean {near[0]}?" if near
                    else f"there are {', '.join(known) or 'none'}")
            raise CourseError(f"there is no assignment {assignment!r} in {self.source}; {hint}")
        if "+" in assignment or assignment != assignment.strip():
            raise CourseError("the name of an assignment holds no + and has no space at its ends; "
                              f"give the folder {str(folder)!r} another name")
        found = sorted(folder.glob("*.ipynb"))
        if not found:
            raise CourseError(f"{folder} holds no notebook")
        return found

    def add_to_path(self) -> None:
        """Let modules that lie in the root be imported, after all that are installed."""
        if str(self.root) not in sys.path:
            sys.path.append(str(self.root))

    def name(self, path: Path) -> str:
        """A path as messages call it: from the root on."""
        return str(path.relative_to(self.root))


def release_folder(directory: "CourseDirectory", assignment: str, language: str = "") -> Path:
    """Where a released assignment lies, in English or in a language.

    Translations lie beside the assignments in English, each language in a folder of its own.
    """
    step = posixpath.join(directory.release_directory, language).rstrip("/")
    return Path(directory.format_path(step, ".", assignment))


def release_place(directory: "CourseDirectory", assignment: str, language: str = "") -> str:
    """The path of a released assignment from the course's root; links in notebooks follow it."""
    place = release_folder(directory, assignment, language)
    root = Path(directory.root)
    return (place.relative_to(root).as_posix() if place.is_relative_to(root)
            else posixpath.join("release", language, assignment))
