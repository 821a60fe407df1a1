"""Rules for the notebooks of chapters, as they are stored."""

import re

import nbformat
import pytest

from tests.book.pages import CHAPTERS, GLOSSARY, name

FOLD = re.compile(r"<details><summary><b>What you should see</b></summary>\n\n.+\n\n</details>",
                  re.S)

@pytest.fixture(params=CHAPTERS, ids=name)
def chapter(request):
    return request.param


def written(chapter, kind):
    """The text of the chapter's cells of one kind."""
    return [cell.source for cell in nbformat.read(chapter, as_version=4).cells
            if cell.cell_type == kind]


def _slugs():
    """The anchors of the glossary's terms."""
    headings = re.findall(r"^##+ (.+)$", "\n".join(written(GLOSSARY, "markdown")), re.M)
    return [heading.replace(" ", "-") for heading in headings]


TERMS = _slugs()


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


def test_it_opens_with_its_time_and_what_it_needs(chapter):
    title = written(chapter, "markdown")[0]
    assert re.match(r"# .+\n\n\*\*Time:\*\* about \d+ minutes\. \*\*You need:\*\* \S", title)


def test_what_is_to_be_predicted_is_told_afterwards_in_a_fold(chapter):
    cells = nbformat.read(chapter, as_version=4).cells
    asked = [place for place, cell in enumerate(cells)
             if cell.cell_type == "markdown" and re.search(r"\bpredict\b", cell.source, re.I)
             and not FOLD.search(cell.source)]
    assert asked
    for place, until in zip(asked, [*asked[1:], len(cells)], strict=True):
        told = [cell for cell in cells[place + 1:until + 1] if FOLD.search(cell.source)]
        assert told, f"nothing is told after {cells[place].id}"


def test_it_ends_with_what_to_take_along(chapter):
    [bullets] = [re.findall(r"^- ", text, re.M) for text in written(chapter, "markdown")
                 if text.startswith("## What to take along\n")]
    assert 3 <= len(bullets) <= 5


def test_it_asks_three_to_five_questions_and_says_why_wrong_answers_are_wrong(chapter):
    asked = [text for text in written(chapter, "markdown") if text.startswith("**Question ")]
    assert [int(re.match(r"\*\*Question (\d)\.\*\* ", text)[1]) for text in asked] \
        == list(range(1, len(asked) + 1))
    assert 3 <= len(asked) <= 5
    for text in asked:
        question, answer = re.fullmatch(
            r"(.+?)\n\n<details><summary>Answer</summary>\n\n(.+)\n\n</details>\s*", text,
            re.S).groups()
        choices = re.findall(r"^- \((\w)\) ", question, re.M)
        assert set(choices) <= set(re.findall(r"\((\w)\)", answer)), f"not all are told: {text}"


def test_its_terms_lead_to_the_glossary(chapter):
    linked = re.findall(r"\]\(\.\./glossary\.ipynb#([\w-]+)\)",
                        "\n".join(written(chapter, "markdown")))
    assert linked
    assert len(linked) == len(set(linked)), "a term is linked where it is first used"
    assert set(linked) <= set(TERMS)


def test_the_glossary_has_each_term_once_with_its_chinese_name_and_its_chapter():
    assert len(TERMS) == len(set(TERMS)) >= 50
    for text in written(GLOSSARY, "markdown")[1:]:
        assert re.match(r"##+ [^A-Z\n]+\n", text), text[:60]
        assert re.search(r"\*\*中文:\*\* .*[\u4e00-\u9fff]", text), text[:60]
        assert ".ipynb)" in text, text[:60]


def test_it_says_where_this_comes_from(chapter):
    text = "\n".join(written(chapter, "markdown"))
    source = text.partition("Where this comes from")[2]
    assert re.search(r"\b(18|19|20)\d\d\b", source), "no year of a book or paper"


def test_it_leads_to_an_exercise(chapter):
    assert "(../../release/" in "\n".join(written(chapter, "markdown"))
