"""What lies among the hand-ins but belongs to no student, or to no assignment."""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import full_split

STUDENT, ASSIGNMENT, STEP = "student_id", "assignment_id", "nbgrader_step"


@dataclass(frozen=True)
class Unclaimed:
    """A file or folder that no grader will look at.

    path : from the course's folder on
    why : what is wrong with its place or name
    what_to_do : where it probably belongs
    """

    path: str
    why: str
    what_to_do: str

    def __str__(self) -> str:
        return f"{self.path}: {self.why}; {self.what_to_do}"


@dataclass(frozen=True)
class HandIns:
    """Who has a folder for hand-ins, and what else lies there."""

    students: list[str] = field(default_factory=list)
    unclaimed: list[Unclaimed] = field(default_factory=list)


def look_through(course: CourseDirectory, assignments: Mapping[str, Sequence[str]],
                 roster: Sequence[str]) -> HandIns:
    """Go through all hand-ins of a course, down to the submissions but not into them.

    Parameters
    ----------
    assignments : the names of their notebooks, by the name of the assignment
    roster : the students of the gradebook
    """
    walk = _Walk(course, assignments, roster)
    found = list(walk.below(Path(course.root), full_split(course.directory_structure), {}))
    # Only now all students are known.
    return HandIns(sorted(walk.students), [walk.unclaimed(path, names) for path, names in found])


class _Walk:
    def __init__(self, course: CourseDirectory, assignments: Mapping[str, Sequence[str]],
                 roster: Sequence[str]) -> None:
        self._course, self._assignments, self._roster = course, assignments, roster
        self._step = course.submitted_directory
        self.students: set[str] = set()
        # A hand-in may be called after the assignment, or after one of its notebooks.
        self._meant = {name.lower(): assignment for assignment, notebooks in assignments.items()
                       for name in (*notebooks, assignment)}

    def below(self, folder: Path, parts: Sequence[str], names: dict[str, str],
              is_submitted: bool = False) -> Iterator[tuple[Path, dict[str, str]]]:
        """Yield what is unclaimed in a folder, and whose and of what it is as far as that is said.

        Parameters
        ----------
        parts : of `directory_structure`, those that are left
        names : of the student and the assignment, as far as the folders above say them
        is_submitted : whether the folders above are those of the step `submitted`
        """
        if not parts:
            return
        part, *rest = parts
        is_submitted = is_submitted or f"{{{STEP}}}" in part
        if not any(f"{{{key}}}" in part for key in (STUDENT, ASSIGNMENT)):
            inner = folder / part.format(**{STEP: self._step})
            if inner.is_dir():
                yield from self.below(inner, rest, names, is_submitted)
            return
        if not _is_readable(folder):
            yield folder, names
            return
        pattern = self._pattern(part)
        for path in sorted(folder.iterdir()):
            if path.name.startswith("."):
                continue
            match = pattern.fullmatch(path.name)
            said = {**names, **(match.groupdict() if match else {})}
            is_lost = is_submitted and not rest and self._is_unknown(said)
            if match and path.is_dir() and not is_lost:
                if is_submitted and STUDENT in said and said[STUDENT] not in self._assignments:
                    self.students.add(said[STUDENT])
                yield from self.below(path, rest, said, is_submitted)
            elif is_submitted:
                yield path, said if path.is_dir() else names

    def _pattern(self, part: str) -> re.Pattern[str]:
        text = re.escape(part.replace(f"{{{STEP}}}", self._step))
        for key in (STUDENT, ASSIGNMENT):
            text = text.replace(re.escape(f"{{{key}}}"), f"(?P<{key}>.+)")
        return re.compile(text)

    def _is_unknown(self, names: Mapping[str, str]) -> bool:
        return ASSIGNMENT in names and names[ASSIGNMENT] not in self._assignments

    def unclaimed(self, path: Path, names: Mapping[str, str]) -> Unclaimed:
        """Say what is wrong with a place, and what would be the right one."""
        if path.is_dir() and not _is_readable(path):
            return Unclaimed(self._shown(path), "it cannot be read", "look at its permissions")
        name = names.get(ASSIGNMENT, path.name if path.is_dir() else path.name.partition(".")[0])
        assignment, student = self._nearest_assignment(name), names.get(STUDENT)
        if assignment is None and len(self._assignments) == 1 and STUDENT not in names:
            assignment, = self._assignments
        if student in self._assignments:  # the two folders are the wrong way round
            assignment, student = student, self._nearest_student(name) or name
        elif student is None:
            student = self._nearest_student(name)
        why = ("it is in no student's folder" if STUDENT not in names
               else f"no assignment is called {name!r}" if path.is_dir()
               else "it is in no assignment's folder")
        nearest = assignment if STUDENT in names else student
        if nearest:
            why += f", the nearest is {nearest}"
        if assignment is None and STUDENT in names:
            known = ", ".join(sorted(self._assignments)) or "none"
            return Unclaimed(self._shown(path), why, f"there are these assignments: {known}")
        place = Path(self._course.format_path(self._step, student or "STUDENT",
                                              assignment or "ASSIGNMENT"))
        shown = self._shown(place)
        if not path.is_dir():
            what = f"move it into {shown}"
        elif place.exists():
            what = f"move what is in it into {shown}"
        else:
            what = f"rename it to {shown}"
        return Unclaimed(self._shown(path), why, what)

    def _nearest_assignment(self, name: str) -> str | None:
        near = get_close_matches(name.lower(), self._meant, n=1)
        return self._meant[near[0]] if near else None

    def _nearest_student(self, name: str) -> str | None:
        known = {one.lower(): one for one in (*self._roster, *self.students)}
        near = get_close_matches(name.lower(), known, n=1)
        return known[near[0]] if near else None

    def _shown(self, path: Path) -> str:
        root = Path(self._course.root)
        return str(path.relative_to(root) if path.is_relative_to(root) else path)


def _is_readable(folder: Path) -> bool:
    return os.access(folder, os.R_OK | os.X_OK)
