"""nbgrader's exporter for submissions, which also takes them in."""

from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException

from grading.hand_ins.files import NOTEBOOK
from grading.hand_ins.intake import TIMESTAMP, take_in
from grading.hand_ins.reading import read


class SubmissionExporter(NotebookExporter):
    """Reads any bytes, writes a notebook; set as `Autograde.exporter_class`.

    `nbgrader autograde` makes it before it looks at the first submission. It then takes the place
    of the hook that is called before each, since such a hook is not told which course it is for;
    one that the course has set itself is called first.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        if isinstance(self.parent, Autograde):
            self._course = self.parent.coursedir
            self._hook = self.parent.pre_convert_hook
            self.parent.pre_convert_hook = self._take_in
            self._undated: list[str] = []
            self._convert_all = self.parent.convert_notebooks
            self.parent.convert_notebooks = self._convert_and_tell

    def from_file(self, file_stream: Any, resources: Any = None,
                  **kw: Any) -> tuple[NotebookNode, dict[str, Any]]:
        """Convert a notebook from an open text file, whose bytes are read."""
        return self.from_notebook_node(read(file_stream.buffer), resources=resources, **kw)

    def _take_in(self, assignment: str, student: str, notebooks: list[str]) -> None:
        """Put what was handed in where nbgrader looks for it."""
        if self._hook:
            self._hook(assignment=assignment, student=student, notebooks=notebooks)
        date = Path(notebooks[0]).parent / TIMESTAMP
        had_date = date.exists()
        try:
            with Gradebook(self._course.db_url) as gradebook:
                names = [one.name for one in gradebook.find_assignment(assignment).notebooks]
        except MissingEntry:  # nbgrader says so
            return
        take_in([f"{name}{NOTEBOOK}" for name in sorted(names)
                 if fnmatch(name, self._course.notebook_id)], notebooks)
        if had_date and not date.exists():
            self._undated.append(str(date))

    def _convert_and_tell(self) -> None:
        """Grade all submissions, where nbgrader stops at one whose date it cannot read.

        Raises
        ------
        NbGraderException
            At the end, if there were such dates.
        """
        self._convert_all()
        if self._undated:
            message = (f"Invalid timestamp, so it is not known whether it was late: "
                       f"{', '.join(self._undated)}")
            self.log.error(message)
            raise NbGraderException(message)
