"""Record a graded submission: its notebook in autograded/, its scores in the gradebook.

nbgrader's own preprocessors compute and store the scores. Here they share one transaction, within
which the folder is moved to its place, so that both are recorded or neither.
"""

import json
import logging
import shutil
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbformat.v4.nbjson import JSONReader
from nbgrader import utils
from nbgrader.api import Gradebook, SubmittedNotebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import AssignLatePenalties, NbGraderPreprocessor, SaveAutoGrades
from sqlalchemy.exc import SAWarning
from traitlets.config import Config

from grading.course.files import files_of_ours, is_ignored
from grading.course.privacy import keep_private
from grading.gradebook.ledger import Ledger
from grading.gradebook.rows import Rows, seconds_late
from grading.gradebook.standing import GradeDigests, is_of_hand_in
from grading.hand_ins.files import MAX_FILES_BYTES, make_room, replace_folder
from grading.hand_ins.walk import NOTEBOOK, files_beside
from grading.semester.dates import Dates

# Where the preprocessors below find the open gradebook and the submitted notebook's row.
OPEN_GRADEBOOK, SUBMITTED = "gradebook", "submitted"
GRADED_BEFORE = "graded before"  # and the cells of the same hand-in, as they were graded last
READ_ONLY, GROUP_SHARED = 0o444, 0o664  # as nbgrader leaves its files


