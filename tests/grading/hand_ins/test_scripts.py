"""A script is read as the notebook that it was exported from."""

import pytest

from grading.hand_ins.reading import UNREADABLE
from grading.hand_ins.restore import Restoration
from grading.hand_ins.scripts import read_script
from tests.grading.hand_ins import honest
from tests.grading.hand_ins.scripts import KINDS, script


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
])
def test_cells_begin_where_they_are_marked(text, cells):
    notebook = read_script(text.encode())
    assert [(one.cell_type, one.source.strip("\n")) for one in notebook.cells] == [
        (kind, source.strip("\n")) for kind, source in cells]


@pytest.mark.parametrize("content", [b"", b" \n", b"\xff\xfe", b"\0\0\0", b"# %% nbgrader={\nx",
                                     b"# %% nbgrader=" + b'{"a":' * 5000, b"#" * 10**6])
def test_whatever_a_script_holds_it_is_read_or_refused(content):
    notebook = read_script(content)
    assert UNREADABLE in notebook.metadata or notebook.cells
