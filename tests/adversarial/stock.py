"""Grade the same samples with stock nbgrader, for comparison.

nbgrader grades in its own process, which samples may kill or hang; so each sample gets a process of
its own, with a limit of time.
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

from grading.course.course import Course
from grading.sandbox import linux
from tests.adversarial.canaries import CourseCanaries
from tests.adversarial.corpus import CORPUS
from tests.adversarial.courses import hand_in, make_course, text_left_by
from tests.adversarial.results import SampleResult, code_share
from tests.adversarial.sample import HONEST, NEIGHBOUR
from tests.adversarial.stock_notebook import with_asserts
from tests.adversarial.viewing import NO_PAGE, acting_on_viewer, formulas_in_export

CELL_TIMEOUT_S = 8
SUBMISSION_TIMEOUT_S = 60  # nbgrader itself has no limit for a whole submission


def grade_stock(assignment: str, names: list[str], waits: bool) -> Iterator[str | SampleResult]:
    """As `grade_ours`, but with stock nbgrader, asserts in the notebook and no sandbox.

    The time limit is the same whether the samples wait for it or not: a kernel that is not warm
    takes seconds for its first imports.
    """
    with tempfile.TemporaryDirectory(prefix="stock-", ignore_cleanup_errors=True) as folder:
        root = Path(folder).resolve() / "course"
        course = make_course(root, assignment,
                             f"get_config().ExecutePreprocessor.timeout = {CELL_TIMEOUT_S}\n",
                             with_asserts(assignment))
        if platform.system() == "Linux":
            linux.prctl(linux.PR_SET_CHILD_SUBREAPER, 1)  # so that orphans can be found and killed
        with CourseCanaries(root, assignment) as canaries:
            safe = [name for name in names if not CORPUS[name].unsafe_for_stock]
            hand_in(course, assignment, canaries, safe)
            yield from _graded(course, assignment, canaries, safe)
    yield from (SampleResult(name, None, is_run=False) for name in names if name not in safe)


def _graded(course: Course, assignment: str, canaries: CourseCanaries,
            names: list[str]) -> Iterator[str | SampleResult]:
    escapes: dict[str, list[str]] = {}
    shares, problems = {}, {}
    ours = {one.pid for one in psutil.Process().children(recursive=True)}
    for name in [HONEST, *(name for name in names if name != HONEST), NEIGHBOUR]:
        problems[name] = _autograde_in_process(course, name)
        if problems[name] and name == HONEST:
            # By no fault of its own: Jupyter chooses ports that another process may take first.
            problems[name] = _autograde_in_process(course, name)
        with Gradebook(course.directory.db_url) as gradebook:
            # Now, because the canaries undo changes of the gradebook.
            shares[name] = code_share(gradebook, assignment, name)
        produced = "" if name == NEIGHBOUR else text_left_by(course, assignment, name)
        escapes[name] = canaries.escapes(produced)
        _kill_children_but(ours)
        if name in CORPUS and CORPUS[name].is_viewed:
            escapes[name] += [what for what in acting_on_viewer(course, assignment, name)
                              if not what.startswith(NO_PAGE)]
        yield name
    exported = formulas_in_export(course)
    for name in (*names, NEIGHBOUR):
        formulas = [f"export: {cell}" for cell in exported if name in cell]
        yield SampleResult(name, None if problems[name] else shares[name], (), problems[name],
                           (*escapes[name], *formulas))


def _autograde_in_process(course: Course, student: str) -> str:
    """Autograde one student; why that failed, or ""."""
    process = multiprocessing.get_context("fork").Process(
        target=autograde, args=(course.config, student))
    process.start()
    process.join(SUBMISSION_TIMEOUT_S)
    if process.exitcode is None:
        process.kill()
        process.join()
        return f"nbgrader did not finish within {SUBMISSION_TIMEOUT_S} s"
    if process.exitcode < 0:
        return "nbgrader was killed"
    return "nbgrader failed" if process.exitcode else ""


def _kill_children_but(ours: set[int]) -> None:
    """Kill the kernels and whatever else a submission left running."""
    for one in psutil.Process().children(recursive=True):
        if one.pid not in ours:
            with contextlib.suppress(psutil.Error):
                one.kill()
                one.wait(5)


def autograde(config: Config, student: str) -> None:
    """Autograde one student; ends the process with status 1 if that fails."""
    config = Config(config)
    config.CourseDirectory.student_id = student
    log = logging.getLogger("stock")
    log.handlers, log.propagate = [logging.NullHandler()], False
    Autograde(coursedir=CourseDirectory(config=config), config=config, log=log).start()
