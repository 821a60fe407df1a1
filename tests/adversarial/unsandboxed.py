"""Prove that attacks reach the canaries where there is no sandbox, in a plain Python process."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import nbformat

from grading.course.course import Course
from tests.adversarial.canaries import CourseCanaries
from tests.adversarial.courses import make_course
from tests.adversarial.harm import HARM
from tests.adversarial.sample import Sample, SampleNotebook, fill_in
from tests.patience import PATIENCE_S
from tests.this_course import FOLDERS

# The attacks that must reach canaries here.
ATTACKS = tuple(one for one in HARM if one.reaches and (os.getuid() == 0 or not one.needs_root))


@dataclass(frozen=True)
class UnsandboxedCourse:
    """A course with canaries, in whose folder attacks are run."""

    course: Course
    assignment: str
    canaries: CourseCanaries

    def escapes_of(self, sample: Sample) -> list[str]:
        """Run a sample's attack, and list what it read or changed."""
        folder = self.course.folder("submitted", sample.name, self.assignment)
        folder.mkdir(parents=True)
        released = self.course.folder("release", ".", self.assignment) / FOLDERS.source_notebook(
            self.assignment).name
        notebook = SampleNotebook(released, self.canaries.placeholders)
        code = fill_in(sample.attack, folder, notebook)
        with tempfile.TemporaryFile() as output:  # a pipe would be held by what is left running
            subprocess.run([sys.executable, "-c", code], cwd=folder, stdout=output,
                           stderr=subprocess.STDOUT, timeout=PATIENCE_S, check=False)
            output.seek(0)
            return self.canaries.escapes(output.read().decode(errors="replace"))


@contextmanager
def unsandboxed_course(assignment: str) -> Iterator[UnsandboxedCourse]:
    """A temporary course with canaries."""
    with tempfile.TemporaryDirectory(prefix="hostile-", ignore_cleanup_errors=True) as folder:
        root = Path(folder).resolve() / "course"
        notebook = nbformat.read(FOLDERS.source_notebook(assignment), as_version=4)
        course = make_course(root, assignment, "", notebook)
        with CourseCanaries(root, assignment) as canaries:
            yield UnsandboxedCourse(course, assignment, canaries)


def unreached(assignment: str) -> Iterator[tuple[str, list[str]]]:
    """Run each attack; yield its name, and the canaries that it should have reached but did not."""
    with unsandboxed_course(assignment) as course:
        for one in ATTACKS:
            found = course.escapes_of(one)
            yield one.name, [what for what in one.reaches if what not in found]
