"""Running a notebook: what is kept of its output, and what is reported when it takes too much."""

import resource

import pytest
from nbconvert.exporters.exporter import ResourcesDict
from nbformat.v4 import new_code_cell, new_notebook, new_output
from traitlets import TraitError
from traitlets.config import Config

from grading.course.assignment import KEY
from grading.course.definition import Definition
from grading.execution.example_cells import is_as_submitted
from grading.execution.execute import ExecuteSubmission
from grading.sandbox import landlock
from tests.this_course import HIDDEN

pytestmark = pytest.mark.skipif(not landlock.abi(), reason="this system has no Landlock")

WEEK = "week1_derivatives"
ILLUSTRATION = "show()"
HANDED_IN = new_output("stream", name="stdout", text="of the student's\n")


EXAMPLES = {"x = 5": {"made": ["x"], "mentions": []},
          "y = 2 * x": {"made": ["y"], "mentions": ["x"]},
          "print('tried')": {"made": [], "mentions": ["print"]}}
SHOWN = {ILLUSTRATION: {"made": [], "mentions": ["show"]},
         "curve = x + 1": {"made": ["curve"], "mentions": ["x"]}}


def executed(*sources, **settings):
    """The code cells after a run; settings are those of ExecuteSubmission."""
    definition = Definition(WEEK, "derivatives", {}, SHOWN,
                            (HIDDEN / f"{WEEK}.h5").read_bytes(), EXAMPLES)
    resources = ResourcesDict(metadata=ResourcesDict(path=""), nbgrader={"assignment": WEEK})
    resources[KEY] = definition
    stage = ExecuteSubmission(config=Config({"ExecuteSubmission": {"timeout": 20, **settings}}))
    notebook = new_notebook(cells=[new_code_cell(source, outputs=[HANDED_IN])
                                   for source in sources])
    return stage(notebook, resources)[0].cells


def was_run(cell):
    """Whether a cell was run; if not, whatever was handed in is there and said to be so."""
    if is_as_submitted(cell):
        assert cell.execution_count is None
        assert "as submitted" in cell.outputs[0].text
        assert cell.outputs[1] == HANDED_IN
        return False
    assert isinstance(cell.execution_count, int)
    assert "of the student's" not in text(cell)
    return True


def text(cell):
    """All that a cell printed."""
    return "".join(output.get("text", "") for output in cell.outputs)


def test_printing_without_end_is_cut_while_it_streams_and_fills_no_memory():
    executed("1")  # loads what is loaded once
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    cell, after = executed("while True: print('x' * 1000)", "print('still here')", timeout=6)
    grown_mb = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert 500_000 < len(text(cell)) < 2**20 + 1000
    assert "ran longer than 6 s" in text(cell)
    assert text(after) == "still here\n"
    assert grown_mb < 400  # of the gigabytes that were printed


def test_of_one_giant_output_nothing_fills_the_graders_memory():
    executed("1")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    _, after = executed("print('x' * 300_000_000)", "print('still here')")
    grown_mb = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert text(after) == "still here\n"
    assert grown_mb < 400


def test_of_many_things_shown_the_first_are_kept_and_the_next_cell_is_heard():
    many = "for number in range(50_000): display(number)"
    shown, after = executed(many, "print('still here')", timeout=60)
    assert [one["data"]["text/plain"] for one in shown.outputs[:3]] == ["0", "1", "2"]
    assert len(shown.outputs) < 10_000
    assert text(after) == "still here\n"


def test_a_progress_bar_leaves_its_last_state_and_a_long_line_is_cut():
    bar, line = executed("import sys\nfor i in range(100): sys.stdout.write(f'\\r{i} %')\nprint()",
                         "print('x' * 1_000_000)")
    assert text(bar) == "99 %\n"
    assert text(line) == "x" * 1_000_000 + "\n"


def test_what_is_printed_in_pieces_is_one_text():
    cell, = executed("import sys, time\nfor i in range(3):\n    print(i)\n"
                     "    print('no', file=sys.stderr)\n    time.sleep(0.5)")
    assert [(one.name, one.text) for one in cell.outputs] == [
        ("stdout", "0\n1\n2\n"), ("stderr", "no\nno\nno\n")]


def test_a_notebooks_outputs_together_have_a_limit():
    cells = executed(*["print('x' * 60_000)"] * 5, notebook_output_max=200_000)
    assert 150_000 < sum(map(len, map(text, cells))) <= 200_000


