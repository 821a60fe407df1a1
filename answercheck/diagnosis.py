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
"""

import math
from typing import Any

from answercheck.fingerprint import CHANGED, RAISED, Feature, Fingerprint, fingerprint, raised
from answercheck.mistakes import Catalogue, Location, Mistake
from answercheck.references import ReferenceCall, ReferenceExercise
from answercheck.registry import ScorerLike
from answercheck.scoring import changed_argument
from answercheck.serialize import unpack
from answercheck.verdict import Diagnosis


def explain(known: Catalogue, answer: dict[Location, Feature], asked: set[Location],
            tolerance: float, *, drawn: bool = False) -> tuple[int, ...]:
    """Return the indices of the mistakes that explain an answer; () if none does.

    Parameters
    ----------
    known : the known mistakes of the exercise
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
    for mistake in known.mistakes:
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
    return exercise.mistakes.diagnosed(
        explain(exercise.mistakes, answer, asked, exercise.tolerance, drawn=scorer.drawn))


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
    found = scorer.fingerprint(call, unpack(record["returned"]), exercise)
    changed = changed_argument(call, record)
    return {**found, CHANGED: Feature(changed)} if changed else found
