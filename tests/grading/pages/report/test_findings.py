"""Findings in a class of a few people, counted by hand, without files."""

from dataclasses import replace
from datetime import datetime

import pytest

from answercheck import wording
from answercheck.verdict import (
    CaseVerdict,
    Mark,
    Part,
    Verdict,
    exception_finding,
    finding,
)
from grading.pages.report.answer_kinds import AnswerKind, answer_kind
from grading.pages.report.class_record import ClassRecord, Submission
from grading.pages.report.exercises import exercise_results
from grading.pages.report.incidents import incidents, zero_reason
from grading.pages.report.mistakes import named_mistakes, unexplained_failures
from grading.pages.report.page import page
from grading.pages.report.reteaching import topics_to_reteach
from tests.grading.pages.report.classes import (
    EXERCISES,
    UNANSWERED,
    WEEK,
    everywhere,
    unanswered,
    verdict,
)

FIRST, SECOND = EXERCISES[:2]


def submission(name, points=10.0, **changed):
    """One person's; `changed` holds the verdicts that are not "all right", by exercise."""
    return Submission(name, True, points=points, verdicts=tuple(
        changed.get(exercise, verdict(exercise)) for exercise in (FIRST, SECOND)))


def record(*submissions):
    return ClassRecord(WEEK, 20.0, submissions)


def one_case(parts=(), problem=None, score=0.0):
    return CaseVerdict("a cube", score, tuple(parts), problem)


DEAD = finding("kernel_died", detail="")
SLOW = finding("timed_out", limit_s=30)
WRONG_VALUES = finding("wrong_values", "slope")


@pytest.mark.parametrize(("judged", "kind"), [
    (Verdict("f", (one_case(score=1),)), AnswerKind.RIGHT),
    (Verdict("f", (one_case(score=1), one_case())), AnswerKind.PARTLY),
    (Verdict("f", (one_case([Part("J", Mark.WRONG, finding("zero", "J"))]),)), AnswerKind.WRONG),
    (Verdict("f", (one_case(problem=UNANSWERED),)), AnswerKind.UNANSWERED),
    (Verdict("f", no_answer=DEAD), AnswerKind.STOPPED)])
def test_the_judges_own_verdicts_are_of_these_kinds(judged, kind):
    assert answer_kind(judged) is kind


def test_an_exception_is_reported_without_the_line_that_raised_it():
    raised = exception_finding(
        {"type": "TypeError", "message": "no len()", "line": "return len(x): 3"})
    strange = verdict(FIRST, 0.0, found=(raised,))
    found, = unexplained_failures(record(submission("ada", **{FIRST: strange})))
    assert found.findings == (("TypeError: no len()", 1),)


def test_named_mistakes_are_counted_once_a_person_and_the_most_frequent_comes_first():
    wrong = verdict(FIRST, 0.5, ["bracket lost"])
    both = verdict(SECOND, 0.0, ["forward", "sign turned", "forward"])
    found = named_mistakes(record(
        submission("ada"), submission("bela", **{SECOND: both}),
        submission("chen", **{FIRST: wrong, SECOND: both}),
        submission("dora", **{FIRST: wrong}), submission("emil", **{FIRST: wrong})))
    assert [(one.exercise, one.name, [who.student for who in one.submissions], one.share)
            for one in found] == [
        (FIRST, "bracket lost", ["chen", "dora", "emil"], 0.6),
        (SECOND, "forward", ["bela", "chen"], 0.4),
        (SECOND, "sign turned", ["bela", "chen"], 0.4)]
    assert found[0].sentence.startswith("Only f(a) is divided")


def test_failures_without_a_name_are_those_of_answers_only():
    strange = verdict(FIRST, 0.0, found=(WRONG_VALUES,),
                      patterns=(finding("one_part_wrong", part="slope"),))
    found = unexplained_failures(record(
        submission("ada", **{FIRST: strange}), submission("bela", **{FIRST: strange}),
        submission("chen", **{FIRST: verdict(FIRST, 0.5, found=(WRONG_VALUES,))}),
        submission("dora", **{FIRST: verdict(FIRST, 0.5, ["bracket lost"])}),
        submission("emil", **{FIRST: unanswered(FIRST)}),
        submission("fay", **{FIRST: verdict(FIRST, why=DEAD)})))
    assert len(found) == 1
    only = found[0]
    assert [one.student for one in only.submissions] == ["ada", "bela", "chen"]
    assert only.n_failing == 4
    assert only.share == 0.75
    assert only.is_hint
    assert only.findings == (("slope has wrong values", 3),
                         ("Only slope is wrong; everything else is right.", 2))


