"""Files that a browser would run."""

from fnmatch import fnmatchcase

import pytest

from grading.hand_ins.active_formats import active_formats


@pytest.mark.parametrize("name", [
    "a.html", "a.HTM", "a.xhtml", "a.svg", "a.SvGz", "a.xml", "a.js", "a.mjs", "a.pdf", "a.mht",
    "a.rdf", "a.wsdl", "a.xpdl", "a.xsl", "a.html.gz", "a.svg.bz2"])
def test_a_file_that_a_browser_would_run_is_known(name):
    assert any(fnmatchcase(name, pattern) for pattern in active_formats())


@pytest.mark.parametrize("name", ["sheet.ipynb", "data.h5", "plot.png", "a.jpg", "a.csv", "a.txt",
                                  "notes.md", "own.py", "a.json", "a.npz", "timestamp.txt",
                                  "html", "xml.txt", "a.docx"])
def test_other_files_come_along(name):
    assert not any(fnmatchcase(name, pattern) for pattern in active_formats())
