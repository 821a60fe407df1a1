"""Names and files on nbgrader's pages."""

from fnmatch import fnmatchcase

import pytest
from nbformat.v4 import new_notebook

from grading.pages import FORMATS_THAT_ACT, EscapeNames


def test_names_are_escaped_and_nothing_else():
    name = "<img src=x onerror=\"attack()\">'"
    given = {"student": name, "first_name": name, "last_name": None, "notebook_path": name,
             "index": 3, "metadata": {"name": "<a>"}}
    _, told = EscapeNames().preprocess(new_notebook(), dict(given))
    escaped = "&lt;img src=x onerror=&quot;attack()&quot;&gt;&#x27;"
    assert told == {**given, "student": escaped, "first_name": escaped, "notebook_path": escaped}


@pytest.mark.parametrize("name", [
    "a.html", "a.HTM", "a.xhtml", "a.svg", "a.SvGz", "a.xml", "a.js", "a.mjs", "a.pdf", "a.mht",
    "a.rdf", "a.wsdl", "a.xpdl", "a.xsl", "a.html.gz", "a.svg.bz2"])
def test_a_file_that_a_browser_would_run_is_known(name):
    assert any(fnmatchcase(name, pattern) for pattern in FORMATS_THAT_ACT)


@pytest.mark.parametrize("name", ["sheet.ipynb", "data.h5", "plot.png", "a.jpg", "a.csv", "a.txt",
                                  "notes.md", "own.py", "a.json", "a.npz", "timestamp.txt",
                                  "html", "xml.txt", "a.docx"])
def test_other_files_come_along(name):
    assert not any(fnmatchcase(name, pattern) for pattern in FORMATS_THAT_ACT)
