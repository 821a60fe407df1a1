"""Verdicts in Chinese: every code, without an English word, and punctuated as Chinese is."""

import re

import pytest

from answercheck import registry
from answercheck.translation import in_language
from answercheck.tried import TriedCall
from answercheck.verdict import CaseVerdict, Diagnosis, Finding, Mark, Part, Verdict, finding
from answercheck.wording import (
    CELL_ENDED,
    NO_ANSWER,
    NOTES,
    STOPPED,
    WORDS,
    headline,
    html,
    note,
    reason,
    sentence,
    sentences,
    text,
)

HAN = "[\u4e00-\u9fff]"
FULL_WIDTH = "[，。：；？！（）“”、]"
# What stays as it is: code, names that the examples below have, and names of the field.
LATIN = {"dw", "db", "cost", "grads", "propagate", "sigmoid", "Z", "X", "m", "numpy", "matrix",
         "np", "array", "None", "True", "False", "return", "NameError", "ValueError", "Python",
         "shapes", "do", "not", "fit", "MB", "Edit", "Clear", "Outputs", "of", "All", "Cells",
         "course", "build", "week", "ipynb", "nan", "Box", "new", "code", "notebook"}

QUANTITY = "a whole number"  # stands for one that a course registers; the catalogue has it
LENGTH, ENDED = {"length": 3}, {"limit_s": 30, "begins": "x = 1", "python": "3.11",
                                "message": "do not fit", "line": "x = 1", "type": "ValueError",
                                "detail": ""}
KINDS = [{"kind": kind, "type": "Box", "shape": (3, 1), **LENGTH} for kind in (
    "None", "function", "number", "int", "bool", "str", "dict", "other", "list", "tuple",
    "object", "matrix", "array")]
CAUSES = ("", "transposed", "rows_not_added", "rows_not_averaged", "entries_not_added",
          "entries_not_averaged", "sum_of_all", "wrong_axis", "spread_to_table")
RAISED = {"type": "ValueError", "message": "shapes (3, 1) do not fit", "line": "Z = X"}
FINDINGS = [
    finding("wrong_values", "dw"), finding("wrong_values", "cost", shape=()),
    finding("wrong_values", "dw", shape=(3, 1)),
    finding("not_finite", "cost", value="nan", shape=()),
    finding("not_finite", "dw", value="nan"), finding("zero", "dw", shape=(3, 1)),
    finding("opposite_sign", "dw", shape=(3, 1)), finding("inexact", "dw"),
    *(finding("factor", "dw", factor=factor) for factor in (7.0, 0.5, -7.0, -0.5, 1e9, -1e-9)),
    *(finding("factor_is_quantity", "dw", quantity=QUANTITY, inverse=inverse, divided_by=by,
              opposite_sign=inverse) for inverse in (True, False) for by in ("", QUANTITY)),
    finding("factor_varies", "dw"), finding("transposed", "dw"),
    *(finding("right_values_wrong_shape", "dw", shape=shape, expected_shape=(3, 1))
      for shape in ((), None, (3,), (1, 3))),
    *(finding("wrong_shape", "dw", shape=shape, expected_shape=expected, cause=cause)
      for shape in ((), None, (1, 3)) for expected in ((), (3, 1)) for cause in CAUSES),
    *(finding("wrong_shape", "dw", shape=(1, 3), expected_shape=(3, 1), cause="transposed",
              besides={"code": code, "factor": 7.0}) for code in ("factor", "opposite_sign")),
    *(finding("wrong_length", "grads", length=n, expected_length=3) for n in (1, 2)),
    *(finding("wrong_type", "dw", kind=one, expected=one) for one in KINDS),
    finding("wrong_type", "dw", kind={"kind": "array", "shape": None}, expected=KINDS[0]),
    finding("not_a_dictionary", "grads", kind=KINDS[0], keys=("dw", "db")),
    finding("missing_key", "grads", key="dw", keys=()),
    finding("missing_key", "grads", key="dw", keys=("db", "cost")),
    finding("unexpected_key", "dw"), finding("unexpected_keys", "grads"),
    finding("wrong_return", kind=KINDS[0], expected=("grads", "cost")),
    finding("returned_none", printed=True), finding("returned_none", printed=False),
    finding("not_evaluated", "dw", argument="sigmoid"),
    *(finding("first_wrong_variable", variable="Z", right=right, lines=lines, scaled=scaled)
      for right in ((), ("X",), ("X", "dw")) for lines in ((), ("Z = X",), ("Z = X", "return Z"))
      for scaled in (True, False)),
    *(finding("wrong_after_variables", right=right, lines=("return Z",))
      for right in (("X",), ("X", "dw"))),
    finding("argument_changed", argument="X"),
    finding("argument_changed", argument="X", replaced=True), finding("not_answered"),
    finding("no_function", name="sigmoid"), finding("raised", **RAISED),
    finding("raised", **{**RAISED, "message": ""}),
    finding("raised", **RAISED, inside="sigmoid", inside_line="X"),
    finding("raised", **{**RAISED, "message": "the value is too large to be checked"}),
    finding("tests_failed", hidden=True, **RAISED), finding("tests_failed", hidden=False, **RAISED),
    finding("tests_partial", points=3.0, max_points=5.0), finding("tests_wrote_to_stderr"),
    finding("tests_gave_no_score", value="nan"),
    finding("tests_gave_too_much", points=7.0, max_points=5.0),
    finding("right_for_one_only", quantity=QUANTITY), finding("wrong_for_whole_numbers_only"),
    finding("one_case_wrong"), finding("one_part_wrong", part="dw"),
    finding("one_part_wrong_in_a_case", part="dw", case="m = 1"),
    finding("reads_the_notebook", names=("X", "Z")), finding("of_nobody", "dw"),
    *(finding(code, **ENDED, **name) for code in WORDS if code.startswith("cell_")
      for name in ({"older": "sigmoid"}, {"missing": "sigmoid"})),
]
REASONS = [finding(code, **{**ENDED, "message": "ValueError", "name": "week.ipynb", "times": 3,
                            "grade_id": "propagate", "files": "week.ipynb", "limit": 3,
                            "limit_mb": 3, "line": 3}, **name)
           for code in NO_ANSWER
           for name in ({}, *([{"older": "sigmoid"}, {"missing": "sigmoid"}]
                              if code in CELL_ENDED else []))]
