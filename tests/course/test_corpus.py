"""The corpus of hostile and damaged submissions, through the real pipeline and real kernels."""

import pytest

from grading.samples.cheats import CHEATS
from grading.samples.damage import DAMAGE
from grading.samples.hostile import CORPUS, Outcome, grade_corpus
from grading.samples.specimen import HONEST
from grading.samples.stock import stock_scores

ASSIGNMENT = "week1_derivatives"


@pytest.fixture(scope="module")
def graded() -> dict[str, Outcome]:
    """What became of each specimen; the corpus is graded once."""
    return grade_corpus(ASSIGNMENT)


def test_every_specimen_has_a_name_of_its_own():
    assert len(CORPUS) == len(CHEATS) + len(DAMAGE)


@pytest.mark.parametrize("name", CORPUS)
def test_nobody_is_lost(graded, name):
    assert graded[name].share is not None
    assert graded[name].problem == ""


@pytest.mark.parametrize("name", [one.name for one in CHEATS])
def test_a_cheat_gains_nothing_and_is_told_why(graded, name):
    assert graded[name].share == 0
    assert graded[name].reasons


@pytest.mark.parametrize("name", [one.name for one in DAMAGE if one.expected == "full"])
def test_what_is_not_damaged_costs_nothing(graded, name):
    assert graded[name].share == 1, graded[name].reasons


@pytest.mark.parametrize("name", [one.name for one in DAMAGE if one.expected == "some"])
def test_one_bad_answer_leaves_the_others(graded, name):
    assert graded[name].share > 0
    assert graded[name].reasons


@pytest.mark.parametrize("name", [one.name for one in DAMAGE if one.expected == "zero"])
def test_what_cannot_be_read_gets_zero_and_a_reason(graded, name):
    assert graded[name].share == 0
    assert graded[name].reasons


def test_the_corpus_bites():
    bites = ("tag-skip-execution", "patch-comparisons", "other-student")
    names = (HONEST, *bites)
    scores = stock_scores(ASSIGNMENT, [CORPUS[name] for name in names])
    assert scores == dict.fromkeys(names, 1.0)
