"""A report on two hundred people, against what was planted among them."""

import csv
import io
import re
import statistics

import pytest
from nbgrader.api import Gradebook

from answercheck.verdict import finding
from grading.pages.report import write_report
from grading.pages.report.class_record import read_class
from grading.pages.report.incidents import incidents
from grading.pages.report.mistakes import named_mistakes, unexplained_failures
from tests.grading.pages.report.classes import (
    EXERCISES,
    WEEK,
    Planted,
    everywhere,
    plant,
    unanswered,
    verdict,
)

N = 200
N_WRITTEN = 1  # written answers in the notebook of week 1
A, B, C, D, E = EXERCISES[:5]
SLOW, DEAD = "this ran longer than 30 s and was stopped", "the kernel died while this ran"


def planted(i):
    """The i-th person; the remainders are chosen so that nobody is met by two of the zeros."""
    if i in (12, 62):
        return everywhere(lambda name: verdict(name, why=finding("file_empty")), written=0.0)
    if i == 14:
        return everywhere(unanswered, written=0.0)
    if i in (2, 102):
        return Planted(is_graded=False)
    changed = {}
    if i % 5 == 0:
        changed[A] = verdict(A, 0.5, ["bracket lost"])
    if i % 8 == 1:
        changed[B] = verdict(B, 0.0, ["forward"])
    if i % 10 == 3:
        changed[C] = verdict(C, 0.0, found=(finding("transposed", "slope"),))
    if i % 20 == 4:
        changed[C] = verdict(C, 0.5, ["power kept"])
    if i % 50 == 7:
        changed[D] = verdict(D, why=finding("timed_out", limit_s=30))
    if i == 11:
        changed[E] = verdict(E, why=finding("kernel_died", detail=""))
    late_h = i / 10 if i % 25 == 6 else 0.0
    return Planted(changed, late_h=late_h, penalty=3.0 if late_h > 10 else 0.0,
                   written=None if i % 2 else 5.0, has_feedback=i % 2 == 0)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    people = {f"p{i:03}": planted(i) for i in range(N)}
    return plant(tmp_path_factory.mktemp("class"), people, absent=["zoe"])


@pytest.fixture(scope="module")
def record(course):
    return read_class(course, WEEK, course.folder("autograded").parent / "report")


@pytest.fixture(scope="module")
def written(course):
    """The page and the table."""
    return [path.read_text(encoding="utf-8") for path in write_report(course, WEEK, csv=True).paths]


def tile(page, label):
    """The text of a headline number, without tags."""
    found = re.search(rf"<div><dt>{label}</dt>(.*?)</div>", page)
    return " ".join(re.sub("<[^>]*>", " ", found[1]).split())


def test_named_mistakes(record):
    # 200/5; 1, 9, … 193; 4, 24, … 184.
    assert [(one.exercise, one.name, len(one.submissions)) for one in named_mistakes(record)] == [
        (A, "bracket lost", 40), (B, "forward", 25), (C, "power kept", 10)]


def test_failures_without_a_name(record):
    only, = unexplained_failures(record)
    assert (only.exercise, len(only.submissions), only.n_failing, only.is_hint) == (C, 20, 30, True)
    assert only.findings == (("slope is transposed: rows and columns are exchanged", 20),)


def test_time_outs_dead_kernels_and_zeros(record):
    assert [(one.kind, one.reason, len(one.submissions), one.n_answers, len(one.zeros))
            for one in incidents(record)] == [
        ("time-out", SLOW, 4, 4, 0), ("dead kernel", DEAD, 1, 1, 0),
        ("no answer", "the file is empty", 2, 2 * len(EXERCISES), 2),
        ("zero", "nothing was answered", 1, 0, 1)]


def test_headline_numbers(course, written):
    page, _ = written
    with Gradebook(course.directory.db_url) as gradebook:  # by nbgrader's own sums
        scores = [max(0, one.score - one.late_submission_penalty)
                  for one in gradebook.assignment_submissions(WEEK)]
    assert tile(page, "handed in") == "200 1 did not"
    assert tile(page, "graded") == "198 2 not graded yet"
    assert tile(page, "zeros").startswith("3 ")
    assert tile(page, "time-outs · dead kernels").startswith("4 · 1 ")
    assert tile(page, "late") == "8 at most 18.1 h"  # 0.6, 3.1, … 18.1; 10.6 and later pay
    assert tile(page, "to grade by hand").startswith(f"{100 * N_WRITTEN} ")
    assert tile(page, "median").split()[0] == f"{statistics.median(scores):g}"
    assert "4 have a penalty, 12 points in all" in page


def test_pass_rates(record, written):
    page, _ = written
    # Of 198: 40 have the mistake in A, 3 have nothing at all.
    row = re.search(rf"<tr><td class=\"name\"><code>{A}</code></td>\n<td[^>]*>(.*?)</td>", page)
    assert "78\N{NO-BREAK SPACE}%" in row[1]  # 155 of 198


def test_each_mistake_leads_to_those_who_made_it(course, written):
    page, _ = written
    table = page[page.index(">Known mistakes<"):]
    part = table[table.index("bracket lost</b>"):table.index("forward</b>")]
    links = re.findall(r'href="([^"]*)"', part)
    assert len(links) == 40
    assert f"../feedback/p000/{WEEK}/derivatives.html#graded-{A}-check" in links
    assert f"../autograded/p005/{WEEK}/derivatives.ipynb" in links
    report = course.folder("autograded").parent / "report"
    assert all((report / link.partition("#")[0]).is_file() for link in links)


def test_the_table_has_a_row_for_each_student(written):
    _, text = written
    rows = {row["student"]: row for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))}
    assert len(rows) == N + 1
    assert list(rows["p000"])[:5] == ["student", "points", "of", "penalty", "late_hours"]
    assert (rows["p000"][A], rows["p000"][B]) == ("0.5", "1.0")
    assert rows["p025"]["mistakes"] == f"{A}: bracket lost;{B}: forward"
    assert rows["p007"]["reason"] == SLOW
    assert rows["p012"]["reason"] == "the file is empty"
    assert rows["p014"]["reason"] == "nothing was answered"
    assert (rows["p002"]["reason"], rows["p002"]["points"]) == ("not graded yet", "")
    assert rows["zoe"]["reason"] == "nothing was handed in"
    assert (rows["p106"]["late_hours"], rows["p106"]["penalty"]) == ("10.6", "3.0")
