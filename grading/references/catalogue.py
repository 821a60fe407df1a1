"""The catalogue of an exercise's mistakes: what each of them answers on the cases, as traits."""

import contextlib
import hashlib
import itertools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from answercheck.calls import call_all
from answercheck.mistakes import Catalogue, Leaf, Mistake, catalogue
from answercheck.naming import leaves
from answercheck.references import ReferenceExercise
from answercheck.scoring import Scorer
from answercheck.traits import ANY, MISSING, N_SPREADS, RAISED, Trait
from answercheck.verdict import Diagnosis
from grading.errors import CourseError
from grading.references.description import Edit, Exercise, KnownMistake
from grading.references.last_digits import nudged
from grading.references.solutions import cells, edited, namespace

N_RUNS = 8  # of a function whose answers vary, from which the room for its next run is learned
N_PROBES = 2  # runs that show whether answers vary
STILL = 1e-3  # a number that moves by less than this share of the tolerance does not vary
SMALLEST_ROOM = 0.02  # of a number that is drawn
MAX_ROOMS = 10  # a room is known from few runs, so two that are equal may differ by this factor

Leaves = dict[Leaf, Trait]


def known_mistakes(assignment: str, exercise: Exercise, reference: ReferenceExercise,
                   scorers: Mapping[str, Scorer]) -> Catalogue:
    """What every known mistake of the exercise, and every two together, answer on these cases."""
    scorer = scorers[reference.scoring]

    def answers(edits: tuple[Edit, ...]) -> Answers:
        return Answers(assignment, edited(cells(assignment)[exercise.name], edits), reference,
                       scorer)

    single = [answers(one.edits).leaves() for one in exercise.mistakes]
    mistakes = [Mistake((place,), found) for place, found in enumerate(single)]
    if reference.scoring == "values":
        mistakes += _pairs(exercise.mistakes, single, answers, reference.tolerance)
    told = [Diagnosis(one.name, one.sentence) for one in exercise.mistakes]
    return catalogue(told, mistakes, made_from(assignment, exercise))


def made_from(assignment: str, exercise: Exercise) -> str:
    """A digest of what the catalogue hangs on besides the cases: solutions, edits, sentences."""
    whole = (_used(assignment, exercise), exercise.tolerance,
             [(one.name, one.edits, one.sentence) for one in exercise.mistakes])
    return hashlib.sha256(repr(whole).encode()).hexdigest()


def _used(assignment: str, exercise: Exercise) -> list[str]:
    """The solution cells that the exercise's own, or an edit of it, names, and those they name."""
    solutions = cells(assignment)
    used, waiting = [exercise.name], [repr([one.edits for one in exercise.mistakes])]
    for name in used:
        text = " ".join([solutions[name], *waiting])
        waiting = []
        used += [other for other in solutions
                 if other not in used and re.search(rf"\b{other}\b", text)]
    return [solutions[name] for name in used]


@dataclass(frozen=True)
class Answers:
    """What a piece of code answers on the cases of an exercise, run by run."""

    assignment: str
    code: str
    reference: ReferenceExercise
    scorer: Scorer

    def run(self, seed: int) -> Leaves:
        """The leaves of one run; with a seed other than 0 the inputs' last digits are nudged."""
        np.random.seed(seed)
        function = namespace(self.assignment, {self.reference.name: self.code})[self.reference.name]
        records = []
        for case in self.reference.cases:
            calls = [(call.args, call.kwargs) for call in case.calls]
            records.append(call_all(function, nudged(calls, seed) if seed else calls))
        return leaves(self.reference, records, self.scorer)

    def leaves(self) -> Leaves:
        """The leaves of the code's answers, with room where they vary from run to run.

        They vary where the code draws, and where it magnifies the last digits of its inputs, which
        are a processor's own as well.
        """
        if self.scorer.drawn:
            return self._merged([self.run(seed) for seed in range(N_RUNS)])
        runs = [self.run(seed) for seed in range(N_PROBES + 1)]
        if all(_alike(runs[0], other, STILL * self.reference.tolerance) for other in runs[1:]):
            return runs[0]
        return self._merged(runs + [self.run(seed) for seed in range(N_PROBES + 1, N_RUNS)])

    def _merged(self, runs: list[Leaves]) -> Leaves:
        """The leaves of several runs, each number with the room that the runs need."""
        return {leaf: self._in_all([run.get(leaf, MISSING) for run in runs])
                for leaf in dict.fromkeys(leaf for run in runs for leaf in run)}

    def _in_all(self, same: list[Trait]) -> Trait:
        """The trait of one leaf in all the runs."""
        first = same[0]
        if len({(one.kind, len(one.numbers)) for one in same}) > 1:
            return Trait(ANY)
        columns = np.array([one.numbers for one in same])
        finite = np.isfinite(columns)
        if np.any(finite != finite[0]):
            return Trait(ANY)
        columns[:, ~finite[0]] = columns[0, ~finite[0]]  # nan or inf in all of them
        moving = np.where(finite, columns, 0.0)
        middle = np.where(finite[0], moving.mean(axis=0), columns[0])
        spread = N_SPREADS * moving.std(axis=0)
        if self.scorer.drawn:
            return Trait(first.kind, tuple(middle.tolist()),
                         tuple((spread + SMALLEST_ROOM).tolist()))
        room = first.room(self.reference.tolerance)
        if np.all(spread <= room):
            return first
        return Trait(first.kind, tuple(middle.tolist()), tuple(np.maximum(spread, room).tolist()))


