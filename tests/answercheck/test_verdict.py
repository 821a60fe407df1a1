"""The verdict as data: scores, marks, and the way through JSON."""

import json
import math

import pytest

from answercheck.verdict import (
    MAX_ITEMS,
    MAX_TEXT,
    CaseVerdict,
    Diagnosis,
    Finding,
    Mark,
    Part,
    Verdict,
    exception_finding,
    finding,
    shortened,
)

RIGHT, SHAPE, WRONG = Mark.RIGHT, Mark.SHAPE, Mark.WRONG
SEVEN = finding("factor", "dw", factor=7.0, shape=(3, 1))
UNANSWERED = exception_finding({"type": "NotImplementedError", "message": "", "line": ""})
RAISED = exception_finding({"type": "KeyError", "message": "'dw'", "line": "grads['dw']"})


def test_the_score_is_the_mean_of_the_cases_and_no_cases_score_nothing():
    assert Verdict("f", (CaseVerdict("a", 0.5), CaseVerdict("b", 0.0))).score == 0.25
    assert Verdict("f", no_answer=finding("file_empty")).score == 0.0
    assert not Verdict("f").passed


def test_each_part_is_marked_with_its_worst_mark():
    cases = (CaseVerdict("a", 0.5, (Part("dw", SHAPE, SEVEN), Part("db", RIGHT))),
             CaseVerdict("b", 0.0, (Part("dw", RIGHT), Part("db", WRONG, SEVEN))))
    assert Verdict("f", cases).marks() == {"dw": SHAPE, "db": WRONG}


@pytest.mark.parametrize(("problems", "is_unanswered"), [
    ([UNANSWERED, UNANSWERED], True), ([UNANSWERED, RAISED], False), ([RAISED], False),
    ([None, UNANSWERED], False), ([], False)])
def test_a_function_is_unanswered_if_it_says_so_in_every_case(problems, is_unanswered):
    cases = tuple(CaseVerdict("a", 0.0, problem=one) for one in problems)
    assert Verdict("f", cases).is_unanswered is is_unanswered


def test_the_factor_of_a_part_is_not_that_of_one_of_its_items():
    assert Part("dw", WRONG, SEVEN).factor == 7.0
    assert Part("cache", WRONG, finding("factor", "cache[0]", factor=7.0)).factor is None
    assert Part("dw", RIGHT).factor is None


FULL = Verdict(
    "propagate",
    (CaseVerdict("m = 1", 1.0, (Part("dw", RIGHT), Part("db", RIGHT))),
     CaseVerdict("m = 7", 0.0, (Part("dw", WRONG, SEVEN), Part("db", SHAPE, finding(
         "wrong_type", "db", kind={"kind": "array", "shape": (1, 1)},
         expected={"kind": "number"})))),
     CaseVerdict("m = 2", 0.0, problem=RAISED)),
    mistakes=(Diagnosis("summed", "You sum over the examples."),),
    patterns=(finding("reads_the_notebook", names=("X", "Y")),), because_of=("sigmoid",))


@pytest.mark.parametrize("verdict", [
    FULL, Verdict("f"), Verdict("f", no_answer=finding("timed_out", limit_s=30))])
def test_a_verdict_comes_back_from_json_as_it_was(verdict):
    assert Verdict.from_data(json.loads(json.dumps(verdict.data()))) == verdict


def test_the_data_hold_codes_and_values_and_the_score_for_other_readers():
    data = json.loads(json.dumps(FULL.data()))
    assert (data["exercise"], data["passed"]) == ("propagate", False)
    assert data["score"] == pytest.approx(1 / 3)
    assert data["cases"][1]["parts"][0] == ["dw", "wrong", {
        "code": "factor", "about": "dw", "values": {"factor": 7.0, "shape": [3, 1]}}]


@pytest.mark.parametrize("data", [{}, {"format": 1}, {"exercise": "f", "sentences": []}])
def test_data_of_another_version_are_refused(data):
    with pytest.raises(ValueError, match="another version"):
        Verdict.from_data(data)


@pytest.mark.parametrize("data", [
    None, 1, "text", [], {}, {"code": "zero"}, {"code": 1, "about": "", "values": {}},
    {"code": "zero", "about": None, "values": {}}, {"code": "zero", "about": "", "values": []}])
def test_what_is_no_finding_is_refused(data):
    with pytest.raises(ValueError, match="not a finding"):
        Finding.from_data(data)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_numbers_that_json_does_not_have_become_words(value):
    data = finding("cost_too_high", "parameters", cost=value).data()
    assert json.loads(json.dumps(data, allow_nan=False))["values"]["cost"] == str(value)


def test_strings_are_short_and_without_control_characters_however_a_finding_is_made():
    long = "\x1b[31m\n\ud800" + "x" * 10**6
    made = (finding("zero", long, key=long, kind={"type": long}, names=[long]),
            Finding.from_data({"code": "zero", "about": long, "values": {"key": long}}))
    for one in made:
        for shown in (one.about, one.values["key"]):
            assert shown.isprintable()
            assert len(shown) < MAX_TEXT + 5
    assert made[0].values["kind"]["type"] == made[0].values["names"][0] == made[0].values["key"]


def test_many_names_are_cut_off_together():
    assert sum(map(len, shortened(["x" * 10**6] * 20))) < 2 * MAX_TEXT
    assert shortened(["W1", "b1"]) == ("W1", "b1")


def test_a_forged_list_of_names_makes_no_large_finding():
    names = ["n" * 600] * 20_000
    forged = finding("missing_key", key="W1", keys=names, more={str(n): names for n in range(99)})
    assert len(forged.values["keys"]) == MAX_ITEMS
    assert len(forged.values["more"]) == MAX_ITEMS
    assert set(forged.values["keys"]) == {"n" * 600}
