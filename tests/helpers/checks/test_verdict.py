"""The verdict as it is read: what is said once, where, and that nothing in it can act."""

import json
from html.parser import HTMLParser

import pytest

from helpers.checks.compare import Outcome, Part
from helpers.checks.mistakes import Told
from helpers.checks.verdict import MAX_LINE, MAX_SENTENCES, CaseVerdict, Verdict

RIGHT, SHAPE, WRONG = Outcome.RIGHT, Outcome.SHAPE, Outcome.WRONG
SEVEN = "dw is 7 times too large (the shape (3, 1) is right)"


def right(label, *names):
    return CaseVerdict(label, 1.0, tuple(Part(name, RIGHT) for name in names or ("y",)))


def wrong(label, sentence, name="y", score=0.0):
    return CaseVerdict(label, score, (Part(name, WRONG, sentence),))


def raised(label, kind="ValueError", message="no", line=""):
    return CaseVerdict(label, 0.0, (), {"type": kind, "message": message, "line": line})


def test_a_verdict_reads_like_the_example_of_the_house():
    parts = (Part("dw", WRONG, SEVEN), Part("db", RIGHT), Part("cost", RIGHT))
    cases = (*(CaseVerdict(f"m = 7, {n} rows", 0.0, parts) for n in (1, 2)),
             right("m = 1", "dw", "db", "cost"))
    assert Verdict("propagate", cases).text() == (
        "✗ propagate: 1 of 3 cases\n"
        "  dw is 7 times too large (the shape (3, 1) is right) — m = 7, 1 rows; m = 7, 2 rows\n"
        "  ✗ dw   ✓ db   ✓ cost")


def test_a_passed_verdict_is_one_line():
    assert Verdict("sigmoid", (right("m = 1"), right("m = 2"))).text() == "✓ sigmoid: 2 of 2 cases"


def test_the_points_end_the_first_line():
    found = Verdict("sigmoid", (right("a"), wrong("b", "y is 0")))
    assert found.text("5 of 10 points").splitlines()[0] == "✗ sigmoid: 1 of 2 cases, 5 of 10 points"
    assert "sigmoid: 1 of 2 cases, 5 of 10 points" in found.html("5 of 10 points")


@pytest.mark.parametrize(("cases", "sentences"), [
    ([wrong("a", "y is 0")], ["y is 0 — a"]),
    ([wrong("a", "y is 0"), wrong("b", "y is 0")], ["y is 0 — in every case"]),
    ([wrong("a", "y is 0"), wrong("b", "y is 0"), right("c")], ["y is 0 — a; b"]),
    ([wrong("a", "y is 0"), wrong("a", "y is 0"), right("c")], ["y is 0 — a"]),
    ([wrong("a", "y is 0"), wrong("b", "y is 5")], ["y is 0 — a", "y is 5 — b"]),
    ([wrong("a", "the function returns None"), right("b")], ["the function returns None — a"]),
    ([CaseVerdict("a", 0.0, (Part("dw", WRONG, "dw is 0"), Part("db", WRONG, "db is 0")))],
     ["dw, db: each is 0 — a"]),
    ([right("a")], []), ([], []),
])
def test_one_sentence_is_told_once_with_its_cases(cases, sentences):
    assert Verdict("f", tuple(cases)).sentences() == sentences


def test_what_differs_only_in_the_shapes_is_told_once():
    cases = [wrong(f"m = {m}", f"y has the shape ({m}, 1); it should have the shape (1, {m})")
             for m in (2, 5, 7)]
    assert Verdict("f", (*cases, right("m = 1"))).sentences() == [
        "y has the shape (2, 1); it should have the shape (1, 2) — m = 2; likewise "
        "m = 5; m = 7"]
    assert Verdict("f", tuple(cases)).sentences()[0].endswith("— m = 2, and likewise in every case")


def test_of_many_cases_the_one_that_is_right_is_told():
    cases = [wrong(str(n), "y is 0") for n in range(4)]
    assert Verdict("f", (*cases, right("m = 1"))).sentences() == [
        "y is 0 — in every case but “m = 1”"]


def test_a_few_sentences_are_told_and_the_rest_counted():
    found = Verdict("f", tuple(wrong(f"case {n}", f"y is {n}") for n in range(MAX_SENTENCES + 3)))
    assert len(found.sentences()) == MAX_SENTENCES + 1
    assert "3 more" in found.sentences()[-1]


def test_what_failed_only_because_of_earlier_exercises_is_right_and_says_so():
    found = Verdict("propagate", (right("m = 1"), right("m = 2")), because_of=("sigmoid",))
    assert found.text("12 of 12 points") == (
        "✓ propagate: 2 of 2 cases, 12 of 12 points\n"
        "  propagate is right; it failed only because of sigmoid.")
    assert found.data()["because_of"] == ["sigmoid"]


