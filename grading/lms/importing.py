"""Putting the submissions of a download under `submitted/`: all are checked, then moved."""

import os
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count, groupby
from pathlib import Path, PurePosixPath

from nbgrader.api import Gradebook

from grading.course.course import Course
from grading.course.privacy import keep_private
from grading.errors import CourseError
from grading.hand_ins.files import MAX_FILES_BYTES, make_room
from grading.hand_ins.reading import MAX_BYTES
from grading.hand_ins.timestamps import TIMESTAMP, handed_in_at
from grading.hand_ins.walk import MAX_FILES, NOTEBOOK
from grading.lms.archive import (
    CANVAS,
    Contents,
    SubmittedFile,
    path_problem,
    read_contents,
)
from grading.semester.dates import Dates
from grading.semester.people import People
from grading.semester.semester import Semester, read_semester
from grading.semester.settings import FILE

MAX_STUDENT_BYTES = MAX_BYTES + MAX_FILES_BYTES  # what grading would look at
MAX_ZIP_BYTES = 20 * 2**30  # unpacked
AGAIN = re.compile(r"-\d+$")  # what Canvas puts behind the name of what is handed in again


@dataclass
class Imported:
    """What became of a download.

    assignment : whose submissions it holds
    placed, replaced, same : students whose submission is new, newer than the one that was there,
        or there already
    older : students who have a newer one under submitted/, which stays
    problems : a line for each thing that could not be placed
    notes : what the instructor should know besides
    """

    assignment: str
    placed: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    older: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def import_submissions(course: Course, path: Path, assignment: str | None = None) -> Imported:
    """Put the submissions of a zip from Canvas or Moodle under submitted/STUDENT/ASSIGNMENT.

    A submission that is there and older gets a hidden name beside the new one.

    Parameters
    ----------
    assignment : if None, the one whose notebooks the zip holds

    Raises
    ------
    CourseError
        If the zip is none of theirs or damaged, there is no such assignment, or `course.toml` is
        wrong. Nothing is changed then.
    """
    semester = read_semester(course)
    contents = read_contents(path, semester.settings.zone)
    if assignment is None:
        assignment = _assignment(course, contents, path.name)
    notebooks = [one.name for one in course.folders.source_notebooks(assignment)]
    due = _due(course, semester, assignment)
    done = Imported(assignment, problems=[f"{name}: it is no file that was handed in"
                                          for name in contents.others])
    found = _by_student(contents, semester.people, done)
    keep_private(course.directory, "submitted")
    top = course.folder("submitted", "student", assignment).parents[1]
    top.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(dir=top, prefix=".import-"))
    try:
        made = {student: _unpacked(path, beside / str(number),
                                   _newest(files, notebooks), due.handed_in(student, files))
                for number, (student, files) in enumerate(sorted(found.items()))}
        for student, folder in made.items():
            _move(course.folder("submitted", student, assignment), folder, student, done)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    _tell_times(contents, found, due, done)
    return done


def _assignment(course: Course, contents: Contents, name: str) -> str:
    """The assignment that most of the notebooks are called after."""
    known = course.folders.assignments()
    if len(known) == 1:
        return next(iter(known))
    names = [_without_number(one.path).stem.lower() for one in contents.files]
    counts = {assignment: sum(names.count(notebook.lower()) for notebook in notebooks)
              for assignment, notebooks in known.items()}
    most = max(counts.values(), default=0)
    likely = [assignment for assignment, n in counts.items() if n == most > 0]
    if len(likely) != 1:
        raise CourseError(f"the names in {name} do not tell of which assignment it is; say it: "
                          f"course import {name} WEEK. There are {', '.join(known) or 'none'}")
    return likely[0]


def _without_number(path: PurePosixPath) -> PurePosixPath:
    return path.with_stem(AGAIN.sub("", path.stem) or path.stem)


def _by_student(contents: Contents, people: People,
                done: Imported) -> dict[str, list[SubmittedFile]]:
    """The files of each student who is known; the others are told."""
    owners: dict[str, list[str]] = {}
    found: dict[str, list[SubmittedFile]] = {}
    for (name, number), files in _grouped(contents.files):
        called = f"{name!r} ({contents.system}'s {number})"
        student = _student(contents.system, name, number, called, people, done)
        if student:
            owners.setdefault(student, []).append(called)
            found[student] = files
    for student, those in owners.items():
        bad = [f"{one.path}: {problem}" for one in found[student]
               if (problem := path_problem(one.path) or _member_problem(one.member))]
        if len(those) > 1:
            bad = [f"{' and '.join(those)} may both be meant; give them the system's ids in the "
                   "roster"]
        elif _is_too_much(found[student]):
            bad = [f"more than {MAX_FILES} files or {MAX_STUDENT_BYTES // 2**20} MB"]
        if bad:
            done.problems.append(f"{student} is left out: {bad[0]}")
            del found[student]
    if sum(one.member.file_size for files in found.values() for one in files) > MAX_ZIP_BYTES:
        raise CourseError(f"unpacked the zip has more than {MAX_ZIP_BYTES // 2**30} GB")
    return found