class _SaveAutoGrades(SaveAutoGrades):
    """Stores the scores; what a person gave stays, and stays settled where nothing has changed."""

    def preprocess(self, nb: NotebookNode,
                   resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        names, gradebook = resources["nbgrader"], resources[OPEN_GRADEBOOK]
        self.notebook_id, self.assignment_id = names["notebook"], names["assignment"]
        self.student_id = names["student"]
        self.gradebook = Rows(gradebook, resources[SUBMITTED])
        nb, resources = NbGraderPreprocessor.preprocess(self, nb, resources)
        self.gradebook.write()
        return nb, resources

    def preprocess_cell(self, cell: NotebookNode, resources: ResourcesDict,
                        cell_index: int) -> tuple[NotebookNode, ResourcesDict]:
        if not (utils.is_grade(cell) or utils.is_task(cell)):
            return super().preprocess_cell(cell, resources, cell_index)
        marks = cell.metadata.nbgrader
        grade = self.gradebook.find_grade(marks.grade_id)
        auto_score, needed_manual_grade = grade.auto_score, grade.needs_manual_grade
        cell, resources = super().preprocess_cell(cell, resources, cell_index)
        if grade.manual_score is None:
            return cell, resources
        if grade.manual_score > marks.points:
            self.log.warning("%s of %s: the %g points given by hand are now %g, the maximum; look "
                             "again", marks.grade_id, self.student_id, grade.manual_score,
                             marks.points)
            grade.manual_score, grade.needs_manual_grade = float(marks.points), True
        elif (resources[GRADED_BEFORE].get(marks.grade_id) == _graded_as(cell)
              and grade.auto_score == auto_score):
            grade.needs_manual_grade = needed_manual_grade
        return cell, resources


class _AssignLatePenalties(AssignLatePenalties):
    def preprocess(self, nb: NotebookNode,
                   resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        self.init_plugin()
        notebook: SubmittedNotebook = resources[SUBMITTED]
        late_s = seconds_late(notebook.assignment)
        penalty = None
        if late_s > 0:
            # SaveAutoGrades has changed it.
            resources[OPEN_GRADEBOOK].db.refresh(notebook, ["score"])
            penalty = self.plugin_inst.late_submission_penalty(
                resources["nbgrader"]["student"], notebook.score, late_s)
        notebook.late_submission_penalty = (
            None if penalty is None else self._check_late_penalty(notebook, penalty))
        return nb, resources


# nbgrader's preprocessors that write to the gradebook, and our versions of them.
RECORDERS: dict[str, type[NbGraderPreprocessor]] = {
    "nbgrader.preprocessors.SaveAutoGrades": _SaveAutoGrades,
    "nbgrader.preprocessors.AssignLatePenalties": _AssignLatePenalties}


class Recorder:
    """Writes results into the gradebook and autograded/ of one course.

    Parameters
    ----------
    course : its folders
    config : its configuration
    ledger : its gradebook
    digests : by what the grades of the assignment are known
    stages : those of RECORDERS that the course configures, in order
    dates : for the extensions of submissions that are new to the gradebook
    log : for what they have to say
    """

    def __init__(self, course: CourseDirectory, config: Config, ledger: Ledger,
                 digests: GradeDigests, stages: list[str], dates: Dates,
                 log: logging.Logger) -> None:
        self._course, self._config, self._ledger = course, config, ledger
        self._digests, self._dates = digests, dates
        self._stages = [RECORDERS[name](config=config, log=log) for name in stages]
        self._mode = GROUP_SHARED if course.groupshared else READ_ONLY
        keep_private(course, "autograded")

    def record(self, assignment: str, student: str, graded: Mapping[str, str],
               hand_in: str) -> float:
        """Record the graded notebooks and their scores; if this fails nothing is changed.

        Parameters
        ----------
        graded : the notebooks as text, by their names without the ending
        hand_in : digest of the content that was handed in

        Returns
        -------
        float
            The points.
        """
        place = Path(self._course.format_path(self._course.autograded_directory, student,
                                              assignment))
        beside = place.with_name(f".{place.name}.new")
        try:
            self._fill(beside, assignment, student, graded)
            is_same = is_of_hand_in(self._ledger.digest(assignment, student), hand_in)
            if place.exists():
                # We may be killed between moving the folder and the end of the transaction.
                self._ledger.mark_uncertain(assignment, student)
            # nbgrader 0.9.6 adds its rows in an order that SQLAlchemy 2 warns about.
            with warnings.catch_warnings(), self._ledger.transaction() as entry:
                warnings.simplefilter("ignore", SAWarning)
                submitted = self._course.format_path(self._course.submitted_directory, student,
                                                     assignment)
                timestamp = self._course.get_existing_timestamp(submitted)
                when: dict[str, Any] = {"timestamp": timestamp} if timestamp else {}
                entry.gradebook.update_or_create_student(student)
                submission = entry.gradebook.update_or_create_submission(
                    assignment, student, **when)
                submission.extension = self._dates.extension(
                    student, submission.extension, submission.assignment.duedate)
                for notebook in submission.notebooks:
                    if notebook.name in graded:
                        last = place / f"{notebook.name}{NOTEBOOK}"
                        self._save(notebook, assignment, student, graded[notebook.name],
                                   entry.gradebook, _cells_graded(last) if is_same else {})
                entry.set_digest(assignment, student, self._digests.of(
                    hand_in, submission.id, seconds_late(submission)))
                entry.gradebook.db.flush()
                entry.gradebook.db.refresh(submission, ["score"])
                replace_folder(place, beside)
                return float(submission.score)
        finally:
            shutil.rmtree(beside, ignore_errors=True)

    def update_penalties(self, assignment: str, student: str, hand_in: str) -> None:
        """Compute the late penalties of a graded submission anew, and note for which date."""
        with self._ledger.transaction() as entry:
            submission = entry.gradebook.find_submission(assignment, student)
            for one in submission.notebooks:
                resources = _resources(one, assignment, student, entry.gradebook)
                for stage in self._stages:
                    if isinstance(stage, AssignLatePenalties):
                        stage(NotebookNode(), resources)
            entry.change_digest(assignment, student, self._digests.of(
                hand_in, submission.id, seconds_late(submission)))

    def _save(self, submitted: SubmittedNotebook, assignment: str, student: str, graded: str,
              gradebook: Gradebook, before: Mapping[str, tuple[Any, ...]]) -> None:
        """Have nbgrader's stages compute and store the scores of one notebook."""
        notebook = _with_marks(graded)
        resources = _resources(submitted, assignment, student, gradebook)
        resources[GRADED_BEFORE] = before
        for stage in self._stages:
            notebook, resources = stage(notebook, resources)

    def _fill(self, beside: Path, assignment: str, student: str,
              graded: Mapping[str, str]) -> None:
        """Write the graded notebooks, the submission's other files and those of the assignment."""
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(parents=True)
        # The assignment's files replace the student's.
        submitted = Path(self._course.format_path(self._course.submitted_directory, student,
                                                  assignment))
        for path in files_beside(submitted, MAX_FILES_BYTES):
            name = path.relative_to(submitted)
            if not is_ignored(name, self._course):
                shutil.copy(path, make_room(beside, name))
        for ours, path in files_of_ours(self._course, assignment, self._config).items():
            shutil.copy(path, make_room(beside, ours))
        for notebook, text in graded.items():
            make_room(beside, f"{notebook}{NOTEBOOK}").write_text(text, encoding="utf-8")
        for path in beside.rglob("*"):
            if path.is_file():
                path.chmod(self._mode)


def _with_marks(graded: str) -> NotebookNode:
    """Read of a graded notebook only the cells with nbgrader's metadata; it records no others."""
    data = json.loads(graded)
    data["cells"] = [cell for cell in data["cells"] if "nbgrader" in cell["metadata"]]
    return JSONReader().to_notebook(data)


def _resources(submitted: SubmittedNotebook, assignment: str, student: str,
               gradebook: Gradebook) -> ResourcesDict:
    """What a stage is told of one submitted notebook."""
    resources = ResourcesDict(nbgrader={"assignment": assignment, "student": student,
                                        "notebook": submitted.name})
    resources[OPEN_GRADEBOOK], resources[SUBMITTED] = gradebook, submitted
    return resources


def _cells_graded(path: Path) -> dict[str, tuple[Any, ...]]:
    """The cells with points of a graded notebook, by grade_id; none if it cannot be read."""
    try:
        notebook = _with_marks(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError):
        return {}
    return {cell.metadata.nbgrader.grade_id: _graded_as(cell)
            for cell in notebook.cells if utils.is_grade(cell) or utils.is_task(cell)}


def _graded_as(cell: NotebookNode) -> tuple[Any, ...]:
    """What a person who grades a cell by hand has before their eyes, and out of how many points."""
    return cell.source, cell.metadata.nbgrader.points
