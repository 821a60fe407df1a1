"""What nbgrader's pages show of a submission besides its notebook: names, and files beside it."""

import mimetypes
import re
from html import escape

from nbconvert.exporters.exporter import ResourcesDict
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode


def _formats_that_act() -> list[str]:
    mimetypes.init()
    acting = re.compile("html|[+/]xml|svg|javascript|pdf|message/|multipart/")
    endings = {ending.lower() for ending, kind in mimetypes.types_map.items()
               if acting.search(kind)}
    # A server tells the type of a file whatever the case of its ending, and of what is packed too.
    return ["*" + "".join(f"[{c}{c.upper()}]" if c.isalpha() else c for c in ending) + more
            for ending in sorted(endings) for more in ("", ".*")]


# Patterns of files that a browser would run or render, by this machine's table of types, which is
# that of the formgrader's server.
FORMATS_THAT_ACT = _formats_that_act()

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
