"""Shortening what makes a feedback page so long that it takes minutes to make and to open."""

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

MAX_CELL = 20_000  # characters of a cell's source; ours have up to 2000
MAX_PAGE = 100_000  # of all cells; to colour so much code takes ten seconds
CUT = "… and {:,} more characters, which were handed in and graded"


class Shorten(NbGraderPreprocessor):
    """Preprocessor that cuts off what is beyond the bounds, and says in its place how much it was.
    """

    def preprocess(self, nb: NotebookNode,
                   resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Shorten the sources of the cells."""
        n_left = MAX_PAGE
        for cell in nb.cells:
            kept = cell.source[:min(n_left, MAX_CELL)]
            n_left -= len(kept)
            if len(kept) < len(cell.source):
                note = CUT.format(len(cell.source) - len(kept))
                cell.source = f"{kept}\n{'# ' * (cell.cell_type == 'code')}{note}"
        return nb, resources
