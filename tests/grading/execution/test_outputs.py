"""Outputs of cells are those of stock nbgrader's run."""

import logging
import re

import pytest
from nbconvert.exporters.exporter import ResourcesDict
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.preprocessors import Execute
from traitlets.config import Config

from answercheck import wording
from grading.course.assignment import KEY
from grading.course.definition import Definition
from grading.execution.execute import ExecuteSubmission
from grading.execution.streams import joined
from grading.hand_ins.reading import cleaned
from grading.sandbox import landlock
from tests.this_course import HIDDEN

pytestmark = pytest.mark.skipif(not landlock.abi(), reason="this system has no Landlock")

WEEK = "week1_derivatives"
EXERCISE = "square_derivative"
ORDINARY = [
    "import sys\nprint('out')\nprint('err', file=sys.stderr)\nprint('out again')",
    "7 * 6",
    "_ + 1",
    "7 * 6;",
    "None",
    "x = 1",
    "from IPython.display import HTML, Latex, Markdown, display\ndisplay(1, HTML('<b>two</b>'))\n3",
    "display(Markdown('*m*'), Latex('$x$'))\nHTML('<i>last</i>')",
    "def f(x):\n    return 1 / x",
    "print('before')\nf(0)",
    "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([0, 1]);",
    "fig, ax = plt.subplots()\nax.plot([1, 0])\nprint('printed first')\nplt.show()\nprint('then')",
    "fig",
    "%%capture seen\nprint('kept')",
    "seen.stdout, In[1][:10], Out[2]",
    "def f(x:\n",
    "   unexpected = 1",
    "input('who are you?')",
    "import getpass\ngetpass.getpass()",
    "sys.exit(3)",
    "",
    "# nothing but a remark",
    "!echo $((6 * 7))",
    "%%bash\necho from a shell\necho to its errors >&2",
    "%who_ls function",
    "%no_such_magic",
    "sys.displayhook = print\n8",
    "9",
    "%reset -f",
    "'f' in dir()",
]
AWAITING = [
    "import asyncio\nawait asyncio.sleep(0.01)\nprint('slept')\n'value'",
    "async def numbers():\n    for n in range(3):\n        yield n\n"
    "async for n in numbers():\n    print(n)\n[n async for n in numbers()]",
    "from contextlib import asynccontextmanager\n@asynccontextmanager\nasync def inside():\n"
    "    print('in')\n    yield 5\n    print('out')\nasync with inside() as five:\n    print(five)",
    "await asyncio.gather(*(asyncio.sleep(0, n) for n in range(3)))",
    "async def fails():\n    raise ValueError('awaited')\nawait fails()",
    "sleep = asyncio.sleep(0)\ntry:\n    asyncio.run(sleep)\nfinally:\n    sleep.close()",
    "async def later():\n    await asyncio.sleep(0.05)\n    print('of the first cell')\n"
    "    return 1\ntask = asyncio.ensure_future(later())\nprint('left running')",
    "print('meanwhile')\nawait task",
    "loop = asyncio.get_running_loop()\nloop.is_running()",
    "await asyncio.wait_for(asyncio.sleep(5), 0.01)",
]
CHANGING = [
    "from IPython.display import clear_output, display, update_display\nimport sys",
    "print('old')\nclear_output()\nprint('new')",
    "print('old')\nclear_output(wait=True)\nprint('new')",
    "print('stays')\nclear_output(wait=True)",
    "display(1)\nclear_output(wait=True)\ndisplay(2)\n3",
    "for n in range(5):\n    clear_output(wait=True)\n    print('step', n)\n    display(n)",
    "shown = display('first', display_id=True)\nshown.update('changed')",
    "shown.update('changed by a later cell')",
    "display('a', display_id='x')\ndisplay('b', display_id='x')",
    "update_display('c', display_id='x')",
    "update_display('nobody', display_id='unknown')",
    "for n in range(101):\n    sys.stdout.write(f'\\r{n} %')\nprint()",
    "print('a\\rb')\nprint('cd\\re', end='')",
    "print('first')\nsys.stderr.write('second\\n')\ndisplay('third')\nprint('fourth')",
    "sys.stdout.write('no end')",
    "print('x' * 70_000)",
    "print('é漢😀')\n'é漢😀'",
]
WIDGETS = [
    "import ipywidgets as widgets\nfrom ipywidgets import interact",
    "widgets.IntSlider()",
    "out = widgets.Output()\nwith out:\n    print('inside')\n    display(1)\nprint('outside')\nout",
    "out.clear_output()",
    "@interact(x=3)\ndef f(x):\n    print('called with', x)\n    return x",
    "bar = widgets.FloatProgress(max=50)\ndisplay(bar)\nfor n in range(50):\n    bar.value = n",
    "widgets.HBox([widgets.Button(description='go'), widgets.Text()])",
    "a, b = widgets.IntText(), widgets.IntText()\n"
    "widgets.jslink((a, 'value'), (b, 'value'))\na.value = 3\nb",
]
FAILING = [
    "try:\n    1 / 0\nexcept ZeroDivisionError as error:\n"
    "    raise ValueError('chained') from error",
    "raise KeyboardInterrupt",
    "raise KeyboardInterrupt('by hand')",
    "import threading\ndef fails():\n    raise ValueError('in a thread')\n"
    "thread = threading.Thread(target=fails)\nthread.start()\nthread.join()",
    "import warnings\nwarnings.warn('be warned')\nprint('on')",
    "class Rich:\n    def _repr_html_(self):\n        return '<b>rich</b>'\n"
    "    def __repr__(self):\n        return 'plain'\nRich()",
    "class Bundle:\n    def _repr_mimebundle_(self, **kwargs):\n"
    "        return {'text/plain': 'bundle', 'text/html': '<b>b</b>'}\nBundle()",
    "eval('1 +')",
    "assert 1 == 2, 'no'",
    "raise SystemExit",
    "print('x = {'",
    "return 5",
    "import no_such_module",
    "import numpy as np\nnp.arange(3)\nnp.ones((2, 2))",
    "get_ipython().showtraceback = lambda *a, **k: None\n1 / 0",
    "del get_ipython().showtraceback\nraise ExceptionGroup('two', [ValueError(1), TypeError(2)])",
    "import time\nthreading.Timer(0.1, print, ['of a thread']).start()\nprint('started')",
    "time.sleep(0.5)\nprint('waited')",
    "from concurrent.futures import ThreadPoolExecutor\nwith ThreadPoolExecutor(2) as pool:\n"
    "    print(sorted(pool.map(abs, [-1, 2])))",
    "import os\nif os.fork() == 0:\n    print('a child')\n    os._exit(0)\nos.wait()[1]",
]
# What differs, what is seen of it, and why it stays.
OTHERWISE = {
    # Stock nbgrader gives the notebook up, for IPython's `exit` ends its kernel; ours is Python's.
    "exit()": "SystemExit",
    # What is written past Python's streams is nobody's output: it would pile up in the kernel.
    "import subprocess\nsubprocess.run(['echo', 'past']).returncode": "'0'",
    # Stock nbgrader adds an error of the name NoneType.
    "class Odd:\n    def __repr__(self):\n        raise ValueError('no repr')\nOdd()": "no repr",
    # The source of a cell is not written to a file with a name that a debugger would know.
    "import inspect\ninspect.currentframe().f_code.co_filename": "ipython-input",
}


