"""Small courses of the tests' own, in a temporary folder."""

import shutil
from pathlib import Path

from tests.this_course import COURSE, add_exercises


def temporary_course(folder: Path, *weeks: str, settings: str = "") -> Path:
    """A course with these weeks and this repository's pipeline; its folder."""
    for week in weeks:
        shutil.copytree(COURSE / "source" / week, folder / "source" / week)
    add_exercises(folder)
    (folder / "nbgrader_config.py").write_text(
        f"load_subconfig('nbgrader_config.py', path={str(COURSE)!r})\n"
        "c = get_config()\n"
        f"c.CourseDirectory.root = {str(folder)!r}\n{settings}\n")
    return folder
