"""The corpus graded by our grader: no points by cheating, no escapes, no lost submissions."""

import pytest

from tests.adversarial.cheats import CHEATS
from tests.adversarial.corpus import CORPUS, GROUPS, QUICK
from tests.adversarial.grade import grade_corpus
from tests.adversarial.ours import grade_ours
from tests.adversarial.results import expected_of, totals

ASSIGNMENT = "week1_derivatives"
CHEAT_NAMES = {one.name for one in CHEATS}
REST = tuple(name for name in CORPUS if name not in QUICK)


@pytest.fixture(scope="module", params=[
    pytest.param(QUICK, id="quick"), pytest.param(REST, id="rest", marks=pytest.mark.slow)])
def graded(request, whole_sandbox):
    """The results of a part of the corpus; every sample is in one of the two parts."""
    results = grade_corpus(grade_ours, ASSIGNMENT, request.param)
    assert set(results.samples) == set(request.param)
    return results


def test_every_sample_has_a_name_of_its_own():
    assert len(CORPUS) == sum(len(group) for group in GROUPS)


def test_the_quick_part_holds_samples_of_every_group():
    assert set(QUICK) <= set(CORPUS)
    assert [group[0].name for group in GROUPS if not {one.name for one in group} & set(QUICK)] == []


def test_no_submission_is_lost_or_gets_less_than_it_deserves(graded):
    assert [one for one in graded.samples.values() if one.is_lost()] == []


def test_no_zero_is_without_a_reason(graded):
    assert [one for one in graded.samples.values() if not one.is_explained()] == []


def test_nothing_outside_is_read_or_changed(graded):
    assert [one for one in graded.samples.values() if one.escapes] == []


def test_a_cheat_gains_nothing(graded):
    cheats = [one for one in graded.samples.values() if one.name in CHEAT_NAMES]
    assert cheats
    assert [one for one in cheats if one.share != 0] == []


def test_what_cannot_be_read_gets_zero(graded):
    unreadable = [one for one in graded.samples.values() if expected_of(one.name) == "zero"]
    assert unreadable
    assert [one for one in unreadable if one.share != 0] == []


def test_the_last_student_of_a_class_is_graded_as_if_the_others_had_not_been_there(graded):
    assert graded.neighbours
    assert {(one.share, one.escapes) for one in graded.neighbours} == {(1, ())}


def test_the_three_totals_are_zero(graded):
    found = totals(graded.samples, graded.neighbours, max_points=100)
    assert (found.points, found.escapes, found.lost) == (0, 0, 0)
    assert (found.n_run, found.n_not_run) == (len(graded.samples), 0)