def definition():
    return Definition(WEEK, "derivatives", {}, {},
                      (HIDDEN / f"{WEEK}.h5").read_bytes(), {})


def executed(sources, **settings):
    """The code cells after a run, and the answers."""
    resources = ResourcesDict(metadata=ResourcesDict(path=""), nbgrader={"assignment": WEEK})
    resources[KEY] = definition()
    stage = ExecuteSubmission(config=Config({"ExecuteSubmission": settings}),
                              log=logging.Logger("one"))
    notebook, _ = stage(new_notebook(cells=[
        source if not isinstance(source, str) else new_code_cell(source) for source in sources]),
        resources)
    return notebook.cells, resources["answers"]


def by_stock_nbgrader(sources):
    """The code cells after a run by stock nbgrader, as far as they are text and pictures."""
    stock = new_notebook(cells=[new_code_cell(source) for source in sources])
    Execute().preprocess(stock, ResourcesDict(metadata=ResourcesDict(path="")))
    for cell in stock.cells:
        cell.outputs = joined(cleaned(cell.outputs))
    return stock.cells


def check():
    """A graded cell."""
    return new_code_cell(f"check({EXERCISE})", metadata={"nbgrader": {
        "grade": True, "grade_id": f"{EXERCISE}-check", "points": 1, "solution": False,
        "locked": True, "schema_version": 3}})


