"""The catalogue of an exercise's mistakes: the fingerprints of their answers on the cases."""

import contextlib
import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from answercheck.fingerprint import ANY, MISSING, N_SAMPLES, RAISED, Feature, fingerprint
from answercheck.mistakes import Catalogue, Mistake, catalogue
from answercheck.references import ReferenceExercise
from answercheck.verdict import Diagnosis
from grading.course.folders import CourseFolders
from grading.errors import CourseError
from grading.references.answers import Answers, Features, NudgedReferences, alike, always
from grading.references.description import Edit, Exercise
from grading.references.digest import made_from
from grading.references.inherited import inherits_from
from grading.references.solutions import cells, edited

MAX_ROOMS = 10  # a room is known from few runs, so two that are equal may differ by this factor
# Of an exercise's mistakes the first so many are also tried two at once: all pairs would make the
# files, and a student's first check, grow with the square of the list.
MAX_PAIRED = 12

# Calls a function on each of many arguments, in this process or in several, like `map`; the text
# says what is done.
Run = Callable[[str, Callable[[Any], Any], Sequence[Any]], Iterable[Any]]


def run_here(what: str, function: Callable[[Any], Any], arguments: Sequence[Any]) -> Iterable[Any]:
    """Run everything in this process, one after the other."""
    return map(function, arguments)


@dataclass(frozen=True)
class Wanted:
    """An exercise on cases, of which a catalogue is to be made.

    for_grader : whether the cases are hidden ones, for the grader, or a student's own
    """

    folders: CourseFolders
    assignment: str
    exercise: Exercise
    reference: ReferenceExercise
    for_grader: bool

    def answers(self, edits: tuple[Edit, ...]) -> Answers:
        """The answers of the solution with these edits.

        Raises
        ------
        CourseError, SyntaxError
            If not all of them fit, or what they make is no code.
        """
        return self._answers(self.exercise.name, edits)

    def _answers(self, cell: str, edits: tuple[Edit, ...]) -> Answers:
        code = edited(cells(self.folders, self.assignment)[cell], edits)
        compile(code, cell, "exec")
        return Answers(self.folders, self.assignment, cell, code, self._references,
                       self.for_grader)

    @cached_property
    def _references(self) -> NudgedReferences:
        return NudgedReferences(self.reference)

    @cached_property
    def own(self) -> list[tuple[Diagnosis, Answers]]:
        """The exercise's own mistakes with their answers."""
        return [(Diagnosis(one.name, one.sentence), self.answers(one.edits))
                for one in self.exercise.mistakes]

    @cached_property
    def inherited(self) -> list[tuple[Diagnosis, Answers]]:
        """The mistakes of the functions that the exercise calls, with their answers here."""
        return [(Diagnosis(f"{source.name}: {one.name}", one.sentence),
                 self._answers(source.name, one.edits))
                for source in inherits_from(self.folders, self.assignment, self.exercise)
                for one in source.mistakes]


def catalogues(wanted: Sequence[Wanted], run: Run = run_here) -> list[Catalogue]:
    """What every known mistake, and every two together, answer on the cases of each exercise."""
    alone = [(place, answers) for place, one in enumerate(wanted) for _, answers in one.own]
    # What trains takes longest, in the last week most of all: it comes first.
    alone.sort(key=lambda each: (each[1].scorer.drawn, each[0]), reverse=True)
    single: list[list[Features]] = [[] for _ in wanted]
    found = run("mistakes", _alone, [answers for _, answers in alone])
    for (place, _), features in zip(alone, found, strict=True):
        single[place].append(features)
    told = [[diagnosis for diagnosis, _ in one.own] for one in wanted]
    mistakes = [[Mistake((number,), features) for number, features in enumerate(some)]
                for some in single]
    inherited = [(place, diagnosis, _Inherited(answers, tuple(single[place])))
                 for place, one in enumerate(wanted) for diagnosis, answers in one.inherited]
    found = run("inherited", _inherited, [asked for _, _, asked in inherited])
    for (place, diagnosis, asked), (features, may_be_told) in zip(inherited, found, strict=True):
        before = single[place][len(asked.own):]
        if may_be_told and not _is_known(features, before, asked.answers.reference):
            mistakes[place].append(Mistake((len(told[place]),), features))
            told[place].append(diagnosis)
        single[place].append(features)
    pairs = [(place, pair) for place, one in enumerate(wanted)
             if one.reference.scoring == "values" for pair in _pairs(one, single[place])]
    found = run("two at once", _together, [pair for _, pair in pairs])
    for (place, pair), features in zip(pairs, found, strict=True):
        if features is not None:
            mistakes[place].append(Mistake(pair.of, features))
    return [catalogue(diagnoses, known, made_from(one.folders, one.assignment, one.exercise))
            for one, diagnoses, known in zip(wanted, told, mistakes, strict=True)]


