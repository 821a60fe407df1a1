"""What can be seen over all cases together without guessing: what a factor equals, what is right.

For answers that no known mistake explains.
"""

import itertools
from dataclasses import replace
from typing import Any

import numpy as np

from helpers.checks.compare import Outcome, Part
from helpers.checks.references import ReferenceCase
from helpers.checks.registry import FACTORS
from helpers.checks.verdict import CaseVerdict

MAX_NAME = 40


def patterns(cases: list[CaseVerdict], references: tuple[ReferenceCase, ...],
             reads: list[Any]) -> tuple[str, ...]:
    """Sentences on which cases are wrong, and on data that come from the notebook."""
    told = []
    wrong = [ref for ref, case in zip(references, cases, strict=True) if case.score < 1]
    right = [ref for ref, case in zip(references, cases, strict=True) if case.score == 1]
    if wrong and right:
        if only_one := _only_one(right, wrong):
            told.append(only_one)
        elif all(map(_whole, wrong)) and not any(map(_whole, right)):
            told.append("It is right for real numbers and wrong for whole ones: an array of whole "
                        "numbers cuts off the fractions that are written into it, and small types "
                        "run over.")
        elif len(wrong) == 1 and len(right) > 2:
            told.append("Every other case is right: look at what is special in this one.")
    told += _one_part(cases)
    names = [f"`{name}`" for name in reads
             if isinstance(name, str) and name.isidentifier() and len(name) <= MAX_NAME]
    if wrong and names:
        told.append(f"Your function takes {', '.join(names)} from the notebook, where it stays the "
                    "same whatever the arguments are. Use what the function is given.")
    return tuple(told)


def _only_one(right: list[ReferenceCase], wrong: list[ReferenceCase]) -> str:
    """What to tell if the right cases are just those in which some factor is 1; else ""."""
    for name, factor in FACTORS.items():
        if factor.only_one and all(_sizes(one, name) == {1.0} for one in right) and all(
                _sizes(one, name) - {1.0} for one in wrong):
            return factor.only_one
    return ""


def _sizes(case: ReferenceCase, factor: str) -> set[float]:
    return {call.quantities[factor] for call in case.calls if factor in call.quantities}


def _whole(case: ReferenceCase) -> bool:
    return any(_holds_whole(value) for call in case.calls
               for value in (*call.args, *call.kwargs.values()))


def _holds_whole(value: Any) -> bool:
    if isinstance(value, dict | list | tuple):
        return any(map(_holds_whole, value.values() if isinstance(value, dict) else value))
    return isinstance(value, np.ndarray) and value.dtype.kind in "iu"


def _one_part(cases: list[CaseVerdict]) -> list[str]:
    """One key only is wrong, of several."""
    parts = [part for case in cases for part in case.parts]
    names = {part.name for part in parts}
    wrong = {part.name for part in parts if part.outcome is not Outcome.RIGHT}
    if len(wrong) == 1 < len(names) and not any(case.raised for case in cases):
        return [f"Only {wrong.pop()} is wrong; everything else is right."]
    return []


def factors_in_words(cases: list[CaseVerdict],
                     quantities: list[dict[str, float]]) -> list[CaseVerdict]:
    """The cases, with what a factor equals told wherever it is the same thing in all of them."""
    names = dict.fromkeys(part.name for case in cases for part in case.parts)
    for name in names:
        found = [(part.factor, sizes) for case, sizes in zip(cases, quantities, strict=True)
                 for part in case.parts if part.name == name and part.outcome is Outcome.WRONG]
        if words := _equals(found):
            told = f"{name} is too {words} (the shape is right)"
            cases = [replace(case, parts=tuple(_retold(part, name, told) for part in case.parts))
                     for case in cases]
    return cases


def _retold(part: Part, name: str, told: str) -> Part:
    wrong = part.name == name and part.outcome is Outcome.WRONG
    return replace(part, sentence=told) if wrong else part


def _equals(found: list[tuple[float | None, dict[str, float]]]) -> str:
    """What the factors are in every case, "" if nothing fits or several cases do not differ."""
    factors = [factor for factor, _ in found if factor]
    if len(factors) < max(2, len(found)):
        return ""
    sign = "" if min(factors) > 0 else " and has the opposite sign" if max(factors) < 0 else None
    shared = set.intersection(*(set(sizes) for _, sizes in found))
    for one, other in itertools.product(sorted(shared), ["", *sorted(shared)]):
        values = [sizes[one] / (sizes[other] if other else 1) for _, sizes in found]
        if sign is None or one == other or np.ptp(values) <= 1e-9 * max(values):
            continue
        what = f"{one}{' divided by ' + other if other else ''}{sign}"
        if np.allclose(np.abs(factors), values, rtol=1e-4):
            return f"large: the factor is {what}"
        if not other and np.allclose(np.abs(factors), 1 / np.array(values), rtol=1e-4):
            return f"small: the factor is one by {what}"
    return ""
