"""Finding the known mistake that explains an answer.

A mistake explains an answer if the answers of both differ from the right one in the same items of
the same calls, in the same way; so a mistake that is wrong where the answer is right does not. If
several mistakes explain an answer, the one to name is chosen by these rules:

1. a single mistake goes before a pair;
2. of several single ones, one that matches exactly goes before one whose answers vary by rounding;
   else the first in the exercise's list is taken, which is why the most specific stand first
   (where answers are drawn at random and never match exactly: the most likely one);
3. a pair is either stored as such, because the two act together on one number, or put together
   from two mistakes each of which explains a part of the items.

If none explains an answer that raises in some cases, those of them are left out, as few as can be,
in which a mistake does not raise in the same way: the exception may have another cause. What was
returned must then be wrong in two cases, or in as many as are left out; exceptions tell little.
"""

import math
from collections.abc import Iterable
from typing import Any

from answercheck.fingerprint import (
    CHANGED,
    PRINTED,
    RAISED,
    Feature,
    Fingerprint,
    fingerprint,
    raised,
)
from answercheck.mistakes import Location, Mistake
from answercheck.references import ReferenceCall, ReferenceExercise
from answercheck.registry import ScorerLike
from answercheck.scoring import changed_argument
from answercheck.serialize import unpack
from answercheck.verdict import Diagnosis

N_RETURNED = 2  # cases with a wrong answer, of which a mistake is known whatever else raises


def explain(mistakes: Iterable[Mistake], answer: dict[Location, Feature], asked: set[Location],
            tolerance: float, *, drawn: bool = False) -> tuple[int, ...]:
    """Return the indices of the mistakes that explain an answer; () if none does.

    Parameters
    ----------
    mistakes : the known ones of the exercise
    answer : the features in which the answer differs from the right one
    asked : where the right answer has features; an answer may have more, which need no explanation
    tolerance : of the exercise
    drawn : whether right answers are drawn, so that the most likely mistake is taken, not the first
    """
    if not answer:
        return ()
    needed = {at for at in answer if at in asked}
    best: tuple[int, ...] = ()
    likelihood = -math.inf
    partial: list[tuple[Mistake, set[Location]]] = []
    for mistake in mistakes:
        if not mistake.fits(answer, tolerance):
            continue
        covered = mistake.features.keys() & needed
        if covered == needed and mistake.features and len(mistake.of) <= len(best or mistake.of):
            score = mistake.likelihood(answer) if drawn else -mistake.n_with_slack
            if score > likelihood:
                best, likelihood = mistake.of, score
        if covered and len(mistake.of) == 1:
            partial.append((mistake, covered))
    if best:
        return best
    for number, (one, first) in enumerate(partial):
        for other, second in partial[number + 1:]:
            if first | second == needed:
                return (*one.of, *other.of)
    return ()


def diagnose(exercise: ReferenceExercise, records: list[list[dict[str, Any]]],
             scorer: ScorerLike) -> tuple[Diagnosis, ...]:
    """Return the known mistakes that explain a function's answers; () if none do.

    Parameters
    ----------
    exercise : the reference
    records : for each case, what `call_all` recorded of its calls
    scorer : of the exercise
    """
    answer = features(exercise, records, scorer)
    if scorer.every_feature:
        asked = set(answer)
    else:
        asked = {(place, number, path)
                 for place, case in enumerate(exercise.cases)
                 for number, call in enumerate(case.calls)
                 for path in (RAISED, CHANGED, *fingerprint(call.returned, exercise.returns))}
    known = exercise.mistakes.mistakes
    found: tuple[int, ...] = ()
    for left_out in _left_out(known, answer, exercise.tolerance):
        rest = _without(left_out, answer)
        n_returned = len({case for case, _, path in rest if path != RAISED})
        if not found and (n_returned >= min(len(left_out), N_RETURNED)):
            reduced = known if not left_out else [
                Mistake(one.of, _without(left_out, one.features)) for one in known]
            found = explain(reduced, rest, asked, exercise.tolerance, drawn=scorer.drawn)
    return exercise.mistakes.diagnosed(found)


def _left_out(known: Iterable[Mistake], answer: dict[Location, Feature],
              tolerance: float) -> list[frozenset[int]]:
    """Return sets of cases to leave out, smaller ones first.

    For each mistake, these are the cases in which the answer raises and the mistake does not do so
    in the same way.
    """
    raised = {at: feature for at, feature in answer.items() if at[2] == RAISED}
    sets = {frozenset(at[0] for at, feature in raised.items()
                      if at not in one.features or not one.features[at].fits(feature, tolerance))
            for one in known} if raised else set()
    return sorted(sets | {frozenset()}, key=lambda cases: (len(cases), sorted(cases)))


def _without(cases: frozenset[int],
             features: dict[Location, Feature]) -> dict[Location, Feature]:
    return {at: feature for at, feature in features.items() if at[0] not in cases}


def features(exercise: ReferenceExercise, records: list[list[dict[str, Any]]],
             scorer: ScorerLike) -> dict[Location, Feature]:
    """Return the features of all calls, by case, call and path; parameters as of `diagnose`."""
    return {(place, number, path): feature
            for place, (case, row) in enumerate(zip(exercise.cases, records, strict=True))
            for number, (call, record) in enumerate(zip(case.calls, row, strict=True))
            for path, feature in _of_call(exercise, call, record, scorer).items()}


def _of_call(exercise: ReferenceExercise, call: ReferenceCall, record: dict[str, Any],
             scorer: ScorerLike) -> Fingerprint:
    if record.get("no_function") is True:
        return {RAISED: Feature("no function")}
    if isinstance(record.get("raised"), dict):
        return raised(*(record["raised"].get(key, "") for key in ("type", "message")))
    answer = unpack(record["returned"])
    found = dict(scorer.fingerprint(call, answer, exercise))
    if changed := changed_argument(call, record):
        how = ", items replaced" if record.get("replaced") is True else ""
        found[CHANGED] = Feature(f"{changed}{how}")
    if answer is None and record.get("printed") is True:
        found[PRINTED] = Feature("printed")
    return found
