"""The stones over which many stumble: known mistakes by count, and failures without a name."""

from collections import Counter
from dataclasses import dataclass

from answercheck import wording
from grading.pages.report.answers import is_failing
from grading.pages.report.reading import ClassRecord, Submission

HINT_SHARE, HINT_COUNT = 0.5, 3  # from here on, suspect the test or the text
MAX_SEEN = 4
RARE_SHARE, MANY = 0.05, 10  # of a long list, what is rarer than this is folded away


@dataclass(frozen=True)
class NamedMistake:
    """One known mistake of an exercise, and who made it; `share` is of all graded."""

    exercise: str
    name: str
    sentence: str
    submissions: tuple[Submission, ...]
    share: float


def named_mistakes(record: ClassRecord) -> list[NamedMistake]:
    """The known mistakes that were made, the most frequent first."""
    who: dict[tuple[str, str], list[Submission]] = {}
    sentences: dict[tuple[str, str], str] = {}
    for exercise in record.exercises:
        for submission, verdict in record.answers(exercise):
            for mistake in dict.fromkeys(verdict.mistakes):
                who.setdefault((exercise, mistake.name), []).append(submission)
                sentences[exercise, mistake.name] = mistake.sentence
    found = [NamedMistake(*key, sentences[key], tuple(people),
                          len(people) / len(record.graded)) for key, people in who.items()]
    return sorted(found, key=lambda one: -len(one.submissions))


def common_and_rare(found: list[NamedMistake]) -> tuple[list[NamedMistake], list[NamedMistake]]:
    """A long list in two parts; a short one whole."""
    n_common = max(MANY, sum(one.share >= RARE_SHARE for one in found))
    return found[:n_common], found[n_common:]


@dataclass(frozen=True)
class Unnamed:
    """The failing answers to an exercise that no known mistake explains.

    n_failing : all failing answers, explained or not
    seen : what was found in the unexplained ones, with how many share it
    """

    exercise: str
    submissions: tuple[Submission, ...]
    n_failing: int
    seen: tuple[tuple[str, int], ...]

    @property
    def share(self) -> float:
        """Of the failing answers."""
        return len(self.submissions) / self.n_failing

    @property
    def is_hint(self) -> bool:
        """Whether there are so many that the test or the text may be wrong."""
        return len(self.submissions) >= HINT_COUNT and self.share >= HINT_SHARE


def unnamed_failures(record: ClassRecord) -> list[Unnamed]:
    """The exercises with failures that nobody can name: hints first, then the most frequent."""
    found = []
    for exercise in record.exercises:
        failing = [(one, verdict) for one, verdict in record.answers(exercise)
                   if is_failing(verdict)]
        nameless = [(one, verdict) for one, verdict in failing if not verdict.mistakes]
        if nameless:
            seen = Counter(text for _, verdict in nameless
                           for text in wording.found_in_words(verdict, with_line=False))
            found.append(Unnamed(exercise, tuple(one for one, _ in nameless), len(failing),
                                 tuple(seen.most_common(MAX_SEEN))))
    return sorted(found, key=lambda one: (not one.is_hint, -len(one.submissions)))
