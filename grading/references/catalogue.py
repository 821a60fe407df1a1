"""The catalogue of an exercise's mistakes: the fingerprints of their answers on the cases."""

import contextlib
import hashlib
import itertools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from answercheck.calls import call_all
from answercheck.diagnosis import features
from answercheck.fingerprint import ANY, MISSING, N_SPREADS, RAISED, Feature
from answercheck.mistakes import Catalogue, Location, Mistake, catalogue
from answercheck.references import ReferenceExercise
from answercheck.registry import ScorerLike
from answercheck.verdict import Diagnosis
from grading.course.folders import CourseFolders
from grading.errors import CourseError
from grading.references.description import Edit, Exercise, KnownMistake
from grading.references.last_digits import nudged
from grading.references.solutions import cells, edited, namespace

N_RUNS = 8  # of a function whose answers vary, from which the room for its next run is learned
N_PROBES = 2  # runs that show whether answers vary
STILL = 1e-3  # a number that moves by less than this share of the tolerance does not vary
SMALLEST_ROOM = 0.02  # of a number that is drawn
MAX_ROOMS = 10  # a room is known from few runs, so two that are equal may differ by this factor

Features = dict[Location, Feature]


def known_mistakes(folders: CourseFolders, assignment: str, exercise: Exercise,
                   reference: ReferenceExercise, scorers: Mapping[str, ScorerLike]) -> Catalogue:
    """What every known mistake of the exercise, and every two together, answer on these cases."""
    scorer = scorers[reference.scoring]

    def answers(edits: tuple[Edit, ...]) -> Answers:
        code = edited(cells(folders, assignment)[exercise.name], edits)
        return Answers(folders, assignment, code, reference, scorer)

    single = [answers(one.edits).features() for one in exercise.mistakes]
    mistakes = [Mistake((place,), found) for place, found in enumerate(single)]
    if reference.scoring == "values":
        mistakes += _pairs(exercise.mistakes, single, answers, reference.tolerance)
    told = [Diagnosis(one.name, one.sentence) for one in exercise.mistakes]
    return catalogue(told, mistakes, made_from(folders, assignment, exercise))


def made_from(folders: CourseFolders, assignment: str, exercise: Exercise) -> str:
    """A digest of what the catalogue hangs on besides the cases: solutions, edits, sentences."""
    whole = (_used(folders, assignment, exercise), exercise.tolerance,
             [(one.name, one.edits, one.sentence) for one in exercise.mistakes])
    return hashlib.sha256(repr(whole).encode()).hexdigest()


def _used(folders: CourseFolders, assignment: str, exercise: Exercise) -> list[str]:
    """The solution cells that the exercise's own, or an edit of it, names, and those they name."""
    solutions = cells(folders, assignment)
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

    folders: CourseFolders
    assignment: str
    code: str
    reference: ReferenceExercise
    scorer: ScorerLike

    def run(self, seed: int) -> Features:
        """The features of one run; with a seed other than 0 the inputs' last digits are nudged."""
        np.random.seed(seed)
        function = namespace(self.folders, self.assignment,
                             {self.reference.name: self.code})[self.reference.name]
        records = []
        for case in self.reference.cases:
            calls = [(call.args, call.kwargs) for call in case.calls]
            records.append(call_all(function, nudged(calls, seed) if seed else calls))
        return features(self.reference, records, self.scorer)

    def features(self) -> Features:
        """The features of the code's answers, with room where they vary from run to run.

        They vary where the code draws, and where it magnifies the last digits of its inputs, which
        are a processor's own as well.
        """
        if self.scorer.drawn:
            return self._merged([self.run(seed) for seed in range(N_RUNS)])
        runs = [self.run(seed) for seed in range(N_PROBES + 1)]
        if all(_alike(runs[0], other, STILL * self.reference.tolerance) for other in runs[1:]):
            return runs[0]
        return self._merged(runs + [self.run(seed) for seed in range(N_PROBES + 1, N_RUNS)])

    def _merged(self, runs: list[Features]) -> Features:
        """The features of several runs, each number with the room that the runs need."""
        return {at: self._in_all([run.get(at, MISSING) for run in runs])
                for at in dict.fromkeys(at for run in runs for at in run)}

    def _in_all(self, same: list[Feature]) -> Feature:
        """The feature of one item in all the runs."""
        first = same[0]
        if len({(one.kind, len(one.numbers)) for one in same}) > 1:
            return Feature(ANY)
        columns = np.array([one.numbers for one in same])
        finite = np.isfinite(columns)
        if np.any(finite != finite[0]):
            return Feature(ANY)
        columns[:, ~finite[0]] = columns[0, ~finite[0]]  # nan or inf in all of them
        moving = np.where(finite, columns, 0.0)
        middle = np.where(finite[0], moving.mean(axis=0), columns[0])
        spread = N_SPREADS * moving.std(axis=0)
        if self.scorer.drawn:
            return Feature(first.kind, tuple(middle.tolist()),
                         tuple((spread + SMALLEST_ROOM).tolist()))
        room = first.slack_at(self.reference.tolerance)
        if np.all(spread <= room):
            return first
        return Feature(first.kind, tuple(middle.tolist()), tuple(np.maximum(spread, room).tolist()))