def shown(cell):
    """Return what a page shows of a cell, without kernels' names for cells and addresses."""
    names = r"/tmp/ipykernel_\d+/\d+\.py|<ipython-input-\d+-\w+>|0x[0-9a-f]+|Thread-\d+"
    return [{**{key: re.sub(names, "", str(value)) for key, value in output.items()},
             "evalue": output.get("evalue", "").split("(")[0],
             "traceback": output.get("traceback", [])[-1:]} for output in cell.outputs]


@pytest.mark.parametrize("sources", [
    pytest.param(ORDINARY, id="ordinary"), pytest.param(AWAITING, id="awaiting"),
    pytest.param(CHANGING, id="changing"), pytest.param(FAILING, id="failing"),
    pytest.param(WIDGETS, id="widgets", marks=pytest.mark.slow)])
def test_cells_show_what_they_show_when_stock_nbgrader_runs_them(sources):
    cells, _ = executed(sources)
    for ours, theirs in zip(cells, by_stock_nbgrader(sources), strict=True):
        assert shown(ours) == shown(theirs), ours.source
        assert ours.execution_count == theirs.execution_count, ours.source


@pytest.mark.parametrize(("source", "seen"), OTHERWISE.items())
def test_what_differs_is_known(source, seen):
    first, last = executed([source, "print('still here')"])[0]
    assert seen in str(first.outputs)
    assert "past" not in str(first.outputs)
    assert "NoneType" not in str(first.outputs)
    assert last.outputs[0].text == "still here\n"


def test_what_was_printed_is_shown_although_another_stream_was_put_in_its_place():
    cells, _ = executed(["import io, sys\nprint('before')\nkept = sys.stdout\n"
                         "sys.stdout = io.StringIO()",
                         "print('nowhere')\nsys.stdout = kept\nprint('after')"])
    assert [cell.outputs[0].text for cell in cells] == ["before\n", "after\n"]


def test_a_check_has_the_functions_of_its_place():
    first = f"def {EXERCISE}(x):\n    print('not the answer')\n    return 1"
    cells, answers = executed([check(), first, check(), f"{EXERCISE} = 5"])
    assert [cell.outputs for cell in cells] == [[]] * 4
    # Both cells have the name of one check: the first counts.
    assert answers[f"{EXERCISE}-check"].records[0][0] == {"no_function": True}


LINK = "import json, os\nsession = get_ipython().kernel.session\nlink = session._link.fileno()\n"


