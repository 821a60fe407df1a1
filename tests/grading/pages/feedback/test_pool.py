"""The pages of a class are made by several processes; what goes wrong costs one student's alone."""

import os
import signal

import pytest
from nbgrader.preprocessors import NbGraderPreprocessor

from grading.dispatch.process_pool import CallLimits
from grading.dispatch.runners import processes
from grading.pages.feedback import making
from grading.pages.feedback.writing import limits_of_pages, write_feedback
from tests.grading.pages.report.classes import WEEK, Planted, plant

CLASS = ("ada", "bela", "chen")
LIMITS = CallLimits(60, 4, 700)


class Misfortune(NbGraderPreprocessor):
    """A stage of the course's own, which does to one student's page what the id says."""

    def preprocess(self, nb, resources):
        student = resources["nbgrader"]["student"]
        kept = []
        while student in ("slow", "large"):
            if student == "large":
                kept.append(bytearray(2**20))
        if student == "raising":
            raise ValueError("no such page")
        if student == "dying":
            os.kill(os.getpid(), signal.SIGKILL)
        return nb, resources


def planted(folder, *names):
    course = plant(folder, {name: Planted() for name in names})
    course.config.GenerateFeedback.preprocessors.append(f"{__name__}.{Misfortune.__name__}")
    return course


def page(course, student):
    return course.folder("feedback", student, WEEK) / "derivatives.html"


def test_pages_made_by_a_pool_are_those_that_plain_nbgrader_makes(tmp_path):
    course = plant(tmp_path, {name: Planted(written=5.0, late_h=1, penalty=2.0) for name in CLASS})
    with processes(2, limits_of_pages(course.config)) as runner:
        done = write_feedback(course, WEEK, runner=runner)
    assert (done.n_written, done.problems) == (len(CLASS), {})
    for name in CLASS:
        made = page(course, name).read_text()
        assert course.feedback(WEEK, name) == ""
        assert page(course, name).read_text() == made
    assert write_feedback(course, WEEK).n_left == len(CLASS)


@pytest.mark.slow
@pytest.mark.parametrize("said", [
    {"raising": "ValueError: no such page", "slow": "it took more than 4 s of processor time"},
    pytest.param({"large": "it took more than 700 MB of memory",
                  "dying": "no process survived it"}, marks=pytest.mark.slow)])
def test_a_page_that_cannot_be_made_is_told_and_the_others_are_written(tmp_path, said):
    course = planted(tmp_path, "ada", *said, "zoe")
    with processes(1, LIMITS) as runner:
        done = write_feedback(course, WEEK, runner=runner)
    assert done.n_written == 2
    assert done.problems == {name: f"its page could not be made: {why}"
                             for name, why in said.items()}
    assert {name for name in ("ada", *said, "zoe") if page(course, name).exists()} == {
        "ada", "zoe"}


def test_a_page_that_no_browser_would_open_is_told(tmp_path, monkeypatch):
    course = planted(tmp_path, "ada")
    monkeypatch.setattr(making, "MAX_PAGE", 1000)
    done = write_feedback(course, WEEK)
    assert "the page of derivatives would have" in done.problems["ada"]
    assert not page(course, "ada").exists()


def test_a_graded_notebook_that_is_damaged_costs_its_page_alone(tmp_path):
    damage = {"a": b"", "b": b"{", "c": b'{"cells": 3}', "d": b"\xff\xfe", "e": b"[]"}
    course = planted(tmp_path, *damage, "zoe")
    for name, content in damage.items():
        (course.folder("autograded", name, WEEK) / "derivatives.ipynb").write_bytes(content)
    done = write_feedback(course, WEEK)
    assert list(done.problems) == list(damage)
    assert page(course, "zoe").is_file()
