"""nbgrader finds the programs that it runs by their names alone."""

import os

from grading.course.programs import find_own_programs
from tests.gradebooks import version, version_by_program


def test_alembic_is_found_and_says_the_version_that_new_gradebooks_of_the_tests_have(monkeypatch):
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    find_own_programs()
    assert version_by_program() == version()


def test_the_rest_of_path_stays_and_a_second_call_changes_nothing(monkeypatch):
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    find_own_programs()
    once = os.environ["PATH"]
    find_own_programs()
    assert os.environ["PATH"] == once
    assert once.endswith(":/usr/bin:/bin")
