"""Make a new course: a copy of the template, which lies beside this file."""

import shutil
from pathlib import Path

from grading.errors import CourseError

TEMPLATE = Path(__file__).with_name("template")


def make_course(folder: Path) -> list[Path]:
    """Copy the template into a folder; the files of the new course.

    Raises
    ------
    CourseError
        If the folder holds something, or is a file.
    """
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise CourseError(f"{folder} is there already and is not an empty folder")
    shutil.copytree(TEMPLATE, folder, dirs_exist_ok=True,
                    ignore=shutil.ignore_patterns("__pycache__"))
    return sorted(path for path in folder.rglob("*") if path.is_file())
