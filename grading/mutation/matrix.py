"""The kill matrix: results of all candidates, counted by exercise."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache, partial
from multiprocessing import get_context

from grading.course.folders import CourseFolders
from grading.mutation.candidates import ALTERNATIVE, EQUIVALENT, MISTAKE, MUTANT, Candidate
from grading.mutation.run import Result, run_and_judge
from grading.references.judge_code import hidden

MUTANT_LIMIT_S = 10.0  # who loops for ever is rejected after this
OWN_LIMIT_S = 120.0  # mistakes and alternatives are our own: they end
NAMED_SHARE = 0.95
MIN_MISTAKES, MIN_ALTERNATIVES = 4, 3
NOT_NAMED = ("unnamed", "named otherwise")


@dataclass
class Line:
    """The counts of one exercise, and its problems in words."""

    counts: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)


def run_all(folders: CourseFolders, found: Iterable[Candidate],
            n_processes: int | None = None) -> Iterator[tuple[Candidate, Result]]:
    """Judge every candidate, on all cores; yield each with its result."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # matrices are small, and forks want no threads
    with ProcessPoolExecutor(n_processes, mp_context=get_context("spawn")) as pool:
        yield from pool.map(partial(_run, folders), found, chunksize=8)


def _run(folders: CourseFolders, one: Candidate) -> tuple[Candidate, Result]:
    limit_s = MUTANT_LIMIT_S if one.kind in (MUTANT, EQUIVALENT) else OWN_LIMIT_S
    return one, run_and_judge(folders, one.assignment, one.exercise, one.code, limit_s,
                              whole=one.kind == MISTAKE)


def matrix(folders: CourseFolders,
           results: Iterable[tuple[Candidate, Result]]) -> dict[tuple[str, str], Line]:
    """Count the results of each exercise."""
    lines: dict[tuple[str, str], Line] = {}
    for one, result in results:
        line = lines.setdefault((one.assignment, one.exercise), Line())
        line.counts[one.kind] += 1
        _count(folders, one, result, line)
    for line in lines.values():
        for kind, least in ((MISTAKE, MIN_MISTAKES), (ALTERNATIVE, MIN_ALTERNATIVES), (MUTANT, 1)):
            if line.counts[kind] < least:
                line.problems.append(f"has {line.counts[kind]} of the kind {kind!r}; "
                                     f"{least} is the least")
    return lines


def _count(folders: CourseFolders, one: Candidate, result: Result, line: Line) -> None:
    if one.kind in (ALTERNATIVE, EQUIVALENT):
        line.counts[f"{one.kind} accepted"] += result.passed
        if not result.passed:
            line.problems.append(f"{one.kind} refused: {one.name}")
        return
    line.counts[f"{one.kind} rejected"] += not result.passed
    line.counts["timed out"] += result.timed_out
    if result.passed:
        line.problems.append(f"{one.kind} accepted: {one.name}")
    elif one.kind == MISTAKE:
        outcome = naming(folders, one, result)
        line.counts[outcome] += 1
        if outcome in NOT_NAMED:
            line.problems.append(f"{outcome}: {one.name}"
                                 + (f", as {', '.join(result.named)}" if result.named else ""))


def naming(folders: CourseFolders, one: Candidate, result: Result) -> str:
    """Return how a mistake was named: by its name, by that of an equal one, or wrongly."""
    if result.named == (one.name,):
        return "named"
    if len(result.named) == 1 and result.named[0] in _same_answers(
            folders, one.assignment, one.exercise)[one.name]:
        return "named as its equal"
    return "named otherwise" if result.named else "unnamed"


@cache
def _same_answers(folders: CourseFolders, assignment: str, exercise: str) -> dict[str, set[str]]:
    """Return, for each mistake, the others whose answers are the same on every hidden case."""
    reference = hidden(folders, assignment).exercises[exercise]
    names = [one.name for one in reference.mistakes.diagnoses]
    single = [one for one in reference.mistakes.mistakes if len(one.of) == 1]
    return {names[one.of[0]]: {
        names[other.of[0]] for other in single
        if other is not one and one.features.keys() == other.features.keys()
        and one.fits(other.features, reference.tolerance)
        and other.fits(one.features, reference.tolerance)} for one in single}


def failures(lines: dict[tuple[str, str], Line]) -> list[str]:
    """Return why the matrix fails; empty if every total is as required."""
    total = sum((line.counts for line in lines.values()), Counter())
    failed = [f"{assignment}/{name}: {problem}" for (assignment, name), line in lines.items()
              for problem in line.problems if not problem.startswith(NOT_NAMED)]
    if named_share(total) < NAMED_SHARE:
        failed.append(f"only {named_share(total):.1%} of the mistakes are named rightly")
    return failed


def named_share(total: Counter[str]) -> float:
    """Return the share of mistakes that are named by their own name or that of an equal one."""
    return (total["named"] + total["named as its equal"]) / max(total[MISTAKE], 1)
