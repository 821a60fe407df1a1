"""Links to headings lead to the translated headings."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grading.translation.anchors import move_anchors

TERMS, CHAPTER = "notebooks/terms.ipynb", "notebooks/week1/01_one.ipynb"


def terms(first, second):
    return new_notebook(cells=[
        new_markdown_cell("# Terms\n\n[a](#cost-function) [b](#log-odds) [c](#none)"),
        new_markdown_cell(f"## {first}"),
        new_markdown_cell(f"## {second}\n\nSee [the chapter](week1/01_one.ipynb#cost-function).")])


@pytest.fixture
def moved():
    """The Markdown cells of both notebooks after a translation of the headings."""
    def chapter():
        return new_notebook(cells=[
            new_markdown_cell("[a](../terms.ipynb#cost-function), [b](../no.ipynb#log-odds)"),
            new_code_cell("link = '](../terms.ipynb#cost-function)'  # no link")])

    originals = {TERMS: terms("cost function", "log-odds"), CHAPTER: chapter()}
    translations = {TERMS: terms("代价函数", "对数几率 (logit)"), CHAPTER: chapter()}
    move_anchors(originals, translations)
    return {path: [cell.source for cell in notebook.cells]
            for path, notebook in translations.items()}


def test_links_within_a_notebook_follow_and_dead_ones_stay(moved):
    assert "[a](#代价函数) [b](#对数几率-(logit)) [c](#none)" in moved[TERMS][0]


def test_links_from_another_folder_follow(moved):
    assert moved[CHAPTER][0].startswith("[a](../terms.ipynb#代价函数)")


def test_links_to_what_is_not_translated_and_code_stay(moved):
    assert moved[CHAPTER][0].endswith("[b](../no.ipynb#log-odds)")
    assert moved[CHAPTER][1] == "link = '](../terms.ipynb#cost-function)'  # no link"
    assert "(week1/01_one.ipynb#cost-function)" in moved[TERMS][2]
