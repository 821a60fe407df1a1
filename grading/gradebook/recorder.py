"""Record a graded submission: its notebook in autograded/, its scores in the gradebook.

nbgrader's own preprocessors compute and store the scores. Here they share one transaction, within
which the folder is moved to its place, so that both are recorded or neither.
"""

import json
import shutil
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbformat.v4.nbjson import JSONReader
from nbgrader.api import Gradebook, SubmittedNotebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import AssignLatePenalties, NbGraderPreprocessor, SaveAutoGrades
from sqlalchemy.exc import SAWarning
from traitlets.config import Config

from grading.course.files import files_of_ours, is_ignored
from grading.gradebook.ledger import Ledger
from grading.gradebook.rows import Rows
from grading.hand_ins.files import MAX_FILES_BYTES, make_room
from grading.hand_ins.walk import NOTEBOOK, files_beside

# Where the preprocessors below find the open gradebook and the submitted notebook's row.
OPEN_GRADEBOOK, SUBMITTED = "gradebook", "submitted"
READ_ONLY, GROUP_SHARED = 0o444, 0o664  # as nbgrader leaves its files


class _SaveAutoGrades(SaveAutoGrades):
    def preprocess(self, nb: NotebookNode,
                   resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        names, gradebook = resources["nbgrader"], resources[OPEN_GRADEBOOK]
        self.notebook_id, self.assignment_id = names["notebook"], names["assignment"]
        self.student_id = names["student"]
        self.gradebook = Rows(gradebook, resources[SUBMITTED])
        nb, resources = NbGraderPreprocessor.preprocess(self, nb, resources)
        self.gradebook.write()
        return nb, resources


class _AssignLatePenalties(AssignLatePenalties):
    def preprocess(self, nb: NotebookNode,
                   resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        self.init_plugin()
        notebook: SubmittedNotebook = resources[SUBMITTED]
        seconds_late = notebook.assignment.total_seconds_late
        penalty = None
        if seconds_late > 0:
            # SaveAutoGrades has changed it.
            resources[OPEN_GRADEBOOK].db.refresh(notebook, ["score"])
            penalty = self.plugin_inst.late_submission_penalty(
                resources["nbgrader"]["student"], notebook.score, seconds_late)
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
    stages : those of RECORDERS that the course configures, in order
    """

    def __init__(self, course: CourseDirectory, config: Config, ledger: Ledger,
                 stages: list[str]) -> None:
        self._course, self._config, self._ledger = course, config, ledger
        self._stages = [RECORDERS[name](config=config) for name in stages]
        self._mode = GROUP_SHARED if course.groupshared else READ_ONLY

    def record(self, assignment: str, student: str, graded: Mapping[str, str],
               digest: str) -> float:
        """Record the graded notebooks and their scores; if this fails nothing is changed.

        Parameters
        ----------
        graded : the notebooks as text, by their names without the ending
        digest : of the content that was handed in

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
                for notebook in submission.notebooks:
                    if notebook.name in graded:
                        self._save(notebook, assignment, student, graded[notebook.name],
                                   entry.gradebook)
                entry.set_digest(assignment, student, digest)
                entry.gradebook.db.flush()
                entry.gradebook.db.refresh(submission, ["score"])
                _replace(place, beside)
                return float(submission.score)
        finally:
            shutil.rmtree(beside, ignore_errors=True)

    def _save(self, submitted: SubmittedNotebook, assignment: str, student: str, graded: str,
              gradebook: Gradebook) -> None:
        """Have nbgrader's stages compute and store the scores of one notebook."""
        notebook = _with_marks(graded)
        resources = ResourcesDict(nbgrader={"assignment": assignment, "student": student,
                                            "notebook": submitted.name})
        resources[OPEN_GRADEBOOK], resources[SUBMITTED] = gradebook, submitted
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


def _replace(place: Path, new: Path) -> None:
    """Replace a folder by another; a rename alone cannot replace one that is not empty."""
    old = place.with_name(f".{place.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if place.exists():
        place.rename(old)
    new.rename(place)
    shutil.rmtree(old, ignore_errors=True)