@pytest.mark.parametrize(("unusual", "reported"), [
    ("import os\nos._exit(0)", "died while this ran: it ended itself, with exit code 0"),
    ("raise KeyboardInterrupt", "KeyboardInterrupt"),
    ("print('x' * 1_100_000)", "xxx"),
    ("print('\\ud83d\\ude00')\ndisplay(1)\ndisplay('and on')", "and on"),
    ("get_ipython().execution_count = -5", "[]"),
    ("for number in range(1_000): display(number)", "'text/plain': '999'"),
    (f"{LINK}os.write(link, b'no line\\n')", "could not be read"),
    (f"{LINK}os.write(link, b'half a line')", "could not be read"),
    (f"{LINK}while True: os.write(link, b'x' * 65536)", "could not be read"),
    (f"{LINK}line = json.dumps(['a' * 32, 'stream', {{'name': 'stdout', 'text': 'x'}}]) + '\\n'\n"
     "os.write(link, line.encode());", "[]"),
    (f"{LINK}os.close(link)", "died while this ran"),
    (f"{LINK}session.flush()\nline = json.dumps([session._request, 'done', {{}}]) + '\\n'\n"
     "os.write(link, line.encode())\nimport time\ntime.sleep(0.2)\nos._exit(0)", "[]"),
    (f"{LINK}session.say('answer', {{'answer': {{'exercise': '{EXERCISE}', 'records': [[]]}}}})",
     "[]"),
], ids=["dies", "interrupts", "much", "no text", "counts back", "many", "garbled", "half",
        "endless", "for another", "closes", "done and dies", "answers unasked"])
def test_what_is_unusual_costs_at_most_its_own_cell(unusual, reported):
    costs_its_own_cell(unusual, reported, timeout=3)


@pytest.mark.parametrize(("hanging", "reported"), [
    ("import time\ntime.sleep(60)", "ran longer than 1 s"),
    ("import asyncio\nawait asyncio.sleep(60)", "ran longer than 1 s"),
    (f"{LINK}session.flush()\nline = json.dumps([session._request, 'done', {{}}]) + '\\n'\n"
     "os.write(link, line.encode())\nwhile True: pass", "[]"),
], ids=["hangs", "awaits", "done and hangs"])
def test_what_hangs_costs_at_most_its_own_cell(hanging, reported):
    costs_its_own_cell(hanging, reported, timeout=1)


def costs_its_own_cell(unusual, reported, timeout):
    """Check what is shown of a cell like this, and that the cells around it are graded."""
    cells, answers = executed(["print('first')", unusual, "print('last')", check()],
                              timeout=timeout)
    assert cells[0].outputs[0].text == "first\n"
    assert reported in str(cells[1].outputs)
    assert cells[2].outputs[0].text == "last\n"
    assert answers[f"{EXERCISE}-check"].records[0][0] == {"no_function": True}


FORGER = """
app = get_ipython().kernel.parent
answering = type(app)._answer.__globals__["answering"]
honest = answering.answer
def forged(*asked):
    {}
answering.answer = forged
"""


@pytest.mark.parametrize(("forged", "reason"), [
    ("app._say_answer({'exercise': asked[0], 'records': [[]]}); return honest(*asked)",
     "more than once"),
    ("return {'exercise': 'another', 'records': []}", "something else"),
    ("return 10", "something else"),
    ("raise SystemExit", "SystemExit"),
    ("get_ipython().kernel.session.say('done', {})", "no answer"),
])
def test_an_answer_counts_once_and_for_the_exercise_asked(forged, reason):
    *_, last = executed([FORGER.format(forged), check(), "print('last')"])
    assert reason in wording.reason(last[f"{EXERCISE}-check"].missing)


@pytest.mark.slow
def test_without_the_sandbox_a_notebook_is_run_in_the_same_way():
    cells, answers = executed(["import asyncio\nawait asyncio.sleep(0)\n6 * 7", "while True: pass",
                               "import os\nos._exit(0)", "print('last')", check()],
                              unsafe=True, timeout=2)
    assert cells[0].outputs[0].data["text/plain"] == "42"
    assert "ran longer than 2 s" in cells[1].outputs[-1].text
    assert "died while this ran" in cells[2].outputs[-1].text
    assert cells[3].outputs[0].text == "last\n"
    assert answers[f"{EXERCISE}-check"].records[0][0] == {"no_function": True}
