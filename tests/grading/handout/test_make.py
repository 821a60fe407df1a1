"""The handout of any course: what goes in, and what has to be put right first."""

import json
import shutil
from io import BytesIO
from zipfile import ZipFile

import pytest
from nbformat.v4 import new_markdown_cell

from grading.course.course import Course
from grading.errors import CourseError
from grading.handout.make import make_handout, refuse_outdated
from grading.new_course.make import make_course
from tests.course.plain_course import OURS, PlainCourse, cell_of_tests, solution

ANSWER = "def f(x):\n    ### BEGIN SOLUTION\n    return x + 41\n    ### END SOLUTION"
LINK = "[ps1](../../release/ps1/one.ipynb)"


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """An nbgrader course without exercises of ours, released, with a folder to read."""
    made = PlainCourse(
        tmp_path_factory.mktemp("released") / "algebra", {"one": [solution("f", ANSWER),
                                       cell_of_tests("test_f", "assert f(1) == 42", 1)]},
        f"c.Handout.folders = ['reading']\nc.ExecuteSubmission.course_packages = ['tools']\n{OURS}",
        {"data.csv": "1,2"})
    for name, text in {"reading/first/a.ipynb": json.dumps(
            {"cells": [new_markdown_cell(LINK)], "metadata": {}, "nbformat": 4,
             "nbformat_minor": 5}), "tools/__init__.py": "import numpy\n",
             "reading/.ipynb_checkpoints/a.ipynb": "{}"}.items():
        path = made.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    Course(made.folder).release("ps1")
    return made


@pytest.fixture
def plain(released, tmp_path):
    """A copy of it, which a test may change."""
    copy = PlainCourse.existing(shutil.copytree(released.folder, tmp_path / "algebra"))
    config = copy.folder / "nbgrader_config.py"
    config.write_text(config.read_text().replace(str(released.folder), str(copy.folder)))
    return copy


def unpacked(path):
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def handed_out(made):
    """The contents of the zip file and of the wheel in it."""
    files = unpacked(make_handout(Course(made.folder), ["ps1"]).archive)
    (wheel,) = [content for name, content in files.items() if name.endswith(".whl")]
    return files, unpacked(BytesIO(wheel))


def test_the_zip_file_holds_what_the_course_says_and_nothing_else(plain):
    files, _ = handed_out(plain)
    names = {name.removeprefix("algebra/") for name in files}
    (wheel,) = [name for name in names if name.endswith(".whl")]
    assert names == {"README.md", "requirements.txt", wheel, "release/ps1/one.ipynb",
                     "release/ps1/data.csv", "reading/first/a.ipynb"}


def test_the_wheel_holds_the_package_and_in_a_home_links_lead_to_what_was_fetched(plain):
    _, wheel = handed_out(plain)
    assert wheel["tools/__init__.py"] == b"import numpy\n"
    assert not [name for name in wheel if name.startswith(("answercheck", "grading"))]
    (reading,) = [content for name, content in wheel.items() if name.endswith("/a.ipynb")]
    assert "](../../ps1/one.ipynb)" in json.loads(reading)["cells"][0]["source"]


def test_the_requirements_are_pinned(plain):
    files, _ = handed_out(plain)
    wheel, *pins = files["algebra/requirements.txt"].decode().splitlines()
    assert f"algebra/{wheel.removeprefix('./')}" in files
    assert {"jupyterlab", "nbgrader", "numpy"} < {pin.split("==")[0] for pin in pins}
    assert all(len(pin.split("==")) == 2 for pin in pins)


def test_the_readme_names_the_notebooks_and_the_wheel(plain):
    files, _ = handed_out(plain)
    text = files["algebra/README.md"].decode()
    assert "`release/ps1/one.ipynb`" in text
    assert "`reading/`" in text
    assert "{" not in text


@pytest.mark.slow
def test_the_same_course_gives_the_same_bytes(plain):
    first = make_handout(Course(plain.folder), ["ps1"])
    before = first.archive.read_bytes(), first.wheel.read_bytes()
    (plain.folder / "reading" / "first" / "a.ipynb").touch()
    second = make_handout(Course(plain.folder), ["ps1"])
    assert (second.archive.read_bytes(), second.wheel.read_bytes()) == before


@pytest.mark.slow
def test_an_older_wheel_does_not_stay_beside_the_new_one(plain):
    make_handout(Course(plain.folder), ["ps1"])
    (plain.folder / "tools" / "__init__.py").write_text("import h5py\n")
    done = make_handout(Course(plain.folder), ["ps1"])
    assert list((plain.folder / "handout").glob("*.whl")) == [done.wheel]


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["source", "submitted", "."])
def test_a_folder_with_answers_is_not_handed_out(plain, folder):
    (plain.folder / "submitted" / "ana").mkdir(parents=True)
    (plain.folder / "submitted" / "ana" / "one.ipynb").write_text("{}")
    config = plain.folder / "nbgrader_config.py"
    config.write_text(config.read_text().replace("'reading'", repr(folder)))
    with pytest.raises(CourseError, match="which students may not see"):
        make_handout(Course(plain.folder), ["ps1"])


