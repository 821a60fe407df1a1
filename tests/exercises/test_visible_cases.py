"""Whatever is hidden has its like among the visible cases: a green check is no empty promise."""

import inspect
import re
import shutil
from functools import cache

import numpy as np
import pytest

from answercheck.calls import call_all
from answercheck.judge import judge
from answercheck.references import read_references
from grading.course.folders import CourseFolders
from grading.mutation.candidates import MUTANT, candidates
from grading.mutation.matrix import matrix, run_all
from grading.references.exercises import assignments, exercises
from grading.references.judge_code import hidden
from grading.references.solutions import cells, edited, namespace
from tests.this_course import FOLDERS

EACH = [pytest.param(week, exercise, id=f"{week}-{exercise.name}")
        for week in assignments(FOLDERS) for exercise in exercises(FOLDERS, week)]
TRAINED = [one for one in EACH if one.values[1].scoring.startswith("trained")]
EXTREMES = re.compile("sure|saturated|far out")  # where numbers alone do not tell the kind


def kinds(path, value):
    """What kind of thing stands at `path` in the arguments of a call or in its answer."""
    if isinstance(value, dict):
        return {(path, "of so many", len(value))}.union(
            *(kinds(f"{path}[{re.sub('[0-9]+', '', name)}]", item) for name, item in value.items()))
    if isinstance(value, list | tuple):
        return {(path, "of so many", len(value))}.union(
            *(kinds(f"{path}[...]" if isinstance(value, list) else f"{path}[{place}]", item)
              for place, item in enumerate(value)))
    if not isinstance(value, np.ndarray):
        return {(path, type(value).__name__, value if isinstance(value, str) else "")}
    found = {(path, "array", value.dtype.kind, value.ndim)}
    found |= {(path, "one along axis", axis) for axis, n in enumerate(value.shape) if n == 1}
    if value.ndim == 2:
        found.add((path, "rows against columns", int(np.sign(value.shape[0] - value.shape[1]))))
    return found


def kinds_of(function, call):
    """The kinds in a call: how it is written, what is given, what comes back."""
    given = inspect.signature(function).bind(*call.args, **call.kwargs).arguments
    found = {("by position", len(call.args))} | {("by name", name) for name in call.kwargs}
    return found.union(kinds("the answer", call.returned),
                       *(kinds(name, value) for name, value in given.items()))


@cache
def visible(week):
    return read_references(FOLDERS.visible_file(week)).exercises


@pytest.mark.parametrize(("week", "exercise"), EACH)
def test_of_every_kind_that_is_hidden_one_is_visible(week, exercise):
    function = namespace(FOLDERS, week)[exercise.name]
    shown, asked = (
        set().union(*(kinds_of(function, call) for case in reference.cases for call in case.calls))
        | {("extreme", word) for case in reference.cases for word in EXTREMES.findall(case.label)}
        for reference in (part[exercise.name]
                          for part in (visible(week), hidden(FOLDERS, week).exercises)))
    assert sorted(map(str, asked - shown)) == []


def passes(week, exercise, code):
    """Whether code in the place of the solution passes the visible cases, as in a notebook."""
    function = namespace(FOLDERS, week, {exercise.name: code})[exercise.name]
    reference = visible(week)[exercise.name]
    np.random.seed(1)
    return judge(reference, [
        call_all(function, [(call.args, call.kwargs) for call in case.calls])
        for case in reference.cases]).passed


@pytest.mark.parametrize(("week", "exercise"), [
    pytest.param(*one.values, id=one.id, marks=pytest.mark.slow if one in TRAINED else ())
    for one in EACH])
def test_the_visible_cases_refuse_every_known_mistake_and_accept_every_right_answer(week, exercise):
    solution = cells(FOLDERS, week)[exercise.name]
    assert [one.name for one in exercise.mistakes
            if passes(week, exercise, edited(solution, one.edits))] == []
    assert [one.name for one in exercise.alternatives
            if not passes(week, exercise, one.code)] == []


@pytest.fixture(scope="module")
def only_visible(tmp_path_factory):
    """A course like this one whose graders have no other cases than the visible ones."""
    root = tmp_path_factory.mktemp("visible")
    for folder in (FOLDERS.source, FOLDERS.exercises, FOLDERS.root / "helpers"):
        shutil.copytree(folder, root / folder.name)
    folders = CourseFolders(root)
    folders.references.mkdir()
    for week in assignments(FOLDERS):
        shutil.copy(folders.visible_file(week), folders.hidden_file(week))
    return folders


@pytest.mark.slow
@pytest.mark.nightly
def test_the_visible_cases_refuse_every_mutant(only_visible):
    found = [one for week, exercise in (parameter.values for parameter in EACH)
             for one in candidates(only_visible, week, exercise) if one.kind == MUTANT]
    lines = matrix(only_visible, run_all(only_visible, found)).values()
    assert [problem for line in lines for problem in line.problems
            if " accepted: " in problem] == []