DETAILS = [finding("answer_unreadable", detail="the value is too large to be checked")]
NOTED = [*(finding(code, name="week.ipynb", names=("propagate", "sigmoid")) for code in NOTES),
         *(finding(code, **ENDED) for code in STOPPED)]


def latin_words(said: str) -> set[str]:
    without_code = re.sub(r"`[^`]*`|<[^>]*>|&\w+;", "", said)
    return set(re.findall("[A-Za-z]+", without_code)) - LATIN


def assert_chinese(said: str) -> None:
    assert re.search(HAN, said)
    assert latin_words(said) - {"of", "nobody"} == set()
    assert not re.findall(f"{HAN}[,:;?!()\"']|[,:;?!()\"']{HAN}", said), said
    assert not re.findall(f"\\s{FULL_WIDTH}|{FULL_WIDTH} +{HAN}|{HAN} +{HAN}", said), said
    assert not re.findall(f"{HAN}[A-Za-z0-9`(]|[A-Za-z0-9`)]{HAN}", said), said


def test_the_examples_have_every_code():
    assert {one.code for one in FINDINGS} >= WORDS.keys()


@pytest.mark.parametrize("found", FINDINGS, ids=lambda one: one.code)
def test_every_finding_is_said_in_chinese(found: Finding):
    english = sentence(found)
    assert not re.search(HAN, english)
    with in_language("zh_CN"):
        assert_chinese(sentence(found))
    assert sentence(found) == english


@pytest.mark.parametrize("found", [*REASONS, *DETAILS], ids=lambda one: one.code)
def test_every_reason_for_no_answer_is_said_in_chinese(found):
    with in_language("zh_CN"):
        assert_chinese(reason(found))


@pytest.mark.parametrize("found", NOTED, ids=lambda one: one.code)
def test_what_was_done_with_a_hand_in_is_said_in_chinese(found):
    with in_language("zh_CN"):
        assert_chinese(note(found))


