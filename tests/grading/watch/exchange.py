"""A course with nbgrader's real exchange, its students, and a `course watch` beside it."""

import os
import shutil
import signal
import subprocess
import threading
from pathlib import Path

import nbformat
from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange.default import (
    ExchangeFetchFeedback,
    ExchangeReleaseAssignment,
    ExchangeSubmit,
)
from traitlets.config import Config

from grading.course.course import Course
from tests.course.faults.processes import PROGRAMS
from tests.course.plain_course import OURS, PlainCourse, cell_of_tests, solution
from tests.patience import PATIENCE_S

CELLS = [solution("half", "def half(x):\n    ..."),
         cell_of_tests("tests", "assert half(4) == 2\nassert half(3) == 1.5", 10)]
RIGHT, WRONG = "def half(x):\n    return x / 2", "def half(x):\n    return x // 1"


class CourseWithExchange:
    """A course with assignment ps1, released into an exchange of its own."""

    def __init__(self, folder, course_toml='[watch]\nfeedback = "full"\n'):
        self.place, self.exchange = Path(folder), Path(folder, "exchange")
        self.exchange.mkdir(parents=True)
        self.exchange.chmod(0o777)
        settings = (f"{OURS}c.Exchange.root = {str(self.exchange)!r}\n"
                    "c.CourseDirectory.course_id = 'c'\n")
        self.course = PlainCourse(self.place / "course", {"one": CELLS}, settings)
        self.folder = self.course.folder
        self.write(course_toml)
        here = Course(self.folder)
        here.check_gradebook()
        here.release("ps1")
        here.config.CourseDirectory.assignment_id = "ps1"
        ExchangeReleaseAssignment(coursedir=CourseDirectory(config=here.config),
                                  config=here.config).start()

    def write(self, course_toml):
        (self.folder / "course.toml").write_text(course_toml)

    @property
    def inbound(self):
        return self.exchange / "c" / "inbound"

    @property
    def released(self):
        """The pages in the exchange, by name."""
        return {page.name: page.read_text() for page in self.exchange.glob("c/feedback/*.html")}

    def student(self, name):
        return Student(self, name)


class Student:
    """A student with a home and a cache of one's own."""

    def __init__(self, of, name):
        self.name, self.home = name, of.place / "home" / name
        self._of = of
        self._config = Config({
            "Exchange": {"root": str(of.exchange), "cache": str(self.home / "cache"),
                         "assignment_dir": str(self.home)},
            "CourseDirectory": {"root": str(self.home), "course_id": "c", "student_id": name,
                                "assignment_id": "ps1"}})

    def submit(self, code):
        """Answer the released assignment with this code, and submit it."""
        place = self.home / "ps1"
        if not place.exists():
            shutil.copytree(self._of.exchange / "c" / "outbound" / "ps1", place)
        notebook = nbformat.read(place / "one.ipynb", as_version=4)
        next(cell for cell in notebook.cells
             if cell.metadata.nbgrader.grade_id == "half").source = code
        nbformat.write(notebook, place / "one.ipynb")
        self._start(ExchangeSubmit)

    def fetch(self):
        """The feedback pages that there are for what was submitted, the newest last."""
        if (self._of.exchange / "c" / "feedback").is_dir():
            self._start(ExchangeFetchFeedback)
        return [page.read_text() for page in sorted(self.home.glob("ps1/feedback/*/one.html"))]

    def _start(self, stage):
        stage(coursedir=CourseDirectory(config=self._config),
              authenticator=Authenticator(config=self._config), config=self._config).start()


def watch(folder, *arguments):
    """Start `course watch` in a course's folder."""
    return Watching(subprocess.Popen(
        [PROGRAMS / "course", "watch", *arguments], cwd=folder, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env={**os.environ, "JUPYTER_CONFIG_DIR": str(folder / "no-settings")}))


class Watching:
    """The process of a `course watch`; what it says is read as it comes."""

    def __init__(self, process):
        self.said, self.process = [], process
        self._line = threading.Condition()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stdout:
            with self._line:
                self.said.append(line.rstrip("\n"))
                self._line.notify_all()
        with self._line:
            self.said.append("")  # so that whoever waits for more does not wait for ever
            self._line.notify_all()

    def wait_for(self, *parts, times=1):
        """Wait for so many lines that hold all these parts; the last of them."""
        def found():
            return [line for line in self.said if all(part in line for part in parts)]
        with self._line:
            self._line.wait_for(lambda: len(found()) >= times or "" in self.said, PATIENCE_S)
        assert len(found()) >= times, "\n".join(self.said)
        return found()[times - 1]

    def stop(self, number=signal.SIGTERM):
        """Stop it; its status."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE_S)

    def __enter__(self):
        self.wait_for("watching")
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.stop()  # not killed, for what it was started by would not pass that on
