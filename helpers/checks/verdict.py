"""A verdict as a student reads it: what is right, what is wrong, in plain text and in HTML."""

import html
import re
from dataclasses import dataclass
from typing import Any

from helpers.checks.compare import Outcome, Part
from helpers.checks.mistakes import Told

MARK = {Outcome.RIGHT: "✓", Outcome.SHAPE: "◐", Outcome.WRONG: "✗"}
COLOUR = {Outcome.RIGHT: "#00795a", Outcome.SHAPE: "#9a6700", Outcome.WRONG: "#b3480a"}
MAX_SENTENCES = 5
MANY = 3  # cases, beyond which the one that is missing is told
SHAPES = re.compile(r"\(\d[\d, ]*\)")
MAX_BEFORE_NAME = 2  # sentences on what is seen, where a known mistake says why
MAX_LINE = 300  # characters that a student's own code may say in a verdict
MAX_SENTENCE = 600


@dataclass(frozen=True)
class CaseVerdict:
    """One case: its label, its share of the points, its parts, or the exception it raised."""

    label: str
    score: float
    parts: tuple[Part, ...]
    raised: dict[str, str] | None = None

    def findings(self) -> list[tuple[str, str]]:
        """What to tell of this case as (subject, predicate); the subject may be empty."""
        if self.raised:
            return [("", _exception_sentence(self.raised))]
        told = [(part.name, _one_line(part.sentence, MAX_SENTENCE))
                for part in self.parts if part.sentence]
        return [(name, sentence.removeprefix(f"{name} ")) if sentence.startswith(f"{name} ")
                else ("", sentence) for name, sentence in told]


def _exception_sentence(raised: dict[str, str]) -> str:
    if raised["type"] == "NotImplementedError":
        return "not answered yet: replace the line `raise NotImplementedError()` by your code"
    where = f" in your line `{_one_line(raised['line'])}`" if raised["line"] else ""
    return f"{_one_line(raised['type'])}{where}: {_one_line(raised['message'])}"


def _one_line(text: str, most: int = MAX_LINE) -> str:
    """Shortened, and without the control characters that could act on a terminal."""
    clean = "".join(c if c.isprintable() else " " for c in text[:most])
    return clean if len(text) <= most else clean + " …"


