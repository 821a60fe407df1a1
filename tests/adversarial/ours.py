"""Grade samples with this course's grader, as one class among canaries."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook

from answercheck import wording
from grading.course.course import Course
from grading.course.folders import CONFIG
from grading.dispatch.class_grader import grade_class
from tests.adversarial.canaries import CourseCanaries
from tests.adversarial.corpus import CORPUS
from tests.adversarial.courses import hand_in, make_course, text_left_by
from tests.adversarial.results import SampleResult, code_share
from tests.adversarial.sample import HONEST, NEIGHBOUR
from tests.adversarial.viewing import acting_on_terminal, acting_on_viewer, formulas_in_export
from tests.this_course import COURSE, FOLDERS

TIMEOUT_S = 8  # of a cell
WAITING_TIMEOUT_S = 2  # of a cell, in a class of samples that wait for it


def grade_ours(assignment: str, names: list[str], waits: bool) -> Iterator[str | SampleResult]:
    """Grade these samples as one class, with an honest student before and after them.

    If `waits`, with a short time limit.

    Yields
    ------
    str
        The name of each sample as soon as it is graded.
    SampleResult
        The results, once all are graded, because none may have changed another's points. The last
        is the neighbour's.
    """
    with tempfile.TemporaryDirectory(prefix="hostile-", ignore_cleanup_errors=True) as folder:
        root = Path(folder).resolve() / "course"
        timeout_s = WAITING_TIMEOUT_S if waits else TIMEOUT_S
        course = make_course(
            root, assignment,
            f"load_subconfig({CONFIG!r}, path={str(COURSE)!r})\n"
            f"get_config().ExecuteSubmission.timeout = {timeout_s}\n",
            nbformat.read(FOLDERS.source_notebook(assignment), as_version=4))
        with CourseCanaries(root, assignment) as canaries:
            hand_in(course, assignment, canaries, names)
            yield from _graded(course, assignment, canaries, names)


def _graded(course: Course, assignment: str, canaries: CourseCanaries,
            names: list[str]) -> Iterator[str | SampleResult]:
    log = Path(course.directory.root) / ".course" / "log" / f"{assignment}.log"
    results = []
    n_read = 0
    students = [HONEST, *(name for name in names if name != HONEST), NEIGHBOUR]
    for graded in grade_class(course, assignment, students):
        name = graded.student
        text = log.read_text(encoding="utf-8", errors="replace")
        logged, n_read = text[n_read:], len(text)
        # The neighbour's own submission holds a secret.
        produced = "" if name == NEIGHBOUR else text_left_by(course, assignment, name) + logged
        escapes = canaries.escapes(produced)
        escapes += acting_on_terminal(course, assignment, graded, logged)
        if name in CORPUS and CORPUS[name].is_viewed and not graded.problem:
            escapes += acting_on_viewer(course, assignment, name)
        reasons = dict.fromkeys(sentence for verdict in course.verdicts(assignment, name)
                                for sentence in wording.sentences(verdict))
        results.append(SampleResult(name, None, tuple(reasons), graded.problem, tuple(escapes)))
        yield name
    exported = formulas_in_export(course)
    with Gradebook(course.directory.db_url) as gradebook:
        for one in results:
            share = code_share(gradebook, assignment, one.name)
            formulas = tuple(f"export: {cell}" for cell in exported if one.name in cell)
            if one.name in names or one.name == NEIGHBOUR:
                yield replace(one, share=share, escapes=one.escapes + formulas)
