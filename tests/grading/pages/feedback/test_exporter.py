"""What the exporter makes of code and pictures."""

import re
from html import unescape

import nbformat
import pytest
from nbconvert.exporters.exporter import ResourcesDict
from nbformat.v4 import new_code_cell, new_notebook, new_output

from grading.pages.feedback.exporter import NO_ALT, FeedbackExporter

PIXEL = "iVBORw0KGgoAAAANSUhEUg=="


@pytest.fixture(scope="module")
def exporter():
    return FeedbackExporter()


def page(exporter, *cells, **metadata):
    notebook = new_notebook(cells=list(cells), metadata=metadata)
    resources = ResourcesDict(
        nbgrader={"notebook": "ps1", "assignment": "ps1", "student": "ada"}, feedback={
            "notes": [], "rows": {}, "comments": {}, "penalty": 0.0, "late_h": 0.0, "score": 0.0,
            "of": 0.0, "made_from": {"name": "made-from", "digest": ""}, "waiting": False})
    return exporter.from_notebook_node(notebook, resources)[0]


@pytest.mark.parametrize("code", [
    "if a < b and b > '&amp;':\n    print(\"</pre><script>alert(1)</script>\")",
    "%matplotlib inline\n!ls | wc", "x = '''<img src=x onerror=hit()>", "</span><b id='x'>",
    "é ∂ 😀"])
def test_code_shows_as_it_was_written_and_is_nothing_but_text(exporter, code):
    shown = re.search(r'<div class="highlight"><pre>(.*?)</pre></div>',
                      page(exporter, new_code_cell(code)), re.DOTALL)[1]
    assert unescape(re.sub("<[^>]*>", "", shown)).strip() == code
    assert set(re.findall("<[^>]*>", shown)) <= {"</span>", *re.findall(
        r'<span(?: class="\w+")?>', shown)}


def test_a_notebook_does_not_choose_how_it_is_coloured(exporter):
    code = "SELECT 1 -- x"
    assert page(exporter, new_code_cell(code, metadata={"magics_language": "sql"}),
                language_info=nbformat.from_dict({"name": "sql", "pygments_lexer": "sql"})
                ) == page(exporter, new_code_cell(code))


def test_a_picture_without_a_description_says_so(exporter):
    picture = new_output("display_data", {"image/png": PIXEL})
    told = new_output("display_data", {"image/png": PIXEL}, metadata={"alt": "a curve"})
    found = re.findall(r"<img[^>]*>", page(exporter, new_code_cell("", outputs=[picture, told])))
    assert [re.search('alt="(.*?)"', one)[1] for one in found] == [NO_ALT, "a curve"]


def test_pages_made_one_after_the_other_do_not_depend_on_each_other(exporter):
    first = page(exporter, new_code_cell("x = 1"))
    state = {"application/vnd.jupyter.widget-state+json": {}}
    page(exporter, new_code_cell("y = 2"), widgets=state)
    assert page(exporter, new_code_cell("x = 1")) == first
