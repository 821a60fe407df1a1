"""A hand-in as bytes for the way to a worker; what is graded is known by their digest."""

import shutil
import tempfile
from hashlib import sha256
from pathlib import Path

from grading.course.assignment import AssignmentDefinition
from grading.hand_ins.documents import documents_beside
from grading.hand_ins.files import pack_files, read_files, with_notes
from grading.hand_ins.intake import is_in_place, put_all_in_place


def pack_hand_in(folder: Path, assignment: AssignmentDefinition) -> bytes:
    """Put a hand-in in place, and pack what travels.

    Parameters
    ----------
    folder : submitted/STUDENT/ASSIGNMENT
    assignment : whose notebooks are looked for
    """
    known = assignment.by_file
    placed = put_all_in_place(folder, list(known), known.get)
    beside = documents_beside(folder, assignment.files)
    files = read_files(folder, *(path.name for path in placed))
    return pack_files(with_notes(files, {
        path.name: [*notes, *beside] for path, notes in placed.items()}))


def digest_of_hand_in(folder: Path, assignment: AssignmentDefinition) -> str:
    """Return the digest of what would be graded, and leave the folder as it is.

    Raises
    ------
    OSError
        If it cannot be read.
    """
    if is_in_place(folder, list(assignment.by_file)):
        return sha256(pack_hand_in(folder, assignment)).hexdigest()
    with tempfile.TemporaryDirectory(prefix="course-") as beside:
        copy = Path(beside, "student", folder.name)
        shutil.copytree(folder, copy, symlinks=True, ignore=_special_files)
        return sha256(pack_hand_in(copy, assignment)).hexdigest()


def _special_files(folder: str, names: list[str]) -> list[str]:
    """Return those that cannot be copied: a pipe, for one, would be read for ever."""
    paths = {name: Path(folder, name) for name in names}
    return [name for name, path in paths.items()
            if not (path.is_symlink() or path.is_file() or path.is_dir())]