def test_what_python_says_stays_as_it_is():
    with in_language("zh_CN"):
        assert sentence(finding("raised", **{**RAISED, "line": ""})) == (
            "ValueError：shapes (3, 1) do not fit")


def case(label, found, score=0.0, name="dw"):
    return CaseVerdict(label, score, (Part(name, Mark.WRONG, found),))


ZERO = finding("zero", "dw")
RIGHT = CaseVerdict("m = 1", 1.0, (Part("dw", Mark.RIGHT),))
EACH = CaseVerdict("m = 2", 0.0, tuple(
    Part(name, Mark.WRONG, finding("zero", name)) for name in ("dw", "db")))


def of_shape(m):
    return case(f"m = {m}", finding("wrong_shape", "dw", shape=(m, 1), expected_shape=(1, m),
                                    cause=""))


VERDICTS = [
    Verdict("propagate", (case("m = 1", ZERO), case("m = 2", ZERO))),
    Verdict("propagate", (case("m = 2", ZERO), RIGHT)),
    Verdict("propagate", (*(case(f"m = {m}", ZERO) for m in range(2, 7)), RIGHT)),
    Verdict("propagate", (EACH, RIGHT)),
    Verdict("propagate", (of_shape(2), of_shape(3))),
    Verdict("propagate", (of_shape(2), of_shape(3), RIGHT)),
    Verdict("propagate", tuple(case(f"m = {m}", finding("factor", "dw", factor=m + 2.0))
                               for m in range(8))),
    Verdict("propagate", (case("m = 2", ZERO), RIGHT), because_of=("sigmoid",)),
    Verdict("propagate", (case("m = 2", ZERO), RIGHT), because_of=("sigmoid", "db", "cost")),
    Verdict("propagate", (RIGHT,), because_of=("sigmoid", "db")),
    Verdict("propagate", no_answer=finding("not_given")),
    *(Verdict("propagate", (case("m = 2", ZERO, score),), by_tests=True)
      for score in (0.0, 0.5, 1.0)),
]


@pytest.mark.parametrize("verdict", VERDICTS)
def test_a_whole_verdict_is_said_in_chinese(verdict):
    tried = [TriedCall(label, "code()", "1", "2", "dw", "1", "2") for label in ("m = 1", "m = 2")]
    with in_language("zh_CN"):
        for said in (headline(verdict), *sentences(verdict)):
            assert_chinese(said)
        for shown in (text(verdict, "5 分", tried), html(verdict, "5 分", tried)):
            assert latin_words(shown) == set()


def test_a_verdict_reads_as_a_teacher_in_china_writes():
    seven = finding("factor", "dw", factor=7.0, shape=(3, 1))
    verdict = Verdict("propagate", (case("m = 7", seven), RIGHT))
    with in_language("zh_CN"):
        assert text(verdict, "5 分") == (
            "✗ propagate：2 个用例中通过 1 个，5 分\n"
            "  dw 太大，是正确值的 7 倍（形状 (3, 1) 是对的）——m = 7")


@pytest.fixture
def of_a_course(monkeypatch):
    """What a course registers, in English that the catalogue of the check happens to have."""
    monkeypatch.setitem(registry.WORDS, "own", "should not be there")
    monkeypatch.setitem(registry.FACTORS, QUANTITY, registry.Factor(
        lambda arguments: None, "Every other case is right: look at what is special about this "
        "one."))


def test_what_a_course_registers_and_its_mistakes_are_translated_when_they_are_said(of_a_course):
    known = "Every other case is right: look at what is special about this one."
    verdict = Verdict("propagate", (case("a number", finding("own", "dw")), RIGHT),
                      mistakes=(Diagnosis("own", known),))
    one_only = finding("right_for_one_only", quantity=QUANTITY)
    with in_language("zh_CN"):
        assert sentences(verdict) == ["其他用例都对：看看这个用例有什么特别之处。",
                                      "dw 不应当出现——一个数"]
        assert sentence(one_only) == "其他用例都对：看看这个用例有什么特别之处。"
        quantity = finding("factor_is_quantity", "dw", quantity=QUANTITY, inverse=False,
                           divided_by="", opposite_sign=False)
        assert sentence(quantity) == "dw 是正确值乘以整数"
    assert verdict.data()["mistakes"] == [["own", known]]