def test_a_link_to_a_file_with_answers_is_not_followed(plain):
    (plain.folder / "reading" / "key.ipynb").symlink_to(plain.step("source") / "one.ipynb")
    with pytest.raises(CourseError, match=r"key\.ipynb.*may not see"):
        make_handout(Course(plain.folder), ["ps1"])


def test_a_link_to_a_folder_is_not_left_out_in_silence(plain):
    (plain.folder / "reading" / "more").symlink_to(plain.folder / "tools")
    with pytest.raises(CourseError, match="is a link to a folder"):
        make_handout(Course(plain.folder), ["ps1"])


def test_a_copy_of_hidden_cases_is_not_handed_out(plain):
    for place in ("references/ps1.h5", "reading/cases.h5"):
        (plain.folder / place).parent.mkdir(exist_ok=True)
        (plain.folder / place).write_bytes(b"the hidden cases")
    with pytest.raises(CourseError, match=r"reading/cases\.h5 is a copy of hidden cases"):
        make_handout(Course(plain.folder), ["ps1"])


@pytest.mark.slow
@pytest.mark.parametrize("content", [b"", b"not a notebook", b"\xff\xfe{}", b"[]"])
def test_a_damaged_notebook_is_named(plain, content):
    (plain.folder / "reading" / "broken.ipynb").write_bytes(content)
    with pytest.raises(CourseError, match=r"reading/broken\.ipynb cannot be read"):
        make_handout(Course(plain.folder), ["ps1"])


@pytest.mark.slow
@pytest.mark.parametrize("spelling", ["reading/", "./reading", "reading/first/.."])
def test_a_folder_may_be_spelt_in_any_way(plain, spelling):
    config = plain.folder / "nbgrader_config.py"
    config.write_text(config.read_text().replace("'reading'", repr(spelling)))
    files, _ = handed_out(plain)
    assert "algebra/reading/first/a.ipynb" in files


@pytest.mark.parametrize("mark", ["BEGIN SOLUTION", "BEGIN HIDDEN TESTS", "BEGIN MARK SCHEME"])
def test_a_file_that_marks_an_answer_is_named(plain, mark):
    (plain.folder / "tools" / "key.py").write_text(f"### {mark}\n")
    with pytest.raises(CourseError, match=rf"tools/key\.py holds '{mark}'"):
        make_handout(Course(plain.folder), ["ps1"])


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["no_such_folder", "../elsewhere", "nbgrader_config.py"])
def test_a_folder_that_is_not_there_is_named(plain, folder):
    (plain.folder.parent / "elsewhere").mkdir()
    config = plain.folder / "nbgrader_config.py"
    config.write_text(config.read_text().replace("'reading'", repr(folder)))
    with pytest.raises(CourseError, match=r"c\.Handout\.folders"):
        make_handout(Course(plain.folder), ["ps1"])


@pytest.mark.slow
def test_a_module_that_is_not_installed_here_is_reported(plain):
    (plain.folder / "tools" / "more.py").write_text("import no_such_module\n")
    assert make_handout(Course(plain.folder), ["ps1"]).missing == ("no_such_module",)


def contents(made):
    """The files of the course but for its log."""
    return {path: path.read_bytes() for path in made.folder.rglob("*")
            if path.is_file() and ".course" not in path.parts}


def test_a_release_as_its_source_gives_it_is_accepted_and_nothing_changes_by_looking(plain):
    before = contents(plain)
    refuse_outdated(Course(plain.folder), "ps1")
    assert contents(plain) == before


def test_a_release_that_is_not_what_its_source_gives_is_refused_with_the_files(plain):
    source, release = plain.step("source"), plain.step("release")
    (source / "one.ipynb").write_text((source / "one.ipynb").read_text().replace("42", "43"))
    (source / "new.csv").write_text("3")
    (release / "data.csv").unlink()
    (release / "left.csv").write_text("4")
    with pytest.raises(CourseError, match=r"course release ps1") as caught:
        refuse_outdated(Course(plain.folder), "ps1")
    assert "(data.csv, left.csv, new.csv, one.ipynb)" in str(caught.value)


@pytest.mark.slow
def test_a_new_course_hands_out_the_check_with_its_licence(tmp_path):
    make_course(tmp_path / "mine")
    course = PlainCourse.existing(tmp_path / "mine")
    course.run("course", "build")
    course.run("course", "release", "ps1")
    files, wheel = handed_out(course)
    assert {"my_course/release/ps1/ps1.ipynb", "my_course/release/ps1/ps1.h5"} < set(files)
    assert "answercheck/checker.py" in wheel
    assert [name for name in wheel if name.endswith("licenses/answercheck.LICENSE")]
    assert not [name for name in wheel if name.endswith(".toml") or "exercises" in name]


def test_a_release_outside_the_course_is_handed_out_too(plain, tmp_path):
    shutil.move(plain.folder / "release", tmp_path / "outside")
    with (plain.folder / "nbgrader_config.py").open("a") as config:
        config.write(f"c.CourseDirectory.release_directory = {str(tmp_path / 'outside')!r}\n")
    files, _ = handed_out(plain)
    assert "algebra/release/ps1/one.ipynb" in files