def _pairs(mistakes: tuple[KnownMistake, ...], single: list[Features],
           answers: Callable[[tuple[Edit, ...]], Answers], tolerance: float) -> list[Mistake]:
    """Two mistakes at once, where that is more than each of them beside the other."""
    found: list[Mistake] = []
    for (i, one), (j, other) in itertools.combinations(enumerate(mistakes), 2):
        with contextlib.suppress(CourseError, SyntaxError):  # not both fit into one answer
            pair = answers(one.edits + other.edits)
            both = pair.run(0)
            if both and not _seen_without(both, single[i], single[j], tolerance) and not any(
                    _alike(alone, both, tolerance) for alone in single):
                found.append(Mistake((i, j), pair.features()))
    return found


def _seen_without(both: Features, one: Features, other: Features, tolerance: float) -> bool:
    """Whether the pair is the two beside each other, on items of their own; or hardly runs."""
    if any(path == RAISED for _, _, path in both):
        return True
    return all(any(at in alone and alone[at].fits(feature, tolerance) for alone in (one, other))
               for at, feature in both.items()) and _always(one) | _always(other) <= both.keys()


def _alike(one: Features, other: Features, tolerance: float) -> bool:
    """Whether the other's features, of a single run, are what the one leads to."""
    return _always(one) <= other.keys() and all(
        at in one and one[at].fits(feature, tolerance) for at, feature in other.items())


def _always(found: Features) -> set[Location]:
    """Where there are features in every run."""
    return {at for at, feature in found.items() if feature.kind != ANY}


def same_catalogue(one: Catalogue, other: Catalogue, tolerance: float) -> bool:
    """Whether two catalogues are the same up to the last digits of what was computed."""
    if (one.made_from, one.diagnoses) != (other.made_from, other.diagnoses):
        return False
    ours, theirs = one.mistakes, other.mistakes
    return [mistake.of for mistake in ours] == [mistake.of for mistake in theirs] and all(
        _same_feature(mine.features.get(at, MISSING), its.features.get(at, MISSING), tolerance)
        for mine, its in zip(ours, theirs, strict=True)
        for at in mine.features.keys() | its.features.keys())


def _same_feature(one: Feature, other: Feature, tolerance: float) -> bool:
    if ANY in (one.kind, other.kind):  # what comes out now so, now so, or has room
        return all(feature.kind == ANY or feature.slack for feature in (one, other))
    if (one.kind, len(one.numbers)) != (other.kind, len(other.numbers)):
        return False
    rooms = one.slack_at(tolerance), other.slack_at(tolerance)
    wide = Feature(one.kind, one.numbers, tuple(map(max, *rooms))) if one.numbers else one
    return wide.fits(other, tolerance) and all(
        max(pair) <= MAX_ROOMS * min(pair) for pair in zip(*rooms, strict=True))