def _student(system: str, name: str, number: str, called: str, people: People,
             done: Imported) -> str:
    """Whose the system's name and number are; "" if that is not known, which is told."""
    lms_id = "canvas_id" if system == CANVAS else "moodle_id"
    # Names last: whoever can choose one could choose another's login.
    students = (people.find([(lms_id, number)], name)
                or people.find([("email", name), ("id", name)]))
    if len(students) == 1:
        return students[0].id
    near = people.nearest(name)
    done.problems.append(
        f"{called} may be {', '.join(one.id for one in students)}; give them their {lms_id} in the "
        "roster" if students else f"{called} is nobody in the roster or the gradebook"
        + (f"; the nearest is {near}" if near else ""))
    return ""


def _grouped(files: Iterable[SubmittedFile],
             ) -> Iterable[tuple[tuple[str, str], list[SubmittedFile]]]:
    by_owner = sorted(files, key=lambda one: one.owner)
    return [(owner, list(group)) for owner, group in groupby(by_owner, lambda one: one.owner)]


def _member_problem(member: zipfile.ZipInfo) -> str:
    if member.flag_bits & 1:
        return "it is encrypted"
    # Python unpacks the rarer methods without a bound on memory.
    known = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    return "" if member.compress_type in known else "it is packed in an unusual way"


def _is_too_much(files: Sequence[SubmittedFile]) -> bool:
    return (len(files) > MAX_FILES
            or sum(one.member.file_size for one in files) > MAX_STUDENT_BYTES)


def _newest(files: Iterable[SubmittedFile], notebooks: Sequence[str],
            ) -> dict[PurePosixPath, SubmittedFile]:
    """Of several attempts at one file the newest, by the name that it gets."""
    names = {name.lower(): name for name in notebooks}
    found: dict[PurePosixPath, SubmittedFile] = {}
    for one in sorted(files, key=_age):
        plain = _without_number(one.path)
        meant = names.get(plain.name.lower()) if plain.suffix.lower() == NOTEBOOK else None
        name = plain.with_name(meant) if meant else one.path
        # A student's own would be taken for the date of handing in.
        found[PurePosixPath(f"{name}.handed-in") if str(name) == TIMESTAMP else name] = one
    return found


def _unpacked(archive: Path, folder: Path, files: Mapping[PurePosixPath, SubmittedFile],
              when: datetime | None) -> Path:
    """Unpack a submission into a folder of its own, with its date."""
    folder.mkdir()
    with zipfile.ZipFile(archive) as packed:
        for name, one in files.items():
            try:
                with packed.open(one.member) as source, \
                        make_room(folder, str(name)).open("wb") as target:
                    shutil.copyfileobj(source, target)
            except OSError:
                raise
            except Exception:  # see _members in grading.lms.archive
                raise CourseError(f"{archive.name} is damaged at {one.member.filename}; download "
                                  "it again. Nothing was imported") from None
            if one.date is not None:
                moment = one.date.replace(tzinfo=UTC).timestamp()
                os.utime(folder / name, (moment, moment))
    if when is not None:
        make_room(folder, TIMESTAMP).write_text(f"{when:%Y-%m-%d %H:%M:%S} UTC\n")
    return folder


@dataclass(frozen=True)
class _Due:
    """The due date of the assignment, by which a mark that says late becomes a date."""

    dates: Dates
    due: datetime | None

    def handed_in(self, student: str, files: Sequence[SubmittedFile]) -> datetime | None:
        """When a submission was handed in, in UTC; None if that is not known."""
        when = max((one.date for one in files if one.date is not None), default=None)
        newest = max(files, key=_age)
        if self.due is None or not newest.is_late:
            return when
        end = self.due + (self.dates.extension(student, None, self.due) or timedelta())
        # So much is sure; how late it was the mark does not tell.
        return when if when and when > end else end + timedelta(seconds=1)


def _due(course: Course, semester: Semester, assignment: str) -> _Due:
    with closing(Gradebook(course.directory.db_url)) as gradebook:
        recorded = {one.name: one.duedate for one in gradebook.assignments}
    dates = semester.dates(assignment, {})
    return _Due(dates, dates.due(recorded.get(assignment)))


def _age(one: SubmittedFile) -> tuple[datetime, int]:
    """By which the newest of several attempts is known."""
    return one.date or datetime.min, one.number_of_file


def _move(place: Path, new: Path, student: str, done: Imported) -> None:
    """Move a submission to its place, if it is newer than what is there."""
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        new.rename(place)
        done.placed.append(student)
    elif _content(place) == _content(new):
        done.same.append(student)
    elif (there := handed_in_at(place)) and (ours := handed_in_at(new)) and ours < there:
        done.older.append(student)
    else:
        names = (place.with_name(f".{place.name}.before-import{number or ''}")
                 for number in count())
        place.rename(next(name for name in names if not name.exists()))
        new.rename(place)
        done.replaced.append(student)


def _content(folder: Path) -> Mapping[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*")
            if path.is_file() and not path.is_symlink()}


def _tell_times(contents: Contents, found: Mapping[str, Sequence[SubmittedFile]], due: _Due,
                done: Imported) -> None:
    if not contents.has_dates:
        done.notes.append("the zip does not tell when each was handed in, only when it was "
                          "downloaded, so they count as on time" + (
                              " but for those that Canvas marks as late"
                              if contents.system == CANVAS else ""))
    late = sorted(student for student, files in found.items() if max(files, key=_age).is_late)
    if late:
        done.notes.append(f"late, as Canvas marks it: {', '.join(late)}" + (
            "" if due.due else f"; {done.assignment} has no due date, so they count as on time: "
                               f"give it one in {FILE}"))
