"""From what a function did, call by call, to the known mistakes that explain it."""

from typing import Any

from answercheck.compare import changed_argument
from answercheck.mistakes import Leaf, explain, in_all_calls
from answercheck.references import ReferenceCall, ReferenceExercise
from answercheck.scoring import Scorer
from answercheck.serialize import unpack
from answercheck.traits import CHANGED, RAISED, Trait, Traits, raised, traits
from answercheck.verdict import Diagnosis


def named(exercise: ReferenceExercise, records: list[list[dict]],
          scorer: Scorer) -> tuple[Diagnosis, ...]:
    """The mistakes that explain every wrong call and fit every right one; () if none do."""
    answer = leaves(exercise, records, scorer)
    if scorer.every_leaf:
        asked = set(answer)
    else:
        asked = {(place, number, path)
                 for place, case in enumerate(exercise.cases)
                 for number, call in enumerate(case.calls)
                 for path in (RAISED, CHANGED, *traits(call.returned, exercise.returns))}
    return exercise.mistakes.sentences(
        explain(exercise.mistakes, answer, asked, exercise.tolerance, drawn=scorer.drawn))


def leaves(exercise: ReferenceExercise, records: list[list[dict]],
           scorer: Scorer) -> dict[Leaf, Trait]:
    """What is told apart of all calls: by this, answers and mistakes are compared."""
    return in_all_calls([
        [_call_traits(exercise, call, record, scorer)
         for call, record in zip(case.calls, row, strict=True)]
        for case, row in zip(exercise.cases, records, strict=True)])


def _call_traits(exercise: ReferenceExercise, call: ReferenceCall, record: dict[str, Any],
                 scorer: Scorer) -> Traits:
    if record.get("no_function") is True:
        return {RAISED: Trait("no function")}
    if isinstance(record.get("raised"), dict):
        return raised(*(record["raised"].get(key, "") for key in ("type", "message")))
    found = scorer.traits(call, unpack(record["returned"]), exercise)
    changed = changed_argument(call, record)
    return {**found, CHANGED: Trait(changed)} if changed else found
