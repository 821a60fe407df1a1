"""Links of a feedback page lead to the web, or nowhere: never to a file that is not beside it."""

import pytest
from nbformat.v4 import new_markdown_cell, new_notebook
from traitlets.config import Config

from grading.pages.feedback.links import LinkReading

BOOK = "https://example.org/book/{path}.html"


def shown(text, metadata=None, **handout):
    stage = LinkReading(config=Config({"CourseDirectory": {"root": "/course"},
                                       "Handout": {"folders": ["reading"], **handout}}))
    nb, _ = stage.preprocess(new_notebook(cells=[new_markdown_cell(text)], metadata=metadata or {}),
                             {"nbgrader": {"assignment": "ps1", "notebook": "one"}})
    return nb.cells[0].source


@pytest.mark.parametrize(("address", "expected"), [
    (BOOK, "https://example.org/book/reading/a/1%20b.html"),
    ("https://hub/hub/user-redirect/lab/tree/{path}.ipynb",
     "https://hub/hub/user-redirect/lab/tree/reading/a/1%20b.ipynb")])
def test_a_chapter_is_linked_at_its_address(address, expected):
    link = "[a *chapter*](../../reading/a/1%20b.ipynb)"
    assert shown(f"Read {link}.", address=address) == f"Read [a *chapter*]({expected})."


def test_the_place_in_a_chapter_stays():
    assert shown("[x](../../reading/a.ipynb#part)", address=BOOK) == (
        "[x](https://example.org/book/reading/a.html#part)")


def test_a_chapter_in_the_language_of_the_hand_in_has_an_address_of_its_own():
    chinese = {"course": {"language": "zh_CN"}}
    assert shown("[x](../../../zh_CN/reading/a.ipynb)", chinese, address=BOOK) == (
        "[x](https://example.org/book/zh_CN/reading/a.html)")
    assert shown("[x](../../../zh_CN/other/a.ipynb)", chinese, address=BOOK) == "x"


@pytest.mark.parametrize("address", ["", BOOK])
@pytest.mark.parametrize("target", ["../../other/a.ipynb", "./data.csv", "../ps2/two.ipynb"])
def test_what_has_no_address_is_text(address, target):
    assert shown(f"See [there]({target}) now.", address=address) == "See there now."


def test_without_an_address_chapters_are_text():
    assert shown("See [there](../../reading/a.ipynb).") == "See there."


@pytest.mark.parametrize("text", ["$a^{[1](i)}$", "[web](https://example.org/x)", "[part](#part)",
                                  "![picture](./picture.png)", "`f[1](n)`"])
def test_nothing_else_is_changed(text):
    assert shown(text, address=BOOK) == text
