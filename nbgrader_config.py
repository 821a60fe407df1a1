"""The course: where its folders are, and the way a submission goes through grading."""

from pathlib import Path

from grading.pages import FORMATS_THAT_ACT

c = get_config()  # noqa: F821 - nbgrader reads this file with get_config defined

c.CourseDirectory.root = str(Path(__file__).resolve().parent)
c.CourseDirectory.course_id = "neural_networks"

# Files handed in beside the notebook that a browser would run are not carried along.
c.CourseDirectory.ignore = [
    ".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", *FORMATS_THAT_ACT,
]

# sanitize: read whatever was handed in, put our cells back as we gave them
c.Autograde.exporter_class = "grading.pipeline.reading.SubmissionExporter"
c.Autograde.pre_convert_hook = "grading.intake.before_autograde"
c.Autograde.sanitize_preprocessors = [
    "grading.pipeline.restore.RestoreCells",
    "grading.pipeline.clean.CleanMarkdown",
]
# execute (in a kernel that holds no answer) → judge (outside it) → try again, with right answers in
# place of earlier wrong ones, what failed because of them → record
c.Autograde.autograde_preprocessors = [
    "grading.pipeline.execute.ExecuteSubmission",
    "grading.pipeline.judging.JudgeAnswers",
    "grading.pipeline.carry_forward.CarryForward",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
]

# feedback: a page of our own, for nbgrader's needs the network; points and comments are nbgrader's
c.GenerateFeedback.exporter_class = "grading.feedback.exporter.FeedbackExporter"
c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.GetGrades",
    "grading.feedback.summary.Summarize",
    "grading.feedback.withheld.WithholdTests",
]

# Nothing that a student wrote acts on who reads it: not on a page, not in a spreadsheet. Headings
# get no id, for the formgrader finds the points of a cell by the id of an element.
c.HTMLExporter.preprocessors = ["grading.pages.EscapeNames"]
c.HTMLExporter.exclude_anchor_links = True
c.ExportApp.plugin_class = "grading.export.CsvWithoutFormulas"
