"""Time-outs, dead kernels, answers that could not be run, and zeros, grouped by their reason."""

from collections import Counter
from dataclasses import dataclass, field

from answercheck import wording
from answercheck.verdict import Finding, Verdict
from grading.pages.report.answer_kinds import AnswerKind, answer_kind
from grading.pages.report.class_record import ClassRecord, Submission
from grading.words import N_
from grading.words import translate as _

TIME_OUT, DEAD_KERNEL = N_("time-out"), N_("dead kernel")
NO_ANSWER, ZERO = N_("no answer"), N_("zero")
KINDS = {"timed_out": TIME_OUT, "cell_timed_out": TIME_OUT, "not_reached": TIME_OUT,
         "cell_not_reached": TIME_OUT,
         "kernel_died": DEAD_KERNEL, "cell_kernel_died": DEAD_KERNEL, "kernels_ended": DEAD_KERNEL,
         "ended_every_process": DEAD_KERNEL}  # by the code; any other is NO_ANSWER
EMPTY, ALL_WRONG = N_("nothing was answered"), N_("no answer is right")
PENALTY = N_("it was late, and the penalty took all points")


@dataclass
class Incident:
    """The submissions that share one reason.

    kind : TIME_OUT, DEAD_KERNEL, NO_ANSWER or ZERO
    n_answers : number of exercises without an answer for this reason, over all submissions
    zeros : submissions without points for this reason
    details : what differs between the submissions, and how often
    """

    kind: str
    reason: str
    submissions: list[Submission] = field(default_factory=list)
    n_answers: int = 0
    zeros: list[Submission] = field(default_factory=list)
    details: Counter[str] = field(default_factory=Counter)


def zero_reason(submission: Submission) -> str:
    """Return why a graded submission has no points, in one line; "" if it has some."""
    why = _zero(submission)
    return wording.reason(why) if isinstance(why, Finding) else why


def _zero(submission: Submission) -> str | Finding:
    """Return why a submission has no points: a sentence, or the finding if it could not be run."""
    if submission.score > 0:
        return ""
    if submission.points > 0:
        return _(PENALTY)
    kinds = {answer_kind(verdict) for verdict in submission.verdicts}
    if kinds <= {AnswerKind.UNANSWERED}:
        return _(EMPTY)
    if kinds <= {AnswerKind.UNANSWERED, AnswerKind.STOPPED}:
        reasons = [verdict.no_answer for verdict in submission.verdicts if verdict.no_answer]
        return max(reasons, key=reasons.count)
    return _(ALL_WRONG)


def incidents(record: ClassRecord) -> list[Incident]:
    """Group by reason: time-outs, dead kernels, other answers that failed, then other zeros."""
    found: dict[str, Incident] = {}
    for submission in record.graded:
        for verdict in submission.verdicts:
            for why in _reasons(verdict):
                incident = _add(found, KINDS.get(why.code, NO_ANSWER), submission,
                                *wording.reason_and_detail(why))
                incident.n_answers += not verdict.passed
        for note in submission.notes:
            if note.code in wording.STOPPED:
                _add(found, KINDS.get(note.code, NO_ANSWER), submission,
                     *wording.cell_end(note.code, note.values))
        if zero := _zero(submission):
            words = wording.reason_and_detail(zero) if isinstance(zero, Finding) else (zero,)
            _add(found, ZERO, submission, *words).zeros.append(submission)
    order = [TIME_OUT, DEAD_KERNEL, NO_ANSWER, ZERO]
    return sorted(found.values(), key=lambda one: (order.index(one.kind), -len(one.submissions)))


def _reasons(verdict: Verdict) -> list[Finding]:
    """Why there is no answer, or how a cell ended that would have made what it needs."""
    return [verdict.no_answer] if verdict.no_answer else cells_ended(verdict)


def cells_ended(verdict: Verdict) -> list[Finding]:
    """How cells ended for want of which an answer lacks a name, or has an older function."""
    return [one for one in verdict.patterns if one.code in wording.CELL_ENDED]


def _add(found: dict[str, Incident], kind: str, submission: Submission, head: str,
         detail: str = "") -> Incident:
    incident = found.setdefault(head, Incident(kind, head))
    if not incident.submissions or incident.submissions[-1] is not submission:
        incident.submissions.append(submission)
        if detail:
            incident.details[detail] += 1
    return incident
