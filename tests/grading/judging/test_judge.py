"""Whatever goes wrong in judging one exercise costs that exercise, never the submission."""

import logging

import pytest
from nbconvert.exporters.exporter import ResourcesDict
from nbformat.v4 import new_code_cell, new_notebook

from answercheck import registry, wording
from answercheck.verdict import CaseVerdict, Verdict, finding
from grading.course.assignment import KEY
from grading.course.definition import Definition
from grading.execution.execute import ExecuteSubmission
from grading.judging.judge import JudgeAnswers, verdict_in
from grading.sandbox import landlock
from tests.this_course import HIDDEN

pytestmark = pytest.mark.skipif(not landlock.abi(), reason="this system has no Landlock")

WEEK = "week1_derivatives"
ANSWERS = {"square_derivative": "def square_derivative(a):\n    return 2 * a",
           "cube_derivative": "def cube_derivative(a):\n    return 3 * a**2"}
# A course's exercises/scoring.py.
SCORING = """
from answercheck.registry import SCORERS as KNOWN
from answercheck.scoring import Scorer
from answercheck.verdict import Mark, Part, finding

def measure(call, answer, exercise):
    if exercise.name == "square_derivative":
        {wrong}
    return KNOWN["values"](call, answer, exercise)

SCORERS = {{"values": Scorer(measure)}}
"""


def check(name):
    return new_code_cell(f"check({name})", metadata={"nbgrader": {
        "grade": True, "grade_id": f"{name}-check", "points": 4, "solution": False,
        "locked": True, "schema_version": 3}})


@pytest.mark.parametrize(("wrong", "logged"), [
    ("raise ZeroDivisionError('of the scorer')", "ZeroDivisionError('of the scorer')"),
    ("return None", "TypeError"), ("return ['no part']", "AttributeError"),
    ("raise RecursionError", "RecursionError"),
    ("return [Part('J', Mark.WRONG, finding('odd', 'J'))]", "KeyError"),
    ("return [Part('J', Mark.WRONG, finding('odd', 'J', found=1j))]", "TypeError"),
    ("call.no_such_field", "AttributeError")])
def test_a_scorer_of_the_course_that_fails_costs_its_exercise_alone(wrong, logged, monkeypatch):
    monkeypatch.setitem(registry.WORDS, "odd", "is odd by {found}")
    resources = ResourcesDict(metadata=ResourcesDict(path=""), nbgrader={"assignment": WEEK})
    resources[KEY] = Definition(WEEK, "derivatives", {}, {},
                                (HIDDEN / f"{WEEK}.h5").read_bytes(),
                                scoring=SCORING.format(wrong=wrong))
    notebook = new_notebook(cells=[cell for name, code in ANSWERS.items()
                                   for cell in (new_code_cell(code), check(name))])
    log, lines = logging.Logger("one"), []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(record.getMessage())
    log.addHandler(handler)
    for stage in (ExecuteSubmission, JudgeAnswers):
        notebook, resources = stage(log=log)(notebook, resources)
    failed, right = (verdict_in(cell.outputs[0]) for cell in notebook.cells[1::2])
    assert wording.sentences(failed) == [
        "this cell could not be judged; the instructor has to look at it"]
    assert [cell.outputs[0].data["text/plain"] for cell in notebook.cells[1::2]] == ["0", "4"]
    assert right.passed
    line, = [line for line in lines if "could not be judged" in line]
    assert line.startswith("square_derivative ")
    assert logged in line


@pytest.mark.parametrize("wordless", [
    Verdict("f", no_answer=finding("no_such_reason")),
    Verdict("f", (CaseVerdict("a", 1.0),), patterns=(finding("cell_raised"),)),
    Verdict("f", (CaseVerdict("a", 0.5, problem=finding("raised")),), by_tests=True)])
def test_a_verdict_for_which_there_are_no_words_earns_nothing_and_says_to_whom_to_turn(wordless):
    log, lines = logging.Logger("one"), []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(record.getMessage())
    log.addHandler(handler)
    output = JudgeAnswers(log=log)._written(wordless, 4.0, 7, 4.0)
    assert (output.data["text/plain"], output.execution_count) == ("0.0", 7)
    assert wording.sentences(verdict_in(output)) == [
        "this cell could not be judged; the instructor has to look at it"]
    assert len(lines) == 1


def test_where_an_answer_begins_to_be_wrong_is_seen_in_the_kernel_and_told():
    resources = ResourcesDict(metadata=ResourcesDict(path=""), nbgrader={"assignment": WEEK})
    resources[KEY] = Definition(WEEK, "derivatives", {}, {},
                                (HIDDEN / f"{WEEK}.h5").read_bytes())
    notebook = new_notebook(cells=[new_code_cell(
        "def graph_forward(a, b, c):\n    u = b * c\n    v = a + u * u  # hm\n    J = 3 * v\n"
        "    return J, {'a': a, 'b': b, 'c': c, 'u': u, 'v': v}"), check("graph_forward")])
    graded, _ = JudgeAnswers()(*ExecuteSubmission()(notebook, resources))
    verdict = verdict_in(graded.cells[1].outputs[0])
    assert wording.sentences(verdict)[0] == (
        "`u` is right; the first variable that is not is `v`. "
        "Look at your line `v = a + u * u  # hm`.")
