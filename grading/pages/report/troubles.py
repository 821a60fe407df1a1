"""Answers that could not be run, and zeros: why, and how many."""

import re
from collections import Counter
from dataclasses import dataclass, field

from grading.pages.report.answers import Kind, kind_of
from grading.pages.report.reading import ClassRecord, Submission

TIME_OUT, DEAD_KERNEL, NO_ANSWER, ZERO = "time-out", "dead kernel", "no answer", "zero"
# How the reasons that `ExecuteSubmission` gives tell of them.
SIGNS = ((DEAD_KERNEL, "the kernel died"), (TIME_OUT, "this ran longer than"))
DETAIL = re.compile(r":| \(")  # behind which a reason goes on with what is one submission's own
EMPTY, ALL_WRONG = "nothing was answered", "no answer is right"
PENALTY = "it was late, and the penalty took all points"
MAX_DETAILS = 3


@dataclass
class Trouble:
    """A reason that several may share.

    n_answers : exercises without an answer for this reason, over all submissions
    zeros : who has no points because of it
    details : what is told besides, the most frequent first
    """

    kind: str
    reason: str
    submissions: list[Submission] = field(default_factory=list)
    n_answers: int = 0
    zeros: list[Submission] = field(default_factory=list)
    details: Counter[str] = field(default_factory=Counter)


def kind_of_reason(reason: str) -> str:
    """Whether a verdict's reason tells of a time-out, a dead kernel or something else."""
    return next((kind for kind, sign in SIGNS if reason.startswith(sign)), NO_ANSWER)


def zero_reason(submission: Submission) -> str:
    """Why a graded submission has no points; "" if it has some."""
    if submission.score > 0:
        return ""
    if submission.points > 0:
        return PENALTY
    kinds = {kind_of(verdict) for verdict in submission.verdicts}
    if kinds <= {Kind.UNANSWERED}:
        return EMPTY
    reasons = Counter(verdict["reason"] for verdict in submission.verdicts if verdict["reason"])
    if kinds <= {Kind.UNANSWERED, Kind.STOPPED}:
        return reasons.most_common(1)[0][0]
    return ALL_WRONG


def troubles(record: ClassRecord) -> list[Trouble]:
    """Every reason once: time-outs, dead kernels, other answers that failed, other zeros."""
    found: dict[str, Trouble] = {}
    for submission in record.graded:
        for verdict in submission.verdicts:
            if verdict["reason"]:
                kind = kind_of_reason(verdict["reason"])
                _filed(found, kind, verdict["reason"], submission).n_answers += 1
        if reason := zero_reason(submission):
            _filed(found, ZERO, reason, submission).zeros.append(submission)
    order = [TIME_OUT, DEAD_KERNEL, NO_ANSWER, ZERO]
    return sorted(found.values(), key=lambda one: (order.index(one.kind), -len(one.submissions)))


def _filed(found: dict[str, Trouble], kind: str, reason: str, submission: Submission) -> Trouble:
    head, detail = _parted(reason)
    trouble = found.setdefault(head, Trouble(kind, head))
    if not trouble.submissions or trouble.submissions[-1] is not submission:
        trouble.submissions.append(submission)
        if detail:
            trouble.details[detail] += 1
    return trouble


def _parted(reason: str) -> tuple[str, str]:
    head = DETAIL.split(reason)[0]
    rest = reason[len(head):].lstrip(": ")
    return head, rest[1:-1] if rest.startswith("(") and rest.endswith(")") else rest
