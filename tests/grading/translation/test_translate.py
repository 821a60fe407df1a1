"""The catalogues of a course, brought up to date and checked."""

import gettext

import nbformat
import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

from grading.course.course import Course
from grading.translation.catalogues import as_bytes, messages, read, write
from grading.translation.translate import problems, translate
from tests.course.plain_course import OURS, PlainCourse, cell_of_tests, solution

CHAPTER, ASSIGNMENT, PACKAGE = "reading/a", "source/ps1", "tools"
LONG = "The gradient tells in which direction the cost rises fastest."


@pytest.fixture
def made(tmp_path):
    """A course with an assignment, a chapter and a package, and finished catalogues."""
    made = PlainCourse(
        tmp_path / "algebra",
        {"one": [new_markdown_cell("Solve it for $x$.", id="task"),
                 solution("f", "def f(x):\n    ### BEGIN SOLUTION\n    ### END SOLUTION"),
                 cell_of_tests("test_f", "assert f(1)", 1)]},
        "c.Handout.folders = ['reading']\nc.ExecuteSubmission.course_packages = ['tools']\n" + OURS)
    for name, text in {"__init__.py": "", "words.py": (
            'from answercheck.translation import translate as _, ngettext\n'
            'print(_("one {name} too many"), ngettext("{n} sum", "{n} sums", 2))\n')}.items():
        path = made.folder / "tools" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    change_chapter(made, LONG)
    list(translate(Course(made.folder), "zh_CN"))
    fill(made, ASSIGNMENT, {"Solve it for $x$.": "求解 $x$。"})
    fill(made, CHAPTER, {LONG: "梯度指出代价上升最快的方向。"})
    fill(made, PACKAGE, {"one {name} too many": "多了一个 {name}",
                         ("{n} sum", "{n} sums"): ("{n} 个和",)})
    list(translate(Course(made.folder), "zh_CN"))
    return made


def change_chapter(made, text):
    path = made.folder / "reading" / "a.ipynb"
    path.parent.mkdir(exist_ok=True)
    nbformat.write(new_notebook(cells=[new_markdown_cell(text, id="text")]), path)


def catalogue(made, name):
    return made.folder / "locale" / "zh_CN" / f"{name}.po"


def fill(made, name, said):
    """Put translations into a catalogue, as a translator does."""
    found = read(catalogue(made, name), "zh_CN")
    for message in messages(found):
        message.string = said[message.id]
    write(catalogue(made, name), as_bytes(found))


def checked(made):
    return list(problems(Course(made.folder), "zh_CN"))


def test_finished_catalogues_have_no_problem_and_another_update_changes_nothing(made):
    assert checked(made) == []
    before = {path: path.read_bytes() for path in made.folder.rglob("*.[mp]o")}
    assert len(before) == 4
    list(translate(Course(made.folder), "zh_CN"))
    assert {path: path.read_bytes() for path in made.folder.rglob("*.[mp]o")} == before


def test_a_cell_is_named_for_translators_and_lines_are_not_broken(made):
    text = catalogue(made, CHAPTER).read_text()
    assert f'#. cell text: text\nmsgid "{LONG}"\n' in text


def test_the_compiled_catalogue_speaks(made):
    said = gettext.translation("tools", made.folder / "tools" / "locale", ["zh_CN"])
    assert said.gettext("one {name} too many") == "多了一个 {name}"
    assert said.ngettext("{n} sum", "{n} sums", 5) == "{n} 个和"


def test_a_changed_sentence_makes_its_translation_fuzzy_and_it_is_not_used(made):
    change_chapter(made, LONG.replace("fastest", "most steeply"))
    (only,) = checked(made)
    assert "reading/a.po is not up to date" in only
    (state,) = [one for one in translate(Course(made.folder), "zh_CN")
                if one.path == catalogue(made, CHAPTER)]
    assert (state.n_texts, state.n_missing, state.n_fuzzy) == (1, 0, 1)
    (message,) = messages(read(catalogue(made, CHAPTER), "zh_CN"))
    assert message.string == "梯度指出代价上升最快的方向。"
    before = catalogue(made, CHAPTER).read_bytes()
    list(translate(Course(made.folder), "zh_CN"))
    assert catalogue(made, CHAPTER).read_bytes() == before


def test_what_is_wholly_new_has_no_translation_and_what_is_gone_is_obsolete(made):
    change_chapter(made, "Numbers.")
    list(translate(Course(made.folder), "zh_CN"))
    (message,) = messages(read(catalogue(made, CHAPTER), "zh_CN"))
    assert not message.string
    assert any("reading/a.po has 1 obsolete text" in one for one in checked(made))


def test_what_is_not_translated_is_a_problem_once_it_is_released(made):
    for name in (ASSIGNMENT, CHAPTER, PACKAGE):
        content = catalogue(made, name).read_text()
        for translation in ("求解 $x$。", "梯度指出代价上升最快的方向。", "多了一个 {name}"):
            content = content.replace(translation, "")
        catalogue(made, name).write_text(content)
    list(translate(Course(made.folder), "zh_CN"))
    assert checked(made) == []
    (made.folder / "release/zh_CN/ps1").mkdir(parents=True)
    (made.folder / "release/zh_CN/ps1/one.ipynb").write_text("{}")
    said = checked(made)
    assert len(said) == 3
    assert all("1 text has no translation" in one for one in said)


@pytest.mark.parametrize(("name", "old", "new", "said"), [
    (ASSIGNMENT, "求解 $x$。", "求解 $y$。", "formulas differ: $x$ is missing, $y$ is new"),
    (CHAPTER, "梯度", "`梯度`", "inline code differ: `梯度` is new"),
    (CHAPTER, "梯度", "1. 梯度", "what it is as Markdown differ"),
    (CHAPTER, "梯度指", "**“梯度”**指", "stars that are shown differ: ** is new"),
    (CHAPTER, "梯度", "[梯度](1)", "links differ: […](1) is new"),
    (PACKAGE, "多了一个 {name}", "多了一个", "fields differ: {name} is missing"),
    (PACKAGE, "{n} 个和", "{m} 个和", "fields differ: {n} is missing, {m} is new")])
def test_a_translation_with_other_formulas_code_links_or_fields_is_named(
        made, name, old, new, said):
    path = catalogue(made, name)
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    assert any(f"{name}.po: " in one and said in one for one in checked(made))


def test_a_compiled_catalogue_that_is_old_or_gone_is_named(made):
    catalogue(made, PACKAGE).write_text(
        catalogue(made, PACKAGE).read_text().replace("多了一个", "多出一个"))
    (only,) = checked(made)
    assert only.startswith("tools/locale/zh_CN/LC_MESSAGES/tools.mo is not what")
    (made.folder / "tools/locale/zh_CN/LC_MESSAGES/tools.mo").unlink()
    assert checked(made) == [only]


def test_the_command_names_each_problem_and_a_damaged_file_in_a_line(made):
    assert "reading/a.po: 1 text" in made.run("course", "translate", "zh_CN")
    catalogue(made, ASSIGNMENT).write_text('msgid "never closed')
    said = made.run("course", "translate", "zh_CN", "--check", fails=True)
    assert "ps1.po is damaged" in said
    assert "Traceback" not in said
    assert "there is no language" in made.run("course", "translate", "Chinese", fails=True)
