"""Known mistakes of an exercise, and which of them explains an answer.

A mistake is known by the fingerprints of its answers on the same cases. It explains an answer if
the two differ from the right one in the same items of the same calls, in the same way; so it also
has to be right where the answer is right. What explains everything is named:

1. one mistake before two;
2. among several that fit, one that leaves the answer no room, before one whose answers vary by
   rounding; else the one that stands first in the exercise: what says most stands first (of drawn
   answers, which never fit exactly, the one that fits best);
3. two together: as they act together on one number, or each explaining items of its own.
"""

import json
import math
import zlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from answercheck.compare import changed_argument
from answercheck.fingerprint import (
    ANY,
    CHANGED,
    RAISED,
    Feature,
    Fingerprint,
    fingerprint,
    raised,
)
from answercheck.serialize import unpack
from answercheck.verdict import Diagnosis

if TYPE_CHECKING:  # at run time these are built on this module
    from answercheck.references import ReferenceCall, ReferenceExercise
    from answercheck.scoring import Scorer

Location = tuple[int, int, str]  # case, call, path


@dataclass(frozen=True)
class Mistake:
    """One mistake, or two together: their places in the catalogue, and what their answers are like.

    `features` holds what differs from the right answer, or every item where answers are drawn.
    """

    of: tuple[int, ...]
    features: dict[Location, Feature]

    def fits(self, answer: dict[Location, Feature], tolerance: float) -> bool:
        """Whether an answer has all that this mistake leads to."""
        return all(feature.kind == ANY or (at in answer and feature.fits(answer[at], tolerance))
                   for at, feature in self.features.items())

    @property
    def n_rooms(self) -> int:
        """How many features have a room of their own, or fit anything."""
        return sum(feature.kind == ANY or bool(feature.slack) for feature in self.features.values())

    def likelihood(self, answer: dict[Location, Feature]) -> float:
        """Of drawn answers: how near; an answer that is not drawn fits, or does not."""
        return sum(feature.likelihood(answer[at]) for at, feature in self.features.items()
                   if at in answer)


@dataclass(frozen=True)
class Catalogue:
    """The mistakes of one exercise, as they stand in a reference file."""

    content: bytes = b""
    numbers: np.ndarray = field(default_factory=lambda: np.zeros(0), compare=False)

    @cached_property
    def _read(self) -> dict:
        return json.loads(zlib.decompress(self.content)) if self.content else {
            "told": [], "words": [], "mistakes": [], "made_from": ""}

    @cached_property
    def diagnoses(self) -> tuple[Diagnosis, ...]:
        """Every mistake's name and sentence, in the order of the exercise."""
        return tuple(Diagnosis(name, sentence) for name, sentence in self._read["told"])

    @property
    def made_from(self) -> str:
        """A digest of the sources, by which a stale catalogue is known."""
        return self._read["made_from"]

    @cached_property
    def mistakes(self) -> tuple[Mistake, ...]:
        """The single ones in the order of the exercise, then pairs."""
        words, numbers = self._read["words"], self.numbers.tolist()
        return tuple(Mistake(tuple(of), {
            (case, call, words[path]): Feature(
                words[kind], tuple(numbers[start:start + n]),
                tuple(numbers[start + n:start + n + n_slack]))
            for case, call, path, kind, start, n, n_slack in features})
            for of, features in self._read["mistakes"])

    def diagnosed(self, of: tuple[int, ...]) -> tuple[Diagnosis, ...]:
        """Name and sentence of the mistakes at these places."""
        return tuple(self.diagnoses[place] for place in of)


def catalogue(diagnoses: list[Diagnosis], mistakes: list[Mistake],
              made_from: str = "") -> Catalogue:
    """The catalogue of these mistakes."""
    words: dict[str, int] = {}
    numbers: list[float] = []
    rows = []
    for mistake in mistakes:
        features = []
        for (case, call, path), feature in mistake.features.items():
            places = [words.setdefault(word, len(words)) for word in (path, feature.kind)]
            features.append([case, call, *places, len(numbers), len(feature.numbers),
                             len(feature.slack)])
            numbers += [*feature.numbers, *feature.slack]
        rows.append([list(mistake.of), features])
    content = {"told": [[one.name, one.sentence] for one in diagnoses], "words": list(words),
               "mistakes": rows, "made_from": made_from}
    return Catalogue(zlib.compress(json.dumps(content, ensure_ascii=False).encode(), 9),
                     np.array(numbers))


def explain(known: Catalogue, answer: dict[Location, Feature], asked: set[Location],
            tolerance: float, *, drawn: bool = False) -> tuple[int, ...]:
    """The places in the catalogue of the mistakes that explain an answer; () if none does.

    Parameters
    ----------
    known : the mistakes of the exercise
    answer : the features in which the answer differs from the right one
    asked : where the right answer has features; what else an answer holds may be there or not
    tolerance : of the exercise
    drawn : whether right answers are drawn, so that what fits best is named, not what stands first
    """
    if not answer:
        return ()
    needed = {at for at in answer if at in asked}
    best: tuple[int, ...] = ()
    likelihood = -math.inf
    partial: list[tuple[Mistake, set[Location]]] = []
    for mistake in known.mistakes:
        if not mistake.fits(answer, tolerance):
            continue
        covered = mistake.features.keys() & needed
        if covered == needed and mistake.features and len(mistake.of) <= len(best or mistake.of):
            how_near = mistake.likelihood(answer) if drawn else -mistake.n_rooms
            if how_near > likelihood:
                best, likelihood = mistake.of, how_near
        if covered and len(mistake.of) == 1:
            partial.append((mistake, covered))
    if best:
        return best
    for number, (one, first) in enumerate(partial):
        for other, second in partial[number + 1:]:
            if first | second == needed:
                return (*one.of, *other.of)
    return ()


def diagnose(exercise: "ReferenceExercise", records: list[list[dict]],
             scorer: "Scorer") -> tuple[Diagnosis, ...]:
    """The mistakes that explain every wrong call and fit every right one; () if none do."""
    answer = features(exercise, records, scorer)
    if scorer.every_feature:
        asked = set(answer)
    else:
        asked = {(place, number, path)
                 for place, case in enumerate(exercise.cases)
                 for number, call in enumerate(case.calls)
                 for path in (RAISED, CHANGED, *fingerprint(call.returned, exercise.returns))}
    return exercise.mistakes.diagnosed(
        explain(exercise.mistakes, answer, asked, exercise.tolerance, drawn=scorer.drawn))


def features(exercise: "ReferenceExercise", records: list[list[dict]],
             scorer: "Scorer") -> dict[Location, Feature]:
    """The features of all calls, in which answers and mistakes are compared."""
    return {(place, number, path): feature
            for place, (case, row) in enumerate(zip(exercise.cases, records, strict=True))
            for number, (call, record) in enumerate(zip(case.calls, row, strict=True))
            for path, feature in _of_call(exercise, call, record, scorer).items()}


def _of_call(exercise: "ReferenceExercise", call: "ReferenceCall", record: dict[str, Any],
             scorer: "Scorer") -> Fingerprint:
    if record.get("no_function") is True:
        return {RAISED: Feature("no function")}
    if isinstance(record.get("raised"), dict):
        return raised(*(record["raised"].get(key, "") for key in ("type", "message")))
    found = scorer.fingerprint(call, unpack(record["returned"]), exercise)
    changed = changed_argument(call, record)
    return {**found, CHANGED: Feature(changed)} if changed else found
