"""Why a check found no function: what the cell ended with that should have made it."""

import logging

import pytest
from nbconvert.exporters.exporter import ResourcesDict
from nbformat.v4 import new_code_cell, new_notebook
from traitlets.config import Config

from answercheck import wording
from answercheck.verdict import CaseVerdict, Verdict, finding
from grading.course.assignment import KEY
from grading.course.definition import Definition
from grading.execution import cell_ends
from grading.execution.execute import Answer, ExecuteSubmission
from grading.hand_ins.reading import notes_in
from grading.judging.causes import Causes, made_names
from grading.judging.judge import JudgeAnswers, verdict_in
from grading.kernel.link import DeadKernelError, GarbledError, SlowKernelError
from grading.sandbox import landlock
from tests.this_course import HIDDEN

pytestmark = pytest.mark.skipif(not landlock.abi(), reason="this system has no Landlock")

WEEK = "week1_derivatives"
EXERCISE = "square_derivative"
RIGHT = f"def {EXERCISE}(a):\n    return 2 * a"
NO_FUNCTION = "there was no such function when the check ran, because a cell "


def graded(source, grade_id):
    """A graded code cell."""
    return new_code_cell(source, metadata={"nbgrader": {
        "grade": True, "grade_id": grade_id, "points": 1, "solution": False, "locked": True,
        "schema_version": 3}})


CHECK = graded(f"check({EXERCISE})", f"{EXERCISE}-check")


def verdicts(*cells, **settings):
    """The verdicts on the graded cells of a notebook that was run in the sandbox."""
    return verdicts_in(judged_notebook(*cells, **settings))


def judged(*cells, **settings):
    """The notebook, and its only verdict."""
    notebook = judged_notebook(*cells, **settings)
    verdict, = verdicts_in(notebook)
    return notebook, verdict


def verdicts_in(notebook):
    return [verdict_in(cell.outputs[0]) for cell in notebook.cells
            if "nbgrader" in cell.metadata]


def judged_notebook(*cells, hidden_lines=None, lines=None, **settings):
    """A notebook that was run in the sandbox and judged; what is logged goes to `lines`."""
    log, handler = logging.Logger("one"), logging.Handler()
    handler.emit = lambda record: None if lines is None else lines.append(record.getMessage())
    log.addHandler(handler)
    resources = ResourcesDict(metadata=ResourcesDict(path=""), nbgrader={"assignment": WEEK})
    resources[KEY] = Definition(WEEK, "derivatives", {}, {},
                                (HIDDEN / f"{WEEK}.h5").read_bytes(), {},
                                hidden_lines=hidden_lines or {})
    notebook = new_notebook(cells=[
        new_code_cell(one) if isinstance(one, str) else new_code_cell(
            one.source, metadata=one.metadata) for one in cells])
    for stage in (ExecuteSubmission, JudgeAnswers):
        notebook, resources = stage(
            config=Config({"ExecuteSubmission": {"timeout": 3, **settings}}),
            log=log)(notebook, resources)
    return notebook


def told(*cells, **settings):
    """The sentences on the last graded cell."""
    return wording.sentences(verdicts(*cells, **settings)[-1])


def test_a_cell_that_was_stopped_above_its_def_is_why_there_is_no_function():
    sentence, = told(f"while True: pass\n{RIGHT}", CHECK, timeout=1)
    assert sentence.startswith(NO_FUNCTION)
    assert ("ran longer than 1 s and was stopped: the one that begins with `while True: pass`"
            in sentence)


@pytest.mark.parametrize(("above", "cause"), [
    ("import os\nos._exit(1)", "ended the kernel: the one that begins with `import os` (it ended "
     "itself, with exit code 1)"),
    ("import pandas as pd",
     "ended with ModuleNotFoundError: No module named 'pandas', at `import pandas as pd`"),
    ("%matplotlib widget", "ended with RuntimeError: 'widget' is not a recognised GUI loop or "
     "backend name, at `%matplotlib widget`"),
    ("%no_such_magic", "ended with UsageError: Line magic function `%no_such_magic` not found., "
     "at `%no_such_magic`"),
    ("x = (1", "is not valid in Python "),
    ("x = 1\nprint(1 / 0)", "ended with ZeroDivisionError: division by zero, at `print(1 / 0)`"),
    ("await nothing()", "ended with NameError: name 'nothing' is not defined"),
    ("exit()", "ended with SystemExit"),
    ("import numpy\nnumpy.ones(10**11)", "MemoryError: Unable to allocate"),
])
def test_what_ended_the_cell_above_its_def_is_why_there_is_no_function(above, cause):
    sentence, = told(f"{above}\n{RIGHT}", CHECK)
    assert sentence.startswith(NO_FUNCTION)
    assert cause in sentence


