"""Judging the answers, outside the kernel, and writing the verdict into the graded cells."""

from collections.abc import Mapping
from typing import Any

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor

from answercheck import wording
from answercheck.judge import judge
from answercheck.serialize import NotPlainError
from answercheck.verdict import Verdict, finding
from grading.course.definition import CHECK, Definition, definition_for
from grading.execution.execute import Answer
from grading.hand_ins.cells import result

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
    if exercise is None or answer.missing:
        return Verdict(name, no_answer=answer.missing)
    try:
        return judge(exercise, answer.records, definition.scorers)
    except NotPlainError as error:
        return Verdict(name, no_answer=finding("answer_unreadable", detail=str(error)))


def verdict_output(verdict: Verdict, max_points: float, count: int) -> NotebookNode:
    """The one output of a graded cell: a page for people, a number for nbgrader, data for reports.

    nbgrader's `determine_grade` reads the score from the text/plain of an execute_result.
    """
    points = min(round(verdict.score * max_points, 2), max_points)
    page = wording.html(verdict, f"{points:g} of {max_points:g} points")
    data: dict[str, Any] = {"text/plain": f"{points:g}", "text/html": page,
                            VERDICT_MIME: verdict.data()}
    return result(data, count)


def verdict_in(output: Mapping[str, Any]) -> Verdict | None:
    """The verdict that an output of a graded notebook holds, if it holds one.

    The modules that the course requires must have been imported: they have words for what its own
    scorers find.

    Raises
    ------
    ValueError
        If another version of this code has written it.
    """
    data = output.get("data", {})
    if VERDICT_MIME not in data:
        return None
    return Verdict.from_data(data[VERDICT_MIME])
