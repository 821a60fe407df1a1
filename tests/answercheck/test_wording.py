"""The verdict as it is read: what is said once, where, and that nothing in it can act."""

import json
import re
from html.parser import HTMLParser

import pytest

from answercheck.tried import TriedCall
from answercheck.verdict import (
    MAX_LINE,
    CaseVerdict,
    Diagnosis,
    Mark,
    Part,
    Verdict,
    exception_finding,
    finding,
)
from answercheck.wording import (
    COLOUR,
    MAX_SENTENCES,
    NO_ANSWER,
    found_in_words,
    html,
    most_helpful,
    reason,
    reason_and_detail,
    sentence,
    sentences,
    text,
)

RIGHT, SHAPE, WRONG = Mark.RIGHT, Mark.SHAPE, Mark.WRONG
SEVEN = finding("factor", "dw", factor=7.0, shape=(3, 1))
NONE = finding("returned_none", printed=False)


def zero(name):
    return finding("zero", name)


def right(label, *names):
    return CaseVerdict(label, 1.0, tuple(Part(name, RIGHT) for name in names or ("y",)))


def wrong(label, found, name="y", score=0.0):
    return CaseVerdict(label, score, (Part(name, WRONG, found),))


def times(label, factor):
    return wrong(label, finding("factor", "y", factor=float(factor)))


def raised(label, kind="ValueError", message="no", line="", **more):
    return CaseVerdict(label, 0.0, problem=exception_finding(
        {"type": kind, "message": message, "line": line, **more}))


def test_a_verdict_names_the_part_the_factor_and_the_cases_and_marks_every_part():
    parts = (Part("dw", WRONG, SEVEN), Part("db", RIGHT), Part("cost", RIGHT))
    cases = (*(CaseVerdict(f"m = 7, {n} rows", 0.0, parts) for n in (1, 2)),
             right("m = 1", "dw", "db", "cost"))
    assert text(Verdict("propagate", cases)) == (
        "✗ propagate: 1 of 3 cases\n"
        "  dw is 7 times too large (the shape (3, 1) is right) — m = 7, 1 rows; m = 7, 2 rows\n"
        "  ✗ dw   ✓ db   ✓ cost")


def test_every_sign_stands_out_from_its_colour():
    parts = tuple(Part(mark.value, mark) for mark in Mark)
    page = html(Verdict("f", (CaseVerdict("a", 0.0, parts),)))
    signs = re.findall(r"[^-]color:(#\w+);background:(#\w+)", page)
    assert {background for _, background in signs} == set(COLOUR.values())
    assert all(contrast(sign.replace("#fff", "#ffffff"), background) >= 4.5
               for sign, background in signs)


@pytest.mark.parametrize("page", ["#ffffff", "#111111"])
@pytest.mark.parametrize("mark", Mark)
def test_the_colour_of_a_mark_stands_out_from_light_and_dark_pages(mark, page):
    assert contrast(page, COLOUR[mark]) >= 3  # a shape, not a text


