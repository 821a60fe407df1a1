"""The definition of a notebook in the language of a hand-in."""

import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

from grading.course.definition import Definition
from grading.hand_ins.reading import NO_NOTEBOOK, unreadable

ENGLISH, CHINESE = "This notebook asks what a slope is.", "这份笔记本要问的是：什么是斜率？"


def definition(**more):
    return Definition("ps1", "ps1", {}, {}, b"", template=(("", ENGLISH),),
                      translations={"zh_CN": (("", CHINESE),)}, **more)


def language_of(notebook, **more):
    return definition(**more).of_hand_in(notebook).language


@pytest.mark.parametrize(("named", "text", "language"), [
    ("zh_CN", ENGLISH, "zh_CN"), ("en", CHINESE, "en"),
    (None, ENGLISH, "en"), (None, CHINESE, "zh_CN"),
    ("fr", ENGLISH, "en"), ("fr", CHINESE, "zh_CN")])
def test_the_metadata_name_the_language_and_where_they_do_not_the_cells_tell(
        named, text, language):
    notebook = new_notebook(cells=[new_markdown_cell(text)])
    if named:
        notebook.metadata["course"] = {"language": named}
    assert language_of(notebook) == language


@pytest.mark.parametrize("of_others", ["neural networks", {"id": 7}, {"language": 7}])
def test_metadata_that_others_have_written_do_not_keep_the_cells_from_telling(of_others):
    notebook = new_notebook(cells=[new_markdown_cell(CHINESE)], metadata={"course": of_others})
    assert language_of(notebook) == "zh_CN"


@pytest.mark.parametrize("notebook", [unreadable(NO_NOTEBOOK), new_notebook()])
@pytest.mark.parametrize(("usual", "language"), [
    ("en", "en"), ("zh_CN", "zh_CN"), ("fr", "en")])
def test_what_tells_nothing_is_in_the_usual_language(notebook, usual, language):
    assert language_of(notebook, usual_language=usual) == language


def test_it_travels_to_another_process():
    sent = definition(usual_language="zh_CN")
    assert Definition.of(sent.as_bytes()) == sent
