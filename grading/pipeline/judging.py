"""Judging the answers, outside the kernel, and writing the verdict into the graded cells."""

from typing import Any

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor

from grading.pipeline.cells import result
from grading.pipeline.definition import CHECK, Definition, definition_for
from grading.pipeline.execute import Answer
from helpers.checks.judge import judge
from helpers.checks.plain import NotPlainError
from helpers.checks.verdict import Verdict

VERDICT_MIME = "application/vnd.nn-course.verdict+json"


class JudgeAnswers(NbGraderPreprocessor):
    """Replace the outputs of each graded code cell by a verdict and a score."""

    def preprocess(self, nb: NotebookNode,
                   resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Judge what `ExecuteSubmission` left in `resources["answers"]`."""
        definition = definition_for(self, resources)
        answers = resources.pop("answers")
        for number, cell in enumerate(nb.cells, start=1):
            if cell.cell_type == "code" and utils.is_grade(cell):
                grade_id = cell.metadata.nbgrader.grade_id
                name = grade_id.removesuffix(CHECK)
                verdict = judged(name, definition, answers[grade_id])
                cell.execution_count = number
                cell.outputs = [verdict_output(verdict, float(cell.metadata.nbgrader.points),
                                               number)]
        return nb, resources


def judged(name: str, definition: Definition, answer: Answer) -> Verdict:
    """The verdict on an answer to the exercise `name`; no answer is no points."""
    exercise = definition.exercises.get(name)
    if exercise is None or answer.reason:
        return Verdict(name, (), answer.reason)
    try:
        return judge(exercise, answer.records, definition.scorers)
    except NotPlainError as error:
        return Verdict(name, (), f"the answer could not be read: {error}")


def verdict_output(verdict: Verdict, max_points: float, count: int) -> NotebookNode:
    """The one output of a graded cell: a page for people, a number for nbgrader, data for reports.

    nbgrader's `determine_grade` reads the score from the text/plain of an execute_result.
    """
    points = min(round(verdict.score * max_points, 2), max_points)
    data: dict[str, Any] = {"text/plain": f"{points:g}",
                            "text/html": verdict.html(f"{points:g} of {max_points:g} points"),
                            VERDICT_MIME: verdict.data()}
    return result(data, count)