def contrast(one, other):
    """Contrast of two colours as WCAG 2.2 defines it, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (int(colour[i: i + 2], 16) / 255 for i in (1, 3, 5)))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_passed_verdict_is_one_line():
    assert text(Verdict("sigmoid", (right("m = 1"), right("m = 2")))) == "✓ sigmoid: 2 of 2 cases"


def test_the_points_end_the_first_line():
    found = Verdict("sigmoid", (right("a"), wrong("b", zero("y"))))
    first = "sigmoid: 1 of 2 cases, 5 of 10 points"
    assert text(found, "5 of 10 points").splitlines()[0] == f"✗ {first}"
    assert first in html(found, "5 of 10 points")


@pytest.mark.parametrize(("cases", "said"), [
    ([wrong("a", zero("y"))], ["y is 0 — a"]),
    ([wrong("a", zero("y")), wrong("b", zero("y"))], ["y is 0 — in every case"]),
    ([wrong("a", zero("y")), wrong("b", zero("y")), right("c")], ["y is 0 — a; b"]),
    ([wrong("a", zero("y")), wrong("a", zero("y")), right("c")], ["y is 0 — a"]),
    ([wrong("a", zero("y")), times("b", 5)],
     ["y is 0 — a", "y is 5 times too large — b"]),
    ([times("a", 5), times("b", 5 + 1e-9)], ["y is 5 times too large — in every case"]),
    ([wrong("a", NONE), right("b")], ["the function returns None: is a return missing? — a"]),
    ([CaseVerdict("a", 0.0, (Part("dw", WRONG, zero("dw")), Part("db", WRONG, zero("db"))))],
     ["dw, db: each is 0 — a"]),
    ([CaseVerdict("a", 0.0, (Part("cache", WRONG, zero("cache[0]")),))], ["cache[0] is 0 — a"]),
    ([right("a")], []), ([], []),
])
def test_one_sentence_is_said_once_with_its_cases(cases, said):
    assert sentences(Verdict("f", tuple(cases))) == said


def test_what_differs_only_in_the_shapes_is_said_once():
    cases = [wrong(f"m = {m}", finding("wrong_shape", "y", shape=(m, 1), expected_shape=(1, m),
                                       cause="")) for m in (2, 5, 7)]
    assert sentences(Verdict("f", (*cases, right("m = 1")))) == [
        "y has the shape (2, 1); it should have the shape (1, 2) — m = 2; likewise "
        "m = 5; m = 7"]
    assert sentences(Verdict("f", tuple(cases)))[0].endswith("— m = 2, and likewise in every case")


@pytest.mark.parametrize("message", [
    "shapes ({m},3) and (2,) do not fit",
    "matmul: mismatch in its core dimension 0 (size 1 is different from {m})",
    "shapes (4,{m}) and (1,4) not aligned: {m} (dim 1) != 1 (dim 0)"])
def test_exceptions_that_differ_only_in_the_shapes_are_said_once(message):
    cases = [raised(f"m = {m}", message=message.format(m=m)) for m in (2, 5)]
    assert sentences(Verdict("f", (*cases, right("m = 1")))) == [
        f"ValueError: {message.format(m=2)} — m = 2; likewise m = 5"]


def test_of_many_cases_the_one_that_is_right_is_named():
    cases = [wrong(str(n), zero("y")) for n in range(4)]
    assert sentences(Verdict("f", (*cases, right("m = 1")))) == [
        "y is 0 — in every case but “m = 1”"]


def test_a_few_sentences_are_said_and_the_rest_counted():
    found = Verdict("f", tuple(times(f"case {n}", n + 2) for n in range(MAX_SENTENCES + 3)))
    assert len(sentences(found)) == MAX_SENTENCES + 1
    assert "3 more" in sentences(found)[-1]


def test_what_failed_only_because_of_earlier_exercises_is_right_and_says_so():
    found = Verdict("propagate", (right("m = 1"), right("m = 2")), because_of=("sigmoid",))
    assert text(found, "12 of 12 points") == (
        "✓ propagate: 2 of 2 cases, 12 of 12 points\n"
        "  propagate is right; it failed only because of sigmoid.")


@pytest.mark.parametrize(("causes", "named"), [
    (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")])
def test_all_earlier_exercises_that_it_failed_because_of_are_named(causes, named):
    assert sentences(Verdict("f", (right("m = 1"),), because_of=causes)) == [
        f"f is right; it failed only because of {named}."]


@pytest.mark.parametrize(("causes", "carried"), [
    (("g",), "g is wrong as well; f was judged with a right one in its place."),
    (("g", "h"), "g and h are wrong as well; f was judged with right ones in their place.")])
def test_what_is_wrong_besides_is_said_first_and_then_what_was_carried_forward(causes, carried):
    cases = (right("m = 1"), wrong("m = 2", zero("y")), wrong("m = 3", zero("y")))
    mistake = Diagnosis("not divided by m", "You sum; the cost is a mean.")
    found = Verdict("f", cases, mistakes=(mistake,), because_of=causes)
    assert sentences(found) == ["You sum; the cost is a mean.", "y is 0 — m = 2; m = 3", carried]
    assert most_helpful(found) == "You sum; the cost is a mean."


MISTAKE = (Diagnosis("summed", "You sum; the cost is a mean."),)
READS = (finding("reads_the_notebook", names=("X",)), finding("one_part_wrong", part="dw"))


@pytest.mark.parametrize(("mistakes", "patterns", "first", "last"), [
    (MISTAKE, (), "You sum; the cost is a mean.", "dw is 7 times too large"),
    ((), READS, "Your function takes `X` from the notebook", "Only dw is wrong"),
    ((), READS[1:], "dw is 7 times too large", "Only dw is wrong")])
def test_the_cause_comes_first_wherever_it_is_known(mistakes, patterns, first, last):
    found = Verdict("f", (wrong("m = 7", SEVEN, "dw"),), mistakes=mistakes, patterns=patterns)
    for said in (sentences(found), found_in_words(found)):
        assert said[0].startswith(first)
        assert said[-1].startswith(last)
    assert most_helpful(found).startswith(first)


def test_the_case_to_begin_at_is_for_the_student_and_not_counted_over_submissions():
    begin = finding("one_part_wrong_in_a_case", part="dw", case="m = 7")
    found = Verdict("f", (wrong("m = 7", SEVEN, "dw"),), patterns=(begin,))
    assert sentences(found)[-1] == "In “m = 7” only dw is wrong; begin there."
    assert not any("m = 7" in said for said in found_in_words(found))


def test_no_answer_is_said_with_its_reason():
    found = Verdict("sigmoid", no_answer=finding("kernel_died", detail=""))
    assert text(found) == "✗ sigmoid: no answer\n  the kernel died while this ran"


@pytest.mark.parametrize(("found", "whole", "head", "detail"), [
    (finding("timed_out", limit_s=30), "this ran longer than 30 s and was stopped",
     "this ran longer than 30 s and was stopped", ""),
    (finding("kernel_died", detail="it took more memory"),
     "the kernel died while this ran: it took more memory",
     "the kernel died while this ran", "it took more memory"),
    (finding("file_damaged", detail="a comma (char 9)"),
     "the file is damaged or cut off (a comma (char 9))",
     "the file is damaged or cut off", "a comma (char 9)"),
    (finding("check_failed", message="KeyError: '{x}'"),
     "the check could not run: KeyError: '{x}'", "the check could not run", "KeyError: '{x}'")])
def test_a_reason_has_a_part_that_many_share_and_a_detail(found, whole, head, detail):
    assert reason(found) == whole
    assert reason_and_detail(found) == (head, detail)


def test_what_is_no_reason_for_no_answer_is_refused():
    for found in (finding("zero"), finding("file_damaged")):
        with pytest.raises(KeyError):
            reason(found)


@pytest.mark.parametrize("code", NO_ANSWER)
def test_every_reason_has_words_that_a_student_cannot_make_long(code):
    values = dict.fromkeys(("limit_s", "limit_mb", "limit", "line", "detail", "type", "message",
                            "grade_id", "name", "times", "python", "begins", "files"), "x" * 10**6)
    assert 0 < len(reason(finding(code, **values))) < 5 * MAX_LINE


@pytest.mark.parametrize(("case", "said"), [
    (raised("a", "NotImplementedError", "", "raise NotImplementedError()"), "not answered yet"),
    (raised("a", "ValueError", "shapes (2,3) and (2,3)", "Z = w @ X"),
     "ValueError in your line `Z = w @ X`: shapes (2,3) and (2,3) — a"),
    (raised("a", "KeyError", "'dw'"), "KeyError: 'dw' — a"),
    (raised("a", "AssertionError", "", "assert A.shape == (1, m)"),
     "AssertionError in your line `assert A.shape == (1, m)` — a"),
    (raised("a", "ValueError", "no", "A = linear(A, W)", inside="linear", inside_line="Z = W @ A"),
     "ValueError in your line `A = linear(A, W)` (raised inside `linear`, at `Z = W @ A`): no — a"),
    (CaseVerdict("a", 0.0, problem=finding("no_function", name="f")),
     "NameError: there was no function f when the check ran; does its cell run without an error?")])
def test_an_exception_is_said_with_the_students_line(case, said):
    assert sentences(Verdict("f", (case,)))[0].startswith(said)


def test_what_many_may_have_in_common_is_said_without_cases_and_lines():
    found = Verdict("f", (raised("a", "TypeError", "no len() — of it", "len(x): 3"),
                          raised("b", "TypeError", "no len() — of it", "len(y)"),
                          raised("d", "TypeError", "no len() — of it", "g(y)", inside="g",
                                 inside_line="len(y)"),
                          wrong("c", zero("y"))))
    assert found_in_words(found, with_line=False) == ["TypeError: no len() — of it", "y is 0"]
    assert found_in_words(found)[0] == "TypeError in your line `len(x): 3`: no len() — of it"


def test_a_code_without_words_still_gives_a_sentence():
    assert sentence(finding("of_another_course", "y")) == (
        "y is not as it should be (of_another_course)")


def test_each_part_is_marked_with_its_worst_mark():
    cases = (CaseVerdict("a", 0.5, (Part("dw", SHAPE, zero("dw")), Part("db", RIGHT))),
             CaseVerdict("b", 0.0, (Part("dw", RIGHT), Part("db", WRONG, zero("db")))))
    assert text(Verdict("f", cases)).splitlines()[-1] == "  ◐ dw   ✗ db"


ATTACK = "<script>alert(1)</script><img src=x onerror='alert(1)'>\" onclick=\"alert(1)"
CONTROLS = "\x1b[31mred\x1b]0;title\x07\r\n\t\x00\x08\x9b31m\u202egpj.exe\u2028\ud800"
ALLOWED = {"div", "b", "ul", "li", "code", "span"}


def showing(words):
    """Verdicts that show these words in every place where words can stand."""
    return (Verdict(words, (wrong("a", zero("y")),)),
            Verdict("f", (wrong(words, zero("y")), right("b"))), *said_by_a_student(words))


def said_by_a_student(words):
    """Verdicts that show these words where they can come from a submission."""
    kind = {"kind": "object", "type": words}
    return (Verdict("f", (wrong("a", finding("wrong_type", "y", kind=kind, expected=kind)),)),
            Verdict("f", (wrong("a", finding("missing_key", "y", key="dw", keys=(words,))),)),
            Verdict("f", (raised("a", words, words, words),)),
            Verdict("f", (raised("a", "E", words, words, inside=words, inside_line=words),)),
            Verdict("f", (raised("a", "E", f"`{words}` and `{words}"),)),
            Verdict("f", no_answer=finding("check_failed", message=words)))


def with_a_key(words):
    """A verdict that shows a key of a student's dictionary as a part."""
    return Verdict("f", (CaseVerdict("a", 0.0, (
        Part(words, WRONG, finding("unexpected_key", words)), Part("db", RIGHT))),))


