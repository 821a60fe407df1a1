"""The catalogue of an exercise's mistakes: what each of them answers on the cases, as traits."""

import contextlib
import hashlib
import itertools
import math
import re
from collections.abc import Callable, Mapping

import numpy as np

from grading.errors import CourseError
from grading.references.description import Edit, Exercise, KnownMistake
from grading.references.solutions import cells, edited, namespace
from helpers.checks.calling import call_all
from helpers.checks.mistakes import Catalogue, Leaf, Mistake, Told, catalogue
from helpers.checks.naming import leaves
from helpers.checks.references import ReferenceExercise
from helpers.checks.scoring import Scorer
from helpers.checks.traits import ANY, N_SPREADS, Trait

N_DRAWS = 8  # runs of a function that draws, from which the room for its next run is learned
SMALLEST_ROOM = 0.02

Leaves = dict[Leaf, Trait]


def known_mistakes(assignment: str, exercise: Exercise, reference: ReferenceExercise,
                   scorers: Mapping[str, Scorer]) -> Catalogue:
    """What every known mistake of the exercise, and every two together, answer on these cases."""
    scorer = scorers[reference.scoring]

    def run(edits: tuple[Edit, ...]) -> Leaves:
        code = edited(cells(assignment)[exercise.name], edits)
        return _answered(assignment, code, reference, scorer)

    single = [run(one.edits) for one in exercise.mistakes]
    mistakes = [Mistake((place,), found) for place, found in enumerate(single)]
    if reference.scoring == "values":
        mistakes += _pairs(exercise.mistakes, single, run, reference.tolerance)
    told = [Told(one.name, one.sentence) for one in exercise.mistakes]
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


def _answered(assignment: str, code: str, reference: ReferenceExercise,
              scorer: Scorer) -> Leaves:
    """The leaves of what this code answers; where answers are drawn, of several runs."""
    runs = []
    for seed in range(N_DRAWS if scorer.drawn else 1):
        np.random.seed(seed)
        function = namespace(assignment, {reference.name: code})[reference.name]
        records = [call_all(function, [(call.args, call.kwargs) for call in case.calls])
                   for case in reference.cases]
        runs.append(leaves(reference, records, scorer))
    return _merged(runs) if scorer.drawn else runs[0]


def _merged(runs: list[Leaves]) -> Leaves:
    """The leaves of several runs, each number with the room that the runs need."""
    merged = {}
    for leaf in dict.fromkeys(leaf for run in runs for leaf in run):
        same = [run[leaf] for run in runs if leaf in run]
        if len(same) < len(runs) or len({trait.kind for trait in same}) > 1:
            merged[leaf] = Trait(ANY)
            continue
        columns = list(zip(*(one.numbers for one in same), strict=True))
        middles = tuple(math.fsum(column) / len(column) for column in columns)
        rooms = tuple(N_SPREADS * float(np.std(column)) + SMALLEST_ROOM for column in columns)
        merged[leaf] = Trait(same[0].kind, middles, rooms)
    return merged


def _pairs(mistakes: tuple[KnownMistake, ...], single: list[Leaves],
           run: Callable[[tuple[Edit, ...]], Leaves], tolerance: float) -> list[Mistake]:
    """Two mistakes at once, where that is more than each of them beside the other."""
    found: list[Mistake] = []
    for (i, one), (j, other) in itertools.combinations(enumerate(mistakes), 2):
        with contextlib.suppress(CourseError, SyntaxError):  # not both fit into one answer
            both = run(one.edits + other.edits)
            if both and not _seen_without(both, single[i], single[j], tolerance) and not any(
                    _alike(both, alone, tolerance) for alone in single):
                found.append(Mistake((i, j), both))
    return found


def _seen_without(both: Leaves, one: Leaves, other: Leaves, tolerance: float) -> bool:
    """Whether the pair is the two beside each other, on leaves of their own; or hardly runs."""
    if any(path == "!raised" for _, _, path in both):
        return True
    return all(any(leaf in alone and alone[leaf].fits(trait, tolerance) for alone in (one, other))
               for leaf, trait in both.items()) and (one.keys() | other.keys()) == both.keys()


def _alike(one: Leaves, other: Leaves, tolerance: float) -> bool:
    return one.keys() == other.keys() and all(
        trait.fits(other[leaf], tolerance) for leaf, trait in one.items())
