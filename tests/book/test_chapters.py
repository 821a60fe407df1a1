"""Rules for the notebooks of chapters, as they are stored."""

import re

import nbformat
import pytest

from tests.book.pages import CHAPTERS, name


@pytest.fixture(params=CHAPTERS, ids=name)
def chapter(request):
    return request.param


def written(chapter, kind):
    """The text of the chapter's cells of one kind."""
    return [cell.source for cell in nbformat.read(chapter, as_version=4).cells
            if cell.cell_type == kind]


def test_there_are_chapters():
    assert len(CHAPTERS) >= 18


def test_it_has_a_figure_to_play_with(chapter):
    assert "plots.play(" in "\n".join(written(chapter, "code"))


def test_it_checks_what_it_says_by_numbers(chapter):
    assert re.search(r"^\s*assert ", "\n".join(written(chapter, "code")), re.M)


def test_its_figures_are_reported_in_words(chapter):
    for cell in nbformat.read(chapter, as_version=4).cells:
        if cell.cell_type == "code" and "plots." in cell.source:
            assert cell.metadata.get("mystnb", {}).get("image", {}).get("alt"), cell.id


def test_it_asks_two_questions_or_more_with_folded_answers(chapter):
    folded = [text for text in written(chapter, "markdown")
              if re.match(r"(<details>\s*<summary>.*Question.*</summary>|"
                          r"\*\*Question \d+\.\*\* .+<details><summary>Answer</summary>)"
                          r"\n\n.+\n\n</details>\s*$", text, re.S)]
    assert len(folded) >= 2


def test_it_says_where_this_comes_from(chapter):
    text = "\n".join(written(chapter, "markdown"))
    source = text.partition("Where this comes from")[2]
    assert re.search(r"\b(18|19|20)\d\d\b", source), "no year of a book or paper"


def test_it_leads_to_an_exercise(chapter):
    assert "(../../release/" in "\n".join(written(chapter, "markdown"))
