"""The kill matrix: what became of every row, exercise by exercise, and what the totals say."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from multiprocessing import get_context

from grading.killing.attempt import Attempt, attempt
from grading.killing.rows import EQUAL, MISTAKE, MUTANT, ROAD, Row
from grading.reference.trial import hidden

MUTANT_LIMIT_S = 10.0  # who loops for ever is rejected after this
OWN_LIMIT_S = 120.0  # mistakes and roads are our own: they end
NAMED_SHARE = 0.95
MIN_MISTAKES, MIN_ROADS = 4, 3
NOT_NAMED = ("unnamed", "named otherwise")


@dataclass
class Line:
    """The counts of one exercise, and what went wrong in words."""

    counts: Counter = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)


def try_all(rows: Iterable[Row], n_processes: int | None = None) -> Iterator[tuple[Row, Attempt]]:
    """Every row with what became of it, as they come, on all cores."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # small matrices; and a fork wants no threads
    with ProcessPoolExecutor(n_processes, mp_context=get_context("spawn")) as pool:
        yield from pool.map(_try, rows, chunksize=8)


def _try(row: Row) -> tuple[Row, Attempt]:
    mutant = row.kind in (MUTANT, EQUAL)
    return row, attempt(row.assignment, row.exercise, row.code,
                        MUTANT_LIMIT_S if mutant else OWN_LIMIT_S, whole=row.kind == MISTAKE)


def matrix(tried: Iterable[tuple[Row, Attempt]]) -> dict[tuple[str, str], Line]:
    """The line of each exercise."""
    lines: dict[tuple[str, str], Line] = {}
    for row, result in tried:
        line = lines.setdefault((row.assignment, row.exercise), Line())
        line.counts[row.kind] += 1
        _count(row, result, line)
    for line in lines.values():
        for kind, least in ((MISTAKE, MIN_MISTAKES), (ROAD, MIN_ROADS), (MUTANT, 1)):
            if line.counts[kind] < least:
                line.problems.append(f"has {line.counts[kind]} of the kind {kind!r}; "
                                     f"{least} is the least")
    return lines


def _count(row: Row, result: Attempt, line: Line) -> None:
    if row.kind in (ROAD, EQUAL):
        line.counts[f"{row.kind} accepted"] += result.passed
        if not result.passed:
            line.problems.append(f"{row.kind} refused: {row.name}")
        return
    line.counts[f"{row.kind} rejected"] += not result.passed
    line.counts["out of time"] += result.out_of_time
    if result.passed:
        line.problems.append(f"{row.kind} accepted: {row.name}")
    elif row.kind == MISTAKE:
        told = naming(row, result)
        line.counts[told] += 1
        if told in NOT_NAMED:
            line.problems.append(f"{told}: {row.name}"
                                 + (f", as {', '.join(result.named)}" if result.named else ""))


def naming(row: Row, result: Attempt) -> str:
    """How a mistake was named: by its name, by that of one with equal answers, or not so."""
    if result.named == (row.name,):
        return "named"
    if len(result.named) == 1 and result.named[0] in _same_answers(row.assignment, row.exercise)[
            row.name]:
        return "named as its equal"
    return "named otherwise" if result.named else "unnamed"


@cache
def _same_answers(assignment: str, exercise: str) -> dict[str, set[str]]:
    """By mistake: the other mistakes whose answers are the same on every hidden case."""
    reference = hidden(assignment).exercises[exercise]
    told = reference.mistakes.told
    single = [one for one in reference.mistakes.mistakes if len(one.of) == 1]
    return {told[one.of[0]].name: {
        told[other.of[0]].name for other in single
        if other is not one and one.leaves.keys() == other.leaves.keys()
        and one.fits(other.leaves, reference.tolerance)
        and other.fits(one.leaves, reference.tolerance)} for one in single}


def failures(lines: dict[tuple[str, str], Line]) -> list[str]:
    """Why the matrix fails; nothing if every total is as it should be."""
    total = sum((line.counts for line in lines.values()), Counter())
    failed = [f"{assignment}/{name}: {problem}" for (assignment, name), line in lines.items()
              for problem in line.problems if not problem.startswith(NOT_NAMED)]
    if named_share(total) < NAMED_SHARE:
        failed.append(f"only {named_share(total):.1%} of the mistakes are named rightly")
    return failed


def named_share(total: Counter) -> float:
    """The share of the mistakes that are named by their own name or that of an equal one."""
    return (total["named"] + total["named as its equal"]) / max(total[MISTAKE], 1)
