"""What a zip of submissions holds that was downloaded from Canvas or Moodle.

Canvas names a file NAME_LATE_USER_FILE_name.ipynb, where LATE stands there only if it was late, and
puts -1, -2 behind the name of a notebook that is handed in again. Moodle names it
"Full Name_NUMBER_assignsubmission_file_/name.ipynb", or without the folder; before version 4.1 a
folder ends in an underscore.

References
----------
Canvas, `lib/content_zipper.rb`: https://github.com/instructure/canvas-lms
Moodle, `mod/assign/classes/downloader.php`: https://github.com/moodle/moodle
"""

import re
import zipfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path, PurePosixPath

from grading.errors import CourseError
from grading.hand_ins.archives import MAX_MEMBERS, UNDATED, most_members
from grading.hand_ins.walk import MAX_DEPTH, MAX_PATH

CANVAS, MOODLE = "Canvas", "Moodle"
_CANVAS = re.compile(r"(?P<name>[^_/]+)_(?:(?P<late>LATE)_)?(?P<number>\d+)_(?P<file>\d+)_"
                     r"(?P<path>[^/]+)")
_MOODLE = re.compile(r"(?:.*/)?(?P<name>[^/]*?)_(?P<number>\d+)_assignsubmission_(?P<kind>[a-z]+)"
                     r"(?:_?/|_)(?P<path>.+)")
# What neither is a file of a submission: of a Mac's own, and texts typed into Canvas.
_OTHERS = re.compile(r"(?:.*/)?(?:__MACOSX/.*|\._[^/]*|\.DS_Store)")
AT_ONCE = timedelta(minutes=10)  # in which a download is packed
MANY = 3  # students who would not hand in within that time


@dataclass(frozen=True)
class SubmittedFile:
    """A file of a submission.

    owner : what the system calls whose it is: a name, without blanks in Canvas, and a number
    path : of the file in the submission
    number_of_file : Canvas's, which grows with time; 0 in Moodle
    date : when it was handed in, in UTC; None if the zip does not tell
    is_late : whether the system says so, which Moodle does not
    """

    member: zipfile.ZipInfo
    owner: tuple[str, str]
    path: PurePosixPath
    number_of_file: int = 0
    date: datetime | None = None
    is_late: bool = False


@dataclass(frozen=True)
class Contents:
    """What a zip holds.

    system : CANVAS or MOODLE
    files : of submissions
    others : names of what is no file of a submission
    has_dates : whether the dates are those of handing in, not of the download
    """

    system: str
    files: tuple[SubmittedFile, ...]
    others: tuple[str, ...]
    has_dates: bool


def read_contents(path: Path, zone: tzinfo) -> Contents:
    """Read the names and dates in a zip.

    Parameters
    ----------
    zone : of the dates; a zip says no zone

    Raises
    ------
    CourseError
        If it is no zip, is damaged, or none of the two systems has made it.
    """
    members = [member for member in _members(path) if not member.is_dir()
               and not _OTHERS.fullmatch(member.filename)]
    found = {system: [pattern.fullmatch(member.filename) for member in members]
             for system, pattern in ((MOODLE, _MOODLE), (CANVAS, _CANVAS))}
    system = max(found, key=lambda name: sum(match is not None for match in found[name]))
    files, others = [], []
    for member, match in zip(members, found[system], strict=True):
        if match is None or match.groupdict().get("kind", "file") != "file":
            others.append(member.filename)
        else:
            files.append(_file(member, match, zone))
    if not files:
        raise CourseError(f"{path.name} holds no submissions as Canvas or Moodle name them; give "
                          "the zip of 'Download Submissions' as it was downloaded")
    has_dates = not _is_download(files, path)
    if not has_dates:
        files = [SubmittedFile(one.member, one.owner, one.path, one.number_of_file,
                               None, one.is_late) for one in files]
    return Contents(system, tuple(files), tuple(others), has_dates)


def _members(path: Path) -> list[zipfile.ZipInfo]:
    try:
        if most_members(path) > MAX_MEMBERS:
            raise CourseError(f"{path.name} holds more than {MAX_MEMBERS} files")
        with zipfile.ZipFile(path) as packed:
            return packed.infolist()
    except OSError as error:
        raise CourseError(f"{path} cannot be read: {error.strerror}") from None
    except CourseError:
        raise
    except Exception:  # what is damaged fails in many ways
        raise CourseError(f"{path.name} is no zip file, or a damaged one; download it again"
                          ) from None


def _file(member: zipfile.ZipInfo, match: re.Match[str], zone: tzinfo) -> SubmittedFile:
    said = match.groupdict()
    date = None
    if member.date_time != UNDATED:
        with suppress(ValueError):
            date = datetime(*member.date_time, tzinfo=zone).astimezone(UTC).replace(tzinfo=None)
    return SubmittedFile(member, (match["name"], match["number"]), PurePosixPath(match["path"]),
                         int(said.get("file") or 0), date, bool(said.get("late")))


def _is_download(files: Iterable[SubmittedFile], path: Path) -> bool:
    """Whether the dates are of the download, as Canvas's always are and newer Moodles' too."""
    latest: dict[tuple[str, str], datetime] = {}
    for one in files:
        if one.date is not None:
            latest[one.owner] = max(one.date, latest.get(one.owner, one.date))
    if not latest:
        return True
    first, last = min(latest.values()), max(latest.values())
    written = datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(tzinfo=None)
    return last - first < AT_ONCE and (len(latest) >= MANY or abs(written - last) < AT_ONCE)


def path_problem(path: PurePosixPath) -> str:
    """Return why a file cannot be written below a submission's folder; "" if it can."""
    text = str(path)
    if path.is_absolute() or ".." in path.parts or "\0" in text or "\\" in text:
        return "its name leads out of the folder"
    if len(path.parts) > MAX_DEPTH or len(text.encode(errors="replace")) > MAX_PATH or any(
            len(part.encode(errors="replace")) > 255 for part in path.parts):
        return "its name is too long"
    return ""
