"""nbgrader's plugin for late penalties, with the rule of `course.toml`."""

from pathlib import Path

from nbgrader.coursedir import CourseDirectory
from nbgrader.plugins import LateSubmissionPlugin

from grading.semester.settings import Penalty, read_settings


class LatePenalty(LateSubmissionPlugin):
    """Takes off what `course.toml` says; where it says nothing, what nbgrader's own plugin does."""

    @property
    def rule(self) -> Penalty | None:
        """The rule of `course.toml`, if it gives one; raises CourseError if the file is wrong."""
        return read_settings(Path(CourseDirectory(parent=self).root)).penalty

    def late_submission_penalty(self, student_id: str, score: float,
                                total_seconds_late: float) -> float | None:
        """Return the points that a notebook loses; None if none."""
        rule = self.rule
        if rule is not None:
            return rule.of(score, total_seconds_late)
        penalty: float | None = super().late_submission_penalty(student_id, score,
                                                                total_seconds_late)
        return penalty