def test_two_people_are_no_hint():
    strange = verdict(FIRST, 0.0)
    assert not unexplained_failures(record(submission("ada", **{FIRST: strange}),
                                       submission("bela", **{FIRST: strange})))[0].is_hint


def test_results_of_an_exercise():
    found = exercise_results(record(
        submission("ada"), submission("bela", **{FIRST: verdict(FIRST, 0.5)}),
        submission("chen", **{FIRST: unanswered(FIRST)}),
        submission("dora", **{FIRST: verdict(FIRST, why=DEAD)})))
    assert [one.name for one in found] == [FIRST, SECOND]
    assert list(found[0].kinds.values()) == [1, 1, 0, 1, 1]
    assert found[0].pass_rate == 0.25
    assert found[0].mean == pytest.approx(0.375)
    assert (found[1].pass_rate, found[1].mean) == (1, 1)


def test_empty_notebooks_do_not_make_exercises_agree():
    n = 12
    half = [submission(f"right-{i}") for i in range(n // 2)]
    empty = [submission(f"empty-{i}", 0.0, **{one: unanswered(one) for one in (FIRST, SECOND)})
             for i in range(n // 2)]
    assert exercise_results(record(*half, *empty))[0].discrimination.value is None


def nothing(why):
    return {one: verdict(one, why=why) for one in (FIRST, SECOND)}


@pytest.mark.parametrize(("changed", "points", "penalty", "reason"), [
    ({}, 10.0, 4.0, ""),
    ({}, 10.0, 10.0, "it was late, and the penalty took all points"),
    ({one: unanswered(one) for one in (FIRST, SECOND)}, 0.0, 0.0, "nothing was answered"),
    ({one: verdict(one, 0.0) for one in (FIRST, SECOND)}, 0.0, 0.0, "no answer is right"),
    (nothing(finding("file_empty")), 0.0, 0.0, "the file is empty"),
    ({FIRST: verdict(FIRST, why=SLOW),
      SECOND: unanswered(SECOND)}, 0.0, 0.0, "this ran longer than 30 s and was stopped")])
def test_every_zero_has_a_reason(changed, points, penalty, reason):
    plain = submission("ada", points, **changed)
    one = Submission("ada", True, verdicts=plain.verdicts, points=points, penalty=penalty)
    assert zero_reason(one) == reason


def test_incidents_are_gathered_by_what_they_have_in_common():
    memory = finding("kernel_died", detail="it took more memory")

    def damaged(detail):
        return nothing(finding("file_damaged", detail=detail))

    found = incidents(record(
        submission("ada", 0.0, **damaged("Expecting a comma (char 9)")),
        submission("bela", 0.0, **damaged("Expecting a value (char 9)")),
        submission("chen", **{FIRST: verdict(FIRST, why=SLOW)}),
        submission("dora", 0.0, **nothing(SLOW)),
        submission("emil", **{SECOND: verdict(SECOND, why=memory)}),
        submission("fay", 0.0, **{one: verdict(one, 0.0) for one in (FIRST, SECOND)})))
    assert [(one.kind, one.reason, [who.student for who in one.submissions], one.n_answers,
             [who.student for who in one.zeros]) for one in found] == [
        ("time-out", wording.reason(SLOW), ["chen", "dora"], 3, ["dora"]),
        ("dead kernel", wording.reason(DEAD), ["emil"], 1, []),
        ("no answer", "the file is damaged or cut off", ["ada", "bela"], 4, ["ada", "bela"]),
        ("zero", "no answer is right", ["fay"], 0, ["fay"])]
    assert found[1].details == {"it took more memory": 1}
    assert found[2].details == {"Expecting a comma (char 9)": 1, "Expecting a value (char 9)": 1}


def test_what_to_teach_again_is_what_most_people_need():
    wrong, empty = verdict(FIRST, 0.5, ["bracket lost"]), unanswered(SECOND)
    people = record(*(submission(f"wrong-{i}", **{FIRST: wrong}) for i in range(3)),
                    *(submission(f"empty-{i}", **{SECOND: empty}) for i in range(4)),
                    *(submission(f"nothing-{i}", **{FIRST: unanswered(FIRST), SECOND: empty})
                      for i in range(9)),
                    submission("once", **{FIRST: verdict(FIRST, 0.5, ["sign turned"])}))
    found = topics_to_reteach(people, named_mistakes(people))
    assert [(one.count, one.exercises, one.title) for one in found] == [
        (4, (SECOND,), "left empty"), (3, (FIRST,), "bracket lost")]


def test_a_record_of_one_has_all_its_parts():
    planted = everywhere(unanswered)
    alone = ClassRecord(WEEK, 20.0, (Submission("ada", True,
                                                verdicts=tuple(planted.all_verdicts())),))
    assert [one.pass_rate for one in exercise_results(alone)] == [0.0] * len(EXERCISES)
    assert incidents(alone)[0].reason == "nothing was answered"


def test_a_cell_that_was_stopped_counts_for_what_it_cost():
    slow = finding("cell_timed_out", limit_s=30, begins="while True: pass", detail="")
    died = finding("cell_kernel_died", begins="import os", detail="exit code 1", missing="helper")
    found = incidents(record(
        submission("ada", **{FIRST: verdict(FIRST, why=slow)}),
        submission("bela", **{FIRST: verdict(FIRST, 0.5, patterns=[died])})))
    assert [(one.kind, one.n_answers, [who.student for who in one.submissions], one.details)
            for one in found] == [
        ("time-out", 1, ["ada"], {"the one that begins with `while True: pass`": 1}),
        ("dead kernel", 1, ["bela"], {"the one that begins with `import os` (exit code 1)": 1})]


@pytest.mark.parametrize(("code", "reason"), [
    ("cell_timed_out", "a cell ran longer than 30 s and was stopped"),
    ("cell_not_reached", "the notebook ran longer than 30 s and was stopped")])
def test_a_cell_that_was_stopped_and_cost_no_answer_counts_too(code, reason):
    slow = finding(code, limit_s=30, begins="while True: pass", detail="")
    people = record(replace(submission("ada"), notes=(slow,)), submission("bela"))
    found, = incidents(people)
    assert (found.kind, found.reason, found.n_answers) == ("time-out", reason, 0)
    text = page(people, datetime(2026, 3, 1))
    assert 'time-outs · dead kernels</dt><dd class="big">1 · 0</dd>' in text
    assert 'id="restored"' not in text


@pytest.mark.parametrize("how", ["missing", "older"])
def test_what_another_cell_has_cost_is_counted_there_and_not_as_an_unknown_mistake(how):
    ended = finding("cell_raised", type="ModuleNotFoundError", message="No module named 'pandas'",
                    line="import pandas", **{how: "helper"})
    people = record(*(submission(name, **{FIRST: verdict(FIRST, 0.0, patterns=[ended])})
                      for name in ("ada", "bela", "chen")),
                    submission("dora", **{FIRST: verdict(FIRST, patterns=[ended])}))
    assert unexplained_failures(people) == []
    found, = incidents(people)
    assert (found.kind, found.n_answers, len(found.submissions)) == ("no answer", 3, 4)
    assert found.details == {"No module named 'pandas', at `import pandas`": 4}


def test_what_was_put_right_before_grading_is_told_of_each_person_and_escaped():
    odd = finding("file_taken", name="<b>work.ipynb")
    ana = replace(submission("ana"), notes=(odd, finding("put_back", names=["setup"])))
    text = page(record(ana, submission("bela")), datetime(2026, 3, 1))
    restored = text[text.index('id="restored"'):text.index('id="late"')]
    assert "graded is &lt;b&gt;work.ipynb." in restored
    assert "put back as they were handed out: setup." in restored
    assert "bela" not in restored
    assert 'id="restored"' not in page(record(submission("bela")), datetime(2026, 3, 1))
