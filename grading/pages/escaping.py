"""Names of students on nbgrader's pages, which write them into HTML unescaped."""

from html import escape

from nbconvert.exporters.exporter import ResourcesDict
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

# What the formgrader tells its page of a submission about a person; the rest is ours.
NAMES = ("student", "first_name", "last_name", "notebook_path", "filename")


class EscapeNames(Preprocessor):
    """A stage of `HTMLExporter`, whose templates write names as they are.

    A student may be called <b>, but not make a page bold.
    """

    def preprocess(self, nb: NotebookNode,
                   resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Escape the names; the notebook stays as it is."""
        for key in NAMES:
            if resources.get(key):
                resources[key] = escape(resources[key])
        return nb, resources


def is_harmless(student: str) -> bool:
    """Whether the formgrader's own pages can show a student's id.

    They write it into HTML, scripts and links as it is, and there is no door to change that. An
    apostrophe, which many names have, does nothing there: their quotes are double.
    """
    return student.isprintable() and not set(student) & set("<>\"&\\")
