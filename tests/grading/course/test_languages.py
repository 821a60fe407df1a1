"""The language of a hand-in, and a cell in another language."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.utils import compute_checksum, determine_grade

from grading.course.languages import language_in, nearest_language, own_passages, translated
from tests.course.plain_course import by_hand, cell_of_tests, marked

RELEASED = {
    "en": ["What is a derivative? Say it in your own words.", "x = 1  # where we begin"],
    "zh_CN": ["什么是导数？请用自己的话说明。", "x = 1  # 从这里开始算起"]}


@pytest.mark.parametrize(("texts", "language"), [
    ([RELEASED["zh_CN"][0], "y = 2"], "zh_CN"),
    ([RELEASED["en"][0], "y = 2"], "en"),
    (["I think\nwhat is a derivative? Say it in your own words", "导数是切线的斜率"], "en"),
    (["什么是导数？ 请用自己的话\n说明。", "The derivative is the slope of the tangent."], "zh_CN"),
    (["y = 2"], "otherwise"), ([], "otherwise"), ([""], "otherwise"),
    (["".join(texts) for texts in RELEASED.values()], "otherwise")])
def test_a_hand_in_is_in_the_language_of_which_it_holds_most(texts, language):
    cells = [new_markdown_cell(text) for text in texts]
    assert nearest_language(cells, own_passages(RELEASED), "otherwise") == language


@pytest.mark.parametrize("metadata", [
    {}, {"course": None}, {"course": "zh_CN"}, {"course": {}}, {"course": {"language": 7}},
    {"course": {"language": ""}}, {"course": ["language"]}])
def test_metadata_that_name_no_language_name_english(metadata):
    assert language_in(metadata) == "en"


LOCKED = marked(new_code_cell('# Begin.\ntitle = "A curve"\ny = f(1)'), "setup", locked=True)
TESTS = cell_of_tests("test", 'assert f(1) == "a", "not a"', 2)


@pytest.mark.parametrize(("cell", "text", "is_taken"), [
    (LOCKED, '# 开始。\ntitle = "一条曲线"\ny = f(1)', True),
    (LOCKED, '# 开始。\ntitle = f"一条{1}曲线"\ny = f(1)', False),
    (LOCKED, '# 开始。\ntitle = "一条曲线"\ny = f(2)', False),
    (LOCKED, '# 开始。\ntitle = "一条曲线"', False),
    (LOCKED, '# 开始。\ntitle = (', False),
    (TESTS, 'assert f(1) == "a", "不是 a"', True),
    (TESTS, 'assert f(1) == "一", "不是 a"', False),
    (TESTS, 'f(1) == "a"', False)])
def test_what_runs_is_the_same_code_in_every_language(cell, text, is_taken):
    assert translated(cell, text, ()).source == (text if is_taken else cell.source)


def test_hidden_lines_stay_in_a_translated_cell():
    hidden = "### BEGIN HIDDEN TESTS\nassert f(2)\n### END HIDDEN TESTS"
    source = f"# One.\nassert f(1)\n{hidden}\n# End."
    cell = cell_of_tests("test", source, 2)
    found = translated(cell, "# 一。\nassert f(1)\n# 结束。", (3, 4, 5)).source
    assert found == source.replace("# One.", "# 一。").replace("# End.", "# 结束。")
    assert translated(cell, "# 一。\n# 二。\nassert f(1)\n# 结束。", (3, 4, 5)).source == source


def test_an_answer_left_open_is_known_in_every_language():
    open_answer = translated(by_hand("why", new_markdown_cell("YOUR ANSWER HERE"), 5),
                             "在这里写答案", ())
    assert open_answer.metadata.nbgrader.checksum == compute_checksum(open_answer)
    assert determine_grade(open_answer) == (0, 5)
    open_answer.source += "\n\n因为斜率为零。"
    assert determine_grade(open_answer) == (None, 5)