def _alone(answers: Answers) -> Features:
    return answers.features()


@dataclass(frozen=True)
class _Inherited:
    """The answers of an inherited mistake, and the features of the exercise's own mistakes."""

    answers: Answers
    own: tuple[Features, ...]


def _inherited(asked: _Inherited) -> tuple[Features, bool]:
    """The features of an inherited mistake, and whether they tell it from the exercise's own.

    An exception or a class is the same for many causes, so right answers must have real numbers.
    What varies from run to run, as of a quotient near its pole, is known too badly.
    """
    answers = asked.answers
    first = answers.run(0)
    if (not first or any(path == RAISED for _, _, path in first)
            or _is_known(first, asked.own, answers.reference)):
        return first, False
    found = answers.features(first)
    varies = any(feature.kind == ANY or feature.slack for feature in found.values())
    return found, not varies and _has_real_numbers(answers.reference)


def _has_real_numbers(reference: ReferenceExercise) -> bool:
    return any(not number.is_integer() for case in reference.cases for call in case.calls
               for feature in fingerprint(call.returned, reference.returns).values()
               for number in feature.numbers[:N_SAMPLES])  # entries, of any array


def _is_known(features: Features, before: Iterable[Features],
              reference: ReferenceExercise) -> bool:
    """Whether a mistake answers as one of those before it."""
    return any(alike(one, features, reference.tolerance) for one in before)


@dataclass(frozen=True)
class _Pair:
    """Two mistakes at once: their places, their answers, and the features of every single one."""

    of: tuple[int, int]
    answers: Answers
    single: list[Features]


def _pairs(wanted: Wanted, single: list[Features]) -> Iterable[_Pair]:
    paired = wanted.exercise.mistakes[:MAX_PAIRED]
    for (i, one), (j, other) in itertools.combinations(enumerate(paired), 2):
        with contextlib.suppress(CourseError, SyntaxError):  # not both fit into one answer
            yield _Pair((i, j), wanted.answers(one.edits + other.edits), single)


def _together(pair: _Pair) -> Features | None:
    """The features of two mistakes at once; None if that is no more than one beside the other."""
    tolerance = pair.answers.reference.tolerance
    both = pair.answers.run(0)
    one, other = (pair.single[place] for place in pair.of)
    if not both or _seen_without(both, one, other, tolerance) or any(
            alike(alone, both, tolerance) for alone in pair.single):
        return None
    return pair.answers.features(both)


def _seen_without(both: Features, one: Features, other: Features, tolerance: float) -> bool:
    """Whether the pair is the two beside each other, on items of their own; or hardly runs."""
    if any(path == RAISED for _, _, path in both):
        return True
    return all(any(at in alone and alone[at].fits(feature, tolerance) for alone in (one, other))
               for at, feature in both.items()) and always(one) | always(other) <= both.keys()


def kept(present: Catalogue, made: Catalogue, tolerance: float) -> Catalogue:
    """The catalogue that was made, but with present numbers that it repeats up to last digits."""
    if not same_catalogue(present, made, tolerance):
        return made
    if present.made_from == made.made_from:
        return present
    return catalogue(list(made.diagnoses), list(present.mistakes), made.made_from)


def same_catalogue(one: Catalogue, other: Catalogue, tolerance: float) -> bool:
    """Whether two catalogues say the same up to the last digits of what was computed."""
    if one.diagnoses != other.diagnoses:
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
