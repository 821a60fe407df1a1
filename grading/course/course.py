"""One course on this machine: nbgrader's folders and stages, driven from Python."""

import glob
import json
import os
import re
import shutil
import warnings
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from shlex import quote
from tempfile import TemporaryDirectory
from typing import Any

from nbconvert.exporters import Exporter
from nbgrader.api import Gradebook
from nbgrader.converters import BaseConverter, GenerateAssignment, GenerateFeedback
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.exc import SAWarning
from traitlets import Dict
from traitlets.config import Config

from answercheck.verdict import Finding, Verdict
from grading.course.config_file import read_config
from grading.course.folders import CourseFolders
from grading.course.graded_cells import marked_cells
from grading.course.logs import logged
from grading.course.privacy import keep_private
from grading.course.programs import find_own_programs
from grading.errors import CourseError
from grading.gradebook.problems import check_gradebook, gradebook_problem
from grading.hand_ins.reading import NOTES, notes_in
from grading.judging.judge import verdict_in
from grading.references.exercises import required_modules

HAS_SUBMISSIONS = "there are submissions associated with it"  # in nbgrader's refusal


class Course:
    """The course whose `nbgrader_config.py` lies in `root`; `unsafe` is said by `--unsafe`.

    Raises
    ------
    CourseError
        If there is no such file, or something is wrong with it.
    """

    def __init__(self, root: Path, unsafe: bool = False) -> None:
        self.config = read_config(root)
        find_own_programs()
        if unsafe:
            self.config.ExecuteSubmission.unsafe = True
        self.directory = CourseDirectory(config=self.config)
        self.folders = CourseFolders.of(self.directory)
        self.folders.add_to_path()

    def folder(self, step: str, student: str = ".", assignment: str = ".") -> Path:
        """The folder of a step ("source", "release", "submitted", "autograded", "feedback")."""
        name = getattr(self.directory, f"{step}_directory")
        return Path(self.directory.format_path(name, student, assignment))

    def check_gradebook(self) -> None:
        """Make sure that the gradebook can be used; raise CourseError if it cannot."""
        keep_private(self.directory)
        check_gradebook(self.directory.db_url)

    def release(self, assignment: str) -> list[Path]:
        """Make the student version of an assignment; its notebooks' paths.

        It is made beside its place and then moved there: if that fails, the old one stays.
        """
        sources = self.folders.source_notebooks(assignment)
        place = self.folder("release", ".", assignment)
        with self.student_version(assignment) as new:
            put_in_place(new, place)
        return [place / source.name for source in sources]

    def outdated_release(self, assignment: str) -> list[str]:
        """Name the files of a released assignment that are not what its source gives now.

        The gradebook is not asked and not changed.

        Raises
        ------
        CourseError
            If there is no such assignment, or its student version cannot be made.
        """
        self.folders.source_notebooks(assignment)
        with TemporaryDirectory() as folder, self.student_version(
                assignment, Config({"CourseDirectory": {
                    "db_url": f"sqlite:///{folder}/gradebook.db"}})) as new:
            return different_files(new, self.folder("release", ".", assignment))

    @contextmanager
    def student_version(self, assignment: str, settings: Config | None = None) -> Iterator[Path]:
        """Make the student version in a folder beside its place, for as long as this context.

        It is made from the course's source and recorded in its gradebook, if the settings say
        nothing else.

        Raises
        ------
        CourseError
            If nbgrader cannot make it.
        """
        beside = f"{self.directory.release_directory}.new"
        given = Config({"CourseDirectory": {"release_directory": beside,
                                            "db_url": self.directory.db_url}})
        given.merge(settings or {})
        try:
            problem = self._run(GenerateAssignment, assignment, ".", force=True, settings=given)
            if HAS_SUBMISSIONS in problem:
                raise CourseError(self._refused_change(assignment))
            if problem:
                raise CourseError(f"{assignment} could not be released: {problem}")
            yield Path(self.directory.format_path(beside, ".", assignment))
        finally:
            shutil.rmtree(Path(self.directory.root) / beside, ignore_errors=True)

    def _refused_change(self, assignment: str) -> str:
        """Say why nbgrader does not release an assignment that has grades, and what to do."""
        old = self._grade_ids_in_gradebook(assignment)
        new = {f"{path.stem}: {grade_id}" for path in self.folders.source_notebooks(assignment)
               for grade_id in marked_cells(path)}
        changes = [f"{', '.join(sorted(names))} {what}" for names, what in (
            (old - new, "is gone"), (new - old, "is new")) if names]
        return (f"{assignment} could not be released: cells that nbgrader keeps grades of were "
                f"added, removed or renamed ({'; '.join(changes)}), and there are grades already. "
                "Put these cells back; points, texts and tests may change. Or give up all grades "
                "of it, those by hand as well: copy the gradebook, run 'nbgrader db assignment "
                f"remove {assignment} --force', then release and grade it again")

    def _grade_ids_in_gradebook(self, assignment: str) -> set[str]:
        with closing(Gradebook(self.directory.db_url)) as gradebook:
            return {f"{notebook.name}: {name}"
                    for notebook in gradebook.find_assignment(assignment).notebooks
                    for name in (*(cell.name for cell in notebook.source_cells),
                                 *(cell.name for cell in notebook.grade_cells))}

    def students(self, assignment: str) -> list[str]:
        """Who handed in, by folder name.

        Raises
        ------
        CourseError
            If there is no such assignment, or nobody did.
        """
        self.folders.source_notebooks(assignment)
        found = self.handed_in(assignment)
        if not found:
            raise CourseError("nothing was handed in: there is no folder "
                              f"{self.folder('submitted', 'STUDENT', assignment)}")
        return [student for student in found if student not in self.excluded]

    @property
    def excluded(self) -> list[str]:
        """The folders that are no students', by `student_id_exclude` of nbgrader's settings."""
        return self.directory.student_id_exclude.split(",")

    def handed_in(self, assignment: str) -> list[str]:
        """All folders of students that hold a submission, sorted."""
        step = self.directory.submitted_directory
        place = Path(self.directory.root, self.directory.directory_structure.format(
            nbgrader_step=glob.escape(step), student_id="*", assignment_id=glob.escape(assignment)))
        start = Path(self.directory.root if place.is_relative_to(self.directory.root)
                     else place.anchor)
        name = re.compile(self.directory.format_path(
            step, "(?P<student>[^/]+)", re.escape(assignment), escape=True))
        folders = [str(path) for path in start.glob(str(place.relative_to(start)))
                   if path.is_dir()]
        return sorted(match["student"] for match in map(name.fullmatch, folders) if match)

    def feedback(self, assignment: str, student: str, pages: Mapping[str, str] | None = None,
                 ) -> str:
        """Have nbgrader write a student's feedback pages; the problem, if there is one.

        Parameters
        ----------
        pages : by the names of their notebooks, if they are made already
        """
        keep_private(self.directory, "feedback")
        made = {"GenerateFeedback": {"exporter_class": MadePages, "preprocessors": []},
                "MadePages": {"pages": dict(pages)}} if pages is not None else {}
        return self._run(GenerateFeedback, assignment, student, force=True, settings=Config(made))

    def verdicts(self, assignment: str, student: str) -> list[Verdict]:
        """The verdicts of a graded submission, in the order of its notebooks and their cells.

        Of several notebooks each verdict is called NOTEBOOK/EXERCISE, for a name may come twice.

        Raises
        ------
        CourseError
            If another version of this code has written them, or they are damaged.
        """
        required_modules(self.folders)  # which have words for what the course's scorers find
        paths = sorted(self.folder("autograded", student, assignment).glob("*.ipynb"))
        try:
            found = {path.stem: _verdicts(path) for path in paths}
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            raise CourseError("the graded notebook is damaged, or of another version of this code; "
                              f"'course grade {assignment} --force --student {quote(student)}' "
                              "grades it again") from None
        if len(found) <= 1:
            return [verdict for verdicts in found.values() for verdict in verdicts]
        return [replace(verdict, exercise=f"{name}/{verdict.exercise}")
                for name, verdicts in found.items() for verdict in verdicts]

    def _run(self, stage: type[BaseConverter], assignment: str, student: str, *, force: bool,
             settings: Config | None = None) -> str:
        """Run one nbgrader stage for one student; the error that ended it, or "" if none did."""
        config = deepcopy(self.config)
        config.CourseDirectory.assignment_id = assignment
        config.CourseDirectory.student_id = student
        config.merge(settings or {})
        keep_private(self.directory)
        with logged(self.log_path(assignment)) as (logger, errors), warnings.catch_warnings():
            # nbgrader 0.9.6 builds its rows in an order that SQLAlchemy 2 remarks upon.
            warnings.simplefilter("ignore", SAWarning)
            exactly = type(stage.__name__, (_ExactNames, stage), {})
            converter = exactly(coursedir=CourseDirectory(config=config), config=config,
                                log=logger)
            converter.force = force
            try:
                converter.start()
            except (Exception, SystemExit) as error:
                said = errors[0] if errors else f"{type(error).__name__}: {error}"
                return gradebook_problem(error) or said
        return ""

    def notes(self, assignment: str, student: str) -> list[Finding]:
        """Return what was done with a student's graded notebooks so that they could be graded."""
        graded = sorted(self.folder("autograded", student, assignment).glob("*.ipynb"))
        return [note for path in graded for note in _notes(path)]

    def log_path(self, assignment: str) -> Path:
        """Return the path of the log of what was done for an assignment."""
        return Path(self.directory.root) / ".course" / "log" / f"{assignment}.log"


