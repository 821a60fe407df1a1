"""The known mistakes of an exercise, as they are stored in a reference file.

A mistake is known by the fingerprints of its answers on the cases of the exercise. Fingerprints
repeat their paths and kinds many times, so a catalogue holds each such string once and all numbers
in one array, and is unpacked when it is first needed.
"""

import json
import zlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from answercheck.fingerprint import ANY, Feature
from answercheck.verdict import Diagnosis

Location = tuple[int, int, str]  # case, call, path


@dataclass(frozen=True)
class Mistake:
    """One known mistake, or two together, and how their answers look.

    of : index in the catalogue, of a pair two
    features : those that differ from the right answer; where answers are drawn, all
    """

    of: tuple[int, ...]
    features: dict[Location, Feature]

    def fits(self, answer: dict[Location, Feature], tolerance: float) -> bool:
        """Whether an answer has every feature of this mistake, within the tolerance."""
        return all(feature.kind == ANY or (at in answer and feature.fits(answer[at], tolerance))
                   for at, feature in self.features.items())

    @property
    def n_with_slack(self) -> int:
        """How many features have a slack of their own, or match anything."""
        return sum(feature.kind == ANY or bool(feature.slack) for feature in self.features.values())

    def likelihood(self, answer: dict[Location, Feature]) -> float:
        """Return the log-likelihood of a drawn answer under this mistake, up to a constant."""
        return sum(feature.likelihood(answer[at]) for at, feature in self.features.items()
                   if at in answer)


@dataclass(frozen=True)
class Catalogue:
    """The known mistakes of one exercise, packed as in a reference file.

    content : compressed JSON, with every string once
    numbers : float array, of one axis; the numbers of all features
    """

    content: bytes = b""
    numbers: np.ndarray = field(default_factory=lambda: np.zeros(0), compare=False)

    @cached_property
    def _read(self) -> dict[str, Any]:
        return json.loads(zlib.decompress(self.content)) if self.content else {
            "told": [], "words": [], "mistakes": [], "made_from": ""}

    @cached_property
    def diagnoses(self) -> tuple[Diagnosis, ...]:
        """Name and sentence of each mistake, in the order of the exercise."""
        return tuple(Diagnosis(name, sentence) for name, sentence in self._read["told"])

    @property
    def made_from(self) -> str:
        """Digest of the sources it was made from, by which a stale catalogue is recognised."""
        return self._read["made_from"]

    @cached_property
    def mistakes(self) -> tuple[Mistake, ...]:
        """Fingerprints of single mistakes in the order of the exercise, then of pairs."""
        words, numbers = self._read["words"], self.numbers.tolist()
        return tuple(Mistake(tuple(of), {
            (case, call, words[path]): Feature(
                words[kind], tuple(numbers[start:start + n]),
                tuple(numbers[start + n:start + n + n_slack]))
            for case, call, path, kind, start, n, n_slack in features})
            for of, features in self._read["mistakes"])

    def diagnosed(self, of: tuple[int, ...]) -> tuple[Diagnosis, ...]:
        """Return name and sentence of the mistakes with these indices."""
        return tuple(self.diagnoses[place] for place in of)


def catalogue(diagnoses: list[Diagnosis], mistakes: list[Mistake],
              made_from: str = "") -> Catalogue:
    """Pack these mistakes into a catalogue; `made_from` is the digest of their sources."""
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
