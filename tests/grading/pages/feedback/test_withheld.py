"""Hidden tests and their traces are left out of feedback pages."""

from nbconvert.exporters.exporter import ResourcesDict
from nbformat.v4 import new_code_cell, new_notebook, new_output

from answercheck.verdict import Verdict
from grading.course.assignment import KEY
from grading.course.definition import Definition
from grading.execution.example_cells import is_as_submitted, mark_as_submitted
from grading.hand_ins.restore import RestoreCells
from grading.judging.judge import verdict_output
from grading.pages.feedback.withheld import WithholdTests

SHOWN = new_output("stream", name="stdout", text="42\n")


def code(source, **metadata):
    return new_code_cell(source, outputs=[SHOWN], metadata=metadata)


def test_outputs_are_kept_of_cells_that_grading_did_not_run_and_of_verdicts():
    run, not_run = code("print(f(6))"), code("print(f(7))")
    check = code("check(f)", nbgrader={"grade": True, "solution": False, "grade_id": "f-check"})
    verdict = verdict_output(Verdict("f"), 1.0, 1)
    check.outputs = [verdict, SHOWN]
    mark_as_submitted(not_run)
    WithholdTests()(new_notebook(cells=[run, not_run, check]), ResourcesDict())
    assert run.outputs == []
    assert not_run.outputs[1] == SHOWN
    assert (check.source, check.outputs) == ("", [verdict])


def test_a_submission_cannot_say_of_a_cell_that_it_was_not_run():
    forged = code("print(f(6))")
    mark_as_submitted(forged)
    assert is_as_submitted(forged)
    known = ResourcesDict()
    known[KEY] = Definition("week", "week", {}, {}, b"")
    notebook, _ = RestoreCells()(new_notebook(cells=[forged]), known)
    assert not is_as_submitted(notebook.cells[0])
