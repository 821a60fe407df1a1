"""Intake before nbgrader looks for notebooks, which stops where it finds none at all.

Of all that nbgrader lets a course choose, only its plugin for authentication is made before that:
by `nbgrader autograde` at its start, and for the formgrader with each request. It is told whose
course directory it is for.
"""

from contextlib import closing
from fnmatch import fnmatch
from glob import glob
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.apps import AutogradeApp, NbGraderAPI
from nbgrader.auth import BaseAuthPlugin
from nbgrader.coursedir import CourseDirectory
from traitlets import import_item
from traitlets.utils.bunch import Bunch

from grading.hand_ins.intake import put_all_in_place
from grading.hand_ins.walk import NOTEBOOK


class EarlyIntake:
    """Makes any plugin for authentication see to it that there is something to grade.

    It changes nothing in who may do what.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        caller = getattr(settings["parent"], "parent", None)
        # The last that each of them sets before it grades. A function can observe but once.
        if isinstance(caller, AutogradeApp):
            caller.coursedir.observe(_take_in_before_grading, "assignment_id")
            _take_in_if_none_is_in_place(caller.coursedir)  # if `--assignment` was said
        elif isinstance(caller, NbGraderAPI):
            caller.coursedir.observe(_take_in_before_grading, "student_id")


def with_early_intake(plugin: str | type[BaseAuthPlugin]) -> type[BaseAuthPlugin]:
    """The plugin for authentication that a course has chosen, with `EarlyIntake`."""
    base = import_item(plugin) if isinstance(plugin, str) else plugin
    return type(base.__name__, (EarlyIntake, base), {})


def notebook_names(directory: CourseDirectory, assignment: str) -> list[str]:
    """The names of the notebooks that are to be graded, with their ending."""
    try:
        with closing(Gradebook(directory.db_url)) as gradebook:
            names = [one.name for one in gradebook.find_assignment(assignment).notebooks]
    except MissingEntry:
        return []
    return [f"{name}{NOTEBOOK}" for name in sorted(names)
            if fnmatch(name, directory.notebook_id)]


def hand_in_folders(directory: CourseDirectory) -> list[Path]:
    """The folders of the hand-ins that nbgrader is asked to grade."""
    places = glob(directory.format_path(directory.submitted_directory, directory.student_id,
                                        directory.assignment_id))
    return [Path(place) for place in places if Path(place).is_dir()]


def _take_in_before_grading(change: Bunch) -> None:
    _take_in_if_none_is_in_place(change.owner)


def _take_in_if_none_is_in_place(directory: CourseDirectory) -> None:
    """Put in place the first hand-in that can be, if none of them has a notebook there.

    That is enough for nbgrader to begin, and `SubmissionExporter` takes in all of them.
    """
    if not directory.assignment_id:
        return
    folders = hand_in_folders(directory)
    if any(any(folder.glob(f"{directory.notebook_id}{NOTEBOOK}")) for folder in folders):
        return
    names = notebook_names(directory, directory.assignment_id) if folders else []
    for folder in folders if names else []:
        try:
            put_all_in_place(folder, names)
        except Exception as error:
            directory.log.warning("%s could not be taken in: %r", folder, error)
        else:
            return
