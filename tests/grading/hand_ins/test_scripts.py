"""A script is read as the notebook that it was exported from."""

import pytest

from grading.hand_ins.reading import UNREADABLE
from grading.hand_ins.restore import Restoration
from grading.hand_ins.scripts import read_script
from tests.grading.hand_ins import honest
from tests.grading.hand_ins.scripts import KINDS, script

LIGHT = "# ---\n# jupyter:\n#   text_representation:\n#     format_name: light\n# ---\n\n"


@pytest.mark.parametrize("week", honest.WEEKS)
@pytest.mark.parametrize("kind", KINDS)
def test_no_function_is_lost_in_a_script(kind, week):
    notebook = read_script(script(kind, week))
    problems = honest.lost(week, Restoration(notebook.cells, honest.definition(week)).cells)
    if kind == "plain":  # which holds no text
        problems = [one for one in problems if not one.startswith("written: ")]
    assert problems == []


@pytest.mark.parametrize(("text", "cells"), [
    ("x = 1\ny = 2", [("code", "x = 1\ny = 2")]),
    ("# %%\nx = 1\n\n# %% [markdown]\n# # Title\n#\n# Text\n# %% again\ny = 2",
     [("code", "x = 1"), ("markdown", "# Title\n\nText"), ("code", "y = 2")]),
    ('#%% md\n"""\nText\n"""\n#%%\nx = 1', [("code", '"""\nText\n"""'), ("code", "x = 1")]),
    ('# %% [markdown]\n"""\nText\n"""', [("markdown", "\nText\n")]),
    ("#!/usr/bin/env python\n# coding: utf-8\n\n# # Title\n\n# In[1]:\n\n\nx = 1  # one\n\n\n"
     "# Text of\n# two lines\n\n# In[ ]:\n\n\ny = '''\n# no text\n'''\n",
     [("markdown", "# Title"), ("code", "x = 1  # one"), ("markdown", "Text of\ntwo lines"),
      ("code", "y = '''\n# no text\n'''")]),
    ("import math\n\nk = 2\n\n# %%\nx = 1", [("code", "import math\n\nk = 2"), ("code", "x = 1")]),
    ("# ---\n# jupyter:\n#   kernelspec: {}\n# ---\n\n# %%\nx = 1", [("code", "x = 1")]),
    ("# -*- coding: utf-8 -*-\n# %%\nx = 1", [("code", "x = 1")]),
    ("# %%\r\nx = 1\r\n# %%\r\ny = 2\r\n", [("code", "x = 1"), ("code", "y = 2")]),
    ("\ufeffx = 1", [("code", "x = 1")]),
    ("# %%\n# %%time\nx = 1", [("code", "# %%time\nx = 1")]),
    ("# # Title\n#\n# Text\n\n# More\n\nx = 1\ny = 2\n\nz = 3\n\n# +\na = 1\n\nb = 2\n# b\n# -\n"
     "\n# End",
     [("markdown", "# Title\n\nText"), ("markdown", "More"), ("code", "x = 1\ny = 2"),
      ("code", "z = 3"), ("code", "a = 1\n\nb = 2\n# b"), ("markdown", "End")]),
    ("# +\na = 1\n\n# + [markdown]\n# - one\n# + two\n#\n# three\n# +\nb = 1",
     [("code", "a = 1"), ("markdown", "- one\n+ two\n\nthree"), ("code", "b = 1")]),
    ("def f():\n    x = 1\n\n    return x\n\n\ny = f()\n\n# + tags=[]\ny\n",
     [("code", "def f():\n    x = 1\n\n    return x"), ("code", "y = f()"), ("code", "y")]),
    (f"{LIGHT}# Text\n\nx = 1\n\n# %%time\ny = 2\n\n# %matplotlib inline\n\n# ![a](a.png)",
     [("markdown", "Text"), ("code", "x = 1"), ("code", "# %%time\ny = 2"),
      ("markdown", "![a](a.png)")]),
    ("x = 1\n# + one\n# - two\ny = 2", [("code", "x = 1\n# + one\n# - two\ny = 2")]),
])
def test_cells_begin_where_they_are_marked(text, cells):
    notebook = read_script(text.encode())
    assert [(one.cell_type, one.source.strip("\n")) for one in notebook.cells] == [
        (kind, source.strip("\n")) for kind, source in cells]


@pytest.mark.parametrize("mark", [
    '# %% nbgrader={"grade_id": "f"}', '# + nbgrader={"grade_id": "f"} tags=[]',
    '# + {"tags": [], "nbgrader": {"grade_id": "f"}}', '# + [raw] nbgrader={"grade_id": "f"}'])
def test_a_mark_says_which_cell_of_nbgraders_it_is(mark):
    one, = read_script(f"{mark}\nx = 1\n".encode()).cells
    assert (one.metadata.nbgrader, one.source) == ({"grade_id": "f"}, "x = 1")


@pytest.mark.parametrize("content", [b"", b" \n", b"\xff\xfe", b"\0\0\0", b"# %% nbgrader={\nx",
                                     b"# %% nbgrader=" + b'{"a":' * 5000, b"#" * 10**6,
                                     b"# +\n" * 10**4, b"# -\n# -", b"\n" * 10**6 + b"# +",
                                     b"# + {" + b'"nbgrader": {' * 5000])
def test_whatever_a_script_holds_it_is_read_or_refused(content):
    notebook = read_script(content)
    assert UNREADABLE in notebook.metadata or notebook.cells
