"""Shortening what makes a feedback page so long that it takes minutes to make and to open."""

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from grading.words import N_
from grading.words import translate as _

MAX_CELL = 20_000  # characters of a cell's source; ours have up to 2000
MAX_PAGE = 100_000  # of all cells
MAX_OUTPUTS = 100_000  # of the texts of all outputs
MAX_PICTURES = 2**24  # of all pictures in outputs
CUT = N_("… and {n:,} more characters, which were handed in and graded")
CUT_OUTPUT = N_("… and {n:,} more characters")


class Shorten(NbGraderPreprocessor):
    """Preprocessor that cuts off what is beyond the bounds, and says in its place how much it was.
    """

    def preprocess(self, nb: NotebookNode,
                   resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Shorten the sources of the cells, and their outputs."""
        n_left = MAX_PAGE
        self._text_left, self._pictures_left = MAX_OUTPUTS, MAX_PICTURES
        for cell in nb.cells:
            kept = cell.source[:min(n_left, MAX_CELL)]
            n_left -= len(kept)
            if len(kept) < len(cell.source):
                note = _(CUT).format(n=len(cell.source) - len(kept))
                cell.source = f"{kept}\n{'# ' * (cell.cell_type == 'code')}{note}"
            if cell.cell_type == "code":
                cell.outputs = [one for one in map(self._shortened, cell.outputs) if one]
        return nb, resources

    def _shortened(self, output: NotebookNode) -> NotebookNode | None:
        """An output within what is left of the bounds; None if nothing of it is."""
        if output.output_type == "stream":
            output.text = self._text(output.text)
            return output if output.text else None
        if output.output_type == "error":
            output.traceback = [line for line in map(self._text, output.traceback) if line]
            return output
        for kind, content in list(output.data.items()):
            if kind == "text/plain":
                output.data[kind] = self._text(content)
            elif kind.startswith("image/"):
                self._pictures_left -= len(content)
                if self._pictures_left < 0:
                    del output.data[kind]
        return output if output.data else None

    def _text(self, text: str) -> str:
        kept, self._text_left = text[:self._text_left], max(0, self._text_left - len(text))
        missing = len(text) - len(kept)
        return f"{kept}\n{_(CUT_OUTPUT).format(n=missing)}" if missing and kept else kept
