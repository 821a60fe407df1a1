"""What helps a reader along: times, folds after predictions, questions, and the glossary."""

import re

import nbformat
import pytest

from tests.book.pages import CHAPTERS, GLOSSARY, name
from tests.this_course import COURSE

ASSIGNMENTS = sorted((COURSE / "source").glob("*/*.ipynb"))
NOTEBOOKS = [GLOSSARY, *CHAPTERS, *ASSIGNMENTS]
FOLD = re.compile(
    r"<details><summary><b>What you should see</b></summary>\n\n.+\n\n</details>", re.S)
QUESTION = re.compile(
    r"(\*\*Question \d\.\*\* .+)\n\n<details><summary>Answer</summary>\n\n(.+)\n\n</details>", re.S)


def cells_of(path):
    return nbformat.read(path, as_version=4).cells


def terms():
    """The glossary's entries by their anchors, as JupyterLab and the book make them."""
    entries = [cell.source for cell in cells_of(GLOSSARY)[1:]]
    return {re.match(r"## (.+)", text)[1].replace(" ", "-"): text for text in entries}


@pytest.mark.parametrize("chapter", CHAPTERS, ids=name)
def test_a_chapter_says_how_long_it_takes_and_what_it_needs(chapter):
    cells = cells_of(chapter)
    found = re.match(r"# .+\n\n\*\*Time:\*\* about (\d+) minutes\. \*\*You need:\*\* .+\.",
                     cells[0].source)
    words = sum(len(cell.source.split()) for cell in cells if cell.cell_type == "markdown")
    minutes = words / 130 + 1.5 * sum(cell.cell_type == "code" for cell in cells) + 5
    assert abs(int(found[1]) - minutes) < 10


@pytest.mark.parametrize("notebook", CHAPTERS, ids=name)
def test_what_is_to_be_seen_is_folded_and_comes_after_the_code(notebook):
    cells = cells_of(notebook)
    folds = [index for index, cell in enumerate(cells) if cell.id.endswith("-seen")]
    assert folds
    for index in folds:
        assert FOLD.fullmatch(cells[index].source), cells[index].id
        assert cells[index - 1].cell_type == "code", cells[index].id
    assert sum("What you should see" in cell.source for cell in cells) == len(folds)


@pytest.mark.parametrize("notebook", [*CHAPTERS, *ASSIGNMENTS], ids=name)
def test_after_each_prompt_to_predict_comes_a_fold(notebook):
    waiting = None  # the prompt that has no fold yet
    for cell in cells_of(notebook)[1:]:
        if cell.id.endswith("-seen"):
            waiting = None
        elif (cell.cell_type == "markdown" and not cell.id.startswith(("question", "how-to"))
              and re.search(r"\bPredict\b", cell.source)):
            assert waiting is None, waiting
            waiting = cell.id
    assert waiting is None, waiting


@pytest.mark.parametrize("chapter", CHAPTERS, ids=name)
def test_a_chapter_ends_with_its_answer_what_to_take_along_and_questions(chapter):
    cells = cells_of(chapter)
    ids = [cell.id for cell in cells]
    end = ids.index("answer")
    questions = [cell for cell in cells[end:] if cell.id.startswith("question-")]
    take_along, start = ids.index("take-along"), ids.index("questions")
    assert end < take_along < start < ids.index(questions[0].id)
    assert ids[-1] == "sources"
    assert cells[take_along].source.startswith("## What to take along\n")
    assert 3 <= len(re.findall(r"^- ", cells[take_along].source, re.M)) <= 5
    assert 3 <= len(questions) <= 5
    for cell in questions:
        asked, answer = QUESTION.fullmatch(cell.source).groups()
        choices = set(re.findall(r"^- \((\w)\) ", asked, re.M))
        assert choices <= set(re.findall(r"\((\w)\)", answer)), f"not each is told: {cell.id}"


@pytest.mark.parametrize("chapter", CHAPTERS, ids=name)
def test_a_chapter_links_a_term_to_the_glossary_once(chapter):
    text = "\n".join(cell.source for cell in cells_of(chapter))
    linked = re.findall(r"glossary\.ipynb#([\w-]+)\)", text)
    assert len(linked) >= 2
    assert len(set(linked)) == len(linked)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=name)
def test_every_link_to_a_term_leads_to_it(notebook):
    text = "\n".join(cell.source for cell in cells_of(notebook))
    assert set(re.findall(r"glossary\.ipynb#([\w-]+)\)", text)) <= set(terms())


def test_the_glossary_is_in_order_in_two_languages_and_leads_to_chapters():
    start, *_ = cells_of(GLOSSARY)
    assert re.findall(r"\]\(#([\w-]+)\)", start.source) == list(terms())
    assert list(terms()) == sorted(terms())
    for anchor, text in terms().items():
        assert re.search(r"\*\*In Chinese:\*\* .*[\u4e00-\u9fff]", text), anchor
        assert set(re.findall(r"\]\(#([\w-]+)\)", text)) <= set(terms()), anchor
        chapter = re.search(r"\]\((\w+/\w+\.ipynb)\)\.$", text)[1]
        assert (GLOSSARY.parent / chapter).is_file(), anchor
