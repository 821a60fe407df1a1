"""Specimens graded here, as one class, among canaries."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook

from answercheck import wording
from grading.course import CONFIG, Course
from grading.folders import COURSE, source_notebook
from grading.samples.canaries import Yard
from grading.samples.corpus import CORPUS
from grading.samples.handing_in import hand_in, left_by, make_course
from grading.samples.outcome import Outcome, code_share
from grading.samples.reader import acting_on_reader, acting_on_terminal, formulas_in_export
from grading.samples.specimen import HONEST, NEIGHBOUR


def grade_ours(assignment: str, names: list[str], timeout_s: int) -> Iterator[str | Outcome]:
    """Grade these as one class with an honest student before and after them.

    Yields
    ------
    str
        The name of each when it is graded.
    Outcome
        When all are, for none may have changed another's points. The last is the neighbour's.
    """
    with tempfile.TemporaryDirectory(prefix="hostile-", ignore_cleanup_errors=True) as folder:
        root = Path(folder).resolve() / "course"
        course = make_course(
            root, assignment,
            f"load_subconfig({CONFIG!r}, path={str(COURSE)!r})\n"
            f"get_config().ExecuteSubmission.timeout = {timeout_s}\n",
            nbformat.read(source_notebook(assignment), as_version=4))
        with Yard(root, assignment) as yard:
            hand_in(course, assignment, yard, names)
            yield from _graded(course, assignment, yard, names)


def _graded(course: Course, assignment: str, yard: Yard,
            names: list[str]) -> Iterator[str | Outcome]:
    log = Path(course.directory.root) / ".course" / "log" / f"{assignment}.log"
    outcomes = []
    read_to = 0
    students = [HONEST, *(name for name in names if name != HONEST), NEIGHBOUR]
    for result in course.grade(assignment, students):
        said = log.read_text(encoding="utf-8", errors="replace")
        said, read_to = said[read_to:], len(said)
        name = result.student
        # The neighbour's own submission holds a secret.
        produced = "" if name == NEIGHBOUR else left_by(course, assignment, name) + said
        escapes = yard.escapes(produced)
        escapes += acting_on_terminal(course, assignment, result, said)
        if name in CORPUS and CORPUS[name].is_read and not result.problem:
            escapes += acting_on_reader(course, assignment, name)
        told = [sentence for verdict in course.verdicts(assignment, name)
                for sentence in wording.sentences(verdict)]
        outcomes.append(Outcome(name, None, tuple(dict.fromkeys(told)), result.problem,
                                tuple(escapes)))
        yield name
    exported = formulas_in_export(course)
    with Gradebook(course.directory.db_url) as gradebook:
        for one in outcomes:
            share = code_share(gradebook, assignment, one.name)
            more = tuple(f"export: {cell}" for cell in exported if one.name in cell)
            if one.name in names or one.name == NEIGHBOUR:
                yield replace(one, share=share, escapes=one.escapes + more)
