"""What a wrong answer is like on the cases of an exercise, whatever the processor."""

import time
from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np

from answercheck.calls import call_all
from answercheck.diagnosis import features
from answercheck.fingerprint import ANY, MISSING, N_SPREADS, Feature
from answercheck.mistakes import Location
from answercheck.references import ReferenceExercise
from answercheck.registry import SCORERS, ScorerLike
from grading.course.folders import CourseFolders
from grading.references.dependencies import dependencies
from grading.references.judge_code import scorers
from grading.references.last_digits import nudged
from grading.references.remembered import Remembered, remembering
from grading.references.solutions import cells, namespace

# Runs of a function whose answers vary, from which the room for the next run is learned; and of one
# that computes for as long as this, such as one that trains 10,000 times whatever it is told.
N_RUNS, N_LONG_RUNS = 8, 4
LONG_S = 0.4
STILL = 1e-3  # a number that moves by less than this share of the tolerance does not vary
SMALLEST_ROOM = 0.02  # of a number that is drawn

Features = dict[Location, Feature]


@dataclass(frozen=True)
class NudgedReferences:
    """An exercise's reference, and those with other last digits: made once for all its mistakes."""

    reference: ReferenceExercise
    _of_seed: dict[int, ReferenceExercise] = field(default_factory=dict, repr=False, compare=False)

    def of_run(self, seed: int) -> ReferenceExercise:
        """The reference whose inputs a run gets: with the seed 0 as they are, else nudged."""
        if seed == 0:
            return self.reference
        if seed not in self._of_seed:
            cases = [replace(case, calls=tuple(
                replace(call, args=nudged(call.args, seed), kwargs=nudged(call.kwargs, seed))
                for call in case.calls)) for case in self.reference.cases]
            self._of_seed[seed] = replace(self.reference, cases=tuple(cases))
        return self._of_seed[seed]


@dataclass(frozen=True)
class Answers:
    """What the solutions answer on an exercise's cases with other code in one cell, run by run.

    cell, code : the solution cell, of the exercise or of one that it calls, and what stands there
    references : of the exercise, with what its runs get
    for_grader : whether the grader scores the answers, or a student's own check
    """

    folders: CourseFolders
    assignment: str
    cell: str
    code: str
    references: NudgedReferences
    for_grader: bool

    @property
    def reference(self) -> ReferenceExercise:
        """The exercise with the cases as they are."""
        return self.references.reference

    @property
    def scorer(self) -> ScorerLike:
        """How the answers are scored."""
        known = scorers(self.folders)  # which registers those of the course
        return (known if self.for_grader else SCORERS)[self.reference.scoring]

    def run(self, seed: int) -> Features:
        """The features of one run; with a seed other than 0 the inputs' last digits are nudged."""
        np.random.seed(seed)
        names = namespace(self.folders, self.assignment, {self.cell: self.code})
        remembering(names, self._memories())
        function = names[self.reference.name]
        reference = self.references.of_run(seed)
        records = [call_all(function, [(call.args, call.kwargs) for call in case.calls])
                   for case in reference.cases]
        return features(reference, records, self.scorer)

    def _memories(self) -> dict[str, Remembered]:
        """Memories of the solutions that the exercise builds on and the code does not change."""
        builds_on = dependencies(cells(self.folders, self.assignment))
        return {name: _memory(self.folders, self.assignment, name)
                for name in builds_on[self.reference.name]
                if self.cell not in (name, *builds_on[name])}

    def features(self, first: Features | None = None) -> Features:
        """The features of the code's answers, with room where they vary from run to run.

        They vary where the code draws, and where it magnifies the last digits of its inputs, which
        are a processor's own as well.

        Parameters
        ----------
        first : those of the run with seed 0, if it has been run
        """
        start = time.process_time()
        runs = [first or self.run(0), self.run(1)]
        is_long = time.process_time() - start > 2 * LONG_S
        if not self.scorer.drawn and alike(runs[0], runs[1], STILL * self.reference.tolerance):
            return runs[0]
        n_runs = N_LONG_RUNS if is_long else N_RUNS
        return self._merged(runs + [self.run(seed) for seed in range(len(runs), n_runs)])

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
        if _are_classes(columns):  # which of them jumps to the other class next is luck
            spread[:] = spread.max()
        if self.scorer.drawn:
            return Feature(first.kind, tuple(middle.tolist()),
                         tuple((spread + SMALLEST_ROOM).tolist()))
        room = first.slack_at(self.reference.tolerance)
        if np.all(spread <= room):
            return first
        return Feature(first.kind, tuple(middle.tolist()), tuple(np.maximum(spread, room).tolist()))


def _are_classes(columns: np.ndarray) -> bool:
    """Whether most numbers are whole ones in every run, as predicted classes are."""
    whole = np.all(columns == np.rint(columns), axis=0)
    return 2 * np.count_nonzero(whole) > whole.size


@cache
def _memory(folders: CourseFolders, assignment: str, name: str) -> Remembered:
    """The memory of one solution, for all exercises that build on it."""
    return Remembered()


def alike(one: Features, other: Features, tolerance: float) -> bool:
    """Whether the other's features, of a single run, are what the one leads to."""
    return always(one) <= other.keys() and all(
        at in one and one[at].fits(feature, tolerance) for at, feature in other.items())


def always(found: Features) -> set[Location]:
    """Where there are features in every run."""
    return {at for at, feature in found.items() if feature.kind != ANY}
