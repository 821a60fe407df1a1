"""The handout of this repository's course holds no answer, and students can work with it."""

import re
import shutil
from pathlib import Path
from urllib.parse import unquote
from zipfile import ZipFile

import nbformat
import pytest

from grading.course.course import Course
from grading.handout.make import make_handout
from grading.references.exercises import assignments
from tests.answers import leaks_of_hidden_answers, solution_lines
from tests.course.classroom import temporary_course
from tests.this_course import COURSE, FOLDERS

WEEKS = assignments(FOLDERS)
LINK = re.compile(r"\]\((\.\.?/[^)\s#]+)")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The handout of all weeks, made in a copy of the course."""
    root = temporary_course(tmp_path_factory.mktemp("course"), *WEEKS)
    for folder in ("release", "notebooks", "helpers"):
        shutil.copytree(COURSE / folder, root / folder,
                        ignore=shutil.ignore_patterns("__pycache__"))
    for path in COURSE.glob("LICENSE*"):
        shutil.copy2(path, root)
    return make_handout(Course(root), WEEKS)


def unpacked(archive):
    """The contents by name, without the folder that all are in, if there is one."""
    with ZipFile(archive) as opened:
        contents = {name: opened.read(name) for name in opened.namelist()}
    if len({name.split("/")[0] for name in contents}) > 1:
        return contents
    return {name.partition("/")[2]: content for name, content in contents.items()}


@pytest.fixture(scope="module")
def files(made):
    """All that students get, of the zip file and of the wheel, as contents by name."""
    return {f"{archive.suffix}:{name}": content for archive in (made.archive, made.wheel)
            for name, content in unpacked(archive).items()}


@pytest.mark.parametrize("week", WEEKS)
def test_no_line_of_a_solution_is_in_it(files, week):
    lines = {line.encode() for line in solution_lines(week, longer_than=40)}
    assert lines, "the test found no solutions to look for"
    assert not [(name, line) for name, content in files.items() for line in lines
                if line in content]


def test_no_hidden_answer_is_in_it(files):
    """The visible cases are those that are searched in test_what_students_get.py."""
    visible = {f"{week}.h5": FOLDERS.visible_file(week).read_bytes() for week in WEEKS}
    others = {name: content for name, content in files.items()
              if visible.get(Path(name).name) != content}
    assert len(files) - len(others) == 2 * len(WEEKS)
    assert leaks_of_hidden_answers(others) == set()


def test_neither_grader_nor_descriptions_of_exercises_are_in_it(files):
    folders = {part for name in files for part in Path(name.partition(":")[2]).parts[:-1]}
    assert not folders & {"grading", "source", "exercises", "references", "tests", "submitted"}
    assert not [name for name in files if name.endswith((".toml", ".db", "nbgrader_config.py"))]
    assert not [name for name, content in files.items()
                if re.search(rb"^\s*(import|from) grading\b", content, re.M)]


def test_the_search_finds_what_is_hidden():
    hidden = {path.name: path.read_bytes() for path in FOLDERS.references.glob("*.h5")}
    assert leaks_of_hidden_answers(hidden) == set(hidden)


def test_all_weeks_with_their_cases_and_all_chapters_are_in_it(files):
    for folder in (*(f"release/{week}" for week in WEEKS), "notebooks"):
        for path in (COURSE / folder).rglob("*.*"):
            if path.is_file() and ".ipynb_checkpoints" not in path.parts:
                name = path.relative_to(COURSE).as_posix()
                assert files[f".zip:{name}"] == path.read_bytes()
    assert {".whl:answercheck/checker.py", ".whl:helpers/digits.h5"} < set(files)
    assert {".zip:LICENSE", ".zip:LICENSE-digits", ".zip:LICENSE-text"} < set(files)


# Where students have the files: unpacked, or in a home on a hub, into which assignments are
# fetched and chapters laid. Which files are there, and what comes before their place.
UNPACKED = re.compile(r"\.zip:()(.*)")
HOME = re.compile(r"(\.zip:release/|\.whl:.*/share/\w+/home/)(.*)")


@pytest.fixture(scope="module", params=[UNPACKED, HOME], ids=["unpacked", "home"])
def place(request, files, tmp_path_factory):
    """A folder with chapters and assignments, as students have it."""
    folder = tmp_path_factory.mktemp("place")
    for name, content in files.items():
        if found := request.param.fullmatch(name):
            (folder / found[2]).parent.mkdir(parents=True, exist_ok=True)
            (folder / found[2]).write_bytes(content)
    return folder


def test_links_between_assignments_and_chapters_lead_somewhere(place):
    n_links = 0
    for path in place.rglob("*.ipynb"):
        for cell in nbformat.read(path, as_version=4).cells:
            for link in LINK.findall(cell.source) if cell.cell_type == "markdown" else ():
                # JupyterLab does not leave its own folder: above it stands the same folder.
                target = (path.parent.relative_to(place) / unquote(link)).as_posix()
                assert inside(place, target).is_file(), (path, link)
                n_links += 1
    assert n_links > 60


def inside(place, target):
    """Where JupyterLab, opened in this folder, goes for a path in it."""
    parts = []
    for part in target.split("/"):
        if part == "..":
            del parts[-1:]
        else:
            parts.append(part)
    return place.joinpath(*parts)
