"""The same specimens through stock nbgrader, for comparison.

nbgrader grades in its own process, and that is an experiment here: it gets a process of its own
for each specimen, and a limit of time.
"""

import contextlib
import logging
import multiprocessing
import platform
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from grading.course import Course
from grading.samples.canaries import Yard
from grading.samples.corpus import CORPUS
from grading.samples.handing_in import hand_in, left_by, make_course
from grading.samples.outcome import Outcome, code_share
from grading.samples.reader import acting_on_reader, formulas_in_export
from grading.samples.specimen import HONEST, NEIGHBOUR
from grading.samples.stock import with_asserts
from grading.sandbox import linux

PATIENCE_S = 60  # with one submission; nbgrader itself has none


def grade_stock(assignment: str, names: list[str], timeout_s: int) -> Iterator[str | Outcome]:
    """As `grade_ours`, by stock nbgrader with asserts in the notebook and no sandbox."""
    with tempfile.TemporaryDirectory(prefix="stock-", ignore_cleanup_errors=True) as folder:
        root = Path(folder).resolve() / "course"
        course = make_course(root, assignment,
                             f"get_config().ExecutePreprocessor.timeout = {timeout_s}\n",
                             with_asserts(assignment))
        if platform.system() == "Linux":
            linux.prctl(linux.PR_SET_CHILD_SUBREAPER, 1)  # what is left behind is ours to end
        with Yard(root, assignment) as yard:
            safe = [name for name in names if not CORPUS[name].unsafe_for_stock]
            hand_in(course, assignment, yard, safe)
            yield from _graded(course, assignment, yard, safe)
    yield from (Outcome(name, None, is_run=False) for name in names if name not in safe)


def _graded(course: Course, assignment: str, yard: Yard,
            names: list[str]) -> Iterator[str | Outcome]:
    escapes: dict[str, list[str]] = {}
    shares, problems = {}, {}
    ours = {one.pid for one in psutil.Process().children(recursive=True)}
    for name in [HONEST, *(name for name in names if name != HONEST), NEIGHBOUR]:
        problems[name] = _in_own_process(course, name)
        if problems[name] and name == HONEST:
            # By no fault of its own: Jupyter chooses ports that another process may take first.
            problems[name] = _in_own_process(course, name)
        with Gradebook(course.directory.db_url) as gradebook:
            # Read now, for the canaries put points right that are wrong.
            shares[name] = code_share(gradebook, assignment, name)
        produced = "" if name == NEIGHBOUR else left_by(course, assignment, name)
        escapes[name] = yard.escapes(produced)
        _end_others(ours)
        if name in CORPUS and CORPUS[name].is_read:
            escapes[name] += [what for what in acting_on_reader(course, assignment, name)
                              if not what.startswith("page: none")]
        yield name
    exported = formulas_in_export(course)
    for name in (*names, NEIGHBOUR):
        more = [f"export: {cell}" for cell in exported if name in cell]
        yield Outcome(name, None if problems[name] else shares[name], (), problems[name],
                      (*escapes[name], *more))


def _in_own_process(course: Course, student: str) -> str:
    """Autograde one student; what stopped it, or ""."""
    process = multiprocessing.get_context("fork").Process(
        target=autograde, args=(course.config, student))
    process.start()
    process.join(PATIENCE_S)
    if process.exitcode is None:
        process.kill()
        process.join()
        return f"nbgrader did not come to an end within {PATIENCE_S} s"
    return "" if process.exitcode == 0 else "nbgrader failed" if process.exitcode > 0 else (
        "nbgrader was killed")


def _end_others(ours: set[int]) -> None:
    """End the kernels and whatever else is left of a submission."""
    for one in psutil.Process().children(recursive=True):
        if one.pid not in ours:
            with contextlib.suppress(psutil.Error):
                one.kill()
                one.wait(5)


def autograde(config: Config, student: str) -> None:
    """Autograde one student; ends the process with 1 if that fails."""
    config = Config(config)
    config.CourseDirectory.student_id = student
    log = logging.getLogger("stock")
    log.handlers, log.propagate = [logging.NullHandler()], False
    Autograde(coursedir=CourseDirectory(config=config), config=config, log=log).start()
