"""Intake: what was handed in, put where grading looks for it.

A notebook under another name, in a deeper folder or in a zip file is written to its place, and what
stood there without an answer gets a new name; a folder without any gets a notebook that says so,
and a zero with that reason. What was handed in is neither changed nor removed but for links and
special files, in whose place a note says what they were; what only stands in the way (a folder
named like the notebook, an unreadable date) gets a new name. What we have written is known again,
and never stands for what is handed in later.
"""

import contextlib
import hashlib
import json
import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import cache
from itertools import count
from pathlib import Path

import nbformat
from nbformat import from_dict
from nbgrader.utils import parse_utc

from answercheck.verdict import Finding, finding
from grading.course.definition import Definition
from grading.hand_ins.candidates import Candidate, best, candidates
from grading.hand_ins.documents import MAX_NAMES, names_handed_in
from grading.hand_ins.reading import ASKED, KERNEL, PLACED, unreadable
from grading.hand_ins.restore import n_answered
from grading.hand_ins.timestamps import MAX_BYTES as TIMESTAMP_BYTES
from grading.hand_ins.timestamps import TIMESTAMP, read_timestamp
from grading.hand_ins.walk import REMOVED, is_text, shown_name, walk

UNREADABLE_DATE = ".unreadable"  # the ending of a date's name when it has been set aside
DefinitionOf = Callable[[str], Definition | None]  # by the name of a notebook, with its ending


def take_in(names: Sequence[str], notebooks: list[str],
            definition_of: DefinitionOf = lambda name: None) -> dict[Path, list[Finding]]:
    """Put one submission in place for plain `nbgrader autograde`; what `put_all_in_place` returns.

    Parameters
    ----------
    names : of the assignment's notebooks that are to be graded, with their ending
    notebooks : the paths that nbgrader is about to grade; what was put in place joins them, and
        those that no gradebook can name leave them
    definition_of : as for `put_all_in_place`
    """
    folder = Path(notebooks[0]).parent
    placed = put_all_in_place(folder, names, definition_of)
    _set_aside_what_is_beyond(folder, placed)
    notebooks += [str(path) for path in placed if str(path) not in notebooks]
    notebooks[:] = [path for path in notebooks if is_text(Path(path).name)]
    return placed


def put_in_place(folder: Path, name: str) -> Path:
    """Make sure that `folder` holds a plain file `name`; return its path.

    Parameters
    ----------
    folder : one student's submission of one assignment
    name : of the assignment's notebook, with its ending
    """
    placed, = put_all_in_place(folder, [name])
    return placed


def put_all_in_place(folder: Path, names: Sequence[str],
                     definition_of: DefinitionOf = lambda name: None,
                     ) -> dict[Path, list[Finding]]:
    """Make sure that `folder` holds an assignment's notebooks.

    Of several, one that was not handed in stays missing; if none was, each says so.

    Parameters
    ----------
    definition_of : what was given out, by which an answer is known; it is asked only where there
        is more than one file to choose from

    Returns
    -------
    dict
        The paths of the notebooks that there are, each with what is to be said about it.
    """
    if folder.is_symlink():
        what = _what_it_is(folder)
        folder.unlink()
        folder.mkdir()
        _note_removed(folder / folder.name, what)
    _remove_special_files(folder)
    _set_aside_bad_timestamp(folder / TIMESTAMP)
    targets = [folder / name for name in names]
    for target in targets:
        if target.is_dir():
            target.rename(_free(target, ".folder"))
    found = {target: candidates(folder, target.name, names) for target in targets}
    notes = {target: _place(target, names, found[target], definition_of) for target in targets
             if found[target]}
    if not notes:
        names_found = ", ".join(names_handed_in(folder))
        for target in targets:
            notice = unreadable(
                finding("no_notebook_among", name=target.name, files=names_found) if names_found
                else finding("no_notebook", name=target.name))
            _write(target, nbformat.writes(notice).encode())
            notes[target] = []
    return notes


def is_in_place(folder: Path, names: Sequence[str]) -> bool:
    """Whether `put_all_in_place` would find a hand-in as it wants it, and change nothing."""
    if folder.is_symlink() or any(map(_is_special, walk(folder))) or not _has_good_date(folder):
        return False
    found = [one for name in names for one in candidates(folder, name, names)]
    return bool(found) and all(one.is_in_place for one in found) and not any(
        (folder / name).is_dir() for name in names)


def _place(target: Path, names: Sequence[str], found: Sequence[Candidate],
           definition_of: DefinitionOf) -> list[Finding]:
    """Put the best of these in its place; what is to be said about it."""
    if len(found) == 1 and found[0].is_in_place:
        return []
    handed_in = [one for one in found if not one.is_ours] or found
    definition = definition_of(target.name)

    @cache
    def answers(one: Candidate) -> int:
        # Restoring takes the cells over.
        return n_answered(from_dict(one.notebook), definition) if definition else 0

    chosen = best(handed_in, target.name, answers)
    standing = next((one for one in found if one.is_in_place), None)
    if standing and standing is not chosen and not standing.is_ours:
        target.rename(_free(target, ".set-aside.ipynb"))
        # Once more, so that what is said is the same at each intake.
        return _place(target, names, candidates(target.parent, target.name, names), definition_of)
    if not chosen.is_in_place:
        _put(target, chosen, standing)
    return _notes(chosen, handed_in, answers)


