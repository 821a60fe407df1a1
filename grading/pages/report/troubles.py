"""Answers that could not be run, and zeros: why, and how many."""

from collections import Counter
from dataclasses import dataclass, field

from answercheck import wording
from answercheck.verdict import Finding
from grading.pages.report.answers import Kind, kind_of
from grading.pages.report.reading import ClassRecord, Submission

TIME_OUT, DEAD_KERNEL, NO_ANSWER, ZERO = "time-out", "dead kernel", "no answer", "zero"
KINDS = {"timed_out": TIME_OUT, "kernel_died": DEAD_KERNEL}  # by the code; any other is NO_ANSWER
EMPTY, ALL_WRONG = "nothing was answered", "no answer is right"
PENALTY = "it was late, and the penalty took all points"
MAX_DETAILS = 3


@dataclass
class Trouble:
    """A reason that several may share.

    n_answers : exercises without an answer for this reason, over all submissions
    zeros : who has no points because of it
    details : what differs between them, and how often
    """

    kind: str
    reason: str
    submissions: list[Submission] = field(default_factory=list)
    n_answers: int = 0
    zeros: list[Submission] = field(default_factory=list)
    details: Counter[str] = field(default_factory=Counter)


def zero_reason(submission: Submission) -> str:
    """Why a graded submission has no points, in one line; "" if it has some."""
    why = _zero(submission)
    return wording.reason(why) if isinstance(why, Finding) else why


def _zero(submission: Submission) -> str | Finding:
    """Why a graded submission has no points; where it could not be run, the verdicts' finding."""
    if submission.score > 0:
        return ""
    if submission.points > 0:
        return PENALTY
    kinds = {kind_of(verdict) for verdict in submission.verdicts}
    if kinds <= {Kind.UNANSWERED}:
        return EMPTY
    if kinds <= {Kind.UNANSWERED, Kind.STOPPED}:
        reasons = [verdict.no_answer for verdict in submission.verdicts if verdict.no_answer]
        return max(reasons, key=reasons.count)
    return ALL_WRONG


def troubles(record: ClassRecord) -> list[Trouble]:
    """Every reason once: time-outs, dead kernels, other answers that failed, other zeros."""
    found: dict[str, Trouble] = {}
    for submission in record.graded:
        for verdict in submission.verdicts:
            if verdict.no_answer:
                kind = KINDS.get(verdict.no_answer.code, NO_ANSWER)
                _filed(found, kind, verdict.no_answer, submission).n_answers += 1
        if why := _zero(submission):
            _filed(found, ZERO, why, submission).zeros.append(submission)
    order = [TIME_OUT, DEAD_KERNEL, NO_ANSWER, ZERO]
    return sorted(found.values(), key=lambda one: (order.index(one.kind), -len(one.submissions)))


def _filed(found: dict[str, Trouble], kind: str, why: str | Finding,
           submission: Submission) -> Trouble:
    head, detail = wording.reason_and_detail(why) if isinstance(why, Finding) else (why, "")
    trouble = found.setdefault(head, Trouble(kind, head))
    if not trouble.submissions or trouble.submissions[-1] is not submission:
        trouble.submissions.append(submission)
        if detail:
            trouble.details[detail] += 1
    return trouble
