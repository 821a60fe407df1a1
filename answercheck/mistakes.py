"""Known mistakes of an exercise, and which of them explains an answer.

A mistake is known by the traits of its answers on the same cases. It explains an answer if the two
differ from the right one in the same leaves of the same calls, in the same way; so it also has to
be right where the answer is right. What explains everything is named:

1. one mistake before two;
2. among several that fit, the one that stands first in the exercise: what says most stands first
   (of drawn answers, which never fit exactly, the one that fits best);
3. two together: as they act together on one number, or each explaining leaves of its own.
"""

import json
import math
import zlib
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from answercheck.traits import ANY, Trait, Traits
from answercheck.verdict import Diagnosis

Leaf = tuple[int, int, str]  # case, call, path


@dataclass(frozen=True)
class Mistake:
    """One mistake, or two together: their places in the catalogue, and what their answers are like.

    `leaves` holds what differs from the right answer, or every leaf where answers are drawn.
    """

    of: tuple[int, ...]
    leaves: dict[Leaf, Trait]

    def fits(self, answer: dict[Leaf, Trait], tolerance: float) -> bool:
        """Whether an answer has all that this mistake leads to."""
        return all(trait.kind == ANY or (leaf in answer and trait.fits(answer[leaf], tolerance))
                   for leaf, trait in self.leaves.items())

    def likelihood(self, answer: dict[Leaf, Trait]) -> float:
        """Of drawn answers: how near; an answer that is not drawn fits, or does not."""
        return sum(trait.likelihood(answer[leaf]) for leaf, trait in self.leaves.items()
                   if leaf in answer)


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
    def told(self) -> tuple[Diagnosis, ...]:
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
            (case, call, words[path]): Trait(
                words[kind], tuple(numbers[start:start + n]),
                tuple(numbers[start + n:start + n + n_slack]))
            for case, call, path, kind, start, n, n_slack in leaves})
            for of, leaves in self._read["mistakes"])

    def sentences(self, of: tuple[int, ...]) -> tuple[Diagnosis, ...]:
        """What is told of the mistakes at these places."""
        return tuple(self.told[place] for place in of)


def catalogue(told: list[Diagnosis], mistakes: list[Mistake], made_from: str = "") -> Catalogue:
    """The catalogue of these mistakes."""
    words: dict[str, int] = {}
    numbers: list[float] = []
    rows = []
    for mistake in mistakes:
        leaves = []
        for (case, call, path), trait in mistake.leaves.items():
            places = [words.setdefault(word, len(words)) for word in (path, trait.kind)]
            leaves.append([case, call, *places, len(numbers), len(trait.numbers),
                           len(trait.slack)])
            numbers += [*trait.numbers, *trait.slack]
        rows.append([list(mistake.of), leaves])
    content = {"told": [[one.name, one.sentence] for one in told], "words": list(words),
               "mistakes": rows, "made_from": made_from}
    return Catalogue(zlib.compress(json.dumps(content, ensure_ascii=False).encode(), 9),
                     np.array(numbers))


def explain(known: Catalogue, answer: dict[Leaf, Trait], asked: set[Leaf],
            tolerance: float, *, drawn: bool = False) -> tuple[int, ...]:
    """The places in the catalogue of the mistakes that explain an answer; () if none does.

    Parameters
    ----------
    known : the mistakes of the exercise
    answer : the leaves in which the answer differs from the right one
    asked : leaves of the right answer; what else the answer holds may be there or not
    tolerance : of the exercise
    drawn : whether right answers are drawn, so that what fits best is named, not what stands first
    """
    if not answer:
        return ()
    needed = {leaf for leaf in answer if leaf in asked}
    best: tuple[int, ...] = ()
    likelihood = -math.inf
    partial: list[tuple[Mistake, set[Leaf]]] = []
    for mistake in known.mistakes:
        if not mistake.fits(answer, tolerance):
            continue
        covered = mistake.leaves.keys() & needed
        if covered == needed and mistake.leaves:
            how_near = mistake.likelihood(answer) if drawn else 0.0
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


def in_all_calls(found: list[list[Traits]]) -> dict[Leaf, Trait]:
    """The traits of every call of every case in one dictionary."""
    return {(case, call, path): trait for case, calls in enumerate(found)
            for call, traits in enumerate(calls) for path, trait in traits.items()}
