"""That the canaries can be reached: the attacks of the corpus, run in a plain Python process."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import nbformat

from grading.course import Course
from grading.demo.student_notebook import Sheet
from grading.folders import source_notebook
from tests.adversarial.canaries import Yard
from tests.adversarial.courses import make_course
from tests.adversarial.harm import HARM
from tests.adversarial.sample import Specimen, fill_in

WITHIN_S = 60
PROVED = tuple(one for one in HARM if one.reaches and (os.getuid() == 0 or not one.as_root))


@dataclass(frozen=True)
class Range:
    """A course with its canaries, to shoot at."""

    course: Course
    assignment: str
    yard: Yard

    def reached_by(self, specimen: Specimen) -> list[str]:
        """What the specimen's attack does where there is no sandbox."""
        folder = self.course.folder("submitted", specimen.name, self.assignment)
        folder.mkdir(parents=True)
        released = self.course.folder("release", ".", self.assignment) / source_notebook(
            self.assignment).name
        code = fill_in(specimen.attack, folder, Sheet(released, self.yard.words))
        with tempfile.TemporaryFile() as said:  # no pipe, which what is left running would keep
            subprocess.run([sys.executable, "-c", code], cwd=folder, stdout=said,
                           stderr=subprocess.STDOUT, timeout=WITHIN_S, check=False)
            said.seek(0)
            return self.yard.escapes(said.read().decode(errors="replace"))


@contextmanager
def shooting_range(assignment: str) -> Iterator[Range]:
    """A course made for this, and removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="hostile-", ignore_cleanup_errors=True) as folder:
        root = Path(folder).resolve() / "course"
        notebook = nbformat.read(source_notebook(assignment), as_version=4)
        course = make_course(root, assignment, "", notebook)
        with Yard(root, assignment) as yard:
            yield Range(course, assignment, yard)


def unreached(assignment: str) -> Iterator[tuple[str, list[str]]]:
    """Of each attack on canaries, its name and those canaries that it should reach and does not."""
    with shooting_range(assignment) as place:
        for one in PROVED:
            found = place.reached_by(one)
            yield one.name, [what for what in one.reaches if what not in found]
