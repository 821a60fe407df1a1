"""Verdicts on answers as data: what was found in each part, in each case and over all cases.

The sentences are made by `wording`. `Verdict.data` and `Verdict.from_data` convert a verdict to and
from JSON, as it stands in a graded notebook.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from typing import Any

FORMAT = 2  # of `Verdict.data`
MAX_TEXT = 600  # characters of one string that a student may have chosen
MAX_LINE = 300  # the same, of an exception's type, message and line
# What is told of an exception: the last three only if they are known.
DESCRIBED = ("type", "message", "line", "inside", "inside_line", "name")
ARGUMENTS = "arguments"  # the name of the part that stands for what a call did to them
MAX_ITEMS = 50  # of a sequence that a student may have chosen


class Mark(StrEnum):
    """The mark of a part of an answer, or of the whole."""

    RIGHT = "right"
    SHAPE = "shape"  # the right values in a wrong shape
    WRONG = "wrong"


def one_line(text: str, max_length: int = MAX_TEXT) -> str:
    """Return text on one line, shortened, without control characters.

    >>> one_line("a\\nb"), one_line("abc", 2)
    ('a b', 'ab …')
    """
    short = text[:max_length]
    clean = short if short.isprintable() else "".join(c if c.isprintable() else " " for c in short)
    return clean if len(text) <= max_length else clean + " …"


def shortened(names: Iterable[str], max_length: int = MAX_TEXT) -> tuple[str, ...]:
    """Return the first of these names, about `max_length` characters together.

    >>> shortened(["W1", "b1", "W2"], 3)
    ('W1', 'b1')
    """
    kept: list[str] = []
    for name in names:
        if sum(map(len, kept)) > max_length:
            break
        kept.append(one_line(name))
    return tuple(kept)


@dataclass(frozen=True)
class Finding:
    """One thing that was found out about an answer, as a code with values.

    Its strings are always short and without control characters, its sequences are short tuples, and
    JSON can represent it.

    code : such as "wrong_values"; `wording` has the words for it
    about : the part or item that it is about; "" for the answer as a whole
    values : numbers, strings, shapes and lists of names, by name
    """

    code: str
    about: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "about", one_line(self.about))
        object.__setattr__(self, "values", _plain(self.values))

    def data(self) -> dict[str, Any]:
        """Return the finding in a form that JSON can represent."""
        return {"code": self.code, "about": self.about, "values": dict(self.values)}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Finding":
        """Return the finding that `data` was made of.

        Raises
        ------
        ValueError
            If `data` has another form.
        """
        try:
            code, about, values = (data[key] for key in ("code", "about", "values"))
        except (KeyError, TypeError):
            raise ValueError("not a finding") from None
        if not (isinstance(code, str) and isinstance(about, str) and isinstance(values, dict)):
            raise ValueError("not a finding")
        return cls(code, about, values)


def finding(code: str, about: str = "", /, **values: Any) -> Finding:
    """Return a finding with these values.

    >>> finding("factor", "dw", factor=7.0, shape=(3, 1)).values["factor"]
    7.0
    """
    return Finding(code, about, values)


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else str(float(value))  # JSON has no nan
    if isinstance(value, Mapping):
        return {one_line(str(key)): _plain(item) for key, item in islice(value.items(), MAX_ITEMS)}
    if isinstance(value, list | tuple):
        return tuple(map(_plain, value[:MAX_ITEMS]))
    return value


def exception_finding(raised: Mapping[str, str]) -> Finding:
    """Return the finding for an exception, as `calls.describe` describes it."""
    if raised["type"] == "NotImplementedError":
        return finding("not_answered")
    return finding("raised", **{key: one_line(raised[key], MAX_LINE) for key in DESCRIBED
                                if key in ("type", "message", "line") or raised.get(key)})


@dataclass(frozen=True)
class Part:
    """One part of an answer (dw, db, cost …): its mark, and what is wrong with it."""

    name: str
    mark: Mark
    finding: Finding | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", one_line(self.name, MAX_LINE))

    @property
    def factor(self) -> float | None:
        """k if the part is k times the right one throughout, else None."""
        if self.finding is None or self.finding.about != self.name:
            return None  # of one item of the part at most
        return self.finding.values.get("factor")


@dataclass(frozen=True)
class CaseVerdict:
    """The verdict on one case.

    label : as students read it
    score : share of the points, from 0 to 1
    parts : of the answer; none if there is a problem
    problem : why there are no parts, such as an exception
    """

    label: str
    score: float
    parts: tuple[Part, ...] = ()
    problem: Finding | None = None

    def findings(self) -> list[tuple[str, Finding]]:
        """Return what is wrong, as pairs of a part's name ("" for a problem) and the finding."""
        if self.problem:
            return [("", self.problem)]
        return [(part.name, part.finding) for part in self.parts if part.finding]


