"""The kernel's own ways: they change nothing that a notebook could notice."""

import json
import re
import socket

import nbformat
import pytest

from grading.kernel.app import KernelApp, is_python
from tests.this_course import COURSE

# Cells that IPython changes, or that look as if it did.
SPECIAL = [
    "x = 1\n%timeit x", "%%time\nx = 1", "files = !ls\nfiles", "x = 1\nprint?", "who", "exit",
    ">>> x = 1\n>>> x", "In [1]: a = 1\nb = 2", "# write here\n...", "    x = 1\n    y = 2",
    "\n\nx = 1\ny = 2", "x = (5\n%3)", 'text = """\n%matplotlib\n"""\ntext', "x = 7 \\\n% 3",
    "def f():\n    pass", "await f()\nx = 1", "x = 1;\ny = 2;", "print('no end\nx = 1",
    "x = 1\r\ny = 2", "a\u2028b = 1\nx = '\\d'", "x = 5  # why?\ny = 6", ""]
COMPARE = """
import json
from ipykernel.zmqshell import ZMQInteractiveShell
shell = get_ipython()
for number, cell in enumerate(json.loads({cells!r})):
    if shell.transform_cell(cell) != ZMQInteractiveShell.transform_cell(shell, cell):
        print("differs:", number)
"""


def test_cells_become_the_same_python_as_with_ipython(kernel):
    notebooks = [*COURSE.glob("source/*/*.ipynb"), *COURSE.glob("notebooks/*/*.ipynb")]
    cells = SPECIAL + [cell.source for path in notebooks
                       for cell in nbformat.read(path, as_version=4).cells
                       if cell.cell_type == "code"]
    assert len(cells) > 400
    said = kernel.run(COMPARE.format(cells=json.dumps(cells)) + "print('compared')")
    assert "compared\n" in said
    assert [cells[int(number)] for number in re.findall(r"differs: (\d+)", said)] == []
    assert sum(map(is_python, cells)) > 300  # so that most take the short way


def test_a_students_own_syntax_is_kept(kernel):
    kernel.run("get_ipython().input_transformers_post.append("
               "lambda lines: [line.replace('two', '2') for line in lines])")
    assert kernel.run("x = two\nprint(x)") == "2\n"


@pytest.mark.parametrize(("setting", "name"), [
    ("--IPKernelApp.exec_lines=a, b = 1, 2", "exec_lines"), ("--debug", "log_level"),
    ("--IPKernelApp.capture_fd_output=False", "capture_fd_output")])
def test_settings_are_read_as_ipykernel_reads_them(setting, name):
    one, other = socket.socketpair()
    ours, theirs = KernelApp(one), KernelApp(other)
    usual = getattr(ours, name)
    ours.parse_command_line([setting])
    super(KernelApp, theirs).parse_command_line([setting])
    assert getattr(ours, name) == getattr(theirs, name) != usual