class Elements(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, {name for name, _ in attrs}))


@pytest.mark.parametrize("verdict", [*showing(ATTACK), with_a_key(ATTACK)])
def test_nothing_that_is_shown_becomes_an_element_of_the_page(verdict):
    for tag, attributes in Elements(html(verdict, ATTACK)).found:
        assert tag in ALLOWED
        assert attributes <= {"style"}


def test_nothing_of_a_case_to_try_becomes_an_element_of_the_page():
    page = html(Verdict("f", (wrong("a", zero("y")),)), tried=[TriedCall(*[ATTACK] * 7)])
    found = Elements(page).found
    assert {tag for tag, _ in found} <= {*ALLOWED, "pre"}
    assert all(attributes <= {"style"} for _, attributes in found)


@pytest.mark.parametrize("verdict", [*said_by_a_student(CONTROLS), with_a_key(CONTROLS)])
def test_no_control_character_of_a_student_reaches_a_terminal(verdict):
    assert all(c.isprintable() or c == "\n" for c in text(verdict))
    assert len(text(verdict).splitlines()) == 2 + (len(verdict.marks()) > 1)


@pytest.mark.parametrize("verdict", [*said_by_a_student(CONTROLS), with_a_key(CONTROLS)])
def test_what_a_student_says_can_be_written_to_a_file(verdict):
    for said in (text(verdict), html(verdict), json.dumps(verdict.data(), ensure_ascii=False)):
        assert said.encode("utf-8").decode("utf-8") == said


def test_a_student_cannot_make_a_verdict_long():
    long = "x" * 10**6
    for verdict in (*said_by_a_student(long), with_a_key(long)):
        assert len(text(verdict)) < 5 * MAX_LINE
        assert len(json.dumps(verdict.data())) < 10 * MAX_LINE


def test_of_several_cases_that_failed_the_first_is_shown_and_the_others_are_folded():
    failed = [TriedCall(f"case {place}", "f(x=1.0)") for place in range(3)]
    shown, folded = html(Verdict("f", (wrong("a", zero("y")),)), tried=failed).split("<details")
    assert "case 0" in shown
    assert "2 more cases that failed" in folded
    assert "case 1" in folded
    assert "case 2" in folded
    assert "<details" not in html(Verdict("f", (wrong("a", zero("y")),)), tried=failed[:1])
