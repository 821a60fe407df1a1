"""Reducing a feedback page to its points."""

from dataclasses import replace

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor


class PointsOnly(NbGraderPreprocessor):
    """Preprocessor that leaves the points of each exercise on a page, and nothing else."""

    def preprocess(self, nb: NotebookNode,
                   resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Take out the notebook's cells, and what `Summarize` found but the points."""
        nb.cells = []
        feedback = resources["feedback"]
        feedback["rows"] = {name: replace(row, where=(), sentences=(), marks=None, comment="")
                            for name, row in feedback["rows"].items()}
        feedback["notes"], feedback["comments"] = [], {}
        return nb, resources