@pytest.mark.parametrize(("causes", "named"), [
    (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")])
def test_all_earlier_exercises_that_are_to_blame_are_named(causes, named):
    assert Verdict("f", (right("m = 1"),), because_of=causes).sentences() == [
        f"f is right; it failed only because of {named}."]


def test_what_is_wrong_besides_is_told_with_its_cases_and_its_known_mistake():
    cases = (right("m = 1"), CaseVerdict("m = 2", 0.0, ()), CaseVerdict("m = 3", 0.0, ()))
    told = Told("not divided by m", "You sum; the cost is a mean.")
    assert Verdict("f", cases, named=(told,), because_of=("g",)).sentences() == [
        "f failed in part because of g; what is wrong besides is its own — m = 2; m = 3",
        "You sum; the cost is a mean."]


def test_no_answer_is_told_with_its_reason():
    found = Verdict("sigmoid", (), "the kernel died while this ran")
    assert found.text() == "✗ sigmoid: no answer\n  the kernel died while this ran"
    assert (found.score, found.passed) == (0.0, False)


@pytest.mark.parametrize(("case", "told"), [
    (raised("a", "NotImplementedError", "", "raise NotImplementedError()"), "not answered yet"),
    (raised("a", "ValueError", "shapes (2,3) and (2,3)", "Z = w @ X"),
     "ValueError in your line `Z = w @ X`: shapes (2,3) and (2,3) — a"),
    (raised("a", "KeyError", "'dw'"), "KeyError: 'dw' — a")])
def test_an_exception_is_told_with_the_students_line(case, told):
    assert Verdict("f", (case,)).sentences()[0].startswith(told)


def test_each_part_is_marked_with_its_worst_outcome():
    cases = (CaseVerdict("a", 0.5, (Part("dw", SHAPE, "dw s"), Part("db", RIGHT))),
             CaseVerdict("b", 0.0, (Part("dw", RIGHT), Part("db", WRONG, "db w"))))
    assert Verdict("f", cases).marks() == {"dw": SHAPE, "db": WRONG}
    assert Verdict("f", cases).text().splitlines()[-1] == "  ◐ dw   ✗ db"


ATTACK = "<script>alert(1)</script><img src=x onerror='alert(1)'>\" onclick=\"alert(1)"
CONTROLS = "\x1b[31mred\x1b]0;title\x07\r\n\t\x00\x08\x9b31m\u202egpj.exe\u2028\ud800"
ALLOWED = {"div", "b", "ul", "li", "code", "span"}


def carrying(text):
    """Verdicts that show the text in every place where one can stand."""
    return (Verdict(text, (wrong("a", "y is 0"),)),
            Verdict("f", (wrong(text, "y is 0"), right("b"))),
            Verdict("f", (CaseVerdict("a", 0.0, (Part(text, WRONG, f"{text} is 0"),
                                                 Part("db", RIGHT))),)), *said_by_a_student(text))


def said_by_a_student(text):
    """Verdicts that show the text where it can come from a submission."""
    return (Verdict("f", (wrong("a", f"y is an object of type {text}"),)),
            Verdict("f", (raised("a", text, text, text),)),
            Verdict("f", (raised("a", "E", f"`{text}` and `{text}"),)), Verdict("f", (), text))


class Elements(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, {name for name, _ in attrs}))


@pytest.mark.parametrize("verdict", carrying(ATTACK))
def test_nothing_that_is_shown_becomes_an_element_of_the_page(verdict):
    for tag, attributes in Elements(verdict.html(ATTACK)).found:
        assert tag in ALLOWED
        assert attributes <= {"style"}


@pytest.mark.parametrize("verdict", said_by_a_student(CONTROLS))
def test_no_control_character_of_a_student_reaches_a_terminal(verdict):
    assert all(c.isprintable() or c == "\n" for c in verdict.text())
    assert len(verdict.text().splitlines()) == 2


@pytest.mark.parametrize("verdict", said_by_a_student(CONTROLS))
def test_what_a_student_says_can_be_written_to_a_file(verdict):
    for told in (verdict.text(), verdict.html(), json.dumps(verdict.data(), ensure_ascii=False)):
        assert told.encode("utf-8").decode("utf-8") == told


def test_a_student_cannot_make_a_verdict_long():
    long = "x" * 10**6
    for verdict in said_by_a_student(long):
        assert len(verdict.text()) < 5 * MAX_LINE


def test_the_data_for_reports_can_be_written_as_json():
    cases = (CaseVerdict("a", 0.5, (Part("dw", SHAPE, "dw s"),)), raised("b"))
    data = json.loads(json.dumps(Verdict("f", cases).data()))
    assert (data["exercise"], data["score"], data["passed"]) == ("f", 0.25, False)
    assert data["marks"] == {"dw": "shape"}
    assert data["cases"] == [{"label": "a", "score": 0.5}, {"label": "b", "score": 0.0}]
