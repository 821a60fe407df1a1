"""The canaries notice attacks: without the sandbox every attack reaches those it aims at."""

import os

import pytest

from tests.adversarial.corpus import QUICK
from tests.adversarial.harm import HARM
from tests.adversarial.unsandboxed import unsandboxed_course

AIMED = {one.name: one for one in HARM if one.reaches}


@pytest.fixture(scope="module")
def course():
    """A course with canaries and without a sandbox."""
    with unsandboxed_course("week1_derivatives") as course:
        yield course


@pytest.mark.parametrize("name", [
    name if name in QUICK else pytest.param(name, marks=pytest.mark.slow) for name in AIMED])
def test_every_canary_is_reached_without_the_sandbox(course, name):
    attack = AIMED[name]
    if attack.needs_root and os.getuid():
        pytest.skip("only root reaches it")
    assert set(course.escapes_of(attack)) >= set(attack.reaches)


def test_every_secret_is_read_by_an_attack(course):
    read = {what for attack in AIMED.values() for what in attack.reaches}
    assert {f"{name}: read" for name in course.canaries.secrets} <= read


def test_untouched_canaries_report_nothing(course):
    assert course.canaries.escapes("nothing was said") == []


def test_no_attack_that_is_run_without_the_sandbox_is_unsafe_there():
    assert not [one.name for one in AIMED.values() if one.unsafe_for_stock]