@pytest.mark.parametrize("error", [SlowKernelError(), DeadKernelError({}), GarbledError()])
def test_every_way_to_stop_a_cell_has_words(error):
    why = cell_ends.stopped("x = 1", ExecuteSubmission()._finding(error))
    assert wording.reason(why).startswith(NO_FUNCTION)


def test_a_kernel_that_dies_after_its_cell_said_it_was_done_is_the_cause():
    done = ("import json, os, time\nsession = get_ipython().kernel.session\nsession.flush()\n"
            "line = json.dumps([session._request, 'done', {}]) + '\\n'\n"
            "os.write(session._link.fileno(), line.encode())\ntime.sleep(0.2)\nos._exit(0)\n")
    sentence, = told(done + RIGHT, "print('next')", CHECK)
    assert "ended the kernel: the one that begins with `import json" in sentence


@pytest.mark.parametrize("makes", [
    "import pandas as helper", "from pandas import helper", "from pandas import *",
    "from pandas import (\n    helper)", "1 / 0\ndef helper(a):\n    return 2 * a",
    "1 / 0\nasync def helper(a): pass", "1 / 0\nwith open('a') as helper: pass",
    "1 / 0\nhelper = abs", "1 / 0\nx, helper = 1, abs",
    "1 / 0\nhelper: object = abs", "1 / 0\nclass helper: pass"])
def test_a_name_that_the_function_uses_is_missing_for_the_cell_that_would_have_made_it(makes):
    sentence, *_ = told(makes, f"def {EXERCISE}(a):\n    return helper(a)", CHECK)
    assert sentence.startswith("`helper` is not defined, because a cell ended with ")
    assert makes.split("\n")[0] in sentence


# A right answer, then a cell that would replace it.
@pytest.mark.parametrize("again", [
    f"{RIGHT} +", f"1 / 0\n{RIGHT}", f"import pandas\n{RIGHT}", f"while True: pass\n{RIGHT}",
    f"import os\nos._exit(1)\n{RIGHT}", f"1 / 0\n{EXERCISE} = lambda a: a",
    f"%%time\n1 / 0\n{RIGHT}", f"@nothing\n{RIGHT}",
    f"{RIGHT} +\n\nprint(1)\n" + "x = 1\n" * 400])
def test_an_older_function_is_graded_with_a_word_on_the_cell_that_failed_to_replace_it(again):
    verdict, = verdicts(RIGHT, again, CHECK, timeout=1)
    assert verdict.passed
    sentence, = wording.sentences(verdict)
    assert sentence.startswith(
        f"`{EXERCISE}` was graded as an earlier cell defines it, because a cell ")
    assert " and so did not define it again: " in sentence


def test_a_wrong_older_function_is_told_of_before_all_else():
    verdict, = verdicts(RIGHT.replace("2 * a", "a"), f"{RIGHT} +", CHECK)
    first, *others = wording.sentences(verdict)
    assert "was graded as an earlier cell defines it" in first
    assert others
    assert wording.most_helpful(verdict) == first


@pytest.mark.parametrize("cells", [
    (RIGHT, f"{RIGHT}\n1 / 0"), (RIGHT, f"%%time\n{RIGHT}\n1 / 0"),
    (RIGHT, f"{RIGHT}\nwhile True: pass"), (f"{RIGHT} +", RIGHT), (RIGHT, f"print({EXERCISE}(1)"),
    (RIGHT, f"1 / 0\ndef other():\n    {EXERCISE} = 5"), (RIGHT, f"1 / 0  # def {EXERCISE}")])
def test_the_latest_function_is_graded_without_a_word(cells):
    verdict, = verdicts(*cells, CHECK, timeout=1)
    assert verdict.passed
    assert not verdict.patterns


def test_a_cell_of_tests_tells_of_an_older_function_too():
    test = graded("assert half(4) == 2", "half-tests")
    verdict, = verdicts("def half(x):\n    return x / 2", "def half(x):\n    return x /", test)
    assert verdict.passed
    assert "`half` was graded as an earlier cell defines it" in wording.sentences(verdict)[0]


@pytest.mark.parametrize(("idle", "note"), [
    ("while True: pass", "A cell ran longer than 1 s and was stopped: the one that begins with "
     "`while True: pass`."),
    ("import os\nos._exit(1)", "A cell ended the kernel: the one that begins with `import os` (it "
     "ended itself, with exit code 1).")])
