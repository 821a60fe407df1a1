"""Patterns over all cases, for answers that no known mistake explains.

Examples: in every case a factor equals the same quantity of the call; only one part is wrong.
"""

import itertools
import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from answercheck.calls import MAX_NAMES
from answercheck.references import ReferenceCase
from answercheck.registry import FACTORS
from answercheck.verdict import ARGUMENTS, CaseVerdict, Finding, Mark, Part, finding

MAX_NAME = 40
# What can be wrong with the values of an answer in the right shape.
VALUE_CODES = ("factor", "opposite_sign", "wrong_values", "inexact", "zero", "not_finite")


def patterns(cases: list[CaseVerdict], references: tuple[ReferenceCase, ...],
             reads: list[Any]) -> tuple[Finding, ...]:
    """Return what the wrong cases have in common.

    Parameters
    ----------
    cases, references : the verdict on each case, and the case
    reads : names of the notebook's data that the function reads; untrusted
    """
    found = []
    wrong = [ref for ref, case in zip(references, cases, strict=True) if case.score < 1]
    right = [ref for ref, case in zip(references, cases, strict=True) if case.score == 1]
    if wrong and right:
        if only_one := _only_one(right, wrong):
            found.append(finding("right_for_one_only", quantity=only_one))
        elif len(right) > 1 and all(map(_whole, wrong)) and not any(map(_whole, right)):
            found.append(finding("wrong_for_whole_numbers_only"))
        elif len(wrong) == 1 and len(right) > 2:
            found.append(finding("one_case_wrong"))
    found += _one_part(cases) or _one_part_in_a_case(cases)
    names = [name for name in reads
             if isinstance(name, str) and name.isidentifier() and len(name) <= MAX_NAME]
    if wrong and names:
        found.append(finding("reads_the_notebook", names=names[:MAX_NAMES]))
    return tuple(found)


def _only_one(right: list[ReferenceCase], wrong: list[ReferenceCase]) -> str:
    """Return the factor that is 1 in exactly the cases that are right; "" if there is none."""
    return next((name for name, factor in FACTORS.items() if factor.only_one
                 and all(_sizes(one, name) == {1.0} for one in right)
                 and all(_sizes(one, name) - {1.0} for one in wrong)), "")


def _sizes(case: ReferenceCase, name: str) -> set[float]:
    return {call.quantities[name] for call in case.calls if name in call.quantities}


def _whole(case: ReferenceCase) -> bool:
    return any(_holds_whole(value) for call in case.calls
               for value in (*call.args, *call.kwargs.values()))


def _holds_whole(value: Any) -> bool:
    if isinstance(value, dict | list | tuple):
        return any(map(_holds_whole, value.values() if isinstance(value, dict) else value))
    return isinstance(value, np.ndarray) and value.dtype.kind in "iu"


def _one_part(cases: list[CaseVerdict]) -> list[Finding]:
    """Report if only one of several parts is wrong."""
    parts = [part for case in cases for part in case.parts if part.name != ARGUMENTS]
    names = {part.name for part in parts}
    wrong = {part.name for part in parts if part.mark is not Mark.RIGHT}
    if (len(wrong) == 1 < len(names) and not any(case.problem for case in cases)
            and all(len(case.parts) > 1 for case in cases if case.score < 1)):
        return [finding("one_part_wrong", part=wrong.pop())]
    return []


def _one_part_in_a_case(cases: list[CaseVerdict]) -> list[Finding]:
    """Report the first case with only one wrong part, if others have more: it begins there."""
    wrong = [(case, [part.name for part in case.parts if part.mark is not Mark.RIGHT])
             for case in cases if case.score < 1]
    alone = [(case, names[0]) for case, names in wrong
             if len(names) == 1 < len(case.parts) and names != [ARGUMENTS]]
    if not alone or max(len(names) for _, names in wrong) == 1:
        return []
    case, part = alone[0]
    return [finding("one_part_wrong_in_a_case", part=part, case=case.label)]


