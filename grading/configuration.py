"""The settings that make nbgrader grade with this package."""

from collections.abc import Iterable
from typing import Any

from traitlets.config import Config
from traitlets.config.loader import LazyConfigValue
from traitlets.utils.importstring import import_item

from grading.hand_ins.active_formats import active_formats

# nbgrader's own, which a course may change.
IGNORED = (".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback")


def configure(c: Config) -> None:
    """Set up nbgrader to grade submissions in the sandbox and to judge them outside of it.

    Call it at the end of a course's `nbgrader_config.py`:

        import grading

        grading.configure(c)

    Parameters
    ----------
    c : the configuration that nbgrader hands to the file, `get_config()`
    """
    # A kernel imports this package too, and has no need of nbgrader.
    from grading.hand_ins.early_intake import with_early_intake

    # Files handed in beside the notebook that a browser would run are not carried along.
    ignored = c.CourseDirectory.get("ignore", IGNORED)
    if isinstance(ignored, LazyConfigValue):
        ignored.extend([*active_formats()])
    else:
        c.CourseDirectory.ignore = [*ignored, *active_formats()]

    # Read whatever was handed in, be there a notebook in its place or not; then put our cells back
    # as they were released.
    c.Authenticator.plugin_class = with_early_intake(
        c.Authenticator.get("plugin_class", "nbgrader.auth.NoAuthPlugin"))
    c.Autograde.exporter_class = "grading.hand_ins.exporter.SubmissionExporter"
    c.Autograde.sanitize_preprocessors = [
        "grading.hand_ins.restore.RestoreCells",
        "grading.hand_ins.written_answers.NoteAnswersBeside",
        "grading.hand_ins.clean.CleanMarkdown",
    ]
    # Run the cells in a kernel that holds no answer, judge outside of it, carry forward, record.
    c.Autograde.autograde_preprocessors = [
        "grading.execution.execute.ExecuteSubmission",
        "nbgrader.preprocessors.IgnorePattern",
        "grading.judging.judge.JudgeAnswers",
        "grading.judging.carry_forward.CarryForward",
        "nbgrader.preprocessors.LimitOutput",
        "nbgrader.preprocessors.SaveAutoGrades",
        "nbgrader.preprocessors.AssignLatePenalties",
    ]

    # Stock penalties, unless course.toml has a rule; a course may have a plugin of its own.
    if "plugin_class" not in c.AssignLatePenalties:
        c.AssignLatePenalties.plugin_class = "grading.semester.late_penalty.LatePenalty"

    # What nbgrader says in a terminal names files of the students, and quotes them.
    c.Application.logging_config = {
        "filters": {"printable": {"()": "grading.terminal.PrintableMessages"}},
        "handlers": {"console": {"filters": ["printable"]}}}

    # A feedback page that needs no network; points and comments are nbgrader's.
    c.GenerateFeedback.exporter_class = "grading.pages.feedback.exporter.FeedbackExporter"
    c.GenerateFeedback.preprocessors = [
        "grading.pages.feedback.summary.Summarize",
        "grading.pages.feedback.withheld.WithholdTests",
        "grading.pages.feedback.shortened.Shorten",
        "grading.pages.feedback.links.LinkReading",
    ]

    # Nothing that a student wrote acts on whoever reads it, on a page or in a spreadsheet. Headings
    # get no id, since the formgrader finds the points of a cell by the id of an element.
    c.HTMLExporter.preprocessors = ["grading.pages.escaping.EscapeNames"]
    c.HTMLExporter.exclude_anchor_links = True
    c.ExportApp.plugin_class = "grading.gradebook.export.CsvWithoutFormulas"


def sections_of(classes: Iterable[str], config: Config) -> dict[str, Any]:
    """Return the sections of a configuration that these classes read, given by their full names.

    Raises
    ------
    TraitError
        If one of the settings is of a wrong kind.
    """
    found = [import_item(one) for one in classes]
    for one in found:
        one(config=config)  # traitlets looks at the settings of what is made
    names = {cls.__name__ for one in found for cls in one.__mro__}
    return {name: dict(config[name]) for name in sorted(names) if name in config}
