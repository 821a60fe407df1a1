"""Links of a feedback page to what the course hands out besides, which does not lie beside it."""

import re
from posixpath import join
from urllib.parse import quote

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor

from grading.course.folders import release_place
from grading.course.languages import language_in
from grading.handout.links import TARGET, resolved
from grading.handout.settings import Handout
from grading.words import ENGLISH

_LINK = re.compile(rf"(?<!!)\[(?P<text>[^][]*)\]\((?P<target>{TARGET})(?P<anchor>#[^)\s]*)?\)")
NOTEBOOK = ".ipynb"


class LinkReading(NbGraderPreprocessor):
    """Preprocessor that has relative links lead to `c.Handout.address`.

    A page is opened from a download, a mail or a hub, where no relative link leads anywhere. One
    that leads to nothing which has an address becomes its text.
    """

    def preprocess(self, nb: NotebookNode,
                   resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Change the markdown cells."""
        handout = Handout(parent=self)
        names = resources["nbgrader"]
        named = language_in(nb.metadata)
        language = "" if named == ENGLISH else named
        place = release_place(CourseDirectory(parent=self), names["assignment"], language)
        read = tuple(join(language, name, "") for name in handout.places)
        page = f"{place}/{names['notebook']}{NOTEBOOK}"

        def changed(found: re.Match[str]) -> str:
            target = resolved(found["target"], page)
            if not (handout.address and target.endswith(NOTEBOOK) and target.startswith(read)):
                return found["text"]
            address = handout.address.replace("{path}", quote(target.removesuffix(NOTEBOOK)))
            return f"[{found['text']}]({address}{found['anchor'] or ''})"

        for cell in nb.cells:
            if cell.cell_type == "markdown":
                cell.source = _LINK.sub(changed, cell.source)
        return nb, resources
