"""nbgrader's exporter for submissions, which also takes them in."""

import re
from contextlib import closing
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException

from answercheck.verdict import Finding
from grading.course.assignment import AssignmentDefinition, read_assignment
from grading.course.privacy import keep_private
from grading.dispatch.packing import pack_hand_in
from grading.dispatch.worker_cache import digest_of
from grading.gradebook.ledger import Ledger
from grading.gradebook.standing import GradeDigests, note_grade
from grading.hand_ins.documents import documents_beside
from grading.hand_ins.early_intake import hand_in_folders, notebook_names
from grading.hand_ins.intake import UNREADABLE_DATE, take_in
from grading.hand_ins.reading import read
from grading.hand_ins.restore import INTAKE
from grading.hand_ins.timestamps import TIMESTAMP


class SubmissionExporter(NotebookExporter):
    """Reads any bytes, writes a notebook; set as `Autograde.exporter_class`.

    `nbgrader autograde` makes it before it looks at the first submission. It then takes the place
    of the hooks that are called before and after each, since such a hook is not told which course
    it is for; those that the course has set itself are called first. What has no notebook in its
    place is graded too, and what was graded is noted for `course grade`.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        if isinstance(self.parent, Autograde):
            self._course = self.parent.coursedir
            keep_private(self._course, "autograded")
            self._found = self.parent.assignments  # notebooks by the folder of a hand-in
            self._hook = self.parent.pre_convert_hook
            self.parent.pre_convert_hook = self._take_in
            self._notes: dict[Path, list[Finding]] = {}
            self._hook_after = self.parent.post_convert_hook
            self.parent.post_convert_hook = self._note_grade
            self._definitions: dict[str, AssignmentDefinition] = {}
            self._undated: list[str] = []
            self._convert_all = self.parent.convert_notebooks
            self.parent.convert_notebooks = self._convert_and_tell

    def from_file(self, file_stream: Any, resources: Any = None,
                  **kw: Any) -> tuple[NotebookNode, dict[str, Any]]:
        """Convert a notebook from an open text file, whose bytes are read."""
        if resources is not None and isinstance(self.parent, Autograde):
            resources[INTAKE] = self._notes.get(Path(file_stream.name), [])
        return self.from_notebook_node(read(file_stream.buffer), resources=resources, **kw)

    def _take_in(self, assignment: str, student: str, notebooks: list[str]) -> None:
        """Put what was handed in where nbgrader looks for it."""
        if self._hook:
            self._hook(assignment=assignment, student=student, notebooks=notebooks)
        folder = Path(notebooks[0]).parent
        date = folder / TIMESTAMP
        names = notebook_names(self._course, assignment)
        if not names:  # nbgrader says so
            return
        with closing(Ledger(self._course.db_url)) as ledger:
            ledger.mark_uncertain(assignment, self._student(folder))
        placed = take_in(names, notebooks,
                         lambda name: self._definition(assignment).by_file.get(name))
        beside = documents_beside(folder, self._definition(assignment).files)
        self._notes = {path: [*notes, *beside] for path, notes in placed.items()}
        notebooks[:] = [name for name in notebooks if Path(name).exists()]
        if date.with_name(f"{TIMESTAMP}{UNREADABLE_DATE}").exists() and not date.exists():
            self._undated.append(str(date))

    def _note_grade(self, assignment: str, student: str, notebooks: list[str]) -> None:
        """Note for which hand-in and definition the grade is; of a part of it, nothing."""
        if self._hook_after:
            self._hook_after(assignment=assignment, student=student, notebooks=notebooks)
        if self._course.notebook_id != "*":
            return
        folder = Path(notebooks[0]).parent
        definition = self._definition(assignment)
        hand_in = digest_of(pack_hand_in(folder, definition))
        with closing(Ledger(self._course.db_url)) as ledger:
            note_grade(ledger, GradeDigests(definition, self.config), self._student(folder),
                       hand_in)

    def _definition(self, assignment: str) -> AssignmentDefinition:
        if assignment not in self._definitions:
            self._definitions[assignment] = read_assignment(self._course, assignment, self.config)
        return self._definitions[assignment]

    def _student(self, folder: Path) -> str:
        """Whose folder it is; the hooks are told a pattern instead, where all are graded."""
        name = re.compile(self._course.format_path(
            self._course.submitted_directory, "(?P<student>[^/]+)",
            re.escape(self._course.assignment_id), escape=True))
        match = name.fullmatch(str(folder))
        return match["student"] if match else self._course.student_id

    def _add_skipped(self) -> None:
        """Let nbgrader grade as well what has no notebook in its place."""
        names = notebook_names(self._course, self._course.assignment_id)
        for place in hand_in_folders(self._course) if names else []:
            self._found.setdefault(str(place), [str(place / names[0])])

    def _convert_and_tell(self) -> None:
        """Grade all submissions, where nbgrader stops at one whose date it cannot read.

        Raises
        ------
        NbGraderException
            At the end, if there were such dates.
        """
        self._add_skipped()
        self._convert_all()
        if self._undated:
            message = (f"Invalid timestamp, so it is not known whether it was late: "
                       f"{', '.join(self._undated)}")
            self.log.error(message)
            raise NbGraderException(message)
