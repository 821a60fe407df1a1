"""Grading one submission: bytes in, bytes out. No database, no folder of the course's.

This runs wherever there is a worker: in this process, in another one, on another machine.
"""

import io
import json
import logging
import os
import tempfile
import time
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbformat.v4.rwbase import split_lines, strip_transient
from traitlets.config import Config
from traitlets.utils.importstring import import_item

from answercheck.verdict import Finding
from grading.errors import CourseError
from grading.pipeline.definition import KEY, Definition
from grading.pipeline.reading import MAX_BYTES, read, unreadable
from grading.shared import kept

NOTEBOOK = ".ipynb"
MAX_FILES_BYTES = 64 * 2**20  # of the files beside a notebook; what is more stays behind


@dataclass(frozen=True)
class Work:
    """What came of grading one submission.

    notebook : the graded notebook as text; empty if it could not be graded
    problem : why it could not be graded; the machine's fault, not the submission's
    log : what the stages had to say
    seconds : how long each stage took, by the name of its class
    """

    notebook: str = ""
    problem: str = ""
    log: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    def as_bytes(self) -> bytes:
        """For the way back."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def of(cls, content: bytes) -> "Work":
        """What `as_bytes` gave."""
        return cls(**json.loads(content))


def pack_files(files: Mapping[str, bytes]) -> bytes:
    """A submission's files by relative path, as bytes for the way."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name), files[name])  # with no time of day in it
    return packed.getvalue()


def grade_known(name: str, submission: bytes, stages: list[str], settings: dict[str, Any]) -> bytes:
    """As `grade_submission`, with a definition that this process was given before (`shared`)."""
    return grade_submission(kept(name), submission, stages, settings)


def grade_submission(definition: bytes, submission: bytes, stages: list[str],
                     settings: dict[str, Any]) -> bytes:
    """Grade one submission; never raises for anything that a submission does.

    Parameters
    ----------
    definition : of the assignment, as `Definition.as_bytes` gives it
    submission : its files, as `pack_files` gives them
    stages : classes of nbgrader preprocessors, in order
    settings : the course's configuration

    Returns
    -------
    bytes
        A `Work`.
    """
    log, lines = _own_log()
    seconds: dict[str, float] = {}
    try:
        graded = _graded(Definition.of(definition), submission, stages, Config(settings), log,
                         seconds)
        return Work(graded, log=lines, seconds=seconds).as_bytes()
    except CourseError as error:
        problem = str(error)
    except Exception as error:
        log.exception("grading failed")
        problem = f"{type(error).__name__}: {error}"
    return Work(problem=problem, log=lines, seconds=seconds).as_bytes()


def _graded(known: Definition, submission: bytes, stages: list[str], config: Config,
            log: logging.Logger, seconds: dict[str, float]) -> str:
    """The graded notebook as text; the times go to `seconds`."""
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
    """As `nbformat.writes` does, which first copies the notebook in Python; ours is not used on."""
    try:
        nbformat.validate(notebook)
    except nbformat.ValidationError as error:
        log.error("the graded notebook is not of nbformat's form: %s", error)
    shown = strip_transient(split_lines(notebook))
    return json.dumps(shown, indent=1, sort_keys=True, separators=(",", ": "),
                      ensure_ascii=False) + "\n"


def _unpacked(submission: bytes, name: str, folder: str) -> NotebookNode:
    """The notebook; the files beside it go to a folder."""
    with zipfile.ZipFile(io.BytesIO(submission)) as archive:
        for member in archive.namelist():
            if member != name:
                archive.extract(member, folder)
        return read(io.BytesIO(archive.read(name)))


def refuse_submission(definition: bytes, why: Finding, stages: list[str],
                      settings: dict[str, Any]) -> bytes:
    """The zero, with its reason, of a submission that cannot be run; a `Work`."""
    notice = nbformat.writes(unreadable(why)).encode()
    files = {f"{Definition.of(definition).notebook}{NOTEBOOK}": notice}
    return grade_submission(definition, pack_files(files), stages, settings)


def _own_log() -> tuple[logging.Logger, list[str]]:
    """A logger that no other submission shares, and the lines that it hears."""
    lines: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(handler.format(record))  # type: ignore[method-assign]
    log = logging.Logger("course.submission", logging.INFO)
    log.addHandler(handler)
    return log, lines


def read_files(folder: Path, notebook: str) -> dict[str, bytes]:
    """The files of a submission that travel: its notebook, and what lies beside it.

    Parameters
    ----------
    folder : submitted/STUDENT/ASSIGNMENT, as `put_in_place` left it
    notebook : the name of the notebook that is graded, with its ending
    """
    with (folder / notebook).open("rb") as file:
        files = {notebook: file.read(MAX_BYTES + 1)}  # enough to say that it is too large
    return files | {_name(path.relative_to(folder)): path.read_bytes()
                    for path in files_beside(folder)}


def files_beside(folder: Path) -> Iterator[Path]:
    """The plain files of a submission besides notebooks, as long as there is room for them."""
    room = MAX_FILES_BYTES
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_file() or path.suffix == NOTEBOOK:
            continue
        size = path.stat().st_size
        if size <= room:
            room -= size
            yield path


def _name(path: Path) -> str:
    """A path as text; what is no text in it is written as numbers."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
