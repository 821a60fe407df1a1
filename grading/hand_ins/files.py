"""The files of a submission that travel to where it is graded."""

import io
import json
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path

from answercheck.verdict import Finding
from grading.hand_ins.reading import MAX_BYTES
from grading.hand_ins.walk import plain_files

NOTES_FILE = ".course-notes.json"  # what `intake` says, on its way to the grader
MAX_FILES_BYTES = 64 * 2**20  # of the files beside a notebook; what is more is left behind


def read_files(folder: Path, *notebooks: str) -> dict[str, bytes]:
    """The files of a submission that travel: its notebooks, and what lies beside them.

    Parameters
    ----------
    folder : submitted/STUDENT/ASSIGNMENT, as `put_in_place` left it
    notebooks : the names of the notebooks that are graded, with their ending
    """
    files = {}
    for name in notebooks:
        with (folder / name).open("rb") as file:
            files[name] = file.read(MAX_BYTES + 1)  # enough to see that it is too large
    return files | plain_files(folder, MAX_FILES_BYTES)


def make_room(folder: Path, name: str | Path) -> Path:
    """Make sure that a file of this name can be written below a folder; its path.

    What a submission has in its place, such as a folder of that name, is removed.
    """
    target = folder / name
    for parent in target.relative_to(folder).parents:
        if (folder / parent).is_file():
            (folder / parent).unlink()
    if target.is_dir():
        shutil.rmtree(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    return target


def replace_folder(place: Path, new: Path) -> None:
    """Replace a folder by another; a rename alone cannot replace one that is not empty."""
    old = place.with_name(f".{place.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if place.exists():
        place.rename(old)
    new.rename(place)
    shutil.rmtree(old, ignore_errors=True)


def with_notes(files: Mapping[str, bytes], notes: Mapping[str, list[Finding]]) -> dict[str, bytes]:
    """A submission's files, with what `intake` has to say about its notebooks, by their names."""
    said = {name: [note.data() for note in found] for name, found in notes.items() if found}
    others = {name: content for name, content in files.items() if name != NOTES_FILE}
    return others | ({NOTES_FILE: json.dumps(said).encode()} if said else {})


def pack_files(files: Mapping[str, bytes]) -> bytes:
    """A submission's files by relative path, as bytes for the way.

    A name is written as in JSON, in ASCII, since one in an old encoding holds bytes that are no
    text.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in sorted(files):
            member = zipfile.ZipInfo(json.dumps(name)[1:-1])  # with no time of day in it
            archive.writestr(member, files[name])
    return packed.getvalue()


def unpack_files(packed: bytes) -> dict[str, bytes]:
    """A submission's files by relative path, of what `pack_files` gave."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {json.loads(f'"{member}"'): archive.read(member) for member in archive.namelist()}