def name_factors(cases: list[CaseVerdict],
                 quantities: list[dict[str, float]]) -> list[CaseVerdict]:
    """Replace a part's factor by the quantity that it equals in all cases, if there is one.

    Parameters
    ----------
    quantities : for each case, numbers that a factor may be, by name
    """
    names = dict.fromkeys(part.name for case in cases for part in case.parts)
    for name in names:
        factors = [(part.factor, sizes) for case, sizes in zip(cases, quantities, strict=True)
                   for part in case.parts if part.name == name and part.mark is Mark.WRONG]
        if found := _quantity(name, factors):
            cases = [replace(case, parts=tuple(_with(part, found) for part in case.parts))
                     for case in cases]
    return cases


def _with(part: Part, found: Finding) -> Part:
    wrong = part.name == found.about and part.mark is Mark.WRONG
    return replace(part, finding=found) if wrong else part


def _quantity(name: str, found: list[tuple[float | None, dict[str, float]]]) -> Finding | None:
    """Find the quantity that the factors equal in every case; None if there is none, or it is
    the same in all cases, which may be chance."""
    factors = [factor for factor, _ in found if factor]
    if len(factors) < max(2, len(found)):
        return None
    if not (min(factors) > 0 or max(factors) < 0):
        return None
    shared = set.intersection(*(set(sizes) for _, sizes in found))
    for one, other in itertools.product(sorted(shared), ["", *sorted(shared)]):
        values = [sizes[one] / (sizes[other] if other else 1) for _, sizes in found]
        if one == other or np.ptp(values) <= 1e-9 * max(values):
            continue
        equals = {"quantity": one, "divided_by": other, "opposite_sign": max(factors) < 0}
        if np.allclose(np.abs(factors), values, rtol=1e-4):
            return finding("factor_is_quantity", name, inverse=False, **equals)
        if not other and np.allclose(np.abs(factors), 1 / np.array(values), rtol=1e-4):
            return finding("factor_is_quantity", name, inverse=True, **equals)
    return None


def settle_factors(cases: list[CaseVerdict]) -> list[CaseVerdict]:
    """Replace factors and causes that may be chance: of one number alone, or others in each case.

    The sign of one number may be chance as well where the cases disagree.
    """
    found = [part.finding for case in cases for part in case.parts if part.finding]
    values = [one for one in found if one.code in VALUE_CODES]
    transposed = [one for one in found if "besides" in one.values]
    shapes = [one for one in found if one.values.get("cause")]
    settled = {id(one): settle(one, [other for other in some if other.about == one.about])
               for some, settle in ((values, _settled), (shapes, _cause_settled),
                                    (transposed, _transposed))
               for one in some}
    return [replace(case, parts=tuple(
        replace(part, finding=settled.get(id(part.finding), part.finding)) for part in case.parts))
        for case in cases]


def _settled(found: Finding, all_found: Sequence[Finding]) -> Finding:
    """Return a finding as it may be said, given all those on the same item."""
    if found.code not in ("factor", "opposite_sign"):
        return found
    factors = [one.values["factor"] for one in all_found if "factor" in one.values]
    agree = len(factors) == len(all_found) and np.allclose(factors, factors[0], rtol=1e-4)
    is_certain = agree if found.code == "opposite_sign" else agree and len(all_found) > 1
    if is_certain or (not _is_alone(found) and (agree or found.code == "opposite_sign")):
        return found
    if not any(map(_is_alone, all_found)) and {one.code for one in all_found} == {"factor"}:
        return finding("factor_varies", found.about, shape=found.values["shape"])
    return finding("wrong_values", found.about, shape=found.values.get("shape", ()))


def _cause_settled(found: Finding, all_found: Sequence[Finding]) -> Finding:
    """Return a finding on a wrong shape, without the cause if another case has another one."""
    if len({one.values["cause"] for one in all_found}) == 1:
        return found
    return Finding(found.code, found.about, {**found.values, "cause": ""})


def _transposed(found: Finding, all_found: Sequence[Finding]) -> Finding:
    """Return a finding on a transposed array, without the factor besides if others have another."""
    factors = [one.values["besides"]["factor"] for one in all_found]
    if np.allclose(factors, factors[0], rtol=1e-4):
        return found
    return Finding(found.code, found.about, {
        name: value for name, value in found.values.items() if name != "besides"})


def _is_alone(found: Finding) -> bool:
    return math.prod(found.values.get("shape", ())) == 1
