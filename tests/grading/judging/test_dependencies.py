"""Whose fault it is that exercises failed."""

import pytest

from grading.judging.dependencies import Dependencies

# wave → twice → thrice, and beside it the pair of stone and wave
USES = {"wave": frozenset(), "stone": frozenset(), "twice": frozenset({"wave"}),
        "both": frozenset({"wave", "stone"}), "thrice": frozenset({"wave", "twice"})}


def dependencies(*failed, idle=()):
    return Dependencies(USES, failed, set(USES) - set(idle))


def test_what_builds_on_nothing_that_failed_fails_by_itself():
    assert dependencies("wave", "stone").waiting == []
    assert dependencies("twice", "thrice").waiting == ["thrice"]


def test_unanswered_exercises_are_not_tried_again_and_fail_by_themselves():
    found = dependencies("wave", "twice", "thrice", idle=("twice",))
    assert found.waiting == ["thrice"]
    assert found.causes("thrice") == ("wave", "twice")


def test_an_exercise_that_turns_out_right_is_no_cause():
    found = dependencies("wave", "twice", "thrice")
    found.decide("twice", is_right=True)
    assert found.causes("thrice") == ("wave",)


def test_what_stays_wrong_is_a_fault_for_those_that_build_on_it():
    found = dependencies("wave", "twice", "thrice")
    found.decide("twice", is_right=False)
    assert found.causes("thrice") == ("wave", "twice")


def test_an_exercise_waits_for_the_decision_on_those_that_it_uses():
    found = dependencies("wave", "twice", "thrice")
    assert not found.may_be_asked("thrice", {"wave"})
    found.decide("twice", is_right=False)
    assert found.may_be_asked("thrice", {"wave"})


@pytest.mark.parametrize(("name", "put_in", "may"), [
    ("twice", (), True), ("twice", ("wave",), True), ("twice", ("wave", "stone"), False),
    ("both", ("wave", "stone"), True), ("twice", ("twice",), False),
    ("twice", ("thrice",), False), ("wave", (), False)])
def test_an_exercise_is_tried_only_where_there_is_nothing_that_its_own_answer_does_not_use(
        name, put_in, may):
    assert dependencies("wave", "stone", "twice", "both").may_be_asked(name, put_in) is may


def test_a_right_answer_is_wanted_if_the_next_one_to_be_tried_builds_on_it():
    found = dependencies("wave", "stone", "twice", "both")
    assert found.is_wanted("wave", ())
    assert not found.is_wanted("stone", ())
    found.decide("twice", is_right=True)
    assert found.is_wanted("stone", ())
    found.decide("both", is_right=True)
    assert not found.is_wanted("wave", ())


def test_what_is_undecided_is_never_put_in():
    assert not dependencies("wave", "twice", "thrice").is_wanted("twice", ())
