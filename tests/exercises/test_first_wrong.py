"""Where a wrong answer begins, on small changes of the solutions: the changed line is quoted."""

import ast
import difflib
import itertools
import signal

import pytest

from answercheck.calls import call_all
from answercheck.first_wrong import first_wrong
from answercheck.judge import judge_case
from grading.mutation.mutants import mutants
from grading.references.exercises import assignments, exercises
from grading.references.judge_code import hidden, scorers
from grading.references.solutions import cells, namespace
from tests.answercheck.notebook import student
from tests.this_course import FOLDERS

QUICK = ("graph_backward", "backward", "forward_propagation", "linear_activation_forward")
EACH = [pytest.param(week, one.name, id=one.name,
                     marks=() if one.name in QUICK else pytest.mark.slow)
        for week in assignments(FOLDERS) for one in exercises(FOLDERS, week)]
EVERY = 3  # of the mutants one in so many is tried
LIMIT_S = 5


def changed_lines(before, after):
    """The lines of `after` that `before` has not; None if one was taken away, or its effect."""
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    changes = [one for one in matcher.get_opcodes() if one[0] != "equal"]
    lines = {after[place].strip() for *_, start, end in changes for place in range(start, end)}
    is_taken_away = any(kind == "delete" for kind, *_ in changes) or all(
        one == "pass" or one.isidentifier() for one in lines)
    return None if is_taken_away else lines


def without_docstring(code):
    """The lines of a solution, as mutants are written."""
    tree = ast.parse(code)
    del next(node for node in tree.body if isinstance(node, ast.FunctionDef)).body[0]
    return ast.unparse(tree).splitlines()


def findings(week, name, code):
    """The findings on where an answer begins to be wrong; () if it is right or never ends."""
    exercise = hidden(FOLDERS, week).exercises[name]
    function = student(code, name, f"<{code}>", namespace(FOLDERS, week))
    records = []
    signal.setitimer(signal.ITIMER_REAL, LIMIT_S)
    try:
        for case in exercise.cases:
            records.append(call_all(function, [(call.args, call.kwargs) for call in case.calls],
                                    exercise.variable_names))
    except KeyboardInterrupt:
        return ()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    judged = [judge_case(exercise, case, row, scorers(FOLDERS)[exercise.scoring])
              for case, row in zip(exercise.cases, records, strict=True)]
    return () if all(case.score == 1 for case, _ in judged) else first_wrong(
        exercise, records, judged)


@pytest.fixture
def _interrupted():
    """What runs too long is interrupted as a student would do it."""
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    yield
    signal.signal(signal.SIGALRM, before)


@pytest.mark.usefixtures("_interrupted")
@pytest.mark.parametrize(("week", "name"), EACH)
def test_the_line_that_is_changed_is_among_those_that_are_quoted(week, name):
    if not hidden(FOLDERS, week).exercises[name].variable_names:
        return
    found = mutants(cells(FOLDERS, week)[name])
    n_quoted = 0
    before = without_docstring(cells(FOLDERS, week)[name])
    for mutant in itertools.islice(found, 0, None, EVERY):
        changed = changed_lines(before, mutant.code.splitlines())
        for one in findings(week, name, mutant.code):
            n_quoted += 1
            assert changed is None or changed & set(one.values["lines"]), (mutant.name, one)
    assert n_quoted or name not in QUICK
