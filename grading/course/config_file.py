"""Reading a course's nbgrader_config.py; what is wrong with it is told in one line.

Where the exchange is belongs to the machine as much as to the course. So this is also read from the
files of that name in Jupyter's folders, as nbgrader's own commands do; the course's goes before.
"""

import os
import traceback
from difflib import get_close_matches
from pathlib import Path

from jupyter_core.paths import jupyter_config_path
from traitlets import TraitError
from traitlets.config import Config, Configurable
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
    config = _exchange_of_machine()
    own = _load(path, CONFIG)
    _refuse_unknown(own)
    config.merge(own)
    return config


def _exchange_of_machine() -> Config:
    """What the files in Jupyter's folders say of the exchange, and of the course's name there."""
    found = Config()
    for folder in reversed(jupyter_config_path()):
        path = Path(folder, CONFIG)
        if os.access(path, os.R_OK):  # the folder may be another user's, after sudo
            found.merge(_load(path, str(path)))
    kept = Config({name: value for name, value in found.items() if name.startswith("Exchange")})
    if "course_id" in found.CourseDirectory:
        kept.CourseDirectory.course_id = found.CourseDirectory.course_id
    return kept


def _load(path: Path, shown: str) -> Config:
    """Run a configuration file; `shown` is how messages call it."""
    try:
        config: Config = PyFileConfigLoader(path.name, path=str(path.parent)).load_config()
    except CourseError:
        raise
    except Exception as error:
        raise CourseError(_failed(path, shown, error)) from None
    return config


def _failed(path: Path, shown: str, error: Exception) -> str:
    """Say which line of the file could not be run, and why."""
    said = f"{type(error).__name__}: {error.msg if isinstance(error, SyntaxError) else error}"
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__)
             if frame.filename == str(path)]
    number = error.lineno if isinstance(error, SyntaxError) and not lines else next(
        iter(lines), None)
    where = f", line {number}" if number else ""
    return f"{shown}{where}: {said}; put that right first"


def setting_problem(error: Exception) -> str:
    """Say which setting was refused; "" if something else made this error."""
    is_setting = isinstance(error, TraitError) and any(
        frame.name == Configurable._load_config.__name__
        for frame in traceback.extract_tb(error.__traceback__))
    return f"{CONFIG}: {error}" if is_setting else ""


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
