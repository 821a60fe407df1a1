"""Intake: what was handed in, put where grading looks for it.

A notebook under another name, in a deeper folder or in a zip file is copied to its place; a folder
without any gets a notebook that says so, and a zero with that reason. Nothing that was handed in
is changed or removed but links and special files: of a link its target's name is kept as text.
"""

import os
import shutil
import stat
import zipfile
from difflib import SequenceMatcher
from pathlib import Path

import nbformat

from grading.folders import source_notebook
from grading.pipeline.reading import MAX_BYTES, unreadable

NOTEBOOK = ".ipynb"


def before_autograde(assignment: str, student: str, notebooks: list[str]) -> None:
    """nbgrader's `Autograde.pre_convert_hook`: the same intake for plain `nbgrader autograde`.

    nbgrader passes the list of notebooks it is about to grade; one that was put in place joins it.
    """
    folder = Path(notebooks[0]).parent
    placed = put_in_place(folder, source_notebook(assignment).name)
    if str(placed) not in notebooks:
        notebooks.append(str(placed))


def put_in_place(folder: Path, name: str) -> Path:
    """Make sure that `folder` holds a plain file `name`; return its path.

    Parameters
    ----------
    folder : one student's submission of one assignment
    name : of the assignment's notebook, with its ending
    """
    _remove_special_files(folder)
    target = folder / name
    if target.is_dir():
        target.rename(target.with_name(f"{name}.folder"))
    if not target.exists():
        beside = target.with_name(f"{name}.new")
        if not _take_nearest(folder, name, beside):
            notice = unreadable(f"no notebook was handed in; {name} was expected")
            nbformat.write(notice, beside)
        beside.replace(target)
    return target


def _remove_special_files(folder: Path) -> None:
    """Links could lead to other people's files, and a pipe would be read for ever."""
    for parent, folders, names in os.walk(folder):
        for name in (*folders, *names):
            path = Path(parent) / name
            mode = path.lstat().st_mode
            if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
                continue
            note = f"a link to {os.readlink(path)}" if stat.S_ISLNK(mode) else "a special file"
            path.unlink()
            path.with_name(f"{name}.removed.txt").write_text(
                f"{name} was {note}; it was not read.\n", errors="replace")


def _take_nearest(folder: Path, name: str, into: Path) -> bool:
    """Copy the notebook, or the member of a zip file, whose name is nearest; whether there is one.

    Damaged zip files and oversized members are passed over.
    """
    def likeness(candidate: str) -> float:
        return SequenceMatcher(None, Path(candidate).name.lower(), name.lower()).ratio()

    loose = [path for path in sorted(folder.rglob("*")) if path.is_file()
             and path.suffix.lower() == NOTEBOOK and ".ipynb_checkpoints" not in path.parts]
    if loose:
        shutil.copyfile(max(loose, key=lambda path: likeness(path.name)), into)
        return True
    for archive in sorted(folder.rglob("*.zip")):
        try:
            with zipfile.ZipFile(archive) as packed:
                members = [one for one in packed.infolist() if one.filename.lower().endswith(
                    NOTEBOOK) and one.file_size <= MAX_BYTES]
                if members:
                    best = max(members, key=lambda one: likeness(one.filename))
                    with packed.open(best) as source, into.open("wb") as copy:
                        shutil.copyfileobj(source, copy)
                    return True
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError):
            into.unlink(missing_ok=True)
    return False