def test_a_cell_that_takes_too_much_memory_is_reported_so_and_costs_itself_alone():
    greedy = ("import os\nheld = []\nfor _ in range(20):\n    if os.fork() == 0:\n"
              "        held.append(bytearray(os.urandom(1) * 30_000_000))\n"
              "        import time; time.sleep(60)\nimport time; time.sleep(60)")
    cell, after = executed(greedy, "print('still here')", limits={"memory_mb": 400})
    assert "took more than 400 MB of memory" in text(cell)
    assert text(after) == "still here\n"


def test_what_is_too_large_for_memory_is_a_memory_error_that_the_student_can_read():
    cell, after = executed("import numpy as np\nnp.ones(10**9)", "print('still here')")
    assert cell.outputs[-1].output_type == "error"
    assert "MemoryError" in cell.outputs[-1].ename
    assert text(after) == "still here\n"


def test_an_unchanged_illustration_is_not_run_and_a_changed_one_is():
    unchanged, changed = executed(ILLUSTRATION, ILLUSTRATION + " # mine")
    assert not was_run(unchanged)
    assert was_run(changed)
    assert changed.outputs[-1].ename == "NameError"


@pytest.mark.parametrize(("theirs", "run"), [
    ("def f(x, y):\n    return x * y", [False, False, False]),
    ("def f(a):\n    return a * x", [True, False, False]),
    ("def f(a):\n    return a * y", [True, True, False]),
    ("def f(a):\n    return a * globals()['x']", [True, True, True]),
    ("%timeit -n 1 -r 1 0", [True, True, True]),
    ("def f(a:", [True, True, True]),
    ("x", [True, False, False]),
])
def test_an_unchanged_example_is_run_if_something_that_runs_needs_it(theirs, run):
    *examples, _ = executed(*EXAMPLES, theirs)
    assert [was_run(cell) for cell in examples] == run


@pytest.mark.parametrize(("theirs", "run"), [
    ("def f(a):\n    return a", False), ("def f(a):\n    return a + curve", True),
    ("curve", True), ("f = globals()['curve']", True), ("f = globals()['x']", False),
    ("%timeit -n 1 -r 1 curve", True), ("%timeit -n 1 -r 1 0", False),
])
def test_an_unchanged_illustration_is_run_if_something_that_runs_needs_it(theirs, run):
    example, illustration, *_, last = executed("x = 5", "curve = x + 1", "show()", theirs)
    assert was_run(illustration) == run
    assert was_run(example) or not run
    assert [one for one in last.outputs if one.output_type == "error"] == []


def test_an_example_cell_that_was_changed_is_run_and_may_need_others():
    one, other, changed = executed("x = 5", "print('tried')", "print(x + 1)")
    assert (was_run(one), was_run(other), text(changed)) == (True, False, "6\n")


def test_code_that_cannot_be_taken_apart_costs_no_cell():
    deep = "-" * 100_000 + "1"  # Python's parser fails of it, in one way or another
    example, _, after = executed("x = 5", deep, "print(x)")
    assert was_run(example)
    assert text(after) == "5\n"


def test_a_notebook_has_a_time_of_its_own():
    cells = executed(*["import time; time.sleep(1)"] * 20, notebook_timeout_s=2)
    assert cells[0].execution_count == 1
    assert cells[-1].execution_count is None


def test_a_limit_that_does_not_exist_is_refused():
    with pytest.raises(TraitError, match="memory_mb"):
        executed("1", limits={"memory": 1})


def test_a_package_in_the_courses_root_can_be_imported_and_nothing_else_there(tmp_path):
    for name in ("tools", "answers"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("WORD = 'found'\n")
    definition = Definition("ps1", "one", {}, {}, b"", root=str(tmp_path))
    resources = ResourcesDict(metadata=ResourcesDict(path=""), nbgrader={"assignment": "ps1"})
    resources[KEY] = definition
    stage = ExecuteSubmission(config=Config({"ExecuteSubmission": {"course_packages": ["tools"]}}))
    tried = ["import tools\nprint(tools.WORD)", "import answers",
             f"print(open({str(tmp_path / 'answers' / '__init__.py')!r}).read())"]
    notebook = new_notebook(cells=[new_code_cell(source) for source in tried])
    found, other, read = stage(notebook, resources)[0].cells
    assert text(found) == "found\n"
    assert other.outputs[-1].ename == "ModuleNotFoundError"
    assert read.outputs[-1].ename == "FileNotFoundError"
