"""Running a notebook with one message: what is unusual is left to running it cell by cell."""

import logging

import pytest
from nbconvert.exporters.exporter import ResourcesDict
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.preprocessors import Execute
from traitlets.config import Config

from grading.course.definition import KEY, Definition
from grading.course.folders import HIDDEN
from grading.kernel import landlock
from grading.pipeline.execute import ExecuteSubmission
from grading.pipeline.reading import cleaned
from grading.pipeline.streams import joined

pytestmark = pytest.mark.skipif(not landlock.abi(), reason="this system has no Landlock")

WEEK = "week1_derivatives"
EXERCISE = "square_derivative"
ORDINARY = [
    "import sys\nprint('out')\nprint('err', file=sys.stderr)\nprint('out again')",
    "7 * 6",
    "_ + 1",
    "7 * 6;",
    "from IPython.display import HTML, display\ndisplay(1, HTML('<b>two</b>'))\n3",
    "def f(x):\n    return 1 / x",
    "print('before')\nf(0)",
    "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([0, 1]);",
    "%%capture seen\nprint('kept')",
    "seen.stdout, In[1][:10], Out[2]",
    "def f(x:\n",
    "   unexpected = 1",
    "input('who are you?')",
    "sys.exit(3)",
    "",
    "# nothing but a remark",
    "!echo $((6 * 7))",
    "sys.displayhook = print\n8",
    "9",
    "%reset -f",
    "'f' in dir()",
]


def executed(sources, **settings):
    """The code cells after a run, the answers, and what was said of it."""
    resources = ResourcesDict(metadata=ResourcesDict(path=""), nbgrader={"assignment": WEEK})
    resources[KEY] = Definition(WEEK, "derivatives", {}, frozenset(),
                                (HIDDEN / f"{WEEK}.h5").read_bytes(), {})
    lines = []
    log = logging.Logger("one", logging.INFO)
    log.addHandler(handler := logging.Handler())
    handler.emit = lambda record: lines.append(record.getMessage())
    stage = ExecuteSubmission(config=Config({"ExecuteSubmission": settings}), log=log)
    notebook, _ = stage(new_notebook(cells=[
        source if not isinstance(source, str) else new_code_cell(source) for source in sources]),
        resources)
    return notebook.cells, resources["answers"], "\n".join(lines)


def check():
    """A graded cell."""
    return new_code_cell(f"check({EXERCISE})", metadata={"nbgrader": {
        "grade": True, "grade_id": f"{EXERCISE}-check", "points": 1, "solution": False,
        "locked": True, "schema_version": 3}})


def shown(cell):
    """What a page shows of a cell, but for the names that kernels give to cells."""
    return [{**output, "evalue": output.get("evalue", "").split("(")[0],
             "traceback": output.get("traceback", [])[-1:]} for output in cell.outputs]


def test_an_ordinary_notebook_shows_what_it_shows_cell_by_cell():
    cells, _, said = executed(ORDINARY)
    assert said == ""
    stock = new_notebook(cells=[new_code_cell(source) for source in ORDINARY])
    Execute().preprocess(stock, ResourcesDict(metadata=ResourcesDict(path="")))
    for ours, theirs in zip(cells, stock.cells, strict=True):
        theirs.outputs = joined(cleaned(theirs.outputs))
        assert shown(ours) == shown(theirs), ours.source
        assert ours.execution_count == theirs.execution_count, ours.source


def test_what_was_printed_is_shown_although_another_stream_was_put_in_its_place():
    cells, _, said = executed(["import io, sys\nprint('before')\nkept = sys.stdout\n"
                               "sys.stdout = io.StringIO()",
                               "print('nowhere')\nsys.stdout = kept\nprint('after')"])
    assert said == ""
    assert [cell.outputs[0].text for cell in cells] == ["before\n", "after\n"]


def test_a_check_has_the_functions_of_its_place():
    first = f"def {EXERCISE}(x):\n    print('not the answer')\n    return 1"
    cells, answers, said = executed([check(), first, check(), f"{EXERCISE} = 5"])
    assert said == ""
    assert [cell.outputs for cell in cells] == [[]] * 4
    # Both cells have the name of one check: the first counts, as one by one.
    assert answers[f"{EXERCISE}-check"].records[0][0]["raised"]["type"] == "NameError"


@pytest.mark.parametrize(("unusual", "told"), [
    ("import os\nos._exit(0)", "died"),
    ("import time\ntime.sleep(60)", "ran longer than 4 s"),
    ("raise KeyboardInterrupt", "KeyboardInterrupt"),
    ("import asyncio\nawait asyncio.sleep(0)\nprint('slept')", "slept"),
    ("import threading\nthreading.Timer(1, print).start()\nprint('started')", "started"),
    ("from IPython.display import clear_output\nprint('old')\nclear_output()\nprint('new')",
     "'new"),
    ("shown = display('old', display_id=True)\nshown.update('new')", "new"),
    ("for number in range(1_000): display(number)", "'text/plain': '0'"),
    ("print('x' * 1_100_000)", "xxx"),
    ("print('\\ud83d\\ude00')\ndisplay(1)\ndisplay('and on')", "and on"),
    ("get_ipython().execution_count = -5", "[]"),
], ids=["dies", "hangs", "interrupts", "awaits", "thread", "clears", "updates", "many", "much",
        "no text", "counts back"])
def test_what_is_unusual_is_run_cell_by_cell(unusual, told):
    cells, answers, said = executed(["print('first')", unusual, "print('last')", check()],
                                    timeout=4)
    assert "cell by cell" in said
    assert cells[0].outputs[0].text == "first\n"
    assert told in str(cells[1].outputs)
    assert cells[2].outputs[0].text == "last\n"
    assert answers[f"{EXERCISE}-check"].records[0][0]["raised"]["type"] == "NameError"


FORGER = """
import gc
from IPython.display import display

asked = next(one for one in gc.get_objects() if type(one) is dict and "steps" in one)
bundle = {SAYS}
display({"application/vnd.nn-course.answer+json": {"token": asked["token"], **bundle}}, raw=True)
"""


@pytest.mark.parametrize("says", [
    "{'count': 1}",
    f"{{'exercise': '{EXERCISE}', 'records': [[]]}}",
    "{'count': 1, 'exercise': 7}",
])
def test_who_speaks_for_us_is_run_cell_by_cell(says):
    forger = FORGER.replace("{SAYS}", says)
    cells, answers, said = executed(["print('first')", forger, "print('last')", check()])
    assert "cell by cell" in said
    assert cells[2].outputs[0].text == "last\n"
    assert answers[f"{EXERCISE}-check"].records[0][0]["raised"]["type"] == "NameError"