def _pairs(mistakes: tuple[KnownMistake, ...], single: list[Leaves],
           answers: Callable[[tuple[Edit, ...]], Answers], tolerance: float) -> list[Mistake]:
    """Two mistakes at once, where that is more than each of them beside the other."""
    found: list[Mistake] = []
    for (i, one), (j, other) in itertools.combinations(enumerate(mistakes), 2):
        with contextlib.suppress(CourseError, SyntaxError):  # not both fit into one answer
            pair = answers(one.edits + other.edits)
            both = pair.run(0)
            if both and not _seen_without(both, single[i], single[j], tolerance) and not any(
                    _alike(alone, both, tolerance) for alone in single):
                found.append(Mistake((i, j), pair.leaves()))
    return found


def _seen_without(both: Leaves, one: Leaves, other: Leaves, tolerance: float) -> bool:
    """Whether the pair is the two beside each other, on leaves of their own; or hardly runs."""
    if any(path == RAISED for _, _, path in both):
        return True
    return all(any(leaf in alone and alone[leaf].fits(trait, tolerance) for alone in (one, other))
               for leaf, trait in both.items()) and _always(one) | _always(other) <= both.keys()


def _alike(one: Leaves, other: Leaves, tolerance: float) -> bool:
    """Whether the other's leaves, of a single run, are what the one leads to."""
    return _always(one) <= other.keys() and all(
        leaf in one and one[leaf].fits(trait, tolerance) for leaf, trait in other.items())


def _always(found: Leaves) -> set[Leaf]:
    """The leaves that are there in every run."""
    return {leaf for leaf, trait in found.items() if trait.kind != ANY}


def same_catalogue(one: Catalogue, other: Catalogue, tolerance: float) -> bool:
    """Whether two catalogues are the same up to the last digits of what was computed."""
    if (one.made_from, one.told) != (other.made_from, other.told):
        return False
    ours, theirs = one.mistakes, other.mistakes
    return [mistake.of for mistake in ours] == [mistake.of for mistake in theirs] and all(
        _same_trait(mine.leaves.get(leaf, MISSING), its.leaves.get(leaf, MISSING), tolerance)
        for mine, its in zip(ours, theirs, strict=True)
        for leaf in mine.leaves.keys() | its.leaves.keys())


def _same_trait(one: Trait, other: Trait, tolerance: float) -> bool:
    if ANY in (one.kind, other.kind):  # what comes out now so, now so, or has room
        return all(trait.kind == ANY or trait.slack for trait in (one, other))
    if (one.kind, len(one.numbers)) != (other.kind, len(other.numbers)):
        return False
    rooms = one.room(tolerance), other.room(tolerance)
    wide = Trait(one.kind, one.numbers, tuple(map(max, *rooms))) if one.numbers else one
    return wide.fits(other, tolerance) and all(
        max(pair) <= MAX_ROOMS * min(pair) for pair in zip(*rooms, strict=True))
