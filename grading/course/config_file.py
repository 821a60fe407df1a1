"""Reading a course's nbgrader_config.py; what is wrong with it is told in one line."""

import traceback
from difflib import get_close_matches
from pathlib import Path

from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader
from traitlets.utils.importstring import import_item

from grading.course.folders import CONFIG
from grading.errors import CourseError

# Our classes with settings of their own. One is imported only if the file sets something of it.
OURS = {"ExecuteSubmission": "grading.execution.execute.ExecuteSubmission",
        "FeedbackExporter": "grading.pages.feedback.exporter.FeedbackExporter",
        "Handout": "grading.handout.settings.Handout"}
ALIKE = 0.85  # so alike to one of ours a name is taken for a slip


def read_config(root: Path) -> Config:
    """Return the configuration of the course in a folder.

    Raises
    ------
    CourseError
        If there is none, it cannot be run, or it sets what is no setting of ours.
    """
    path = root / CONFIG
    if not path.is_file():
        raise CourseError(f"{root} holds no {CONFIG}; go to the course's folder first")
    try:
        config: Config = PyFileConfigLoader(CONFIG, path=str(root)).load_config()
    except CourseError:
        raise
    except Exception as error:
        raise CourseError(_failed(path, error)) from None
    _refuse_unknown(config)
    return config


def _failed(path: Path, error: Exception) -> str:
    """Say which line of the file could not be run, and why."""
    said = f"{type(error).__name__}: {error.msg if isinstance(error, SyntaxError) else error}"
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__)
             if frame.filename == str(path)]
    number = error.lineno if isinstance(error, SyntaxError) and not lines else next(
        iter(lines), None)
    where = f", line {number}" if number else ""
    return f"{CONFIG}{where}: {said}; put that right first"


def _refuse_unknown(config: Config) -> None:
    for section in config:
        near = get_close_matches(section, OURS, 1, ALIKE)
        if section not in OURS:
            if near:
                raise CourseError(f"{CONFIG}: there is no c.{section}; did you mean c.{near[0]}?")
            continue
        known = sorted(import_item(OURS[section]).class_trait_names(config=True))
        for name in config[section]:
            if name not in known:
                near = get_close_matches(name, known, 1)
                hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
                raise CourseError(f"{CONFIG}: c.{section}.{name} is no setting; {hint}")