@dataclass(frozen=True)
class Diagnosis:
    """A known mistake: its name, for instructors, and a sentence for students."""

    name: str
    sentence: str


@dataclass(frozen=True)
class Verdict:
    """The verdict on one exercise.

    cases : of the exercise; none if there is no answer
    no_answer : why there is no answer to judge; None if there is one
    mistakes : the known mistakes that explain the answer
    patterns : what the wrong cases have in common, if no known mistake explains the answer
    because_of : the earlier exercises whose right solutions were put in place for this verdict
    by_tests : whether the cell's own tests decided, in the student's process
    """

    exercise: str
    cases: tuple[CaseVerdict, ...] = ()
    no_answer: Finding | None = None
    mistakes: tuple[Diagnosis, ...] = ()
    patterns: tuple[Finding, ...] = ()
    because_of: tuple[str, ...] = ()
    by_tests: bool = False

    @property
    def score(self) -> float:
        """The share of the points, from 0 to 1: the mean of the cases."""
        return sum(case.score for case in self.cases) / len(self.cases) if self.cases else 0.0

    @property
    def passed(self) -> bool:
        """Whether every case is right."""
        return bool(self.cases) and all(case.score == 1 for case in self.cases)

    @property
    def is_unanswered(self) -> bool:
        """Whether the function is still as it was handed out."""
        return bool(self.cases) and all(
            case.problem is not None and case.problem.code == "not_answered"
            for case in self.cases)

    @property
    def older(self) -> tuple[Finding, ...]:
        """Those patterns that say that a function is older than the cell that defines it last."""
        return tuple(one for one in self.patterns if "older" in one.values)

    def marks(self) -> dict[str, Mark]:
        """Return the worst mark of each part over the cases; empty if nothing was returned."""
        worst: dict[str, Mark] = {}
        order = list(Mark)
        for case in self.cases:
            for part in case.parts:
                before = worst.get(part.name, Mark.RIGHT)
                worst[part.name] = max(before, part.mark, key=order.index)
        return worst

    def mark(self) -> Mark:
        """Return the mark of the whole."""
        if self.passed:
            return Mark.RIGHT
        return Mark.SHAPE if self.score > 0 else Mark.WRONG

    def data(self) -> dict[str, Any]:
        """Return the verdict in a form that JSON can represent, with `score` and `passed`."""
        return {"format": FORMAT, "exercise": self.exercise, "score": self.score,
                "passed": self.passed, "no_answer": _data(self.no_answer),
                "cases": [_case_data(case) for case in self.cases],
                "mistakes": [[one.name, one.sentence] for one in self.mistakes],
                "patterns": [one.data() for one in self.patterns],
                "because_of": list(self.because_of), "by_tests": self.by_tests}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Verdict":
        """Return the verdict that `data` was made of.

        Raises
        ------
        ValueError
            If `data` was written by another version.
        """
        if data.get("format") != FORMAT:
            raise ValueError("the verdict was written by another version")
        return cls(data["exercise"], tuple(map(_case_from, data["cases"])),
                   _finding_from(data["no_answer"]),
                   tuple(Diagnosis(*one) for one in data["mistakes"]),
                   tuple(map(Finding.from_data, data["patterns"])), tuple(data["because_of"]),
                   data.get("by_tests") is True)


def _data(found: Finding | None) -> dict[str, Any] | None:
    return None if found is None else found.data()


def _finding_from(data: Mapping[str, Any] | None) -> Finding | None:
    return None if data is None else Finding.from_data(data)


def _case_data(case: CaseVerdict) -> dict[str, Any]:
    return {"label": case.label, "score": case.score, "problem": _data(case.problem),
            "parts": [[part.name, str(part.mark), _data(part.finding)] for part in case.parts]}


def _case_from(data: Mapping[str, Any]) -> CaseVerdict:
    return CaseVerdict(data["label"], data["score"], tuple(
        Part(name, Mark(mark), _finding_from(found))
        for name, mark, found in data["parts"]), _finding_from(data["problem"]))
