"""Make the feedback pages of one submission: bytes in, bytes out.

This runs in a worker, which may be a process on another machine, so it reads neither the gradebook
nor a folder of the course.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from threading import local
from typing import Any

import nbformat
from nbconvert.exporters.exporter import ResourcesDict
from traitlets.config import Config
from traitlets.utils.importstring import import_item

from answercheck.registry import require
from grading.course.folders import CourseFolders
from grading.course.logs import collected
from grading.gradebook.grades import SubmissionGrades
from grading.pages.feedback.summary import KNOWN, Known

MAX_PAGE = 50 * 2**20  # characters; a browser hardly opens more

_of_thread = local()


@dataclass(frozen=True)
class PageSettings:
    """What the pages of a whole class have in common.

    root : of the course
    modules : those that the course requires, which have words for what its scorers find
    exporter, stages : names of classes, as in the configuration of `GenerateFeedback`
    sections : of the configuration, which these read
    """

    assignment: str
    root: str
    modules: tuple[str, ...]
    exporter: str
    stages: tuple[str, ...]
    sections: Mapping[str, Any]


@dataclass(frozen=True)
class GradedNotebooks:
    """What the pages of one student are made from.

    notebooks : the graded notebooks as text, by name
    made_from : the digest of all this
    """

    student: str
    notebooks: Mapping[str, str]
    grades: SubmissionGrades
    made_from: str

    def as_bytes(self) -> bytes:
        """Serialize, for the way to a worker."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def of(cls, content: bytes) -> "GradedNotebooks":
        """Read what `as_bytes` wrote."""
        data = json.loads(content)
        return cls(**{**data, "grades": SubmissionGrades.of(data["grades"])})


@dataclass(frozen=True)
class FeedbackPages:
    """The pages as HTML by the names of their notebooks, or the problem; and lines for the log."""

    pages: dict[str, str] = field(default_factory=dict)
    problem: str = ""
    log: list[str] = field(default_factory=list)

    def as_bytes(self) -> bytes:
        """Serialize, for the way back to the coordinator."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def of(cls, content: bytes) -> "FeedbackPages":
        """Read what `as_bytes` wrote."""
        return cls(**json.loads(content))


def make_pages(settings: PageSettings, content: bytes) -> bytes:
    """Make the pages of one submission; return `FeedbackPages`.

    Parameters
    ----------
    content : `GradedNotebooks`
    """
    log, lines = collected()
    try:
        CourseFolders(Path(settings.root)).add_to_path()
        require(settings.modules)
        pages = _pages(settings, GradedNotebooks.of(content))
    except MemoryError:
        raise  # of this process, which may have made many pages before
    except Exception as error:
        log.exception("no page could be made")
        return FeedbackPages(problem=f"{type(error).__name__}: {error}", log=lines).as_bytes()
    for name, page in pages.items():
        if len(page) > MAX_PAGE:
            return FeedbackPages(problem=f"the page of {name} would have {len(page) / 2**20:.0f} "
                                         "million characters").as_bytes()
    return FeedbackPages(pages, log=lines).as_bytes()


def _pages(settings: PageSettings, graded: GradedNotebooks) -> dict[str, str]:
    exporter = _exporter(settings)
    pages = {}
    for name, text in graded.notebooks.items():
        resources = ResourcesDict(nbgrader={"assignment": settings.assignment, "notebook": name,
                                            "student": graded.student, "db_url": ""},
                                  unique_key=name, metadata=ResourcesDict(name=name, path=""))
        resources[KNOWN] = Known(graded.grades, graded.made_from)
        notebook = nbformat.reads(text, as_version=nbformat.current_nbformat)
        pages[name] = exporter.from_notebook_node(notebook, resources)[0]
    return pages


def _exporter(settings: PageSettings) -> Any:
    """Return the exporter of this thread: its templates are compiled once for a class."""
    if getattr(_of_thread, "settings", None) != settings:
        made = import_item(settings.exporter)(config=Config(settings.sections))
        for stage in settings.stages:
            made.register_preprocessor(stage)
        _of_thread.settings, _of_thread.exporter = settings, made
    return _of_thread.exporter
