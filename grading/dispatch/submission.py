"""Grade one submission: bytes in, bytes out.

This runs in a worker, which may be a process on another machine, so it reads neither the gradebook
nor a folder of the course.
"""

import io
import json
import logging
import tempfile
import time
import zipfile
from dataclasses import asdict, dataclass, field
from typing import Any

import nbformat
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbformat.v4.rwbase import split_lines, strip_transient
from traitlets.config import Config
from traitlets.utils.importstring import import_item

from answercheck.verdict import Finding
from grading.course.definition import KEY, Definition
from grading.dispatch.worker_cache import load
from grading.errors import CourseError
from grading.hand_ins.files import NOTEBOOK, pack_files
from grading.hand_ins.reading import read, unreadable


@dataclass(frozen=True)
class GradedSubmission:
    """The result of grading one submission.

    notebook : the graded notebook as text; empty if it could not be graded
    problem : why it could not be graded, which is never the submission's fault
    log : lines that the stages logged
    seconds : how long each stage took, by the name of its class
    """

    notebook: str = ""
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
    """Grade one submission; nothing that a submission does makes this raise.

    Parameters
    ----------
    definition : of the assignment, as `Definition.as_bytes` gives it
    submission : its files, as `pack_files` gives them
    stages : classes of nbgrader preprocessors, in order
    settings : the course's configuration

    Returns
    -------
    bytes
        A `GradedSubmission`.
    """
    log, lines = _own_log()
    seconds: dict[str, float] = {}
    try:
        graded = _graded(Definition.of(definition), submission, stages, Config(settings), log,
                         seconds)
        return GradedSubmission(graded, log=lines, seconds=seconds).as_bytes()
    except CourseError as error:
        problem = str(error)
    except Exception as error:
        log.exception("grading failed")
        problem = f"{type(error).__name__}: {error}"
    return GradedSubmission(problem=problem, log=lines, seconds=seconds).as_bytes()


def _graded(known: Definition, submission: bytes, stages: list[str], config: Config,
            log: logging.Logger, seconds: dict[str, float]) -> str:
    """Run the stages and return the graded notebook as text; their times go to `seconds`."""
    resources = ResourcesDict(nbgrader={"assignment": known.assignment, "student": "",
                                        "notebook": known.notebook, "db_url": ""})
    with tempfile.TemporaryDirectory(prefix="course-") as folder:
        notebook = _unpacked(submission, f"{known.notebook}{NOTEBOOK}", folder)
        resources["metadata"] = ResourcesDict(path=folder)
        resources[KEY] = known
        for stage in stages:
            began = time.perf_counter()
            cls = import_item(stage)
            notebook, resources = cls(config=config, log=log)(notebook, resources)
            seconds[cls.__name__] = time.perf_counter() - began
    seconds |= resources.get("seconds", {})
    return _written(notebook, log)


def _written(notebook: NotebookNode, log: logging.Logger) -> str:
    """Serialize as `nbformat.writes` does, but without its deep copy, which takes long."""
    try:
        nbformat.validate(notebook)
    except nbformat.ValidationError as error:
        log.error("the graded notebook is not of nbformat's form: %s", error)
    shown = strip_transient(split_lines(notebook))
    return json.dumps(shown, indent=1, sort_keys=True, separators=(",", ": "),
                      ensure_ascii=False) + "\n"


def _unpacked(submission: bytes, name: str, folder: str) -> NotebookNode:
    """Extract a submission: return its notebook, write the files beside it to a folder."""
    with zipfile.ZipFile(io.BytesIO(submission)) as archive:
        for member in archive.namelist():
            if member != name:
                archive.extract(member, folder)
        return read(io.BytesIO(archive.read(name)))


def refuse_submission(definition: bytes, why: Finding, stages: list[str],
                      settings: dict[str, Any]) -> bytes:
    """Give a submission that cannot be run a zero with a reason; return a `GradedSubmission`."""
    notice = nbformat.writes(unreadable(why)).encode()
    files = {f"{Definition.of(definition).notebook}{NOTEBOOK}": notice}
    return grade_submission(definition, pack_files(files), stages, settings)


def _own_log() -> tuple[logging.Logger, list[str]]:
    """Return a logger of one submission's own, and the list that collects its lines."""
    lines: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(handler.format(record))  # type: ignore[method-assign]
    log = logging.Logger("course.submission", logging.INFO)
    log.addHandler(handler)
    return log, lines