def put_in_place(new: Path, place: Path) -> None:
    """Move a folder to its place, in the stead of what is there."""
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(place, ignore_errors=True)
    new.replace(place)


def different_files(one: Path, other: Path) -> list[str]:
    """The paths of the files that two folders do not share, or that differ in them."""
    first, second = _contents(one), _contents(other)
    return sorted(name for name in first.keys() | second.keys()
                  if first.get(name) != second.get(name))


def _contents(folder: Path) -> dict[str, bytes]:
    """The files below a folder, by path; of one that is not there none."""
    return {path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file() and not path.relative_to(folder).name.startswith(".")
            and ".ipynb_checkpoints" not in path.parts}


def _notes(path: Path) -> list[Finding]:
    """What a graded notebook says was done with it."""
    content = path.read_bytes()
    _, is_there, notes = content.rpartition(f'"{NOTES}": ['.encode())
    if not is_there or notes.startswith(b"]"):  # as most often, so it is not read for it
        return []
    return notes_in(json.loads(content)["metadata"])


def _verdicts(path: Path) -> list[Verdict]:
    """The verdicts in a graded notebook."""
    # Of hundreds of notebooks that we wrote ourselves, validating takes most of the time.
    notebook = json.loads(path.read_bytes())
    found = [verdict_in(output) for cell in notebook["cells"]
             for output in cell.get("outputs", [])]
    return [verdict for verdict in found if verdict]


class MadePages(Exporter):
    """Stands in for an exporter whose pages were made elsewhere."""

    pages: Any = Dict(help="The pages by the names of their notebooks.").tag(config=True)
    file_extension = ".html"

    def from_filename(  # type: ignore[override]  # as those of nbconvert that make text
            self, filename: str, resources: Any = None, **kw: Any) -> tuple[str, dict[str, Any]]:
        """Return the page of a notebook."""
        return self.pages[Path(filename).stem], {**resources, "output_extension": ".html"}


class _ExactNames(BaseConverter):
    """Finds a student's folder by its name, which nbgrader would take for a pattern: "[fox]"."""

    def init_notebooks(self) -> None:
        """Find the notebooks of one student; if there are none, nbgrader says so."""
        folder = self._format_source(self.coursedir.assignment_id, self.coursedir.student_id)
        found = [os.path.join(folder, path.name) for path in Path(folder).glob("*.ipynb")]
        if not found:
            super().init_notebooks()
        self.assignments = {folder: sorted(found)}
        self.notebooks: list[str] = []
