"""The student version of an assignment, and a handout, in another language."""

import json
import shutil
from zipfile import ZipFile

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook

from grading.course.course import Course
from grading.errors import CourseError
from grading.handout.make import make_handout, refuse_outdated
from grading.translation.catalogues import as_bytes, messages, read, write
from grading.translation.release import release_translated
from grading.translation.translate import translate
from tests.course.plain_course import OURS, PlainCourse, cell_of_tests, solution

ANSWER = ('def price(x):\n    """Price of x."""\n    ### BEGIN SOLUTION\n    return x + 41\n'
          "    ### END SOLUTION")
TASK = "Read [the chapter](../../reading/first/a.ipynb#The-function) on $x^2$."
SAID = {"Read [the chapter](1) on $x^2$.": "请阅读关于 $x^2$ 的[章节](1)。",
        "Price of x.": "x 的价格。", "The function": "函数",
        "Write [the function](1).": "编写[函数](1)。"}


@pytest.fixture(scope="module")
def translated(tmp_path_factory):
    """A course with an assignment and a chapter, released in English, with its catalogues."""
    made = PlainCourse(
        tmp_path_factory.mktemp("translated") / "algebra",
        {"one": [new_markdown_cell(TASK, id="task"), solution("price", ANSWER),
                 cell_of_tests("test_price", "assert price(1) == 42", 1)]},
        f"c.Handout.folders = ['reading']\n{OURS}", {"data.csv": "1,2"})
    chapter = made.folder / "reading" / "first" / "a.ipynb"
    chapter.parent.mkdir(parents=True)
    nbformat.write(new_notebook(cells=[
        new_markdown_cell("## The function", id="heading"),
        new_markdown_cell("Write [the function](../../release/ps1/one.ipynb).", id="ask"),
        new_code_cell("1 + 1", id="sum")]), chapter)
    course = Course(made.folder)
    course.release("ps1")
    list(translate(course, "zh_CN"))
    for path in made.folder.glob("locale/**/*.po"):
        catalogue = read(path, "zh_CN")
        for message in messages(catalogue):
            message.string = SAID[message.id]
        write(path, as_bytes(catalogue))
    return made


@pytest.fixture
def course(translated, tmp_path):
    """A copy of it, which a test may change."""
    folder = shutil.copytree(translated.folder, tmp_path / "algebra")
    config = folder / "nbgrader_config.py"
    config.write_text(config.read_text().replace(str(translated.folder), str(folder)))
    return Course(folder)


def cells(path):
    return nbformat.read(path, as_version=4).cells


def test_text_is_translated_and_ids_points_and_tests_are_the_same(course):
    root = course.folders.root
    (path,) = release_translated(course, "ps1", "zh_CN")
    assert path == root / "release/zh_CN/ps1/one.ipynb"
    new, old = cells(path), cells(root / "release/ps1/one.ipynb")
    assert [cell.id for cell in new] == [cell.id for cell in old]
    for one, other in zip(new, old, strict=True):
        a, b = (dict(cell.metadata.get("nbgrader", {}), checksum=0) for cell in (one, other))
        assert a == b
    assert new[0].source == (
        "请阅读关于 $x^2$ 的[章节](../../../zh_CN/reading/first/a.ipynb#函数)。")
    assert '"""x 的价格。"""' in new[1].source
    assert "41" not in new[1].source
    assert new[2].source == old[2].source
    assert nbformat.read(path, as_version=4).metadata.course == {"language": "zh_CN"}
    assert (path.parent / "data.csv").read_text() == "1,2"


def test_the_english_release_and_the_gradebook_stay(course):
    english = course.folders.root / "release/ps1/one.ipynb"
    before = english.read_bytes()
    release_translated(course, "ps1", "zh_CN")
    assert english.read_bytes() == before
    with Gradebook(course.directory.db_url) as gradebook:
        sources = [cell.source for cell in gradebook.find_notebook("one", "ps1").source_cells]
    assert any("Price of x." in source for source in sources)
    assert not any("价格" in source for source in sources)
    assert sorted(path.name for path in course.folders.root.iterdir() if "zh" in path.name) == []


def test_a_release_is_the_same_each_time_and_is_old_when_a_translation_changes(course):
    release_translated(course, "ps1", "zh_CN")
    refuse_outdated(course, "ps1", "zh_CN")
    path = course.folders.root / "locale/zh_CN/source/ps1.po"
    path.write_text(path.read_text().replace("x 的价格。", "x 的代价。"))
    with pytest.raises(CourseError, match=r"course release ps1 --language zh_CN"):
        refuse_outdated(course, "ps1", "zh_CN")


@pytest.mark.parametrize(("old", "new", "said"), [
    ("x 的价格。", "", "1 missing"), ("的[章节](1)", "的章节", "1 unlike the original"),
    ("$x^2$ 的", "$x^3$ 的", "1 unlike the original"),
    ('msgid "Price of x."', '#, fuzzy\nmsgid "Price of x."', "1 fuzzy")])
def test_an_unfinished_catalogue_is_refused_with_its_name_and_a_count(course, old, new, said):
    path = course.folders.root / "locale/zh_CN/source/ps1.po"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    with pytest.raises(CourseError, match=f"locale/zh_CN/source/ps1.po: .*{said}"):
        release_translated(course, "ps1", "zh_CN")
    assert not (course.folders.root / "release/zh_CN").exists()


def test_a_text_that_has_changed_in_english_is_refused_too(course):
    path = course.folders.root / "source/ps1/one.ipynb"
    path.write_text(path.read_text().replace("Price of x.", "The price of x."))
    course.release("ps1")
    with pytest.raises(CourseError, match="1 fuzzy"):
        release_translated(course, "ps1", "zh_CN")


def test_what_is_not_released_in_english_as_it_is_now_is_refused(course):
    path = course.folders.root / "source/ps1/one.ipynb"
    path.write_text(path.read_text().replace("return x + 41", "return 41 + x").replace("42", "43"))
    with pytest.raises(CourseError, match="run 'course release ps1' first"):
        release_translated(course, "ps1", "zh_CN")


def test_a_handout_in_a_language_has_chapters_and_assignments_that_lead_to_each_other(course):
    release_translated(course, "ps1", "zh_CN")
    done = make_handout(course, ["ps1"], "zh_CN")
    with ZipFile(done.archive) as archive:
        files = {name.removeprefix("algebra_zh_CN/"): archive.read(name)
                 for name in archive.namelist()}
    assert {name for name in files if name.endswith(".ipynb")} == {
        "release/zh_CN/ps1/one.ipynb", "zh_CN/reading/first/a.ipynb"}
    (_, chapter, _) = json.loads(files["zh_CN/reading/first/a.ipynb"])["cells"]
    assert chapter["source"] == "编写[函数](../../../release/zh_CN/ps1/one.ipynb)。"
    assert "zh_CN/reading/" in files["README.md"].decode()
