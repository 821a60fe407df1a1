"""A class in which some hand in the English assignment and some the Chinese one."""

import re
from html import unescape

import nbformat
import pytest

from grading.course.course import Course
from tests.commands import run
from tests.course.mixed_class import (
    CELLS,
    CHINESE,
    ENGLISH,
    HAND_INS,
    NAMES,
    in_chinese,
    mixed_course,
)
from tests.course.plain_course import PlainCourse
from tests.once import made_once

HAN = re.compile("[\u4e00-\u9fff]")
# What stays on a Chinese page as it is: names, and code.
LATIN = {"notebook", "ps", "double", "triple", "why", "test", "setup", "AssertionError",
         *CHINESE.split("_"), ENGLISH}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The class, graded, with its feedback pages."""
    def make(place):
        course = mixed_course(place)
        course.run("course", "grade", "ps1")
        course.run("course", "feedback", "ps1")

    return made_once(tmp_path_factory, "mixed_class", make)


@pytest.fixture(scope="module")
def course(folder):
    return Course(folder)


@pytest.fixture(scope="module")
def scores(folder):
    return PlainCourse.existing(folder).scores()


def graded(course, student):
    """A graded notebook."""
    path, = course.folder("autograded", student, "ps1").glob("*.ipynb")
    return nbformat.read(path, as_version=4)


def cell(course, student, grade_id):
    return next(one for one in graded(course, student).cells
                if one.metadata.get("nbgrader", {}).get("grade_id") == grade_id)


def shown(course, student):
    """What the feedback page of a student says, without the notebook on it, and its language."""
    page, = course.folder("feedback", student, "ps1").glob("*.html")
    html = page.read_text()
    body = html[html.index("<body"):html.index('<div id="notebook">')]
    text = unescape(re.sub("<(code|bdi)>.*?</.*?>|<[^>]*>", " ", body, flags=re.DOTALL))
    return text, re.search('<html lang="(.*?)">', html)[1]


@pytest.mark.parametrize("kind", HAND_INS)
def test_the_scores_do_not_depend_on_the_language(scores, kind):
    english, chinese = ({name: score for (student, _, name), score in scores.items()
                         if student == f"{kind}-{language}"} for language in (ENGLISH, CHINESE))
    assert english == chinese
    assert len(english) == 3


@pytest.mark.parametrize("kind", HAND_INS)
def test_what_was_done_with_a_hand_in_does_not_depend_on_the_language(course, kind):
    english, chinese = (course.notes("ps1", f"{kind}-{language}")
                        for language in (ENGLISH, CHINESE))
    assert english == chinese


@pytest.mark.parametrize("student", NAMES)
def test_the_language_of_a_hand_in_is_known_whatever_was_lost(course, student):
    assert graded(course, student).metadata["course"]["language"] == student.split("-")[1]


@pytest.mark.parametrize("student", [name for name in NAMES if "retyped" not in name])
def test_cells_of_ours_are_put_back_in_the_language_of_the_hand_in(course, student):
    locked = {one.metadata.nbgrader.grade_id: one.source for one in CELLS
              if one.metadata.get("nbgrader", {}).get("locked")}
    if student.endswith(CHINESE):
        locked = {name: in_chinese(text) for name, text in locked.items()}
    assert {name: cell(course, student, name).source for name in locked} == locked


@pytest.mark.parametrize("student", NAMES)
def test_a_feedback_page_is_in_the_language_of_the_hand_in(course, student):
    text, language = shown(course, student)
    if student.endswith(ENGLISH):
        assert language == "en"
        assert not HAN.search(text)
        assert "where they went" in text
    else:
        assert language == "zh-CN"
        assert set(re.findall("[A-Za-z]+", text)) <= LATIN
        assert "得分说明" in text


@pytest.mark.parametrize("language", [ENGLISH, CHINESE])
def test_a_kernel_knows_the_language(course, language):
    answer = graded(course, f"asking-{language}").cells[-1].outputs[0]
    assert answer.data["text/plain"] == repr(language)


@pytest.mark.slow
def test_plain_nbgrader_grades_and_words_the_class_alike(tmp_path, scores):
    plain = mixed_course(tmp_path, kinds=("lost", "cells_gone", "wrong"))
    plain.run("nbgrader", "autograde", "ps1")
    plain.run("nbgrader", "generate_feedback", "ps1")
    found = plain.scores()
    assert found == {key: scores[key] for key in found}
    assert len(found) == 3 * 2 * 3
    for student in {student for student, *_ in found}:
        text, language = shown(Course(tmp_path), student)
        assert (language, bool(HAN.search(text))) == (
            ("zh-CN", True) if student.endswith(CHINESE) else ("en", False))


def test_a_message_of_a_test_is_in_the_language_of_the_hand_in(course):
    page, = course.folder("feedback", f"wrong-{CHINESE}", "ps1").glob("*.html")
    assert "2 的两倍是 4" in page.read_text()


def test_tables_and_report_are_in_the_language_of_the_course(folder):
    english = [run(folder, "course", command, "ps1") for command in ("status", "report")]
    report = folder / "report" / "ps1.html"
    assert [one.returncode for one in english] == [0, 0]
    assert "handed in" in english[0].stdout
    assert "where the class stands" in report.read_text()
    assert not HAN.search(english[0].stdout)
    (folder / "course.toml").write_text('language = "zh_CN"')
    try:
        chinese = run(folder, "course", "status", "ps1")
        assert run(folder, "course", "report", "ps1").returncode == 0
        assert "人工评分" in chinese.stdout
        assert 'lang="zh-CN"' in report.read_text()
        assert "班级学习情况" in report.read_text()
        assert english[0].stdout.count("graded") == chinese.stdout.count("已评分")
        graded_before = run(folder, "course", "grade", "ps1").stdout
        assert f"此前已评分：{len(NAMES)} 份" in graded_before
        assert "检查结果" in graded_before
    finally:
        (folder / "course.toml").write_text("")


def test_a_language_that_there_is_not_is_refused_in_one_line(tmp_path):
    PlainCourse(tmp_path, {"ps1": CELLS})
    (tmp_path / "course.toml").write_text('\nlanguage = "xx"\n')
    said = run(tmp_path, "course", "status").stderr
    assert said == "course: course.toml, line 2: there is no language 'xx'; allowed are en, zh_CN\n"
