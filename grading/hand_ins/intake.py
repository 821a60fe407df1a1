"""Intake: what was handed in, put where grading looks for it.

A notebook under another name, in a deeper folder or in a zip file is copied to its place; a folder
without any gets a notebook that says so, and a zero with that reason. What was handed in is neither
changed nor removed but for links and special files, in whose place a note says what they were;
what only stands in the way (a folder named like the notebook, an unreadable date) gets a new name.
"""

import contextlib
import os
import stat
import tempfile
import zipfile
from difflib import SequenceMatcher
from itertools import count
from pathlib import Path
from typing import IO

import nbformat
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import parse_utc
from traitlets.config.loader import PyFileConfigLoader

from answercheck.verdict import finding
from grading.course.folders import CONFIG, CourseFolders
from grading.hand_ins.reading import MAX_BYTES, unreadable

NOTEBOOK = ".ipynb"
TIMESTAMP = "timestamp.txt"  # when it was handed in; nbgrader stops at one that is no date


def before_autograde(assignment: str, student: str, notebooks: list[str]) -> None:
    """nbgrader's `Autograde.pre_convert_hook`: the same intake for plain `nbgrader autograde`.

    nbgrader passes the list of notebooks it is about to grade; one that was put in place joins it.
    """
    folder = Path(notebooks[0]).parent
    placed = put_in_place(folder, _course_of(folder).source_notebook(assignment).name)
    if str(placed) not in notebooks:
        notebooks.append(str(placed))


def _course_of(folder: Path) -> CourseFolders:
    """The folders of the course that a submission's folder lies in."""
    for root in folder.resolve().parents:
        if (root / CONFIG).is_file():
            config = PyFileConfigLoader(CONFIG, path=str(root)).load_config()
            return CourseFolders.of(CourseDirectory(config=config))
    return CourseFolders(Path.cwd())


def put_in_place(folder: Path, name: str) -> Path:
    """Make sure that `folder` holds a plain file `name`; return its path.

    Parameters
    ----------
    folder : one student's submission of one assignment
    name : of the assignment's notebook, with its ending
    """
    if folder.is_symlink():
        _replace_by_note(folder)
        folder.mkdir()
    _remove_special_files(folder)
    _set_aside_bad_timestamp(folder / TIMESTAMP)
    target = folder / name
    if target.is_dir():
        target.rename(_free(target, ".folder"))
    if not target.exists():
        # Not in the folder itself: if we are stopped, what is left would count as handed in.
        handle, beside = tempfile.mkstemp(dir=folder.parent, prefix=".", suffix=".new")
        try:
            with os.fdopen(handle, "wb") as into:
                content = _nearest(folder, name)
                if content is None:
                    notice = unreadable(finding("no_notebook", name=name))
                    content = nbformat.writes(notice).encode()
                into.write(content)
            Path(beside).replace(target)
        finally:
            Path(beside).unlink(missing_ok=True)
        target.chmod(0o644)
    return target


def _remove_special_files(folder: Path) -> None:
    """Links could lead to other people's files, and a pipe would be read for ever."""
    for parent, folders, names in os.walk(folder):
        for name in (*folders, *names):
            path = Path(parent) / name
            mode = path.lstat().st_mode
            if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
                continue
            _replace_by_note(path)


def _replace_by_note(path: Path) -> None:
    """Remove a link or a special file and say beside it what it was."""
    what = f"a link to {os.readlink(path)}" if path.is_symlink() else "a special file"
    path.unlink()
    # Only a new file is written to: one of this name may be handed in too, and be a link.
    with _free(path, ".removed.txt").open("x", encoding="utf-8", errors="replace") as note:
        note.write(f"{path.name} was {what}; it was not read.\n")


def _free(path: Path, ending: str) -> Path:
    """A path beside this one that nothing has yet, named after it."""
    short = os.fsdecode(os.fsencode(path.name)[:200])  # a file's name has at most 255 bytes
    tries = (path.with_name(f"{short}{number or ''}{ending}") for number in count())
    return next(free for free in tries if not os.path.lexists(free))


def _set_aside_bad_timestamp(path: Path) -> None:
    if not path.exists():
        return
    try:
        text = path.read_text(encoding="utf-8") if path.stat().st_size < 1_000 else "no date"
        parse_utc(text.strip() or "2000-01-01")  # an empty one does no harm
    except Exception:
        path.rename(_free(path, ".unreadable"))


def _nearest(folder: Path, name: str) -> bytes | None:
    """The notebook, or the member of a zip file, whose name is nearest; None if there is none.

    Damaged zip files are passed over. Of what is too large, more is read than may be graded.
    """
    def likeness(candidate: str) -> float:
        return SequenceMatcher(None, Path(candidate).name.lower()[:255], name.lower()).ratio()

    def content(file: IO[bytes]) -> bytes:
        return file.read(MAX_BYTES + 1)

    loose = [path for path in sorted(folder.rglob("*")) if path.is_file()
             and path.suffix.lower() == NOTEBOOK and ".ipynb_checkpoints" not in path.parts]
    if loose:
        with max(loose, key=lambda path: likeness(path.name)).open("rb") as file:
            return content(file)
    for archive in sorted(folder.rglob("*.[zZ][iI][pP]")):
        # What is damaged fails in many ways: zlib.error, EOFError, UnicodeDecodeError, …
        with contextlib.suppress(Exception), zipfile.ZipFile(archive) as packed:
            # Python unpacks the rarer methods without a bound on memory.
            members = [one for one in packed.infolist()
                       if one.filename.lower().endswith(NOTEBOOK)
                       and one.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)]
            if members:
                best = max(members, key=lambda one: likeness(one.filename))
                with packed.open(best) as member:
                    return content(member)
    return None