def _notes(chosen: Candidate, handed_in: Sequence[Candidate],
           answers: Callable[[Candidate], int]) -> list[Finding]:
    is_another = chosen.is_readable and not chosen.is_in_place
    notes = [finding("file_taken", name=shown_name(chosen.label))] if is_another else []
    others = [shown_name(one.label) for one in handed_in if one is not chosen and one.is_readable
              and answers(one) and one.content != chosen.content]
    return notes + ([finding("files_beside", names=others[:MAX_NAMES])] if others else [])


def _put(target: Path, chosen: Candidate, standing: Candidate | None) -> None:
    """Write the chosen one to its place, unless it is there already."""
    digest = hashlib.sha256(chosen.content).hexdigest()
    source = {"from": shown_name(chosen.label), "sha256": digest}
    if standing is None or standing.notebook.metadata.get(PLACED) != source:
        _write(target, _with_source(chosen, source) if chosen.is_readable else chosen.content)


def _with_source(chosen: Candidate, source: dict[str, str]) -> bytes:
    """A notebook as it was read, which says from which file it is."""
    metadata = {**chosen.notebook.metadata, PLACED: source}
    asked = metadata.pop(ASKED, {})
    metadata["kernelspec"] = {**KERNEL, **asked}
    return json.dumps({**chosen.notebook, "metadata": metadata}, indent=1).encode()


def _set_aside_what_is_beyond(folder: Path, notebooks: Iterable[Path]) -> None:
    """If a folder is beyond the bounds of `walk`, leave its notebooks and its date in it alone.

    nbgrader copies all files of a submission, and follows the links among them. The folder as it
    was gets a name beside it.
    """
    passed_over: list[Path] = []
    for _ in walk(folder, passed_over):
        pass
    if not passed_over:
        return
    new = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".", suffix=".new"))
    for path in (*notebooks, folder / TIMESTAMP):
        if path.exists():
            shutil.copy2(path, new)
    folder.rename(_free(folder.with_name(f".{folder.name}"), ".as-handed-in"))
    new.chmod(0o755)
    new.rename(folder)


def _write(target: Path, content: bytes) -> None:
    # Not in the folder itself: if we are stopped, what is left would count as handed in.
    handle, beside = tempfile.mkstemp(dir=target.parent.parent, prefix=".", suffix=".new")
    try:
        with os.fdopen(handle, "wb") as into:
            into.write(content)
        Path(beside).replace(target)
    finally:
        Path(beside).unlink(missing_ok=True)
    target.chmod(0o644)


def _remove_special_files(folder: Path) -> None:
    """Links could lead to other people's files, and a pipe would be read for ever."""
    for path in walk(folder):
        if _is_special(path):
            _replace_by_note(path)


def _is_special(path: Path) -> bool:
    mode = path.lstat().st_mode
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _replace_by_note(path: Path) -> None:
    """Remove a link or a special file and say beside it what it was."""
    what = _what_it_is(path)
    path.unlink()
    _note_removed(path, what)


def _what_it_is(path: Path) -> str:
    return f"a link to {os.readlink(path)}" if path.is_symlink() else "a special file"


def _note_removed(path: Path, what: str) -> None:
    # Only a new file is written to: one of this name may be handed in too, and be a link.
    with _free(path, REMOVED).open("x", encoding="utf-8", errors="replace") as note:
        note.write(f"{path.name} was {what}; it was not read.\n")


def _free(path: Path, ending: str) -> Path:
    """A path beside this one that nothing has yet, named after it."""
    short = os.fsdecode(os.fsencode(path.name)[:200])  # a file's name has at most 255 bytes
    tries = (path.with_name(f"{short}{number or ''}{ending}") for number in count())
    return next(free for free in tries if not os.path.lexists(free))


def _set_aside_bad_timestamp(path: Path) -> None:
    """Leave the date only if nbgrader reads it rightly; else write it so that it does.

    What was handed in gets a name beside it: alone, if it is no date that can be read in one way.
    """
    if not path.exists():
        return
    try:
        content, when = _date_in(path)
    except Exception:
        path.rename(_free(path, UNREADABLE_DATE))
        return
    if when is not None and not _is_read_as(content, when):
        path.rename(_free(path, ".as-handed-in"))
        _write(path, f"{when:%Y-%m-%d %H:%M:%S.%f} UTC\n".encode())


def _date_in(path: Path) -> tuple[bytes, datetime | None]:
    """What stands in the file of a date, and the moment that it names; see `read_timestamp`."""
    with path.open("rb") as file:
        content = file.read(TIMESTAMP_BYTES + 1)
    return content, read_timestamp(content)


def _has_good_date(folder: Path) -> bool:
    """Whether there is no date, or one that nbgrader reads rightly."""
    path = folder / TIMESTAMP
    if not path.exists():
        return True
    with contextlib.suppress(Exception):
        content, when = _date_in(path)
        return when is None or _is_read_as(content, when)
    return False


def _is_read_as(content: bytes, when: datetime) -> bool:
    """Whether nbgrader reads these bytes as this moment."""
    with contextlib.suppress(Exception):
        return bool(parse_utc(content.decode().strip()) == when)
    return False
