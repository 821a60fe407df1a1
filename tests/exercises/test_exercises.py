"""The exercises: right in either precision, and nothing for answers without thought."""

import copy
import inspect

import numpy as np
import pytest

from answercheck import wording
from answercheck.calls import call_all
from answercheck.judge import judge
from answercheck.references import read_exercise
from grading.references.dependencies import dependencies
from grading.references.exercises import assignments, exercises
from grading.references.judge_code import hidden, judge_code, scorers
from grading.references.solutions import cells, namespace
from tests.this_course import FOLDERS

EXERCISES = [(week, exercise) for week in assignments(FOLDERS)
             for exercise in exercises(FOLDERS, week)]
EACH = [pytest.param(week, exercise, id=exercise.name) for week, exercise in EXERCISES]

CONSTANTS = {
    "None": lambda *args, **kwargs: None,
    "0": lambda *args, **kwargs: 0.0,
    "1": lambda *args, **kwargs: 1.0,
    "True": lambda *args, **kwargs: True,
    "False": lambda *args, **kwargs: False,
    "{}": lambda *args, **kwargs: {},
    "its first argument": lambda *args, **kwargs: copy.deepcopy(args[0]),
    "its last argument": lambda *args, **kwargs: copy.deepcopy(args[-1]),
    "zeros": lambda *args, **kwargs: np.zeros_like(args[0], dtype=float),
    "ones": lambda *args, **kwargs: np.ones_like(args[0], dtype=float),
    "everything equal": type("Pleasing", (float,), {"__eq__": lambda self, other: True,
                                                    "__hash__": float.__hash__}),
}


def in_single_precision(value):
    """The value with every real number and array of it rounded to single precision."""
    if isinstance(value, dict):
        return {key: in_single_precision(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(in_single_precision(item) for item in value)
    if isinstance(value, float):
        return np.float32(value)
    real = isinstance(value, np.ndarray) and value.dtype.kind == "f"
    return value.astype(np.float32) if real else value


@pytest.mark.parametrize(("week", "exercise"), EACH)
def test_a_right_answer_in_single_precision_is_right(week, exercise):
    solution = namespace(FOLDERS, week)[exercise.name]
    reference = hidden(FOLDERS, week).exercises[exercise.name]
    records = [call_all(lambda *args, **kwargs: in_single_precision(solution(*args, **kwargs)),
                        [(call.args, call.kwargs) for call in case.calls])
               for case in reference.cases]
    verdict = judge(reference, records, scorers(FOLDERS))
    assert verdict.score == 1, wording.text(verdict)


@pytest.mark.parametrize(("week", "exercise"), EACH)
def test_an_answer_of_numpy_matrices_is_refused_with_a_word_that_helps(week, exercise):
    solution = namespace(FOLDERS, week)[exercise.name]
    reference = hidden(FOLDERS, week).exercises[exercise.name]
    tables = [0]

    def as_matrices(*args, **kwargs):
        return matrices(solution(*args, **kwargs), tables)

    records = [call_all(as_matrices, [(call.args, call.kwargs) for call in case.calls])
               for case in reference.cases]
    verdict = judge(reference, records, scorers(FOLDERS))
    assert verdict.passed is (tables[0] == 0)
    assert ("numpy matrix" in wording.text(verdict)) is (tables[0] > 0)


def matrices(value, tables):
    """The value with every table turned to a numpy matrix; counts them."""
    if isinstance(value, dict):
        return {key: matrices(item, tables) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(matrices(item, tables) for item in value)
    if isinstance(value, np.ndarray) and value.ndim == 2:
        tables[0] += 1
        return np.asmatrix(value)
    return value


@pytest.mark.parametrize(("week", "exercise"), EACH)
def test_the_reference_solution_earns_every_point(week, exercise):
    assert judge_code(FOLDERS, week, exercise.name, cells(FOLDERS, week)[exercise.name]).score == 1


@pytest.mark.parametrize(("week", "exercise"), EACH)
def test_an_exercise_has_enough_cases(week, exercise):
    assert len(hidden(FOLDERS, week).exercises[exercise.name].cases) >= 5


@pytest.mark.parametrize("constant", CONSTANTS)
@pytest.mark.parametrize(("week", "exercise"), EACH)
def test_an_answer_without_thought_earns_nothing(week, exercise, constant):
    reference = hidden(FOLDERS, week).exercises[exercise.name]
    records = [call_all(CONSTANTS[constant], [(call.args, call.kwargs) for call in case.calls])
               for case in reference.cases]
    assert judge(reference, records).score == 0


@pytest.mark.parametrize(("week", "exercise"), EACH)
def test_a_constant_copied_from_one_case_passes_in_no_other(week, exercise):
    alone = [case.calls[0].returned for case in hidden(FOLDERS, week).exercises[exercise.name].cases
             if len(case.calls) == 1]
    assert len({repr(answer) for answer in alone}) == len(alone)


def n_outputs(name, value):
    """How many outputs a network has that an argument tells of; None if it tells of none."""
    if name == "parameters":
        return len(value[f"W{len(value) // 2}"])
    if name == "layers_dims":
        return value[-1]
    return len(value) if name in ("Y", "A2", "AL") else None


FORWARD = {"forward_propagation", "L_model_forward"}


@pytest.mark.parametrize(("week", "exercise"), EACH)
def test_whatever_calls_a_forward_pass_has_one_output_as_that_promises(week, exercise):
    used = {exercise.name} | dependencies(cells(FOLDERS, week))[exercise.name]
    if not used & FORWARD:
        return
    signature = inspect.signature(namespace(FOLDERS, week)[exercise.name])
    for reference in (hidden(FOLDERS, week).exercises[exercise.name],
                      read_exercise(FOLDERS.visible_file(week), exercise.name)):
        for case in reference.cases:
            told = [n_outputs(name, value) for call in case.calls for name, value in
                    signature.bind(*call.args, **call.kwargs).arguments.items()]
            assert set(told) - {None} == {1}, case.label


def arrays(value):
    """All arrays in a value that are no mere number and hold more than one."""
    if isinstance(value, np.ndarray):
        return {(value.shape, value.tobytes())} if len(np.unique(value)) > 1 else set()
    inside = value.values() if isinstance(value, dict) else value
    if isinstance(value, dict | list | tuple):
        return set().union(*map(arrays, inside))
    return set()


@pytest.mark.parametrize("week", assignments(FOLDERS))
def test_no_exercises_hidden_inputs_hold_an_answer_to_another_one(week):
    # All of them are in the kernel while the cells run.
    calls = [(name, call) for name, exercise in hidden(FOLDERS, week).exercises.items()
             for case in exercise.cases for call in case.calls]
    given = [(name, arrays([call.args, call.kwargs])) for name, call in calls]
    for (name, call), (_, own) in zip(calls, given, strict=True):
        answers = arrays(call.returned) - own
        reported = {other for other, inputs in given if other != name and inputs & answers}
        assert not reported, name
