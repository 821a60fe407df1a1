"""What grading must know of an assignment; it comes from us, never from a submission.

It is read where the gradebook and the source are, and travels as bytes to where grading is done.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import nbformat
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.api import Gradebook, Notebook
from nbgrader.coursedir import CourseDirectory
from traitlets.config import LoggingConfigurable

from answercheck.references import ReferenceExercise, read_references, refuse_stale
from answercheck.scoring import Scorer
from grading.course.folders import CourseFolders
from grading.execution.example_cells import Names, example_cells
from grading.references.dependencies import dependencies
from grading.references.scorers import grader_scorers, scoring_source
from grading.references.solutions import imports, solutions

ILLUSTRATION = "illustration"  # the tag, in source/, of a cell that only shows something
CHECK = "-check"  # how the grade_id of a check cell ends; before it stands the exercise
SCHEMA_VERSION = 3  # of nbgrader's cell metadata
KEY = "definition"  # where a stage finds it in its resources, if it has travelled


@dataclass(frozen=True)
class Definition:
    """An assignment as grading sees it.

    assignment : its name
    notebook : the name of its notebook, without the ending
    cells : the cells that nbgrader keeps, with their metadata, by grade_id and in order
    illustrations : the code of the cells that are not run at grading
    examples : the code of those that are run only if something needs them, with their names
    references : the file of the hidden cases, as bytes
    solutions : the code of the right answers, by exercise and in order; no kernel may have them
        but the one in which exercises are tried once more, see `carry_forward`
    imports : what that code imports
    scoring : the text of the course's scorers for the grader alone
    """

    assignment: str
    notebook: str
    cells: dict[str, NotebookNode]
    illustrations: frozenset[str]
    references: bytes
    examples: dict[str, Names] = field(default_factory=dict)
    solutions: dict[str, str] = field(default_factory=dict)
    imports: str = ""
    scoring: str = ""

    @cached_property
    def exercises(self) -> dict[str, ReferenceExercise]:
        """The hidden cases by exercise."""
        return _hidden_cases(self.references)

    @cached_property
    def uses(self) -> dict[str, frozenset[str]]:
        """For each exercise the earlier ones that its right answer uses."""
        return dependencies(self.solutions)

    @property
    def scorers(self) -> Mapping[str, Scorer]:
        """How answers are scored, by name."""
        return grader_scorers(self.scoring)

    def as_bytes(self) -> bytes:
        """For the way to another process."""
        text = json.dumps({"assignment": self.assignment, "notebook": self.notebook,
                           "cells": self.cells, "illustrations": sorted(self.illustrations),
                           "examples": self.examples, "solutions": self.solutions,
                           "imports": self.imports, "scoring": self.scoring})
        return text.encode() + b"\n" + self.references

    @classmethod
    @lru_cache(maxsize=2)
    def of(cls, content: bytes) -> "Definition":
        """What `as_bytes` gave."""
        text, _, references = content.partition(b"\n")
        data = json.loads(text)
        cells = {name: nbformat.from_dict(cell) for name, cell in data["cells"].items()}
        return cls(data["assignment"], data["notebook"], cells,
                   frozenset(data["illustrations"]), references, data["examples"],
                   data["solutions"], data["imports"], data["scoring"])


def definition_for(stage: LoggingConfigurable, resources: ResourcesDict) -> Definition:
    """The definition that came with the submission, else that of the stage's own course."""
    if KEY in resources:
        return resources[KEY]
    names = resources["nbgrader"]
    return read_definition(CourseDirectory(parent=stage), names["assignment"])


def read_definition(course: CourseDirectory, assignment: str) -> Definition:
    """The definition of an assignment, from the course's gradebook, source and references.

    Raises
    ------
    MissingEntry
        If the assignment is not in the gradebook.
    CourseError, StaleReferenceError
        If it has no source, or no references.
    """
    folders = CourseFolders.of(course)
    source = folders.source_notebook(assignment)
    notebook = _read(source, source.stat().st_mtime_ns)
    template = notebook.cells
    order = [cell.metadata.nbgrader.grade_id for cell in template if "nbgrader" in cell.metadata]
    with Gradebook(course.db_url) as gradebook:
        cells = _known_cells(gradebook.find_notebook(source.stem, assignment), order)
    return Definition(assignment, source.stem, cells, frozenset(
        cell.source.strip() for cell in template
        if ILLUSTRATION in cell.metadata.get("tags", [])), _references(folders, assignment),
        example_cells(template, ILLUSTRATION), solutions(notebook), imports(notebook),
        scoring_source(folders))


def read_hidden_cases(folders: CourseFolders, assignment: str) -> None:
    """Read the hidden cases, so that forks of this process need not.

    Raises
    ------
    StaleReferenceError
        If there are none, or they cannot be read.
    """
    _hidden_cases(_references(folders, assignment))


def _references(folders: CourseFolders, assignment: str) -> bytes:
    path = folders.hidden_file(assignment)
    refuse_stale(path)
    return path.read_bytes()


@lru_cache(maxsize=2)
def _hidden_cases(references: bytes) -> dict[str, ReferenceExercise]:
    with NamedTemporaryFile(suffix=".h5") as file:
        file.write(references)
        file.flush()
        return read_references(Path(file.name)).exercises


def _known_cells(notebook: Notebook, order: list[str]) -> dict[str, NotebookNode]:
    """The cells that nbgrader keeps of the assignment, in this order."""
    points = {cell.name: cell.max_score for cell in [*notebook.grade_cells, *notebook.task_cells]}
    grades = {cell.name for cell in notebook.grade_cells}
    solutions = {cell.name for cell in notebook.solution_cells}
    tasks = {cell.name for cell in notebook.task_cells}
    place = {name: number for number, name in enumerate(order)}
    known = {}
    # The gradebook's own order changes when an assignment is released anew.
    for cell in sorted(notebook.source_cells, key=lambda cell: place.get(cell.name, len(place))):
        metadata: dict[str, Any] = {
            "schema_version": SCHEMA_VERSION, "grade_id": cell.name, "grade": cell.name in grades,
            "solution": cell.name in solutions, "locked": bool(cell.locked),
            "task": cell.name in tasks, "cell_type": cell.cell_type, "checksum": cell.checksum}
        if cell.name in points:
            metadata["points"] = points[cell.name]
        known[cell.name] = NotebookNode(cell_type=cell.cell_type, source=cell.source,
                                        metadata=NotebookNode(nbgrader=NotebookNode(metadata)))
    return known


@lru_cache(maxsize=16)
def _read(path: Path, _changed: int) -> NotebookNode:
    return nbformat.read(path, as_version=4)
