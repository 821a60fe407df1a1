"""Noticing what is new under `submitted/`."""

import os

import pytest

from grading.course.course import Course
from grading.watch.hand_ins import HandIns
from tests.course.plain_course import OURS, PlainCourse, cell_of_tests, solution
from tests.course.test_status import OTHER_FOLDERS

CELLS = [solution("half", "def half(x):\n    ..."), cell_of_tests("tests", "half(2)", 3)]


@pytest.fixture(params=["", OTHER_FOLDERS])
def course(tmp_path, request):
    """A course, with stock and with other folders, and a look at its hand-ins."""
    folders = {"source": "teacher", "submitted": "incoming"} if request.param else {}
    made = PlainCourse(tmp_path, {"one": CELLS}, request.param + OURS, **folders)
    return made, HandIns(Course(tmp_path))


def hand_in(course, student, text):
    place = course.step("submitted", student)
    place.mkdir(parents=True, exist_ok=True)
    (place / "one.ipynb").write_text(text)


def looks(hand_ins, n=3):
    """What each of so many looks yields."""
    return [list(hand_ins.changed("ps1")) for _ in range(n)]


def test_a_hand_in_is_yielded_once_when_it_no_longer_changes(course):
    made, hand_ins = course
    hand_in(made, "ana", "{")
    assert looks(hand_ins, 1) == [[]]
    hand_in(made, "ana", "{}")
    assert looks(hand_ins) == [[], ["ana"], []]


def test_whatever_changes_in_it_is_noticed(course):
    made, hand_ins = course
    hand_in(made, "ana", "{}")
    looks(hand_ins)
    path = made.step("submitted", "ana") / "one.ipynb"
    os.utime(path, ns=(0, path.stat().st_mtime_ns + 1))
    assert looks(hand_ins) == [[], ["ana"], []]
    (path.parent / "data.txt").write_text("")
    assert looks(hand_ins) == [[], ["ana"], []]
    hand_in(made, "bela", "{}")
    assert looks(hand_ins) == [[], ["bela"], []]


def test_all_are_yielded_again_when_what_is_known_of_them_is_forgotten(course):
    made, hand_ins = course
    for student in ("ana", "bela"):
        hand_in(made, student, "{}")
    looks(hand_ins)
    hand_ins.forget("ps1")
    assert looks(hand_ins) == [["ana", "bela"], [], []]
