"""Judging the answers, outside the kernel, and writing the verdict into the graded cells."""

import json
from collections.abc import Mapping
from dataclasses import replace
from logging import Logger
from typing import Any

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from answercheck import wording
from answercheck.judge import judge
from answercheck.serialize import NotPlainError
from answercheck.verdict import Verdict, finding
from grading.course.assignment import definition_for
from grading.course.definition import Definition
from grading.course.graded_cells import CHECK, is_graded_code
from grading.course.languages import in_its_language
from grading.errors import CourseError
from grading.execution.execute import ENDED, Answer
from grading.hand_ins.cells import result
from grading.hand_ins.reading import NOTES
from grading.judging.causes import Causes
from grading.judging.tests import judged_by_tests

VERDICT_MIME = "application/vnd.nn-course.verdict+json"


class JudgeAnswers(NbGraderPreprocessor):
    """Replace the outputs of each graded code cell by a verdict and a score."""

    @in_its_language
    def preprocess(self, nb: NotebookNode,
                   resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Judge what `ExecuteSubmission` left in `resources["answers"]`."""
        definition = definition_for(self, nb, resources)
        answers = resources.pop("answers", {})
        causes = Causes(nb.cells, resources.get(ENDED, {}))
        is_all_known = True  # to the student, of what was run so far
        has_hidden_tests = False  # among them
        for number, cell in enumerate(nb.cells, start=1):
            if not is_graded_code(cell):
                if has_hidden_tests:
                    causes.withhold_message(number - 1)
                continue
            grade_id = cell.metadata.nbgrader.grade_id
            answer = answers.get(grade_id, Answer(missing=finding("not_run")))
            has_hidden_tests = has_hidden_tests or bool(definition.hidden_lines.get(grade_id))
            is_all_known = is_all_known and definition.is_tests(cell) and not has_hidden_tests
            verdict, points = self._judged(cell, definition, answer, is_all_known)
            verdict = causes.told(verdict, answer, number - 1)
            shown = cell.outputs if definition.is_tests(cell) else []
            cell.execution_count = number
            cell.outputs = [self._written(verdict, float(cell.metadata.nbgrader.points), number,
                                          points), *shown]
        if untold := causes.untold():
            nb.metadata[NOTES] = [*nb.metadata.get(NOTES, ()), *(one.data() for one in untold)]
        return nb, resources

    def _written(self, verdict: Verdict, max_points: float, count: int,
                 points: float | None) -> NotebookNode:
        """The output for a verdict; one for which there are no words costs its exercise alone."""
        try:
            return verdict_output(verdict, max_points, count, points)
        except MemoryError:
            raise
        except Exception as error:
            self.log.exception("there are no words for %r: %r", verdict, error)
            return verdict_output(replace(verdict, cases=(), no_answer=finding("not_judged"),
                                          mistakes=(), patterns=()), max_points, count, 0.0)

    def _judged(self, cell: NotebookNode, definition: Definition, answer: Answer,
                is_all_known: bool) -> tuple[Verdict, float | None]:
        """The verdict on a graded cell, and its points if its tests have given them."""
        grade_id = cell.metadata.nbgrader.grade_id
        if not definition.is_tests(cell):
            return judged(grade_id.removesuffix(CHECK), definition, answer, self.log), None
        try:
            return judged_by_tests(cell, answer, definition.hidden_lines.get(grade_id, ()),
                                   is_all_known, self.log)
        except MemoryError:
            raise
        except Exception as error:
            self.log.exception("%s could not be judged: %r", grade_id, error)
            return Verdict(grade_id, no_answer=finding("not_judged"), by_tests=True), 0.0


def judged(name: str, definition: Definition, answer: Answer, log: Logger) -> Verdict:
    """The verdict on an answer to the exercise `name`; no answer is no points.

    What goes wrong in judging costs this exercise alone, and is written to the log.
    """
    exercise = definition.exercises.get(name)
    if exercise is None or answer.missing:
        return Verdict(name, no_answer=answer.missing)
    try:
        verdict = judge(exercise, answer.records, definition.scorers)
        # What the course's own scorers found must have words, and be of JSON's kinds.
        wording.text(verdict)
        json.dumps(verdict.data())
    except NotPlainError as error:
        return Verdict(name, no_answer=finding("answer_unreadable", detail=str(error)))
    except (CourseError, MemoryError):  # not of this answer
        raise
    except Exception as error:
        log.exception("%s could not be judged: %r", name, error)
        return Verdict(name, no_answer=finding("not_judged"))
    return verdict


def verdict_output(verdict: Verdict, max_points: float, count: int,
                   points: float | None = None) -> NotebookNode:
    """The one output of a graded cell: a page for people, a number for nbgrader, data for reports.

    nbgrader's `determine_grade` reads the score from the text/plain of an execute_result.
    `points` are those that the cell's tests gave; else they follow from the verdict's score.
    """
    if points is None:
        points = min(round(verdict.score * max_points, 2), max_points)
        exact = f"{points:g}"
    else:
        exact = repr(points)
    page = wording.html(verdict, f"{points:g} of {max_points:g} points")
    data: dict[str, Any] = {"text/plain": exact, "text/html": page,
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
