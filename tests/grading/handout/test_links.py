"""Links in a notebook still lead to their places when folders have been moved."""

import json

import pytest

from grading.handout.links import with_links_to

MOVED = {"release/week1": "week1", "release/week2": "other/week2"}


def moved(text, path="chapters/week1/one.ipynb"):
    cell = {"cell_type": "markdown", "metadata": {}, "source": [text]}
    content = json.dumps({"cells": [cell], "metadata": {}}).encode()
    (found,) = json.loads(with_links_to(content, path, MOVED))["cells"]
    return found["source"]


@pytest.mark.parametrize(("link", "expected"), [
    ("../../release/week1/a.ipynb", "../../week1/a.ipynb"),
    ("../../release/week2/a.ipynb", "../../other/week2/a.ipynb"),
    ("../../release/week1/a.ipynb#part", "../../week1/a.ipynb#part"),
    ("../../release/week1/my%20own.ipynb", "../../week1/my%20own.ipynb"),
    ("../../release/week10/a.ipynb", "../../release/week10/a.ipynb"),
    ("../week2/two.ipynb", "../week2/two.ipynb"),
    ("https://example.org/release/week1/a.ipynb", "https://example.org/release/week1/a.ipynb")])
def test_what_leads_into_a_moved_folder_and_nothing_else_is_changed(link, expected):
    assert moved(f"See [here]({link}) for $a[1](x)$.") == f"See [here]({expected}) for $a[1](x)$."


def test_a_link_in_html_is_changed_too():
    assert moved('<a href="../../release/week1/a.ipynb">') == '<a href="../../week1/a.ipynb">'


def test_code_is_left_alone():
    text = 'open("../../release/week1/a.ipynb")'
    cell = {"cell_type": "code", "metadata": {}, "source": [text], "outputs": []}
    content = json.dumps({"cells": [cell], "metadata": {}}).encode()
    assert json.loads(with_links_to(content, "a/b/c.ipynb", MOVED))["cells"] == [cell]


@pytest.mark.parametrize(("link", "expected"), [
    ("../week2/two.ipynb", "../../../chapters/week2/two.ipynb"),
    ("../../release/week1/a.ipynb#part", "../../../week1/a.ipynb#part"),
    ("./three.ipynb", "three.ipynb")])
def test_links_of_a_notebook_that_is_moved_itself_lead_where_they_led(link, expected):
    cell = {"cell_type": "markdown", "metadata": {}, "source": [f"[x]({link})"]}
    content = json.dumps({"cells": [cell], "metadata": {}}).encode()
    moved = {**MOVED, "chapters/week1": "zh_CN/chapters/week1"}
    (found,) = json.loads(with_links_to(content, "chapters/week1/one.ipynb", moved))["cells"]
    assert found["source"] == f"[x]({expected})"
