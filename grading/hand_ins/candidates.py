"""Files of a submission that may be the notebook, and which of several is graded.

One that is answered is never passed over for one that is not, and a script only counts where no
notebook is answered. Of several answered ones the newest counts; what was saved at about the same
time is decided by how much is answered.
"""

import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property, partial
from pathlib import Path

from nbformat import NotebookNode

from grading.hand_ins.archives import archives, is_archive
from grading.hand_ins.compressed import COMPRESSED
from grading.hand_ins.reading import MAX_BYTES, PLACED, UNREADABLE, read
from grading.hand_ins.scripts import SCRIPT, read_script
from grading.hand_ins.walk import NOTEBOOK, REMOVED, walk

MAX_CANDIDATES = 10  # that are read, the most alike in name
MAX_TOGETHER = 100 * 2**20  # bytes of these
START = 100  # bytes of a file in which a notebook's first bracket stands
MAX_NOTEBOOKS = 300  # in a folder, or in an archive, whose names are compared
NO_NOTEBOOK = ("no_notebook", "no_notebook_among")  # the codes of what intake writes then
SAME_TIME_S = 60  # as when a folder is copied, or unpacked
_OLDER = re.compile(r"(?<![a-z])(?:old|older|backup|bak|previous|draft|orig|original)(?![a-z])")


@dataclass(frozen=True, eq=False)
class Candidate:
    """A file, or a member of an archive, that may be the notebook.

    label : its name, as people may read it
    date : when it was written, in seconds since 1970
    load : reads its bytes
    is_in_place : whether it has the name and the place of the notebook already
    """

    label: str
    date: float
    load: Callable[[], bytes]
    is_in_place: bool = False

    @cached_property
    def content(self) -> bytes:
        """Its bytes; of what is too large more is read than may be graded."""
        return self.load()

    @cached_property
    def notebook(self) -> NotebookNode:
        """What can be read of it."""
        found = read(io.BytesIO(self.content))
        return read_script(self.content) if self.is_script and UNREADABLE in found.metadata else (
            found)

    @property
    def is_script(self) -> bool:
        """Whether it is named like a script, which may also be something beside a notebook."""
        return self.label.lower().endswith(SCRIPT)

    @property
    def is_readable(self) -> bool:
        """Whether it is a notebook."""
        return UNREADABLE not in self.notebook.metadata

    @property
    def is_ours(self) -> bool:
        """Whether an earlier intake has written it."""
        return self.is_in_place and (
            self.notebook.metadata.get(PLACED) is not None
            or self.notebook.metadata.get(UNREADABLE, {}).get("code") in NO_NOTEBOOK)


def candidates(folder: Path, name: str, names: Sequence[str]) -> list[Candidate]:
    """What may be the notebook `name`, most alike in name first, and scripts after all others.

    Checkpoints are passed over, as are damaged archives. What is nearer to another of the `names`
    is that one's. A file that bears another kind of name has to be a notebook.
    """
    def may_be(path: str) -> bool:
        return _likeness(path, name) == max(_likeness(path, one) for one in names)

    files = [path for path in walk(folder) if path.is_file()]
    found = [one for one in (*_loose(folder, files, name), *_packed(folder, files, names))
             if may_be(one.label)]
    found.sort(key=lambda one: (one.is_in_place, not one.is_script, _likeness(one.label, name)),
               reverse=True)
    kept, room = [], MAX_TOGETHER
    for one in found[:MAX_CANDIDATES]:
        if len(found) > 1:
            room -= len(one.content)
        if one.is_in_place or (room >= 0 and _is_worth_a_look(one)):
            kept.append(one)
    return kept


def _is_worth_a_look(one: Candidate) -> bool:
    if one.label.lower().endswith(NOTEBOOK):
        return bool(one.content)
    is_like_one = (one.is_script or b"{" in one.content[:START]
                   or one.content.startswith(COMPRESSED))
    return is_like_one and one.is_readable


def _likeness(path: str, name: str) -> float:
    return SequenceMatcher(None, Path(path).name.lower()[:255], name.lower()).ratio()


def _loose(folder: Path, files: Sequence[Path], name: str) -> Iterator[Candidate]:
    labels = {str(path.relative_to(folder)): path for path in files}
    for label in _few(filter(_may_hold_a_notebook, labels), [name]):
        path = labels[label]
        yield Candidate(label, path.stat().st_mtime, partial(_read_file, path),
                        is_in_place=path == folder / name)


def _packed(folder: Path, files: Sequence[Path], names: Sequence[str]) -> Iterator[Candidate]:
    for label, members in archives(folder, files):
        for name in _few(filter(_may_hold_a_notebook, members), names):
            yield Candidate(f"{label}/{name}", members[name].date, members[name].load)


def _few(labels: Iterable[str], names: Sequence[str]) -> list[str]:
    """The first MAX_NOTEBOOKS of these.

    Those named exactly like one of the `names` come first, and scripts, as of an environment that
    was handed in too, last.
    """
    wanted = {name.lower() for name in names}
    return sorted(labels, key=lambda label: (
        Path(label).name.lower() not in wanted, label.lower().endswith(SCRIPT)))[:MAX_NOTEBOOKS]


def _read_file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError:  # not for us to read; the others may be
        return b""


def _may_hold_a_notebook(label: str) -> bool:
    path = Path(label)
    if (".ipynb_checkpoints" in path.parts or "__MACOSX" in path.parts
            or path.name.startswith("._") or path.name.endswith(REMOVED)):
        return False
    return (path.suffix.lower() in (NOTEBOOK, ".json", ".txt", SCRIPT)
            or NOTEBOOK in path.name.lower()) and not is_archive(path.name)


def best(found: Sequence[Candidate], name: str,
         n_answered: Callable[[Candidate], int]) -> Candidate:
    """The candidate that is graded.

    Parameters
    ----------
    found : at least one
    name : of the notebook
    n_answered : how many answers one holds that can be read
    """
    def rank(one: Candidate) -> tuple[float, ...]:
        return (not _OLDER.search(one.label.lower()), one.is_in_place, _likeness(one.label, name))

    answered = [one for one in found if one.is_readable and n_answered(one) > 0]
    # What a notebook imports from a script beside it is no answer of its own.
    answered = [one for one in answered if not one.is_script] or answered
    if not answered:
        notebooks = [one for one in found if not one.is_script] or found
        return max([one for one in notebooks if one.is_readable] or notebooks,
                   key=lambda one: (one.is_in_place, *rank(one)))
    newest = max(one.date for one in answered)
    chosen = max((one for one in answered if newest - one.date < SAME_TIME_S),
                 key=lambda one: (n_answered(one), *rank(one)))
    return next((one for one in answered
                 if one.is_in_place and one.content == chosen.content), chosen)