@dataclass(frozen=True)
class Verdict:
    """The verdict on one exercise.

    `reason` says why there is no answer to judge, if so. `named` are the known mistakes that
    explain the answer; where there are none, `patterns` say what else can be seen. `because_of` are
    the earlier exercises without whose mistakes the answer is as good as is told here.
    """

    exercise: str
    cases: tuple[CaseVerdict, ...]
    reason: str = ""
    named: tuple[Told, ...] = ()
    patterns: tuple[str, ...] = ()
    because_of: tuple[str, ...] = ()

    @property
    def score(self) -> float:
        """The share of the points, from 0 to 1: the mean of the cases."""
        return sum(case.score for case in self.cases) / len(self.cases) if self.cases else 0.0

    @property
    def passed(self) -> bool:
        """Whether every case is wholly right."""
        return bool(self.cases) and all(case.score == 1 for case in self.cases)

    def headline(self) -> str:
        """The first line: the exercise and how many cases are right."""
        if self.reason:
            return f"{self.exercise}: no answer"
        right = sum(case.score == 1 for case in self.cases)
        return f"{self.exercise}: {right} of {len(self.cases)} cases"

    def sentences(self) -> list[str]:
        """What to tell, each once: what is seen and where, and what was done if it is known."""
        if self.reason:
            return [_one_line(self.reason, MAX_SENTENCE)]
        if self.because_of:
            return [self._carried(), *(one.sentence for one in self.named)]
        seen = self._seen()
        if self.named:
            return [*seen[:MAX_BEFORE_NAME], *(one.sentence for one in self.named)]
        told = seen[:MAX_SENTENCES]
        if len(seen) > MAX_SENTENCES:
            told.append(f"… and {len(seen) - MAX_SENTENCES} more; mend the first ones")
        return [*told, *self.patterns]

    def _carried(self) -> str:
        """What the mistakes in earlier exercises have to do with it."""
        *others, last = self.because_of
        earlier = f"{', '.join(others)} and {last}" if others else last
        if self.passed:
            return f"{self.exercise} is right; it failed only because of {earlier}."
        wrong = [case.label for case in self.cases if case.score < 1]
        return (f"{self.exercise} failed in part because of {earlier}; what is wrong besides is "
                f"its own — {self._where(wrong)}")

    def _seen(self) -> list[str]:
        """What is seen, with the cases it holds for; several parts or cases in one sentence."""
        subjects: dict[str, dict[str, None]] = {}
        labels: dict[str, dict[str, None]] = {}
        for case in self.cases:
            for subject, predicate in case.findings():
                subjects.setdefault(predicate, {})[subject] = None
                labels.setdefault(predicate, {})[case.label] = None
        alike: dict[tuple[str, tuple[str, ...]], list[str]] = {}  # but for the shapes in them
        for predicate, about in subjects.items():
            alike.setdefault((SHAPES.sub("()", predicate), tuple(about)), []).append(predicate)
        told = []
        for (_, about_all), predicates in alike.items():
            who = [subject for subject in about_all if subject]
            start = f"{', '.join(who)}{': each' if len(who) > 1 else ''} " if who else ""
            first, *others = (list(labels[predicate]) for predicate in predicates)
            more = [label for one in others for label in one if label not in first]
            where = self._where([*first, *more])
            if more and where.startswith("in every"):
                where = f"{first[0]}, and likewise {where}"
            elif more:
                where = f"{'; '.join(first)}; likewise {'; '.join(dict.fromkeys(more))}"
            told.append(f"{start}{predicates[0]} — {where}")
        return told

    def _where(self, labels: list[str]) -> str:
        """The cases in words, as short as can be."""
        missing = [case.label for case in self.cases if case.label not in labels]
        if not missing and len(self.cases) > 1:
            return "in every case"
        if len(missing) == 1 and len(set(labels)) > MANY:
            return f"in every case but “{missing[0]}”"
        return "; ".join(dict.fromkeys(labels))

    def marks(self) -> dict[str, Outcome]:
        """For each part its worst outcome over the cases; empty when nothing was returned."""
        worst: dict[str, Outcome] = {}
        order = [Outcome.RIGHT, Outcome.SHAPE, Outcome.WRONG]
        for case in self.cases:
            for part in case.parts:
                before = worst.get(part.name, Outcome.RIGHT)
                worst[part.name] = max(before, part.outcome, key=order.index)
        return worst

    def outcome(self) -> Outcome:
        """The whole in one mark."""
        if self.passed:
            return Outcome.RIGHT
        return Outcome.SHAPE if self.score > 0 else Outcome.WRONG

    def text(self, points: str = "") -> str:
        """The verdict for a terminal; `points` such as "6 of 10 points" ends the first line."""
        first = f"{'✓' if self.passed else '✗'} {self.headline()}{', ' + points if points else ''}"
        lines = [first, *(f"  {sentence}" for sentence in self.sentences())]
        if len(self.marks()) > 1 and not self.passed:
            lines.append("  " + "   ".join(f"{MARK[o]} {name}" for name, o in self.marks().items()))
        return "\n".join(lines)

    def html(self, points: str = "") -> str:
        """The verdict for a notebook: one self-contained element, everything in it escaped."""
        mark, colour = MARK[self.outcome()], COLOUR[self.outcome()]
        first = html.escape(self.headline()) + (f", {html.escape(points)}" if points else "")
        items = "".join(f"<li>{_code(html.escape(s))}</li>" for s in self.sentences())
        parts = "".join(
            f'<span style="margin-right:1em;color:{COLOUR[o]}">{MARK[o]} '
            f"<code>{html.escape(name)}</code></span>"
            for name, o in self.marks().items()) if len(self.marks()) > 1 else ""
        return (
            f'<div style="border-left:4px solid {colour};padding:.4em .8em;margin:.3em 0;'
            f'background:rgba(127,127,127,.08);max-width:60em">'
            f'<b style="color:{colour}">{mark} {first}</b>'
            + (f'<ul style="margin:.3em 0;padding-left:1.2em">{items}</ul>' if items else "")
            + (f"<div>{parts}</div>" if parts else "") + "</div>")

    def data(self) -> dict[str, Any]:
        """The verdict as plain data, for reports."""
        return {"exercise": self.exercise, "score": self.score, "passed": self.passed,
                "reason": _one_line(self.reason, MAX_SENTENCE), "sentences": self.sentences(),
                "named": [one.name for one in self.named],
                "because_of": list(self.because_of),
                "marks": {name: str(o) for name, o in self.marks().items()},
                "cases": [{"label": c.label, "score": c.score} for c in self.cases]}


def _code(escaped: str) -> str:
    """`like this` of an escaped sentence as <code>."""
    pieces = escaped.split("`")
    if len(pieces) % 2 == 0:
        return escaped
    return "".join(f"<code>{piece}</code>" if i % 2 else piece for i, piece in enumerate(pieces))
