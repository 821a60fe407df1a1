"""Why a check lacks a name: an earlier cell, which makes it, did not run to its end."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from nbformat import NotebookNode

from answercheck.verdict import Finding, Verdict
from grading.execution.execute import Answer
from grading.judging.tests import known_exception


def with_cause(verdict: Verdict, answer: Answer, before: Sequence[NotebookNode],
               ended: Mapping[int, Finding]) -> Verdict:
    """The verdict with the reason why the function, or a name that it needs, is missing.

    Parameters
    ----------
    verdict : on a graded cell
    answer : what it is about
    before : the cells before the graded one
    ended : of those that did not run to their end what stopped them, by their index
    """
    for name in _missing_names(verdict, answer):
        cause = _cause(name, before, ended)
        if cause is None:
            continue
        if all(case.problem and case.problem.code == "no_function" for case in verdict.cases):
            return Verdict(verdict.exercise, no_answer=cause)
        found = Finding(cause.code, values={**cause.values, "missing": name})
        return replace(verdict, patterns=(*verdict.patterns, found))
    return verdict


def without_message(why: Finding) -> Finding:
    """What stopped a cell that hidden tests ran before: its message may say what they hold."""
    kind = known_exception(why.values.get("type", ""))
    changed = {"type": kind, "message": kind, "detail": "for a reason that is not shown"}
    return Finding(why.code, values={name: changed.get(name, value)
                                     for name, value in why.values.items()})


def _missing_names(verdict: Verdict, answer: Answer) -> list[str]:
    """The names for want of which the answer is wrong, the first one first."""
    if verdict.by_tests:
        name = answer.done.get("name")
        return [name] if isinstance(name, str) and not verdict.passed else []
    problems = [case.problem for case in verdict.cases if case.problem]
    return list(dict.fromkeys(one.values["name"] for one in problems if one.values.get("name")))


def _cause(name: str, before: Sequence[NotebookNode],
           ended: Mapping[int, Finding]) -> Finding | None:
    """What stopped the last cell that would have made a name; the first cause, if that has one."""
    for index in sorted(ended, reverse=True):
        if index < len(before) and _makes(before[index], name):
            why = ended[index]
            lacks = why.values.get("lacks", "")
            return (_cause(lacks, before[:index], ended) if lacks else None) or why
    return None


def _makes(cell: NotebookNode, name: str) -> bool:
    """Whether a cell would give a value to a name; its code may be no Python, and is not parsed."""
    if cell.metadata.get("nbgrader", {}).get("grade_id") == name:
        return True
    n = re.escape(name)
    return re.search(rf"""^\s*(?:async\s+)?(?:def|class)\s+{n}\b
        | ^[\w\s,*]*\b{n}\b[\w\s,*]*(?::[^=\n]*)?=(?!=)
        | ^\s*(?:from\b.*)?\bimport\b.*(?:\b{n}\b|\*)
        | \b(?:as|for)\s+{n}\b""", cell.source, re.MULTILINE | re.VERBOSE) is not None
