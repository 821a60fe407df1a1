"""What a feedback page was made from, as a digest in its head; by it an outdated page is known."""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import answercheck
from grading.gradebook.grades import SubmissionGrades

NAME = "made-from"  # of the element in the head
HEAD_BYTES = 4096  # in which it stands
OURS = (Path(answercheck.__file__).parent, Path(__file__).parents[1])  # these word and draw pages
KINDS = (".py", ".j2", ".css", ".mo")


def made_from(graded: Path, grades: SubmissionGrades, address: str) -> str:
    """Return the digest of all that a submission's pages say.

    Parameters
    ----------
    graded : the folder of the graded notebooks
    grades : what the gradebook says about it
    address : where the pages' links lead, `c.Handout.address`
    """
    found = hashlib.sha256(_our_code().encode())
    for path in sorted(path for path in graded.rglob("*") if path.is_file()):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        found.update(repr((str(path.relative_to(graded)), content)).encode())
    found.update(repr((grades, address)).encode())
    return found.hexdigest()


def is_current(pages: Iterable[Path], digest: str) -> bool:
    """Return whether all these pages are there, and made from what has this digest."""
    return all(page.is_file() and digest.encode() in _head(page) for page in pages)


def _head(page: Path) -> bytes:
    with page.open("rb") as file:
        return file.read(HEAD_BYTES)


@cache
def _our_code() -> str:
    """The digest of the code that makes pages, as it was when this process began to ask."""
    found = hashlib.sha256()
    for path in sorted(path for folder in OURS for path in folder.rglob("*")
                       if path.suffix in KINDS):
        found.update(path.read_bytes())
    return found.hexdigest()