def test_a_cell_that_was_stopped_and_cost_nothing_is_noted_once_and_logged(idle, note):
    lines = []
    notebook, verdict = judged(RIGHT, idle, CHECK, lines=lines, timeout=1)
    assert verdict.passed
    assert list(map(wording.note, notes_in(notebook.metadata))) == [note]
    assert sum(note in line for line in lines) == 1


def test_a_cell_that_was_stopped_and_cost_an_answer_is_told_there_alone():
    notebook, verdict = judged(f"while True: pass\n{RIGHT}", CHECK, timeout=1)
    assert verdict.no_answer.code == "cell_timed_out"
    assert notes_in(notebook.metadata) == []


BUSY = "import time\nstart = time.process_time()\nwhile time.process_time() - start < 1.2: pass"


def test_a_notebook_whose_time_runs_out_behind_the_last_check_says_so_at_no_cost():
    notebook, verdict = judged(RIGHT, CHECK, BUSY, "print(1)", notebook_timeout_s=1)
    assert verdict.passed
    note, = notes_in(notebook.metadata)
    assert wording.note(note) == (
        "The notebook ran longer than 1 s and was stopped: the cell that begins with `print(1)` "
        "and those after it were not run.")


def test_a_check_that_was_not_reached_says_so_itself():
    notebook, verdict = judged(RIGHT, BUSY, "print(1)", CHECK, notebook_timeout_s=1)
    assert verdict.no_answer.code == "not_reached"
    assert notes_in(notebook.metadata) == []


@pytest.mark.parametrize("unit", ["helper ", "\n", "helper\n", "helper, ", "import ", "def ",
                                  "as ", "= ", " \t", "helper = ", "from a import helper\n"])
def test_looking_for_names_takes_a_time_that_grows_with_the_length_alone(unit):
    made_names((unit * 500_000)[:500_000])  # were it the square of it, this would take an hour


def test_of_several_cells_that_failed_in_turn_the_first_is_told():
    sentence, = told("import pandas as pd", f"table = pd.DataFrame()\n{RIGHT}", CHECK)
    assert "No module named 'pandas', at `import pandas as pd`" in sentence


def test_of_two_thousand_cells_that_failed_in_turn_the_first_is_told_too():
    cells = [new_code_cell(f"a{number} = a{number - 1}") for number in range(2_000)]
    ended = {number: finding("cell_raised", type="NameError", message="m", line=cell.source,
                             lacks=f"a{number - 1}") for number, cell in enumerate(cells)}
    lacking = Verdict("f", (CaseVerdict("a", 0.0, problem=finding("no_function", name="a1999")),))
    told = Causes(cells, ended).told(lacking, Answer(), len(cells))
    assert told.no_answer.values["line"] == "a0 = a-1"


@pytest.mark.parametrize("unconcerned", [
    "import pandas", f"print({EXERCISE}(1))", f"print({EXERCISE}(a=1))",
    f"{EXERCISE} == 5"])
def test_a_cell_that_would_not_have_made_the_name_is_not_blamed(unconcerned):
    sentence, = told(unconcerned, CHECK)
    assert sentence.startswith("NameError: there was no function")


def test_a_function_that_is_there_is_judged_whatever_failed_beside_it():
    assert verdicts(f"{RIGHT}\nimport pandas", CHECK)[0].passed


def test_after_too_many_dead_kernels_the_cells_are_told_to_be_why():
    verdict, = verdicts(*["import os\nos._exit(1)"] * 14, RIGHT, CHECK)
    assert verdict.no_answer.code == "kernels_ended"
    assert "ended their kernel" in wording.reason(verdict.no_answer)


def test_a_cell_of_tests_tells_the_cause_too():
    test = graded("assert half(4) == 2", "half-tests")
    cause, failure = told("import pandas\ndef half(x):\n    return x / 2", test)
    assert failure == "NameError in the test `assert half(4) == 2`: name 'half' is not defined"
    assert cause == ("`half` is not defined, because a cell ended with ModuleNotFoundError: "
                     "No module named 'pandas', at `import pandas`")


def test_once_hidden_tests_have_run_no_message_is_quoted_as_the_cause():
    hidden = graded("def secret():\n    return 1234\nassert keep(secret()) == 1", "keep-tests")
    sentences = told("def keep(x):\n    global kept\n    kept = x\n    return 1", hidden,
                     "raise ValueError(kept)\ndef half(x): pass",
                     graded("half(4)", "half-tests"), hidden_lines={"keep-tests": [1, 2, 3]})
    assert "a cell ended with ValueError" in sentences[0]
    assert "1234" not in str(sentences)
