"""The files of an assignment beside its notebooks: data, pictures, modules."""

from fnmatch import fnmatch
from pathlib import Path, PurePath

from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from grading.hand_ins.files import MAX_FILES_BYTES
from grading.hand_ins.walk import files_beside


def files_of_ours(course: CourseDirectory, assignment: str, config: Config) -> dict[str, Path]:
    """The files of an assignment's source that replace the student's, by relative path.

    Not among them are those that `c.Autograde.exclude_overwriting` names, which are the student's.
    """
    folder = Path(course.format_path(course.source_directory, ".", assignment))
    theirs = {PurePath(name) for name in
              config.Autograde.get("exclude_overwriting", {}).get(assignment, [])}
    named = {path.relative_to(folder): path for path in files_beside(folder, MAX_FILES_BYTES)}
    return {str(name): path for name, path in named.items()
            if name not in theirs and not is_ignored(name, course)}


def is_ignored(path: Path, course: CourseDirectory) -> bool:
    """Decide as nbgrader's `find_all_files`, which walks all folders once for each pattern."""
    return any(fnmatch(part, pattern) for part in path.parts for pattern in course.ignore)
