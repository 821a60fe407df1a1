"""What may be told of an answer that was given in a kernel that holds right answers.

A submission can read the right answers that were put in, and would gain by bringing their text
back: for a second hand-in, or for a friend. It may try to write it into whatever a verdict shows:
messages and types of exceptions, lines of code, names of functions, keys of dictionaries, names of
types and of its own data, shapes, lengths, factors, costs. So nothing is told that the submission
could have chosen freely. What is left is of our own making (labels of cases, codes of findings,
parts and keys of the right answer, names and sentences of known mistakes), or chosen out of a few:

- a shape made of the sizes of the case's own arguments and right answer;
- a factor that is a whole number up to 10, or one divided by it;
- an exception that Python has, and one line of those that were handed in;
- which of the reference solution's variables is the first wrong one, and a few such lines.

By choosing among these a submission can send some ten bits for each case; the shortest right answer
has some hundred. And the right answers that are there are of exercises that have been judged.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from answercheck.references import ReferenceCase, ReferenceExercise
from answercheck.verdict import ARGUMENTS, CaseVerdict, Finding, Part, Verdict, finding
from answercheck.wording import LEADS
from grading.judging.tests import known_exception

MAX_AXES = 3  # of a shape that is told
MAX_FACTOR = 10
# Findings whose values are ours, or the shape that the right answer has too.
OURS = ("wrong_values", "zero", "opposite_sign", "inexact", "transposed", "factor_varies",
        "factor_is_quantity", "not_finite", "not_evaluated", "returned_none", "argument_changed",
        "not_answered", "no_function", "right_for_one_only", "wrong_for_whole_numbers_only",
        "one_case_wrong", "one_part_wrong", "one_part_wrong_in_a_case")


def carried(verdict: Verdict, causes: tuple[str, ...], exercise: ReferenceExercise,
            handed_in: Collection[str]) -> Verdict:
    """The verdict on an exercise with right answers in place of earlier ones, as it may be told.

    Parameters
    ----------
    verdict : as `judge` gives it
    causes : the earlier exercises whose right answers were put in
    exercise : what the verdict is about
    handed_in : the lines of code that were handed in, without the space around them
    """
    names = {name for case in exercise.cases for call in case.calls
             for name in _names(call.returned)} | {*exercise.returns, ARGUMENTS}
    cases = []
    is_first = True  # of those that raised
    for judged, case in zip(verdict.cases, exercise.cases, strict=False):
        problem = judged.problem and _problem(judged.problem, handed_in if is_first else ())
        is_first = is_first and judged.problem is None
        sizes = _sizes(case)
        cases.append(CaseVerdict(judged.label, judged.score, tuple(
            Part(part.name if part.name in names else exercise.returns[0], part.mark,
                 part.finding and _told(part.finding, names, sizes))
            for part in judged.parts), problem))
    patterns = tuple(one for one in verdict.patterns if _is_ours(one, exercise, names)
                     or (one.code in LEADS and set(one.values["lines"]) <= set(handed_in)))
    return replace(verdict, cases=tuple(cases), no_answer=None, patterns=patterns,
                   because_of=causes)


def _is_ours(found: Finding, exercise: ReferenceExercise, names: Collection[str]) -> bool:
    return found.code in OURS and found.values.get("part", exercise.returns[0]) in names


def _problem(found: Finding, handed_in: Collection[str]) -> Finding:
    """An exception, without its message."""
    if found.code != "raised":
        return found
    line = found.values["line"]
    return finding("raised", type=known_exception(found.values["type"]), message="",
                   line=line if line in handed_in else "")


def _told(found: Finding, names: Collection[str], sizes: Collection[int]) -> Finding:
    """A finding on a part, or another one that says less."""
    about = found.about if found.about.partition("[")[0] in names else ""
    values = found.values
    if found.code == "unexpected_key":
        return finding("unexpected_keys")
    if found.code in OURS or not values:  # of the course's own findings those without values
        return Finding(found.code, about, values)
    if found.code == "factor" and _is_simple(values["factor"]):
        return Finding(found.code, about, values)
    if found.code == "missing_key":
        return finding("missing_key", about, key=values["key"],
                       keys=[key for key in values["keys"] if key in names])
    if found.code in ("wrong_type", "not_a_dictionary", "wrong_return"):
        return Finding(found.code, about, {**values, "kind": _kind(values["kind"], sizes)})
    if found.code in ("wrong_shape", "right_values_wrong_shape"):
        return Finding(found.code, about, _with_shape(values, sizes))
    return finding("wrong_values", about, **(
        {"shape": values["shape"]} if found.code == "factor" else {}))


def _is_simple(factor: Any) -> bool:
    size = abs(factor) if abs(factor) > 1 else 1 / abs(factor)
    return size < MAX_FACTOR + 0.5 and abs(size - round(size)) < 1e-4


def _kind(kind: Mapping[str, Any], sizes: Collection[int]) -> Mapping[str, Any]:
    if kind["kind"] == "object" or kind.get("length", 0) not in {0, *sizes}:
        return {"kind": "other"}
    return _with_shape(kind, sizes) if "shape" in kind else kind


def _with_shape(values: Mapping[str, Any], sizes: Collection[int]) -> dict[str, Any]:
    shape = values["shape"]
    is_usual = len(shape) <= MAX_AXES and set(shape) <= {1, *sizes}
    told = {**values, "shape": shape if is_usual else None}
    besides = told.get("besides", {"code": "zero"})
    if besides["code"] == "factor" and not _is_simple(besides["factor"]):
        del told["besides"]
    return told


def _sizes(case: ReferenceCase) -> set[int]:
    """The sizes of all arrays in the arguments and right answers of a case."""
    return {size for call in case.calls for value in (call.args, call.kwargs, call.returned)
            for size in _axes(value)}


def _axes(value: Any) -> Iterator[int]:
    if isinstance(value, np.ndarray):
        yield from (*value.shape, value.size)
    elif isinstance(value, Mapping | list | tuple):
        yield len(value)
        for item in value.values() if isinstance(value, Mapping) else value:
            yield from _axes(item)


def _names(value: Any) -> Iterator[str]:
    """The keys of all dictionaries in a right answer."""
    if isinstance(value, Mapping):
        yield from value
    if isinstance(value, Mapping | list | tuple):
        for item in value.values() if isinstance(value, Mapping) else value:
            yield from _names(item)
