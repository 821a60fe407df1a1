"""Grade one submission: bytes in, bytes out.

This runs in a worker, which may be a process on another machine, so it reads neither the gradebook
nor a folder of the course.
"""

import io
import json
import logging
import tempfile
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbformat.v4.rwbase import split_lines, strip_transient
from traitlets.config import Config
from traitlets.utils.importstring import import_item

from answercheck.verdict import Finding, finding
from grading.course.assignment import KEY, AssignmentDefinition
from grading.course.definition import Definition
from grading.course.logs import collected
from grading.dispatch.worker_cache import load
from grading.errors import CourseError
from grading.hand_ins.files import NOTES_FILE, make_room, pack_files, unpack_files
from grading.hand_ins.reading import read, unreadable
from grading.hand_ins.restore import INTAKE
from grading.hand_ins.walk import NOTEBOOK


@dataclass(frozen=True)
class GradedSubmission:
    """The result of grading one submission.

    notebooks : the graded notebooks as text, by name; none if they could not be graded
    problem : why it could not be graded, which is never the submission's fault
    log : lines that the stages logged
    seconds : how long each stage took, by the name of its class
    """

    notebooks: dict[str, str] = field(default_factory=dict)
    problem: str = ""
    log: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    def as_bytes(self) -> bytes:
        """Serialize, for the way back to the coordinator."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def of(cls, content: bytes) -> "GradedSubmission":
        """Read what `as_bytes` wrote."""
        return cls(**json.loads(content))


def grade_with_cached_definition(digest: str, submission: bytes, stages: list[str],
                                 settings: dict[str, Any]) -> bytes:
    """Grade with the definition that has this digest in the worker's cache."""
    return grade_submission(load(digest), submission, stages, settings)


def grade_submission(definition: bytes, submission: bytes, stages: list[str],
                     settings: dict[str, Any]) -> bytes:
    """Grade one submission; nothing that a submission does makes this raise, but for MemoryError.

    Parameters
    ----------
    definition : of the assignment, as `AssignmentDefinition.as_bytes` gives it
    submission : its files, as `pack_files` gives them
    stages : classes of nbgrader preprocessors, in order
    settings : the course's configuration

    Returns
    -------
    bytes
        A `GradedSubmission`.
    """
    log, lines = collected()
    seconds: dict[str, float] = {}
    try:
        graded = _graded(AssignmentDefinition.of(definition), submission, stages,
                         Config(settings), log, seconds)
        return GradedSubmission(graded, log=lines, seconds=seconds).as_bytes()
    except CourseError as error:
        problem = str(error)
    except MemoryError:
        raise  # of this process, which may have graded many before
    except Exception as error:
        log.exception("grading failed")
        problem = f"{type(error).__name__}: {error}"
    return GradedSubmission(problem=problem, log=lines, seconds=seconds).as_bytes()


def _graded(known: AssignmentDefinition, submission: bytes, stages: list[str], config: Config,
            log: logging.Logger, seconds: dict[str, float]) -> dict[str, str]:
    """Grade each notebook and return them as text by name; the stages' times go to `seconds`."""
    graded = {}
    files = unpack_files(submission)
    for definition in known.notebooks:
        # A folder for each: what one leaves there, another does not find.
        with tempfile.TemporaryDirectory(prefix="course-") as folder:
            _write(files, known, Path(folder))
            name = f"{definition.notebook}{NOTEBOOK}"
            graded[definition.notebook] = _graded_notebook(
                definition, _read(files, name), _notes(files, name), folder, stages, config, log,
                seconds)
    return graded


def _graded_notebook(known: Definition, notebook: NotebookNode, notes: list[Finding], folder: str,
                     stages: list[str], config: Config, log: logging.Logger,
                     seconds: dict[str, float]) -> str:
    resources = ResourcesDict(nbgrader={"assignment": known.assignment, "student": "",
                                        "notebook": known.notebook, "db_url": ""},
                              metadata=ResourcesDict(path=folder))
    resources[KEY], resources[INTAKE] = known, notes
    for stage in stages:
        began = time.perf_counter()
        cls = import_item(stage)
        notebook, resources = cls(config=config, log=log)(notebook, resources)
        _add(seconds, cls.__name__, time.perf_counter() - began)
    for name, spent in resources.get("seconds", {}).items():
        _add(seconds, name, spent)
    return _written(notebook, log)


def _add(seconds: dict[str, float], name: str, spent: float) -> None:
    seconds[name] = seconds.get(name, 0.0) + spent


def _written(notebook: NotebookNode, log: logging.Logger) -> str:
    """Serialize as `nbformat.writes` does, but without its deep copy, which takes long."""
    try:
        nbformat.validate(notebook)
    except nbformat.ValidationError as error:
        log.error("the graded notebook is not of nbformat's form: %s", error)
    shown = strip_transient(split_lines(notebook))
    return json.dumps(shown, indent=1, sort_keys=True, separators=(",", ": "),
                      ensure_ascii=False) + "\n"


def _write(files: Mapping[str, bytes], known: AssignmentDefinition, folder: Path) -> None:
    """Write the files of a submission but its notebooks to a folder, and over them our own."""
    beside = {name: content for name, content in files.items()
              if not name.endswith(NOTEBOOK) and name != NOTES_FILE}
    for name, content in (beside | known.files).items():
        make_room(folder, name).write_bytes(content)


def _read(files: Mapping[str, bytes], name: str) -> NotebookNode:
    if name not in files:
        return unreadable(finding("no_notebook", name=name))
    return read(io.BytesIO(files[name]))


def _notes(files: Mapping[str, bytes], name: str) -> list[Finding]:
    """What `intake` says about a notebook."""
    said = json.loads(files.get(NOTES_FILE, b"{}"))
    return [Finding.from_data(one) for one in said.get(name, [])]


def refuse_submission(definition: bytes, why: Finding, stages: list[str],
                      settings: dict[str, Any]) -> bytes:
    """Give a submission that cannot be run a zero with a reason; return a `GradedSubmission`."""
    notice = nbformat.writes(unreadable(why)).encode()
    files = {f"{one.notebook}{NOTEBOOK}": notice
             for one in AssignmentDefinition.of(definition).notebooks}
    return grade_submission(definition, pack_files(files), stages, settings)
