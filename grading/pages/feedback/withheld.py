"""Removing hidden tests, and outputs that may show their inputs, from feedback pages."""

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from grading.course.graded_cells import is_graded_code
from grading.execution.example_cells import is_as_submitted
from grading.hand_ins.reading import cleaned
from grading.judging.judge import VERDICT_MIME


class WithholdTests(NbGraderPreprocessor):
    """Preprocessor that removes the code of checks and the outputs that were made at grading.

    A function that is called with hidden inputs may keep them, and a later cell may print them.
    Outputs of cells that were not run came with the submission, so they stay.
    """

    def preprocess(self, nb: NotebookNode,
                   resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Remove what students may not see from each code cell; the verdicts are in `resources`."""
        for cell in nb.cells:
            if cell.cell_type != "code":
                continue
            if is_graded_code(cell):
                cell.source = ""
                cell.outputs = [one for one in cell.outputs if VERDICT_MIME in one.get("data", {})]
            elif is_as_submitted(cell):
                cell.outputs = cleaned(cell.outputs)
            else:
                cell.outputs = []
        return nb, resources

