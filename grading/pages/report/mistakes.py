"""Known mistakes by how often they were made, and failures that no known mistake explains."""

from collections import Counter
from dataclasses import dataclass

from answercheck import wording
from grading.pages.report.answer_kinds import is_failing
from grading.pages.report.class_record import ClassRecord, Submission
from grading.pages.report.incidents import cells_ended
from grading.words import translate as _

HINT_SHARE, HINT_COUNT = 0.5, 3  # from here on the test or the text may be wrong
MAX_FINDINGS = 4
RARE_SHARE, MANY = 0.05, 10  # of a long list, mistakes rarer than this are folded away


@dataclass(frozen=True)
class NamedMistake:
    """One known mistake of an exercise, and who made it; `share` is of all graded submissions."""

    exercise: str
    name: str
    sentence: str
    submissions: tuple[Submission, ...]
    share: float


def named_mistakes(record: ClassRecord) -> list[NamedMistake]:
    """Return the known mistakes that were made, the most frequent first."""
    submissions: dict[tuple[str, str], list[Submission]] = {}
    sentences: dict[tuple[str, str], str] = {}
    for exercise in record.exercises:
        for submission, verdict in record.answers(exercise):
            for mistake in dict.fromkeys(verdict.mistakes):
                submissions.setdefault((exercise, mistake.name), []).append(submission)
                sentences[exercise, mistake.name] = mistake.sentence
    found = [NamedMistake(*key, _(sentences[key]), tuple(people),
                          len(people) / len(record.graded)) for key, people in submissions.items()]
    return sorted(found, key=lambda one: -len(one.submissions))


def common_and_rare(found: list[NamedMistake]) -> tuple[list[NamedMistake], list[NamedMistake]]:
    """Split a long list into common and rare mistakes; of a short one all are common."""
    n_common = max(MANY, sum(one.share >= RARE_SHARE for one in found))
    return found[:n_common], found[n_common:]


@dataclass(frozen=True)
class UnexplainedFailures:
    """The failing answers to an exercise that no known mistake explains.

    n_failing : all failing answers, explained or not
    findings : sentences on the unexplained ones, each with the number of answers it applies to
    """

    exercise: str
    submissions: tuple[Submission, ...]
    n_failing: int
    findings: tuple[tuple[str, int], ...]

    @property
    def share(self) -> float:
        """The share of unexplained answers among the failing ones."""
        return len(self.submissions) / self.n_failing

    @property
    def is_hint(self) -> bool:
        """Whether there are so many that the test or the text of the exercise may be wrong."""
        return len(self.submissions) >= HINT_COUNT and self.share >= HINT_SHARE


def unexplained_failures(record: ClassRecord) -> list[UnexplainedFailures]:
    """Return the exercises with failures that no known mistake explains, hints first."""
    found = []
    for exercise in record.exercises:
        failing = [(one, verdict) for one, verdict in record.answers(exercise)
                   if is_failing(verdict)]
        nameless = [(one, verdict) for one, verdict in failing
                    if not verdict.mistakes and not cells_ended(verdict)]
        if nameless:
            findings = Counter(text for _, verdict in nameless
                               for text in wording.found_in_words(verdict, with_line=False))
            found.append(UnexplainedFailures(
                exercise, tuple(one for one, _ in nameless), len(failing),
                tuple(findings.most_common(MAX_FINDINGS))))
    return sorted(found, key=lambda one: (not one.is_hint, -len(one.submissions)))
