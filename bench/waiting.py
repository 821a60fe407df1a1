"""How long students wait who submit within one minute: from submitting to released feedback.

    python -m bench.waiting [--students N] [--seconds S]

The exchange is nbgrader's own, in a temporary folder; the students submit with nbgrader's own
class, in an order and at times that are drawn, and `course watch` runs as an instructor starts it.
"""

import argparse
import os
import random
import shutil
import signal
import statistics
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange.default import ExchangeSubmit
from nbgrader.utils import notebook_hash
from rich.console import Console
from rich.table import Table
from traitlets.config import Config

from bench import classes
from bench.classes import Class
from bench.commands import ENVIRONMENT, PROGRAMS, seconds
from grading.watch.exchange import SECRET

ASSIGNMENT = "week2_logistic_regression"
GOAL_S = 15
PATIENCE_S = 900  # after which something hangs
SEED = 1


class Submissions:
    """The submissions of a class on their way through the exchange."""

    def __init__(self, exchange: Path, made: Class) -> None:
        self._exchange, self._made = exchange, made
        self._began: dict[Path, float] = {}

    def submit(self, student: str) -> None:
        """Submit with nbgrader what the student has prepared."""
        inbound = self._exchange / "c" / "inbound"
        before = set(os.listdir(inbound))
        home = self._made.folder.parent / "homes" / student
        config = Config({
            "Exchange": {"root": str(self._exchange), "cache": str(home / "cache"),
                         "assignment_dir": str(home)},
            "CourseDirectory": {"root": str(home), "course_id": "c", "student_id": student,
                                "assignment_id": self._made.assignment}})
        ExchangeSubmit(coursedir=CourseDirectory(config=config),
                       authenticator=Authenticator(config=config), config=config).start()
        name, = set(os.listdir(inbound)) - before
        secret = (inbound / name / SECRET).read_text()
        notebook, = (inbound / name).glob("*.ipynb")
        page = f"{notebook_hash(secret=secret, notebook_id=notebook.stem)}.html"
        self._began[self._exchange / "c" / "feedback" / page] = time.time()

    def waits(self) -> list[float]:
        """Wait for all pages; the seconds that each student has waited."""
        deadline = time.monotonic() + PATIENCE_S
        while not all(page.exists() for page in self._began):
            if time.monotonic() > deadline:
                raise RuntimeError("not all feedback was released")
            time.sleep(0.5)
        return [page.stat().st_mtime - began for page, began in self._began.items()]


def prepare(folder: Path, n_students: int) -> tuple[Path, Class]:
    """Make a course that releases feedback through an exchange, and the students' homes."""
    exchange = folder / "exchange"
    exchange.mkdir()
    exchange.chmod(0o777)
    made = classes.ours(folder / "course", ASSIGNMENT, n_students, illustrated=True)
    with (made.folder / "nbgrader_config.py").open("a") as config:
        config.write(f"c.Exchange.root = {str(exchange)!r}\nc.CourseDirectory.course_id = 'c'\n")
    (made.folder / "course.toml").write_text('[watch]\nfeedback = "full"\n')
    seconds(made.folder, "nbgrader", "release_assignment", ASSIGNMENT)
    (folder / "homes").mkdir()
    for student in (made.folder / "submitted").iterdir():
        shutil.move(student, folder / "homes" / student.name)
    return exchange, made


@contextmanager
def watching(folder: Path) -> Iterator[None]:
    """Run `course watch` in a course's folder."""
    process = subprocess.Popen([PROGRAMS / "course", "watch"], cwd=folder, env=ENVIRONMENT,
                               text=True, stdout=subprocess.PIPE)
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        if "watching" not in line:
            raise RuntimeError(f"course watch did not start: {line}")
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate()


def measure(n_students: int, within_s: float) -> list[float]:
    """Return the seconds that each of these students waits who submit within so many seconds."""
    with TemporaryDirectory(prefix="bench-") as name:
        exchange, made = prepare(Path(name).resolve(), n_students)
        submissions = Submissions(exchange, made)
        drawn = random.Random(SEED)
        times = sorted(drawn.uniform(0, within_s) for _ in range(n_students))
        students = sorted(path.name for path in (exchange.parent / "homes").iterdir())
        drawn.shuffle(students)
        with watching(made.folder):
            began = time.monotonic()
            for student, at_s in zip(students, times, strict=True):
                time.sleep(max(0.0, began + at_s - time.monotonic()))
                submissions.submit(student)
            return submissions.waits()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.waiting",
                                     description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--students", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    asked = parser.parse_args()
    waits = measure(asked.students, asked.seconds)
    table = Table("what", "measured", title=f"course watch, {ASSIGNMENT}, {os.cpu_count()} cores")
    table.add_row(f"{asked.students} students submit within {asked.seconds:g} s, median wait",
                  f"{statistics.median(waits):.1f} s")
    table.add_row("worst wait", f"{max(waits):.1f} s (goal: under {GOAL_S} s)")
    Console().print(table)


if __name__ == "__main__":
    main()
