"""The table at the top of a feedback page: the points of each exercise and why they were lost."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor

from answercheck import wording
from answercheck.verdict import Mark, Verdict
from grading.course.folders import CourseFolders
from grading.course.graded_cells import CHECK
from grading.gradebook.grades import CellGrade, SubmissionGrades, grades_of
from grading.hand_ins.reading import notes_in
from grading.handout.settings import Handout
from grading.judging.judge import verdict_in
from grading.pages.feedback.made_from import NAME, made_from
from grading.pages.numbers import number, percent
from grading.references.exercises import required_modules
from grading.words import N_, ngettext
from grading.words import translate as _

WAITING = N_("not graded yet")
KNOWN = "feedback_known"  # where `Summarize` finds `Known` if it need not read it itself


@dataclass(frozen=True)
class Known:
    """What a page says besides its notebook, and the digest of all that it is made from."""

    grades: SubmissionGrades
    made_from: str


@dataclass(frozen=True)
class Row:
    """One exercise or written answer.

    name : of the exercise; else the grade_id
    earned, possible : points, as in the gradebook
    outcome : the value of a `Mark`, or WAITING for a manual grade
    where : phrases that say how the points came about
    sentences, marks : of the verdict; empty if there is none
    comment : of a person, as markdown
    """

    name: str
    earned: float
    possible: float
    outcome: str
    where: tuple[str, ...]
    is_written: bool = False
    sentences: tuple[str, ...] = ()
    marks: Mapping[str, Mark] | None = None
    comment: str = ""

    @property
    def mark(self) -> str:
        """The outcome as one character."""
        return "…" if self.outcome == WAITING else wording.SYMBOL[Mark(self.outcome)]


class Summarize(NbGraderPreprocessor):
    """Preprocessor that puts the content of the table into `resources["feedback"]`.

    Plain nbgrader has it read the gradebook; for `course feedback` the grades travel along.
    """

    def preprocess(self, nb: NotebookNode,
                   resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Read the grades of one submission; the notebook stays as it is."""
        known = resources.get(KNOWN) or self._known(resources)
        grades = known.grades.notebooks[resources["nbgrader"]["notebook"]]
        comments = dict(grades.comments)
        rows = {cell.metadata.nbgrader.grade_id: _row(
                    cell, grades.cells[cell.metadata.nbgrader.grade_id], comments)
                for cell in nb.cells if utils.is_grade(cell) or utils.is_task(cell)}
        for name in rows:
            comments.pop(name.removesuffix(CHECK), None)
        resources["feedback"] = {
            "notes": [wording.note(one) for one in notes_in(nb.metadata)],
            "rows": rows, "comments": comments, "penalty": grades.penalty,
            "late_h": known.grades.late_s / 3600,
            "score": grades.score, "of": grades.max_score,
            "made_from": {"name": NAME, "digest": known.made_from},
            "waiting": any(row.outcome == WAITING for row in rows.values())}
        return nb, resources

    def _known(self, resources: ResourcesDict) -> Known:
        # They have words for what the course's scorers find.
        required_modules(CourseFolders.of(CourseDirectory(parent=self)))
        names = resources["nbgrader"]
        with Gradebook(names["db_url"]) as gradebook:
            grades = grades_of(gradebook.find_submission(names["assignment"], names["student"]))
        return Known(grades, made_from(Path(resources["metadata"]["path"]), grades,
                                       Handout(parent=self).address))


def _row(cell: NotebookNode, grade: CellGrade, comments: Mapping[str, str]) -> Row:
    name = grade.name.removesuffix(CHECK)
    verdict = _verdict(cell)
    earned, possible = grade.score, grade.max_score
    is_full = (verdict.passed if verdict and grade.manual_score is None
               else earned >= possible)
    if _is_waiting(grade):
        outcome = WAITING
    elif is_full:
        outcome = Mark.RIGHT
    else:
        outcome = Mark.SHAPE if earned > 0 else Mark.WRONG
    is_written = verdict is None and (utils.is_solution(cell) or utils.is_task(cell))
    return Row(name, earned, possible, str(outcome),
               (*(_cases(verdict) if verdict else ()), *_by_hand(grade)), is_written,
               tuple(wording.sentences(verdict)) if verdict else (),
               verdict.marks() if verdict else None,
               comments.get(name, ""))


def _is_waiting(grade: CellGrade) -> bool:
    """Return whether there are no points yet; those of an earlier hand-in count meanwhile."""
    return grade.needs_manual_grade and grade.manual_score is None


def _verdict(cell: NotebookNode) -> Verdict | None:
    return next(filter(None, map(verdict_in, cell.get("outputs", []))), None)


def _cases(verdict: Verdict) -> tuple[str, ...]:
    """Say how many cases earned which share of their points."""
    if verdict.no_answer:
        return (_("no answer"),)
    if verdict.by_tests:
        return (_("tests passed") if verdict.passed else
                _("tests passed in part") if verdict.score else _("tests failed"),)
    shares = Counter(case.score for case in verdict.cases)
    n_cases, n_right = shares.total(), shares.pop(1.0, 0)
    shares.pop(0.0, 0)
    right = (ngettext("all {n} case right", "all {n} cases right", n_cases) if n_right == n_cases
             else ngettext("{right} of {n} case right", "{right} of {n} cases right", n_cases))
    forward = [_("tried with a right {name}").format(name=name) for name in verdict.because_of]
    return (right.format(n=n_cases, right=n_right), *forward, *(
        _("{n} for {share} of the points").format(n=n, share=percent(share))
        for share, n in sorted(shares.items(), reverse=True)))


def _by_hand(grade: CellGrade) -> tuple[str, ...]:
    """Say what a manual grade or a missing answer did to the points."""
    phrases = []
    if _is_waiting(grade):
        phrases.append(_(WAITING))
    elif grade.manual_score is not None:
        phrases.append(_("points given by hand, to be confirmed") if grade.needs_manual_grade
                       else _("points given by hand"))
    elif grade.cell_type == "markdown":
        phrases.append(_("not answered"))
    if grade.extra_credit:
        phrases.append(_("{points} extra").format(points=number(grade.extra_credit)))
    return tuple(phrases)
