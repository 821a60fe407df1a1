"""Where the course lies, and how its assignments are called."""

from difflib import get_close_matches
from pathlib import Path

from grading.errors import CourseError

COURSE = Path(__file__).resolve().parents[2]
HELPERS = COURSE / "helpers"
ANSWERCHECK = COURSE / "answercheck"
EXERCISES = COURSE / "exercises"
HIDDEN = COURSE / "references"


def visible_file(assignment: str, source: Path = COURSE / "source") -> Path:
    """The file of the visible cases, which is released with the notebook beside it."""
    return source / assignment / f"{assignment}.h5"


def source_notebook(assignment: str, source: Path = COURSE / "source") -> Path:
    """The one notebook of an assignment's source folder.

    Raises
    ------
    CourseError
        If there is no such assignment, or its folder does not hold exactly one notebook.
    """
    folder = source / assignment
    if not folder.is_dir():
        known = sorted(path.name for path in source.glob("*") if path.is_dir())
        near = get_close_matches(assignment, known, n=1, cutoff=0.3)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(known) or 'none'}"
        raise CourseError(f"there is no assignment {assignment!r} in {source}; {hint}")
    found = sorted(folder.glob("*.ipynb"))
    if len(found) != 1:
        raise CourseError(f"{folder} holds {len(found)} notebooks; an assignment is one notebook")
    return found[0]
