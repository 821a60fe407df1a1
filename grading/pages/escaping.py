"""Escaping names of students for nbgrader's pages, which put them into HTML as they are."""

from html import escape

from nbconvert.exporters.exporter import ResourcesDict
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

# Values that the formgrader passes to its page of a submission and that a student can choose.
NAMES = ("student", "first_name", "last_name", "notebook_path", "filename")


class EscapeNames(Preprocessor):
    """Preprocessor that escapes names of students and files for nbgrader's HTML templates.
    """

    def preprocess(self, nb: NotebookNode,
                   resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Escape the names in `resources`; the notebook stays as it is."""
        for key in NAMES:
            if resources.get(key):
                resources[key] = escape(resources[key])
        return nb, resources


def is_harmless(student: str) -> bool:
    """Whether the formgrader's own pages can show a student's id.

    They write it into HTML, scripts and links unescaped, which cannot be configured. Apostrophes,
    which many names have, are harmless there, since all quotes are double.
    """
    return student.isprintable() and not set(student) & set("<>\"&\\")
