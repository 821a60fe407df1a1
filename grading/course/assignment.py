"""Reading what grading must know of an assignment: all its notebooks, and the files beside them."""

import base64
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.api import Gradebook, Notebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import ClearHiddenTests, IncludeHeaderFooter
from traitlets.config import Config, LoggingConfigurable

from answercheck.references import refuse_stale
from grading.course.definition import ILLUSTRATION, Definition, hidden_cases
from grading.course.files import files_of_ours
from grading.course.folders import CourseFolders
from grading.course.graded_cells import hidden_lines
from grading.course.kernels import python_kernel
from grading.course.languages import read_notebook, released_translations
from grading.execution.example_cells import example_cells, illustrations
from grading.hand_ins.walk import NOTEBOOK
from grading.references.scorers import scoring_source
from grading.references.solutions import imports, solutions
from grading.semester.settings import read_settings

SCHEMA_VERSION = 3  # of nbgrader's cell metadata
KEY = "definition"  # where a stage finds it in its resources, if it has travelled


@dataclass(frozen=True)
class AssignmentDefinition:
    """An assignment as grading sees it.

    notebooks : in the order of their names
    files : of ours that lie beside them, by relative path
    """

    assignment: str
    notebooks: tuple[Definition, ...]
    files: dict[str, bytes] = field(default_factory=dict)

    @property
    def by_file(self) -> dict[str, Definition]:
        """The notebooks by the names of their files."""
        return {f"{one.notebook}{NOTEBOOK}": one for one in self.notebooks}

    @cached_property
    def digest(self) -> str:
        """Of all that decides scores: not of the text, nor of where the course lies."""
        whole = hashlib.sha256()
        for one in self.notebooks:
            data = {name: value for name, value in one.data().items()
                    if name not in ("root", "secret", "template", "usual_language")}
            data["translations"] = [text for template in one.translations.values()
                                    for text in template if text[0]]
            whole.update(json.dumps(data).encode() + one.references)
        for name, content in sorted(self.files.items()):
            whole.update(name.encode() + hashlib.sha256(content).digest())
        return whole.hexdigest()

    def as_bytes(self) -> bytes:
        """For the way to another process."""
        references = self.notebooks[0].references if self.notebooks else b""
        text = json.dumps({
            "assignment": self.assignment, "notebooks": [one.data() for one in self.notebooks],
            "files": {name: base64.b64encode(content).decode()
                      for name, content in self.files.items()}})
        return text.encode() + b"\n" + references

    @classmethod
    @lru_cache(maxsize=2)
    def of(cls, content: bytes) -> "AssignmentDefinition":
        """What `as_bytes` gave."""
        text, _, references = content.partition(b"\n")
        data = json.loads(text)
        return cls(data["assignment"],
                   tuple(Definition.from_data(one, references) for one in data["notebooks"]),
                   {name: base64.b64decode(one) for name, one in data["files"].items()})


def definition_for(stage: LoggingConfigurable, notebook: NotebookNode,
                   resources: ResourcesDict) -> Definition:
    """The definition that came with the submission, else that of the stage's own course.

    It is in the language of the notebook that was handed in.
    """
    if KEY not in resources:
        names = resources["nbgrader"]
        resources[KEY] = read_definition(CourseDirectory(parent=stage), names["assignment"],
                                         names["notebook"])
    return resources[KEY].of_hand_in(notebook)


def read_assignment(course: CourseDirectory, assignment: str,
                    config: Config) -> AssignmentDefinition:
    """The definition of an assignment, from the course's gradebook, source and references.

    Raises
    ------
    MissingEntry
        If the assignment is not in the gradebook.
    CourseError, StaleReferenceError
        If a notebook is not for Python, or the references are missing.
    """
    with Gradebook(course.db_url) as gradebook:
        names = sorted(one.name for one in gradebook.find_assignment(assignment).notebooks)
    files = files_of_ours(course, assignment, config)
    return AssignmentDefinition(
        assignment, tuple(read_definition(course, assignment, name) for name in names),
        {name: path.read_bytes() for name, path in files.items()})


