"""A whole verdict in sentences: the first line, the cause, and what was found in which cases."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from answercheck.translation import ngettext
from answercheck.translation import translate as _
from answercheck.verdict import Finding, Verdict
from answercheck.wording.findings import predicate, sentence
from answercheck.wording.notices import CELL_ENDED, listed, listed_with_and, reason

MAX_SENTENCES = 5
MAX_BESIDE_MISTAKE = 2  # sentences on findings, where a known mistake explains them
MANY = 3  # cases, beyond which the one that is right is named
# Of what is found over all cases, what tells the cause.
CAUSES_IN_ALL = ("right_for_one_only", "wrong_for_whole_numbers_only", "reads_the_notebook",
                 *CELL_ENDED)
# And what tells where to look for it.
LEADS = ("first_wrong_variable", "wrong_after_variables")


def headline(verdict: Verdict) -> str:
    """Return the first line: the exercise and how many cases are right."""
    if verdict.no_answer:
        pattern = _("{exercise}: no answer")
    elif not verdict.by_tests:
        pattern = _("{exercise}: {right} of {all} cases")
    elif verdict.passed:
        pattern = _("{exercise}: tests passed")
    elif verdict.score:
        pattern = _("{exercise}: tests passed in part")
    else:
        pattern = _("{exercise}: tests failed")
    return pattern.format(exercise=verdict.exercise, all=len(verdict.cases),
                          right=sum(case.score == 1 for case in verdict.cases))


def sentences(verdict: Verdict) -> list[str]:
    """Return the sentences below the first line: the cause, if it is known, then the findings.

    A finding is followed by its cases.
    """
    found = [group.words() if verdict.by_tests else _("{said} — {cases}").format(
        said=group.words(), cases=_where_alike(verdict, group)) for group in _groups(verdict)]
    return _in_order(verdict, found, with_cases=True)


def found_in_words(verdict: Verdict, *, with_line: bool = True) -> list[str]:
    """Return the sentences without the cases, each once, to count them over submissions.

    Parameters
    ----------
    with_line : whether to quote the student's own line where an exception was raised
    """
    return list(dict.fromkeys(_in_order(
        verdict, [group.words(with_line) for group in _groups(verdict)], with_line=with_line)))


def most_helpful(verdict: Verdict) -> str:
    """Return the one sentence on an answer that is not right which helps most, without the cases.

    What was done wrong says more than how far off the numbers are.
    """
    causes = _causes(verdict)
    return causes[0] if causes else next(iter(found_in_words(verdict)), "")


def _in_order(verdict: Verdict, found: list[str], *, with_cases: bool = False,
              with_line: bool = True) -> list[str]:
    """Put the sentences on a verdict into their order, given those on its findings."""
    if verdict.no_answer:
        return [reason(verdict.no_answer)]
    causes = _causes(verdict)
    leads = [predicate(one if with_line else Finding(one.code, values={**one.values, "lines": ()}))
             for one in verdict.patterns if one.code in LEADS]
    others = [predicate(one) for one in verdict.patterns if one.code not in (*CAUSES_IN_ALL, *LEADS)
              and (with_cases or "case" not in one.values)]
    shown = found[:MAX_BESIDE_MISTAKE if verdict.mistakes else MAX_SENTENCES]
    if with_cases and len(found) > len(shown) and not verdict.mistakes:
        shown.append(_("… and {n} more; correct the first ones").format(
            n=len(found) - len(shown)))
    carried = [_because(verdict)] if verdict.because_of else []
    return [*causes, *leads, *shown, *others, *carried]


def _causes(verdict: Verdict) -> list[str]:
    """Return what was done wrong, as far as it is known."""
    return [*(predicate(one) for one in verdict.patterns if one.code in CELL_ENDED),
            *(_(one.sentence) for one in verdict.mistakes),
            *(predicate(one) for one in verdict.patterns
              if one.code in CAUSES_IN_ALL and one.code not in CELL_ENDED)]


def _because(verdict: Verdict) -> str:
    """Say that right answers stood in the place of earlier ones."""
    earlier = listed_with_and(verdict.because_of)
    if verdict.passed:
        pattern = _("{exercise} is right; it failed only because of {earlier}.")
    else:
        pattern = ngettext(
            "{earlier} is wrong as well; {exercise} was judged with a right one in its place.",
            "{earlier} are wrong as well; {exercise} was judged with right ones in their place.",
            len(verdict.because_of))
    return pattern.format(exercise=verdict.exercise, earlier=earlier)


@dataclass
class _Group:
    """Findings that differ only in the shapes in them and share one sentence.

    found : the first of them
    subjects : the parts that all of them are about; may be empty
    labels : for each distinct finding, the labels of its cases
    """

    found: Finding
    subjects: tuple[str, ...]
    labels: list[list[str]] = field(default_factory=list)

    def words(self, with_line: bool = True) -> str:
        """Return the sentence, without the cases."""
        found = self.found
        if not with_line and "line" in found.values:
            found = Finding(found.code, found.about, {**found.values, "line": ""})
        said = predicate(found)
        if len(self.subjects) > 1:
            return _("{parts}: each {said}").format(parts=listed(self.subjects), said=said)
        return f"{next(iter(self.subjects), found.about)} {said}".strip()


def _groups(verdict: Verdict) -> list[_Group]:
    """Group the findings of all cases that share one sentence."""
    found: dict[str, Finding] = {}  # by its words
    subjects: dict[str, dict[str, None]] = {}
    labels: dict[str, dict[str, None]] = {}
    for case in verdict.cases:
        for part, one in case.findings():
            is_of_part = one.about == part
            words = predicate(one) if is_of_part else sentence(one)
            found.setdefault(words, one)
            subjects.setdefault(words, {})[part if is_of_part else ""] = None
            labels.setdefault(words, {})[case.label] = None
    groups: dict[tuple[str, tuple[str, ...]], _Group] = {}
    for words, one in found.items():
        about = tuple(part for part in subjects[words] if part)
        say = predicate if about else sentence
        key = (say(one, _left_out), tuple(subjects[words]))
        groups.setdefault(key, _Group(one, about)).labels.append(list(labels[words]))
    # A mistake explains what was returned; an exception beside it may have another cause.
    return sorted(groups.values(), key=lambda group: (
        bool(verdict.mistakes) and group.found.code != "raised"))


def _left_out(shape: Any) -> str:
    return "()"


def _where_alike(verdict: Verdict, group: _Group) -> str:
    first, *others = group.labels
    more = [label for one in others for label in one if label not in first]
    where = _where(verdict, [*first, *more])
    if not more:
        return where
    if where != _each([*first, *more]):
        return _("{first}, and likewise {cases}").format(first=_(first[0]), cases=where)
    return _("{first}; likewise {cases}").format(first=_each(first), cases=_each(more))


def _where(verdict: Verdict, labels: Sequence[str]) -> str:
    """Name the cases, as briefly as possible."""
    missing = [case.label for case in verdict.cases if case.label not in labels]
    if not missing and len(verdict.cases) > 1:
        return _("in every case")
    if len(missing) == 1 and len(set(labels)) > MANY:
        return _("in every case but “{case}”").format(case=_(missing[0]))
    return _each(labels)


def _each(labels: Sequence[str]) -> str:
    """Name each of these cases once."""
    return _("; ").join(map(_, dict.fromkeys(labels)))
