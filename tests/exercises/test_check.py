"""`check` on the exercises of the course: what it shows of a visible case can be pasted."""

import json

import numpy as np
import pytest

from answercheck import Checker
from answercheck.references import read_exercise
from answercheck.serialize import pack
from answercheck.tried import call_line
from grading.references.exercises import assignments, exercises
from grading.references.solutions import namespace
from tests.this_course import FOLDERS

EACH = [pytest.param(week, exercise.name, id=exercise.name) for week in assignments(FOLDERS)
        for exercise in exercises(FOLDERS, week)]


@pytest.mark.parametrize(("week", "name"), EACH)
def test_the_line_that_shows_a_visible_case_makes_its_call_again(week, name, monkeypatch):
    monkeypatch.chdir(FOLDERS.visible_file(week).parent)
    calls = []

    def answer(*args, **kwargs):
        calls.append((*args, *kwargs.values()))

    answer.__name__ = name
    answer.__wrapped__ = namespace(FOLDERS, week)[name]  # has the solution's parameters
    names = {"np": np, "check": Checker(week), name: answer}
    for case in read_exercise(FOLDERS.visible_file(week), name).cases:
        for number, call in enumerate(case.calls, start=1):
            line = call_line(name, answer, call, case.label, number)
            assert line
            assert "\n" not in line
            eval(line, names)
            sent = (*call.args, *call.kwargs.values())
            assert written(calls.pop(), sent) == written(sent, sent)


def written(arguments, sent):
    """Arguments as text; in place of a function what it gives for the first that is none."""
    point = next(one for one in sent if not callable(one))
    return json.dumps(pack([one(point) if callable(one) else one for one in arguments]))