def read_definition(course: CourseDirectory, assignment: str, name: str) -> Definition:
    """The definition of one notebook; raises what `read_assignment` does."""
    folders = CourseFolders.of(course)
    folders.add_to_path()
    source = folders.assignment(assignment) / f"{name}.ipynb"
    # nbgrader grades from its gradebook alone, when the source is gone.
    notebook = (read_notebook(source) if source.is_file()
                else nbformat.v4.new_notebook())
    template = _with_header(course, notebook)
    order = [grade_id for grade_id in map(_grade_id, template) if grade_id]
    given_out = tuple((grade_id, "") if (grade_id := _grade_id(cell)) else ("", cell.source)
                      for cell in template)
    with Gradebook(course.db_url) as gradebook:
        known = gradebook.find_notebook(name, assignment)
        cells, kernel = _known_cells(known, order), python_kernel(known.kernelspec, name)
    translations = released_translations(course, assignment, name)
    all_cells = [*template, *(cell for cells in translations.values() for cell in cells)]
    described = frozenset(path.stem for path in (folders.exercises / assignment).glob("*.toml"))
    references = _references(folders, assignment, bool(described))
    is_described = bool(described or references)
    definition = Definition(
        assignment, name, cells,
        illustrations(all_cells, ILLUSTRATION),
        references,
        solutions=solutions(notebook) if is_described else {},
        imports=imports(notebook) if is_described else "",
        scoring=scoring_source(folders) if is_described else "",
        described=described, kernel=kernel, template=given_out,
        translations={language: tuple((_grade_id(cell), cell.source) for cell in cells)
                      for language, cells in translations.items()},
        usual_language=read_settings(folders.root).language,
        root=str(folders.root), secret=secret_folders(course, folders))
    tests = [grade_id for grade_id, cell in cells.items() if definition.is_tests(cell)]
    marks = ClearHiddenTests(parent=course)
    # Tests may look at anything that ran before them, so then every cell is run.
    return replace(
        definition, examples={} if tests else example_cells(all_cells, ILLUSTRATION),
        hidden_lines={grade_id: hidden_lines(cells[grade_id].source, marks.begin_test_delimeter,
                                             marks.end_test_delimeter) for grade_id in tests})


def _grade_id(cell: NotebookNode) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def read_hidden_cases(folders: CourseFolders, assignment: str) -> None:
    """Read the hidden cases, if there are any, so that forks of this process need not."""
    references = _references(folders, assignment, is_needed=False)
    if references:
        hidden_cases(references)


def _with_header(course: CourseDirectory, notebook: NotebookNode) -> list[NotebookNode]:
    """The cells of a source notebook with those that `IncludeHeaderFooter` adds at its release."""
    stage = IncludeHeaderFooter(parent=course)
    stage.header, stage.footer = (
        str(Path(course.root, name)) if name else "" for name in (stage.header, stage.footer))
    whole, _ = stage(nbformat.from_dict({**notebook, "cells": list(notebook.cells)}), {})
    return whole.cells


def secret_folders(course: CourseDirectory, folders: CourseFolders) -> tuple[str, ...]:
    """The folders of a course that hold answers, of ours or of other students."""
    steps = [course.format_path(getattr(course, f"{step}_directory"), ".", ".")
             for step in ("source", "submitted", "autograded")]
    return tuple(map(str, [*steps, folders.exercises, folders.references,
                            folders.private_references]))


def _references(folders: CourseFolders, assignment: str, is_needed: bool) -> bytes:
    path = folders.hidden_file(assignment)
    if not is_needed and not path.exists():
        return b""
    refuse_stale(path)
    return path.read_bytes()


def _known_cells(notebook: Notebook, order: Iterable[str]) -> dict[str, NotebookNode]:
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
